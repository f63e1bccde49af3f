// What is said beside the picture to whoever does not see it, in a file for each platform: a window
// has no place for it, a page has.
//
// Who may call whom: app → voice. Knows nothing of what is said.
#ifndef RAVINE_APP_VOICE_H
#define RAVINE_APP_VOICE_H

// Shows two texts in place of the last two: the picture in words, a line each, and what stands over
// it ("" = nothing): the message, the list or the question that is open.
typedef void voice_say(const char *picture, const char *message);

// NULL where nobody would hear it: then nothing need be put into words.
voice_say *voice_find(void);

#endif
