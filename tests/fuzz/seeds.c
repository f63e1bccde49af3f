// libFuzzer knows files only: where RAVINE_SEEDS names a folder, the target's seeds are written
// into it before anything else.
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *folder = getenv("RAVINE_SEEDS");
    for (size_t i = 0; folder && fuzz_seeds[i]; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/seed-%02zu", folder, i);
        FILE *file = fopen(path, "wb");
        if (!file)
            continue;
        fwrite(fuzz_seeds[i], 1, strlen(fuzz_seeds[i]), file);
        fclose(file);
    }
    return 0;
}
