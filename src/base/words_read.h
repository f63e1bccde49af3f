// Reading a language: a text file of pairs, which people write and review.
//
//     # A line that begins with # is a remark.
//     "no list '%s'; did you mean %s?"
//     = "'%s' adlı liste yok; %s mi demek istediniz?"
//
// A pair may stand in one line as well. \n, \", \\ and \t mean what they mean in C. An empty
// translation is one that is still to be written: the English text stays. What printf would replace
// (%s, %.3g, %*d …) must stand in the translation as in the English text, in the same order.
#ifndef RAVINE_BASE_WORDS_READ_H
#define RAVINE_BASE_WORDS_READ_H

#include "base/error.h"
#include "base/words.h"

// Reads text[length]; `source` is the file's name for errors, which are ERROR_INPUT and begin with
// "SOURCE:LINE: ". NULL on failure; free with words_destroy.
struct words *words_parse(const char *text, size_t length, const char *source, struct error *error);

// Reads a language by name (a file of the asset folder words/, without its .txt) or a file (a word
// with a / in it or .txt at its end). An unknown name is an error that says which languages there
// are. "english" is the language without pairs.
struct words *words_load(const char *word, struct error *error);

void words_destroy(struct words *language);

#endif
