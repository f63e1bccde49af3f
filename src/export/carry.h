// What a figure takes along: its scene, and the tables that the scene reads from files.
//
// Who may call whom: png, app/shot → carry.
#ifndef RAVINE_EXPORT_CARRY_H
#define RAVINE_EXPORT_CARRY_H

#include "base/payload.h"
#include "scene/scene.h"

// Fills a zeroed payload. The scene in it names the tables as they are named in it, whatever folder
// they came from. Tables that do not fit (PAYLOAD_PACKED_MAX) stay behind: the scene says where
// they are, and note[] (empty else) says so to people.
bool carry_pack(struct payload *payload, const struct scene *scene, char *note, size_t size,
                struct error *error);

// Refuses a path where the scene was read from, or a table of it is.
bool carry_check_target(const struct scene *scene, const char *path, struct error *error);

#endif
