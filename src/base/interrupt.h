// An end that is asked for from outside (Ctrl+C, kill, a terminal that is closed), put off while a
// file is written, so that what was begun is taken away and said.
//
// The signals are held back and asked for; no handler runs, and nothing is kept here: the system
// knows what is held and what has come. Signals that whoever started the program has told it to
// ignore stay ignored.
#ifndef RAVINE_BASE_INTERRUPT_H
#define RAVINE_BASE_INTERRUPT_H

#include <stdbool.h>

struct interrupt;

// From here on the end is put off, in this thread and those that it starts from now on.
void interrupt_hold(void);

// Whether it was asked for meanwhile.
bool interrupt_came(void);

// The same, but no longer than some hundredths of a second from when it was asked for, whatever
// this thread is busy with: then leave(user) is called on another one, and the program ends. NULL
// where there is no thread to see to it; then it is put off as above.
struct interrupt *interrupt_guard(void (*leave)(void *user), void *user);

// Nobody sees to it any longer; the end stays put off. NULL is fine.
void interrupt_unguard(struct interrupt *guard);

// It is put off no longer: where it was asked for, the program ends here, as its parent expects.
void interrupt_release(void);

#endif
