// The lines of an INI file: what each is, and how what is too long for one is laid over several.
//
//     ; a remark, as is what follows a blank and a ; in any line. So is a line that begins with #.
//     [section]
//     key = value        ; or key: value
//         more of it     ; a line that begins with a blank goes on with the value before it
//
// Lines end with LF, CR LF or CR; a byte-order mark before the first one is passed over.
#ifndef RAVINE_SCENE_INI_H
#define RAVINE_SCENE_INI_H

#include <stdbool.h>
#include <stddef.h>

enum {
    INI_SECTION_MAX = 49, // bytes of a section's name
    INI_KEY_MAX = 48,     // bytes of a key
};

enum ini_kind {
    INI_REST,   // empty, or a remark
    INI_HEADER, // [name]
    INI_OPEN,   // a header that lacks its ]
    INI_KEY,    // name = value
    INI_MORE,   // value: what goes on
    INI_OTHER,  // none of these
};

// A piece of the text.
struct ini_part {
    const char *text; // NULL: there is none
    size_t length;
};

struct ini_line {
    enum ini_kind kind;
    int number;             // from 1
    struct ini_part whole;  // without its end
    struct ini_part name;   // of the section or key, blanks around it aside
    struct ini_part value;  // blanks around it and the remark aside
    struct ini_part remark; // from its ; or # on
};

// Where reading is. Begin with ini_begin.
struct ini {
    const char *at, *end;
    int line;
    bool in_value;
};

void ini_begin(struct ini *ini, const char *text, size_t length);

// The next line; false at the end.
bool ini_next(struct ini *ini, struct ini_line *line);

// Whether a file can hold these as they are.
bool ini_is_section(const char *name);
bool ini_is_key(const char *key);
bool ini_is_value(const char *value);

enum { INI_LINE_ROOM = 180 }; // bytes of a line, where its words let it be broken

// The length of the part of a value that goes into a line of `room` bytes; what comes behind it and
// one blank is to go on in the next line. It is longer than `room` where no blank before that may
// stand for the end of a line.
size_t ini_fold(const char *value, size_t room);

#endif
