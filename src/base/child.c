#ifndef _GNU_SOURCE // some libraries ask for it, too
#define _GNU_SOURCE // environ
#endif

#include "base/child.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 // the socket itself is told
#endif

// A pair of sockets in place of a pipe: writing to one that nobody reads any more is an error and
// no signal.
static bool open_input(int pair[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return false;
    const int room = 4 << 20; // bytes, as far as the system gives so many
    setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
#ifdef SO_NOSIGPIPE
    const int on = 1;
    setsockopt(pair[1], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    // From any of the first numbers, which the child's files get.
    for (int i = 0; i < 2; i++) {
        const int high = fcntl(pair[i], F_DUPFD_CLOEXEC, 10);
        close(pair[i]);
        pair[i] = high;
    }
    return pair[0] >= 0 && pair[1] >= 0;
}

// Signals as a program expects them that was started by a shell.
static void plain_signals(posix_spawnattr_t *attributes)
{
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &usual);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int spawn(struct child *child, char *const argv[], int input, int output)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    const int high = fcntl(output, F_DUPFD_CLOEXEC, 10);
    if (high < 0)
        return errno;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    plain_signals(&attributes);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, fileno(child->said), STDERR_FILENO);
    posix_spawn_file_actions_adddup2(&files, high, CHILD_OUTPUT);
    const int why = posix_spawnp(&child->pid, argv[0], &files, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    close(high);
    return why;
}

int child_start(struct child *child, char *const argv[], int output)
{
    int pair[2] = {-1, -1};
    *child = (struct child){.input = -1};
    child->said = tmpfile();
    int why = child->said && open_input(pair) ? 0 : errno ? errno : EIO;
    if (!why)
        why = spawn(child, argv, pair[0], output);
    if (pair[0] >= 0)
        close(pair[0]);
    child->input = pair[1];
    if (why) {
        child->pid = 0;
        child_kill(child);
    }
    return why;
}

bool child_feed(struct child *child, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        const ssize_t sent = send(child->input, at, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        length -= (size_t)sent;
    }
    return true;
}

static void forget(struct child *child)
{
    if (child->input >= 0)
        close(child->input);
    if (child->said)
        fclose(child->said);
    *child = (struct child){.input = -1};
}

// The last line that is not empty.
static void read_line(FILE *said, char *line, size_t size)
{
    char read[512];
    rewind(said);
    while (fgets(read, sizeof read, said)) {
        read[strcspn(read, "\r\n")] = '\0';
        if (*read)
            text_print(line, size, "%s", read);
    }
}

bool child_end(struct child *child, char *line, size_t size)
{
    int status = -1;
    line[0] = '\0';
    close(child->input);
    child->input = -1;
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!done)
        read_line(child->said, line, size);
    forget(child);
    return done;
}

void child_kill(struct child *child)
{
    if (child->pid > 0) {
        kill(child->pid, SIGKILL);
        while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    if (child->pid > 0 || child->said)
        forget(child);
}
