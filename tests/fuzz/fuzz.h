// A fuzz target: libFuzzer's function, and the inputs to begin with. What else there is to begin
// with lies in corpus/NAME, and what means something to the target in dictionaries/NAME.dict.
#ifndef RAVINE_TESTS_FUZZ_FUZZ_H
#define RAVINE_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const char *const fuzz_seeds[]; // NULL-terminated
extern const char *const fuzz_folder;  // an asset folder whose .ini files are seeds too, or NULL

#endif
