// What hands do on a page: page.js calls in with keys, text, files and what was copied, as SDL's
// events, for its own reading of browsers' keys knows places on a keyboard and not what is on them.
#ifndef RAVINE_WEB_HANDS_H
#define RAVINE_WEB_HANDS_H

// After every turn of the loop, with the seconds until the next one is due (negative: it is over):
// tells the page what it must know, which is whether text goes anywhere, and what was copied.
void hands_follow(double due);

#endif
