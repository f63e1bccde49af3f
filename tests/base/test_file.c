#include "base/file.h"

#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/ravine-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_whole(const char *path, const char *text)
{
    assert_true(file_write(path, text, NULL));
}

static void assert_holds(const char *path, const char *text)
{
    char *bytes;
    size_t length;
    assert_true(file_read(path, 1000, &bytes, &length, NULL));
    assert_string_equal(bytes, text);
    free(bytes);
}

// Files in the folder, whatever their names.
static int count_files(void)
{
    char command[128];
    snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
    FILE *pipe = popen(command, "r");
    int count = -1;
    assert_int_equal(fscanf(pipe, "%d", &count), 1);
    pclose(pipe);
    return count;
}

static void what_was_written_can_be_read(void **state)
{
    (void)state;
    write_whole(path_of("a.txt"), "hello");
    assert_holds(path_of("a.txt"), "hello");
    write_whole(path_of("a.txt"), "again");
    assert_holds(path_of("a.txt"), "again");
    assert_int_equal(count_files(), 1);
}

static void an_abandoned_write_leaves_the_old_file(void **state)
{
    (void)state;
    write_whole(path_of("a.txt"), "old");
    struct file_writer writer;
    assert_true(file_writer_open(&writer, path_of("a.txt"), NULL));
    fputs("half", writer.stream);
    file_writer_abort(&writer);
    assert_holds(path_of("a.txt"), "old");
    assert_int_equal(count_files(), 1);
}

static void a_full_disk_leaves_the_old_file(void **state)
{
    (void)state;
    write_whole(path_of("a.txt"), "old");
    // A file size limit stands for the full disk.
    struct rlimit before, tight;
    getrlimit(RLIMIT_FSIZE, &before);
    tight = before;
    tight.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &tight);
    struct file_writer writer;
    struct error error = {0};
    assert_true(file_writer_open(&writer, path_of("a.txt"), NULL));
    for (int i = 0; i < 10000; i++)
        fputs("0123456789", writer.stream);
    const bool done = file_writer_commit(&writer, &error);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(done);
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_non_null(strstr(error.text, "a.txt"));
    assert_holds(path_of("a.txt"), "old");
    assert_int_equal(count_files(), 1);
}

static void devices_are_written_and_not_replaced(void **state)
{
    (void)state;
    struct file_writer writer;
    struct error error = {0};
    assert_true(file_writer_open(&writer, "/dev/null", NULL));
    assert_true(file_writer_commit(&writer, NULL));
    struct stat status;
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    if (stat("/dev/full", &status) != 0)
        return;
    assert_true(file_writer_open(&writer, "/dev/full", NULL));
    fputs("text", writer.stream);
    assert_false(file_writer_commit(&writer, &error));
    assert_non_null(strstr(error.text, "/dev/full"));
}

static void a_place_that_cannot_be_written_says_why(void **state)
{
    (void)state;
    struct file_writer writer;
    struct error error = {0};
    assert_false(file_writer_open(&writer, path_of("no/such/a.txt"), &error));
    assert_non_null(strstr(error.text, "folder"));
    assert_int_equal(error.kind, ERROR_FAILED);
    assert_false(file_writer_open(&writer, folder, &error));
    assert_non_null(strstr(error.text, "is a folder"));
}

static void a_replaced_file_keeps_its_permissions(void **state)
{
    (void)state;
    write_whole(path_of("a.txt"), "old");
    assert_int_equal(chmod(path_of("a.txt"), 0640), 0);
    write_whole(path_of("a.txt"), "new");
    struct stat status;
    assert_int_equal(stat(path_of("a.txt"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
}

static void what_cannot_be_read_says_why(void **state)
{
    (void)state;
    char *bytes;
    size_t length;
    struct error error = {0};
    assert_false(file_read(path_of("missing"), 10, &bytes, &length, &error));
    assert_non_null(strstr(error.text, "no such file"));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_false(file_read(folder, 10, &bytes, &length, &error));
    assert_non_null(strstr(error.text, "folder"));
    write_whole(path_of("big"), "0123456789abc");
    assert_false(file_read(path_of("big"), 10, &bytes, &length, &error));
    assert_non_null(strstr(error.text, "larger"));
    assert_null(bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_can_be_read),
        TEST(an_abandoned_write_leaves_the_old_file),
        TEST(a_full_disk_leaves_the_old_file),
        TEST(devices_are_written_and_not_replaced),
        TEST(a_place_that_cannot_be_written_says_why),
        TEST(a_replaced_file_keeps_its_permissions),
        TEST(what_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
