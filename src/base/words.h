// Every text for people, in the language of the people. The English text is the key: what the code
// says is what it means, and a text that nobody has translated stays English.
#ifndef RAVINE_BASE_WORDS_H
#define RAVINE_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define FORMAT_LIKE(text) __attribute__((format_arg(text)))
#else
#define FORMAT_LIKE(text)
#endif

struct words_pair {
    char *english, *translation;
    int line; // of the file
};

// A language, as words_load reads it.
struct words {
    struct words_pair *pair; // pair[count], sorted by their English texts
    size_t count;
};

// The text in the language that is set: itself where there is none or where the language lacks it;
// NULL stays NULL. A translation takes the same arguments as its English text, so that the result
// may be a format wherever the English text may. Valid until the program ends.
const char *words(const char *english) FORMAT_LIKE(1);

// Sets the language, which must stay as it is from then on. This is the one thing in the program
// that changes and hangs on nobody: it is set once, by main before there is a second thread, and
// never again. False, and nothing changes, when a language is set already.
bool words_set(const struct words *language);

#endif
