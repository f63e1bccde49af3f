// The runners of a scene, as every file of this folder and the labs see them.
#ifndef RAVINE_LABS_KIT_RUNNER_SET_H
#define RAVINE_LABS_KIT_RUNNER_SET_H

#include "base/param.h"
#include "labs/kit/looks.h"
#include "labs/kit/rule_list.h"
#include "sim/stepper.h"

enum { RUNNER_CHANGES_MAX = 256, RUNNERS_SHOWN_MAX = 24 };

struct runner_entry {
    char section[72]; // "runner.momentum"
    char name[72];    // what people read
    int look;
    bool hidden;
    struct schedule_change change[RUNNER_CHANGES_MAX];
};

struct runner_set {
    struct runner runner[RUNNERS_SHOWN_MAX]; // points into `entry` for its schedule changes
    struct runner_entry *entry;              // [count]
    size_t count;
    struct looks_kept looks;  // of all runners that have ever been in the set
    struct rule_list rules;   // that they can have
    struct param batch_param; // `batch`, whose slider ends at m
    struct param rule_param;  // `rule`, of all these rules
};

#endif
