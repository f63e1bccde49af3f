// What one thread at a time may do, for work that belongs to nobody alone. What a job does needs
// none.
#ifndef RAVINE_BASE_LOCK_H
#define RAVINE_BASE_LOCK_H

#include "base/error.h"

struct lock;

struct lock *lock_create(struct error *error); // NULL on failure (memory)
void lock_destroy(struct lock *lock);          // that nobody holds; NULL is fine

// Waits until nobody holds it. Who leaves it shows all that was written before to who takes it
// next.
void lock_take(struct lock *lock);
void lock_leave(struct lock *lock);

#endif
