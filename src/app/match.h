// Finding by typing: parts of words in any order, whatever their case and their accents, and with
// typing errors.
//
// Calls base only; list calls it.
#ifndef RAVINE_APP_MATCH_H
#define RAVINE_APP_MATCH_H

#include <stdbool.h>
#include <stddef.h>

// What people mean by a text: small letters without marks ("Größe" → "grosse", "İ" → "i"); digits
// above and below the line are digits. Cut where text[size] ends, after a whole character.
void match_fold(const char *utf8, char *text, size_t size);

// How badly the typed parts (divided by blanks) fit a name and the further words that find it, all
// three folded: 0 is best, beginnings of words come before their middles, the name before the
// further words. −1 when a part is in neither. Nothing typed fits everything.
//
// Where typing errors are forgiven, a part of four letters may begin a word with one letter wrong,
// missing, too many or changed round with the next, one of eight with two; it comes after whatever
// has all parts as they are typed.
int match_cost(const char *typed, const char *name, const char *also, bool forgives);

#endif
