// Scenes: the whole state of a lab as a small INI file.
#ifndef RAVINE_SCENE_SCENE_H
#define RAVINE_SCENE_SCENE_H

#include "base/error.h"
#include "base/param.h"

#include <stdbool.h>
#include <stddef.h>

struct scene_entry {
    char *key, *value;
    int line; // in the file; 0 = set from the command line or the window
    // Of line 0: what set it, as errors name it: "--hide"; a constant. NULL: --set or the window.
    const char *by;
};

struct scene_section {
    char *name; // "runner.momentum"
    int line;
    struct scene_entry *entry;
    size_t count, capacity;
};

// Sections and entries keep the order of the file. A zeroed struct is an empty scene.
struct scene {
    char *name;   // "six-runners", or the file's name without its ending
    char *source; // the file, for error messages and relative data paths; NULL = none
    struct scene_section *section;
    size_t count, capacity;
};

// One kind of section that a lab understands. Tables of these end with a NULL section.
struct scene_rule {
    const char *section; // "objective"; or, when named, "runner" for every [runner.NAME]
    bool named;
    // The keys: calls with index 0, 1, 2 … until NULL.
    const struct param *(*param)(size_t index);
    // Beside those any key will do, with any text: whoever reads it judges it. One line for the
    // help page; NULL: no other key will do.
    const char *free;
    // Which keys are of that kind though `param` has them for other scenes. NULL: none.
    bool (*is_free)(const struct scene *scene, const char *section, const char *key);
    // Of a named kind: the key without which --set begins no new one; NULL: each will do.
    const char *essence;
};

// Opens a shipped scene's name, an .ini file, or a figure that carries its scene
// (base/payload.h). An unknown name
// is an error that names the nearest scene. On failure *scene is empty.
bool scene_read(struct scene *scene, const char *word, struct error *error);

// What a scene's text has at most, whatever carries it. No scene is written that has more.
enum { SCENE_BYTES_MAX = 1 << 20 };

// Reads INI text (scene/ini.h). `source` stands for the file in errors (FILE:LINE: …). Duplicate
// sections and keys, text outside sections, lines that are neither are errors.
bool scene_parse(struct scene *scene, const char *text, size_t length, const char *source,
                 struct error *error);

// `--set SECTION.KEY=VALUE`: the last dot before '=' divides section and key. The section is
// created where it is missing; scene_check then judges it.
bool scene_assign(struct scene *scene, const char *assignment, struct error *error);

// Sets one key (line 0). A NULL value removes it. Error: a name or value that no file could hold.
bool scene_put(struct scene *scene, const char *section, const char *key, const char *value,
               struct error *error);

// The same, said to be set by `by` (struct scene_entry).
bool scene_put_by(struct scene *scene, const char *section, const char *key, const char *value,
                  const char *by, struct error *error);

// Adds an empty section (line 0) right behind the section `behind`; NULL or a name that is not
// there: at the end. Error: there is one of that name, or no memory.
bool scene_insert(struct scene *scene, const char *section, const char *behind,
                  struct error *error);

// Adds a copy of `section`, with all its keys (line 0), right behind it. Error: as above.
bool scene_duplicate(struct scene *scene, const char *section, const char *as, struct error *error);

// Takes a section away with all its keys; none of that name is fine.
void scene_remove(struct scene *scene, const char *section);

// Every section and key must be known to the rules, every number in range, every choice a word of
// its list. Errors: FILE:LINE, what is wrong, the nearest valid name.
bool scene_check(const struct scene *scene, const struct scene_rule rules[], struct error *error);

// The text of a key, or NULL.
const char *scene_text(const struct scene *scene, const char *section, const char *key);
const struct scene_section *scene_section(const struct scene *scene, const char *section);

// The number of a parameter: its standard value where the scene has none. For scenes that passed
// scene_check (a bad text yields the standard value).
double scene_number(const struct scene *scene, const char *section, const struct param *param);

// Puts "FILE:LINE: " (or "--set SECTION.KEY: ") in front of error->text for this key, so that
// labs can complain about values in context. Returns false.
bool scene_blame(const struct scene *scene, const char *section, const char *key,
                 struct error *error);

// The scene as INI text, which reads back as the same scene; the caller frees. NULL on failure.
char *scene_format(const struct scene *scene, struct error *error);

// Whether the keys of a section are lines one after the other, whose order counts: those of
// [rule.NAME].
bool scene_is_ordered(const char *section);

// Whether they differ in any value, wherever it stands, or in an order that counts; sections of the
// name `apart` aside (NULL = none).
bool scene_differs(const struct scene *a, const struct scene *b, const char *apart);
// The same, one key of one section aside as well.
bool scene_differs_beyond(const struct scene *a, const struct scene *b, const char *apart,
                          const char *section, const char *key);

bool scene_copy(struct scene *to, const struct scene *from, struct error *error);
void scene_clear(struct scene *scene);

#endif
