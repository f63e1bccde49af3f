// The palette: finds scenes, commands, sliders and every word that a slider can be set to.
//
// Who may call whom: commands/find → palette → finds, chooser, frame.
#ifndef RAVINE_APP_PALETTE_H
#define RAVINE_APP_PALETTE_H

#include "app/frame.h"

bool palette_open(struct frame *frame, struct error *error);

#endif
