// What went wrong, in one sentence. Functions that can fail return bool (or a pointer) and fill
// one of these; only main prints it and ends the program.
#ifndef RAVINE_BASE_ERROR_H
#define RAVINE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

// The values are the program's exit statuses.
enum error_kind {
    ERROR_NONE = 0,
    ERROR_FAILED = 1, // the machine could not: memory, disk, no OpenGL
    ERROR_INPUT = 2,  // the user's words, files or numbers are wrong
    ERROR_COMING = 3, // nothing is: a file is on its way (base/far.h); asked again, it may go
};

struct error {
    enum error_kind kind;
    char text[512]; // "FILE:LINE: what is wrong, what would be right"; no newline
    // Where that is in the text that was read, in characters from 1, ERROR_AT_NAME for what it is
    // called by; 0 = not known.
    size_t character;
    char line[512]; // for a terminal: the line of it, cut (base/caret.h); empty = not known
    size_t caret;   // columns of `line` before the character
    bool is_memory; // memory was out
};

#define ERROR_AT_NAME ((size_t)-1)

// Fills `error` (which may be NULL) and returns false, so that `return error_set(…)` is the idiom.
// The format is looked up in the language that is set (base/words.h); texts among the arguments are
// the caller's to look up. A text that does not fit, or that "%.40s" quotes, is cut at a whole
// UTF-8 character. A place that was set before is forgotten.
bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
    PRINTF_LIKE(3, 4);

// Says what went wrong with more around it, such as where it was: the format takes why->text. It is
// of the same kind, out of memory if that is it; its place is forgotten. Returns false. `why` may
// be `error`, which may be NULL.
bool error_wrap(struct error *error, const struct error *why, const char *format, ...)
    PRINTF_LIKE(3, 4);

// Says which character of the text that was read is meant by what is set; returns false. `error`
// may be NULL.
bool error_at(struct error *error, size_t character);

// Passes on what went wrong, its place with it; returns false. `error` may be NULL.
bool error_pass(struct error *error, const struct error *why);

// The one message for a failed allocation, and whether that is what is said.
bool error_memory(struct error *error);
bool error_is_memory(const struct error *error);

#endif
