// The address line of a browser, which a desktop does not have. A file of each platform
// (address_desktop.c, web/address.c).
#ifndef RAVINE_APP_ADDRESS_H
#define RAVINE_APP_ADDRESS_H

#include <stdbool.h>

// Whether there is an address line that shows which scene this is.
bool address_is_there(void);

// Shows a fragment, without the #, in it: in place of the one before, or as another entry behind
// which one gets back to that.
void address_show(const char *fragment, bool is_another);

// The fragment that somebody has gone to since it was asked last, by back and forward or by typing;
// NULL: to none. The caller frees.
char *address_take(void);

// Where the page is, without a fragment; NULL where there is none. The caller frees.
char *address_page(void);

#endif
