// What one thread at a time may do, for a moment: who finds it taken lies down to sleep and looks
// again.
#ifndef RAVINE_BASE_LOCK_H
#define RAVINE_BASE_LOCK_H

#include <stdatomic.h>
#include <stdbool.h>

// A zeroed one is held by nobody.
struct lock {
    atomic_bool is_taken;
};

// Waits until nobody holds it. Who leaves it shows all that was written before to who takes it
// next.
void lock_take(struct lock *lock);
void lock_leave(struct lock *lock);

#endif
