#include "base/file.h"

#include "test.h"

#include "folder.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

// Whether the system has files without a name: the writer then has none, either.
static void open_any(struct file_writer *writer, const char *path, bool is_named)
{
    struct error error = {0};
    if (!(is_named ? file_writer_open_named : file_writer_open)(writer, path, &error))
        fail_msg("%s", error.text);
}

static void what_is_written_is_seen_whole_or_not_at_all_with_and_without_a_name(void **state)
{
    (void)state;
    for (int is_named = 0; is_named < 2; is_named++) {
        struct file_writer writer;
        open_any(&writer, path_of("a.txt"), is_named);
        fputs("first", writer.stream);
        fflush(writer.stream);
        assert_int_not_equal(access(path_of("a.txt"), F_OK), 0);
        assert_int_equal(count_files(), writer.is_unnamed ? 0 : 1);
        assert_true(file_writer_commit(&writer, NULL));
        assert_holds(path_of("a.txt"), "first");
        open_any(&writer, path_of("a.txt"), is_named);
        fputs("second", writer.stream);
        fflush(writer.stream);
        assert_holds(path_of("a.txt"), "first");
        assert_true(file_writer_commit(&writer, NULL));
        assert_holds(path_of("a.txt"), "second");
        assert_int_equal(count_files(), 1);
        unlink(path_of("a.txt"));
    }
}

// A process that is killed in the midst of writing.
static void write_and_die(bool is_named)
{
    const pid_t child = fork();
    if (child == 0) {
        struct file_writer writer;
        open_any(&writer, path_of("a.txt"), is_named);
        fputs("half", writer.stream);
        fflush(writer.stream);
        raise(SIGKILL);
    }
    assert_true(child > 0);
    waitpid(child, NULL, 0);
}

static void a_killed_writer_leaves_nothing_once_the_file_is_written_again(void **state)
{
    (void)state;
    for (int is_named = 0; is_named < 2; is_named++) {
        write_whole(path_of("a.txt"), "old");
        write_and_die(is_named);
        assert_holds(path_of("a.txt"), "old");
        write_and_die(is_named); // this one takes away what the other has left
        struct file_writer writer;
        open_any(&writer, path_of("a.txt"), is_named);
        fputs("new", writer.stream);
        assert_true(file_writer_commit(&writer, NULL));
        assert_holds(path_of("a.txt"), "new");
        assert_int_equal(count_files(), 1);
    }
}

static void two_writers_of_one_file_do_not_disturb_each_other(void **state)
{
    (void)state;
    for (int is_named = 0; is_named < 2; is_named++) {
        struct file_writer first, second;
        open_any(&first, path_of("a.txt"), is_named);
        fputs("first", first.stream);
        open_any(&second, path_of("a.txt"), is_named);
        fputs("second", second.stream);
        assert_true(file_writer_commit(&first, NULL));
        assert_holds(path_of("a.txt"), "first");
        assert_true(file_writer_commit(&second, NULL));
        assert_holds(path_of("a.txt"), "second");
        assert_int_equal(count_files(), 1);
    }
}

static void a_name_as_long_as_there_may_be_is_replaced(void **state)
{
    (void)state;
    char name[256];
    memset(name, 'x', 255);
    name[255] = '\0';
    char *path = strdup(path_of(name));
    write_whole(path, "old");
    write_whole(path, "new");
    assert_holds(path, "new");
    free(path);
    assert_int_equal(count_files(), 1);
}

static void a_link_stays_a_link_to_what_is_written(void **state)
{
    (void)state;
    char link[256];
    write_whole(path_of("real.txt"), "old");
    snprintf(link, sizeof link, "%s/link.txt", folder);
    assert_int_equal(symlink("real.txt", link), 0);
    write_whole(link, "new");
    struct stat status;
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_holds(path_of("real.txt"), "new");
    assert_int_equal(count_files(), 2);
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
        TEST(what_is_written_is_seen_whole_or_not_at_all_with_and_without_a_name),
        TEST(a_killed_writer_leaves_nothing_once_the_file_is_written_again),
        TEST(two_writers_of_one_file_do_not_disturb_each_other),
        TEST(a_name_as_long_as_there_may_be_is_replaced),
        TEST(a_link_stays_a_link_to_what_is_written),
        TEST(devices_are_written_and_not_replaced),
        TEST(a_place_that_cannot_be_written_says_why),
        TEST(a_replaced_file_keeps_its_permissions),
        TEST(what_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
