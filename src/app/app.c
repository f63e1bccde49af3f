#include "app/app.h"
bool app_run(const struct scene *scene, const struct app_options *options, struct error *error){(void)scene;(void)options;return error_set(error,ERROR_FAILED,"no window");}
