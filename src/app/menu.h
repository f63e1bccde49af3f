// The scene menu: all shipped scenes with small pictures.
//
// Who may call whom: commands → menu → gallery, filter, list, frame.
#ifndef RAVINE_APP_MENU_H
#define RAVINE_APP_MENU_H

#include "app/frame.h"

bool menu_open(struct frame *frame, struct error *error);

#endif
