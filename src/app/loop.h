// The loop of the program, in a file for each platform: loop_desktop.c waits where nothing is due;
// a browser calls the turn itself, whenever the display is ready for one.
//
// Who may call whom: app → loop. Knows nothing of what turns.
#ifndef RAVINE_APP_LOOP_H
#define RAVINE_APP_LOOP_H

// One turn: takes the events that have come, lets `seconds` pass, draws. Returns how many seconds
// may pass before the next one if no event comes first (0 while something moves, infinity when
// nothing ever will), or a negative number when it is over.
typedef double loop_turn(void *user, double seconds);

// Turns until it is over. The clock goes on while it waits: `seconds` are all that have passed.
void loop_run(loop_turn *turn, void *user);

#endif
