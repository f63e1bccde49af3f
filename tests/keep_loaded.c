// Linked into the tests of a sanitized build: what a graphics driver leaks can be told apart by its
// name only while the driver is loaded.
int dlclose(void *handle);

int dlclose(void *handle)
{
    (void)handle;
    return 0;
}
