// Loaded into a program by LD_PRELOAD, it counts what the program does to its files and its sockets,
// and at one step ends the program as a flat battery does, or makes the step fail. Without
// FAULTS_DO it does nothing.
//
// FAULTS_UNDER   files below this folder count (absolute, without links)
// FAULTS_SKIP    ... but not those whose path ends in this
// FAULTS_KINDS   the kinds of steps that count: the sum of the bits of faults_kind
// FAULTS_AT      the step, from 1; 0 only counts
// FAULTS_EVERY   1: every later step too
// FAULTS_DO      kill   SIGKILL before the step
//                torn   half of the write is done, then SIGKILL; other steps are done whole
//                power  as kill, and nothing that was not synced is there afterwards
//                some   as power, but of the unsynced writes only some are lost (FAULTS_SEED)
//                fail   the step fails with FAULTS_ERRNO
//                short  half of the write is done, and the caller is told so
//                full   half of the write is done, and from then on nothing has room
// FAULTS_REPORT  a file that gets the faults_report
//
// Everything is done by system calls of its own: what is counted is only what the program asks for.

#define _GNU_SOURCE
#include "include/faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum action { COUNT, KILL, TORN, POWER, SOME, FAIL, SHORT, FULL };

// What is to be done with a step.
enum verdict { DO, DO_HALF_AND_DIE, DO_AND_DIE, DO_HALF, REFUSE };

static int active;
static enum action action;
static long kinds, at, every, failure;
static unsigned long seed;
static char under[PATH_MAX], skip[64];
static size_t under_length;
static struct faults_report no_report, *report = &no_report;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : 0;
}

static void watch_memory(void);

__attribute__((constructor)) static void begin(void) {
    static const char *const names[] = {"count", "kill", "torn", "power",
                                        "some",  "fail", "short", "full"};
    const char *wanted = getenv("FAULTS_DO"), *folder = getenv("FAULTS_UNDER");
    const char *file = getenv("FAULTS_REPORT"), *ending = getenv("FAULTS_SKIP");
    if (!wanted || !folder) return;
    for (int i = COUNT; i <= FULL; i++)
        if (!strcmp(wanted, names[i])) action = (enum action)i;
    under_length = strlen(folder);
    if (under_length >= sizeof under) return;
    memcpy(under, folder, under_length + 1);
    if (ending && strlen(ending) < sizeof skip) memcpy(skip, ending, strlen(ending) + 1);
    kinds = number("FAULTS_KINDS");
    at = number("FAULTS_AT");
    every = number("FAULTS_EVERY");
    failure = number("FAULTS_ERRNO");
    seed = (unsigned long)number("FAULTS_SEED");
    if (kinds & FAULTS_ALLOCATE) watch_memory();
    if (file) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (fd >= 0 && syscall(SYS_ftruncate, fd, sizeof *report) == 0) {
            void *shared =
                mmap(NULL, sizeof *report, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            if (shared != MAP_FAILED) report = shared;
        }
        if (fd >= 0) syscall(SYS_close, fd);
    }
    active = 1;
}

// MARK: Which file

static int counts(const char *path) {
    if (strncmp(path, under, under_length) != 0) return 0;
    if (path[under_length] != '/' && path[under_length] != 0) return 0;
    size_t length = strlen(path), ending = strlen(skip);
    return !(ending && length >= ending && !strcmp(path + length - ending, skip));
}

static int path_of(int fd, char *path) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return path[0] == '/';
}

static int is_ours(int fd, char *path) { return path_of(fd, path) && counts(path); }

static int is_socket(int fd) {
    int domain = 0;
    socklen_t size = sizeof domain;
    return syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0
        && (domain == AF_INET || domain == AF_INET6);
}

// MARK: What a power cut takes back

// A change that is not on the disk yet, and what was there before.
struct change {
    enum { BYTES, CREATED, NAMED, REMOVED, LINKED } what;
    char path[480], from[480];
    off_t offset, size;
    size_t length;
    unsigned char *old;
    struct change *before;
};

static struct change *newest;

static int keeps_changes(void) { return action == POWER || action == SOME; }

static struct change *note(int what, const char *path) {
    struct change *change = malloc(sizeof *change);
    if (!change) abort();
    memset(change, 0, sizeof *change);
    change->what = what;
    snprintf(change->path, sizeof change->path, "%s", path);
    change->before = newest;
    newest = change;
    return change;
}

static void keep_bytes(struct change *change, int fd, off_t offset, size_t length) {
    struct stat state;
    if (fstat(fd, &state) != 0) return;
    change->size = state.st_size;
    change->offset = offset;
    if (offset >= state.st_size) return;
    if (length > (size_t)(state.st_size - offset)) length = (size_t)(state.st_size - offset);
    // Through the program's own descriptor: closing another one would let go of SQLite's locks. What
    // is open for writing alone is a fresh file, with nothing in it to keep.
    change->old = malloc(length + 1);
    ssize_t got = syscall(SYS_pread64, fd, change->old, length, offset);
    if (got > 0) change->length = (size_t)got;
}

static void keep_file(struct change *change, const char *path) {
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return;
    keep_bytes(change, fd, 0, SIZE_MAX / 2);
    syscall(SYS_close, fd);
}

static void forget(const char *path, int is_folder) {
    struct change **place = &newest;
    size_t length = strlen(path);
    while (*place) {
        struct change *change = *place;
        int reached;
        if (is_folder) {
            const char *slash = strrchr(change->path, '/');
            reached = change->what != BYTES && slash && (size_t)(slash - change->path) == length
                && !strncmp(change->path, path, length);
        } else {
            reached = change->what == BYTES && !strcmp(change->path, path);
        }
        if (reached) {
            *place = change->before;
            free(change->old);
            free(change);
        } else {
            place = &change->before;
        }
    }
}

static void restore(const char *path, const struct change *change) {
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return;
    if (change->length) {
        ssize_t put = syscall(SYS_pwrite64, fd, change->old, change->length, change->offset);
        (void)put;
    }
    if (syscall(SYS_ftruncate, fd, change->size) != 0) return;
    syscall(SYS_close, fd);
}

static int chance(void) {
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 62) & 1;
}

static void take_back(void) {
    for (struct change *change = newest; change; change = change->before) {
        if (action == SOME && change->what == BYTES && chance()) continue;
        report->lost++;
        switch (change->what) {
        case BYTES: restore(change->path, change); break;
        case CREATED:
        case LINKED: syscall(SYS_unlinkat, AT_FDCWD, change->path, 0); break;
        case REMOVED: restore(change->path, change); break;
        case NAMED:
            syscall(SYS_renameat2, AT_FDCWD, change->path, AT_FDCWD, change->from, 0);
            if (change->size >= 0) restore(change->path, change);
            break;
        }
    }
}

// MARK: Which step

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

static enum verdict judge(enum faults_kind kind, const char *path) {
    if (!(kinds & kind)) return DO;
    report->steps++;
    int now = at && (report->steps == at || (every && report->steps > at));
    int is_full = action == FULL && at && report->steps > at;
    if (!now && !is_full) return DO;
    if (!report->injected++) {
        report->kind = kind;
        if (path) snprintf(report->path, sizeof report->path, "%s", path);
    }
    int is_write = kind == FAULTS_WRITE || kind == FAULTS_SEND;
    switch (action) {
    case COUNT: return DO;
    case KILL: die(); return REFUSE;
    case POWER:
    case SOME: take_back(); die(); return REFUSE;
    case TORN: return is_write ? DO_HALF_AND_DIE : DO_AND_DIE;
    case FAIL: errno = (int)failure; return REFUSE;
    case SHORT: return is_write ? DO_HALF : DO;
    case FULL:
        if (now && kind == FAULTS_WRITE) return DO_HALF;
        errno = ENOSPC;
        return REFUSE;
    }
    return DO;
}

// The kind of a write to this descriptor; 0 for what is not looked at.
static int kind_of(int fd, char *path) {
    path[0] = 0;
    if (!active) return 0;
    if (fd == 1 || fd == 2) return kinds & FAULTS_SAY ? FAULTS_SAY : 0;
    if (is_ours(fd, path)) return FAULTS_WRITE;
    path[0] = 0;
    return (kinds & FAULTS_SEND) && is_socket(fd) ? FAULTS_SEND : 0;
}

static long written(int fd, const void *bytes, size_t size, off_t offset) {
    if (offset >= 0) return syscall(SYS_pwrite64, fd, bytes, size, offset);
    return syscall(SYS_write, fd, bytes, size);
}

static ssize_t write_step(int fd, const void *bytes, size_t size, off_t offset) {
    char path[PATH_MAX];
    int kind = kind_of(fd, path);
    if (!kind) return written(fd, bytes, size, offset);
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge((enum faults_kind)kind, path);
    long done = -1;
    size_t half = size > 1 ? size / 2 : size;
    if (verdict != REFUSE && keeps_changes() && kind == FAULTS_WRITE) {
        off_t place = offset >= 0 ? offset : (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
        keep_bytes(note(BYTES, path), fd, place, size);
    }
    switch (verdict) {
    case DO: done = written(fd, bytes, size, offset); break;
    case DO_HALF: done = written(fd, bytes, half, offset); break;
    case DO_HALF_AND_DIE: written(fd, bytes, half, offset); die(); break;
    case DO_AND_DIE: written(fd, bytes, size, offset); die(); break;
    case REFUSE: break;
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

ssize_t write(int fd, const void *bytes, size_t size) { return write_step(fd, bytes, size, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
    return write_step(fd, bytes, size, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    return write_step(fd, bytes, size, offset);
}

// Several pieces in one call are one step.
static ssize_t pieces_step(
    int fd, const struct iovec *pieces, int count, long (*whole)(void *), void *call) {
    char path[PATH_MAX];
    int kind = kind_of(fd, path);
    if (!kind) return whole(call);
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge((enum faults_kind)kind, path);
    long done = -1;
    switch (verdict) {
    case DO: done = whole(call); break;
    case DO_AND_DIE: whole(call); die(); break;
    case DO_HALF:
    case DO_HALF_AND_DIE: {
        size_t all = 0, left;
        for (int i = 0; i < count; i++) all += pieces[i].iov_len;
        left = all > 1 ? all / 2 : all;
        done = 0;
        for (int i = 0; i < count && left; i++) {
            size_t size = pieces[i].iov_len < left ? pieces[i].iov_len : left;
            long put = size ? syscall(SYS_write, fd, pieces[i].iov_base, size) : 0;
            if (put < 0) {
                if (!done) done = -1;
                break;
            }
            done += put;
            left -= (size_t)put;
            if ((size_t)put < size) break;
        }
        if (verdict == DO_HALF_AND_DIE) die();
        break;
    }
    case REFUSE: break;
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

struct writev_call { int fd; const struct iovec *pieces; int count; };
static long whole_writev(void *given) {
    struct writev_call *call = given;
    return syscall(SYS_writev, call->fd, call->pieces, call->count);
}
ssize_t writev(int fd, const struct iovec *pieces, int count) {
    struct writev_call call = {fd, pieces, count};
    return pieces_step(fd, pieces, count, whole_writev, &call);
}

struct sendmsg_call { int fd; const struct msghdr *message; int flags; };
static long whole_sendmsg(void *given) {
    struct sendmsg_call *call = given;
    return syscall(SYS_sendmsg, call->fd, call->message, call->flags);
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    struct sendmsg_call call = {fd, message, flags};
    return pieces_step(fd, message->msg_iov, (int)message->msg_iovlen, whole_sendmsg, &call);
}

struct send_call { int fd; const void *bytes; size_t size; int flags; };
static long whole_send(void *given) {
    struct send_call *call = given;
    return syscall(SYS_sendto, call->fd, call->bytes, call->size, call->flags, NULL, 0);
}
ssize_t send(int fd, const void *bytes, size_t size, int flags) {
    struct send_call call = {fd, bytes, size, flags};
    struct iovec piece = {(void *)bytes, size};
    return pieces_step(fd, &piece, 1, whole_send, &call);
}

// MARK: Reading, and messages that came in

static void received(int fd, long got) {
    if (!active || !(kinds & FAULTS_RECEIVE) || got <= 0 || !is_socket(fd)) return;
    int code = errno;
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_RECEIVE, NULL);
    if (verdict == DO_AND_DIE) die();
    pthread_mutex_unlock(&lock);
    errno = code;
}

// Whether a read from a file of ours is to fail.
static int may_not_read(int fd) {
    char path[PATH_MAX];
    if (!active || !(kinds & FAULTS_READ) || !is_ours(fd, path)) return 0;
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_READ, path);
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return verdict == REFUSE;
}

ssize_t pread(int fd, void *bytes, size_t size, off_t offset) {
    return may_not_read(fd) ? -1 : syscall(SYS_pread64, fd, bytes, size, offset);
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t offset) {
    return may_not_read(fd) ? -1 : syscall(SYS_pread64, fd, bytes, size, offset);
}
ssize_t read(int fd, void *bytes, size_t size) {
    if (may_not_read(fd)) return -1;
    long got = syscall(SYS_read, fd, bytes, size);
    received(fd, got);
    return got;
}
ssize_t recv(int fd, void *bytes, size_t size, int flags) {
    long got = syscall(SYS_recvfrom, fd, bytes, size, flags, NULL, NULL);
    received(fd, got);
    return got;
}
ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    long got = syscall(SYS_recvmsg, fd, message, flags);
    received(fd, got);
    return got;
}

// MARK: Syncing, sizes

static int sync_step(int fd, long call) {
    char path[PATH_MAX];
    if (!active || !is_ours(fd, path)) return (int)syscall(call, fd);
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_SYNC, path);
    int done = -1;
    if (verdict != REFUSE) {
        done = (int)syscall(call, fd);
        if (verdict == DO_AND_DIE) die();
        struct stat state;
        if (keeps_changes() && fstat(fd, &state) == 0) forget(path, S_ISDIR(state.st_mode));
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

int fsync(int fd) { return sync_step(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_step(fd, SYS_fdatasync); }

static int size_step(int fd, off_t size) {
    char path[PATH_MAX];
    if (!active || !is_ours(fd, path)) return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_SIZE, path);
    int done = -1;
    if (verdict != REFUSE) {
        if (keeps_changes()) keep_bytes(note(BYTES, path), fd, size, SIZE_MAX / 2);
        done = (int)syscall(SYS_ftruncate, fd, size);
        if (verdict == DO_AND_DIE) die();
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

int ftruncate(int fd, off_t size) { return size_step(fd, size); }
int ftruncate64(int fd, off64_t size) { return size_step(fd, size); }

// MARK: Names

static int open_step(int folder, const char *path, int flags, mode_t mode) {
    if (!active || folder != AT_FDCWD || !counts(path)
        // A disk without room still opens what is there.
        || (action == FULL && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0))
        return (int)syscall(SYS_openat, folder, path, flags, mode);
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_OPEN, path);
    int done = -1;
    if (verdict != REFUSE) {
        if (keeps_changes()) {
            int is_there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
            if (is_there && (flags & O_TRUNC)) keep_file(note(BYTES, path), path);
            if (!is_there && (flags & O_CREAT)) note(CREATED, path);
        }
        done = (int)syscall(SYS_openat, folder, path, flags, mode);
        if (verdict == DO_AND_DIE) die();
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

#define MODE_OF(flags, mode)                      \
    mode_t mode = 0;                              \
    if ((flags) & (O_CREAT | O_TMPFILE)) {        \
        va_list rest;                             \
        va_start(rest, flags);                    \
        mode = va_arg(rest, mode_t);              \
        va_end(rest);                             \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_step(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_step(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_step(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, mode)
    return open_step(folder, path, flags | O_LARGEFILE, mode);
}

static int name_step(int what, const char *path, const char *from, mode_t mode) {
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_NAME, path);
    int done = -1;
    if (verdict != REFUSE) {
        if (keeps_changes() && what == NAMED) {
            int is_there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
            struct change *change = note(NAMED, path);
            snprintf(change->from, sizeof change->from, "%s", from);
            change->size = -1;
            if (is_there) keep_file(change, path);
        } else if (keeps_changes() && what == REMOVED) {
            keep_file(note(REMOVED, path), path);
        } else if (keeps_changes() && what == LINKED) {
            note(LINKED, path);
        }
        switch (what) {
        case NAMED: done = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, path, 0); break;
        case REMOVED: done = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0); break;
        case LINKED: done = (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, path, 0); break;
        default: done = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode); break;
        }
        int code = errno;
        // What did not happen need not be taken back.
        if (done != 0 && keeps_changes() && what != CREATED && newest) {
            struct change *change = newest;
            newest = change->before;
            free(change->old);
            free(change);
        }
        errno = code;
        if (verdict == DO_AND_DIE) die();
    }
    int code = errno;
    pthread_mutex_unlock(&lock);
    errno = code;
    return done;
}

int rename(const char *from, const char *path) {
    if (!active || !counts(path))
        return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, path, 0);
    return name_step(NAMED, path, from, 0);
}
int link(const char *from, const char *path) {
    if (!active || !counts(path))
        return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, path, 0);
    return name_step(LINKED, path, from, 0);
}
int unlink(const char *path) {
    if (!active || !counts(path)) return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    return name_step(REMOVED, path, NULL, 0);
}
int mkdir(const char *path, mode_t mode) {
    if (!active || !counts(path)) return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    return name_step(CREATED, path, NULL, mode);
}

// MARK: Memory

// Only what SQLite asks for: the rest of the program has no way to go on without memory. SQLite is
// told to ask here: a program may have a `malloc` or `realloc` of its own, which comes before ours.
static sqlite3_mem_methods of_sqlite;

static int may_have_memory(void) {
    if (!active) return 1;
    pthread_mutex_lock(&lock);
    enum verdict verdict = judge(FAULTS_ALLOCATE, NULL);
    pthread_mutex_unlock(&lock);
    if (verdict == DO_AND_DIE) die();
    return verdict != REFUSE;
}

static void *allocate(int size) { return may_have_memory() ? of_sqlite.xMalloc(size) : NULL; }
static void *reallocate(void *old, int size) {
    return may_have_memory() ? of_sqlite.xRealloc(old, size) : NULL;
}

static void watch_memory(void) {
    int (*config)(int, ...);
    *(void **)&config = dlsym(RTLD_DEFAULT, "sqlite3_config");
    if (!config || config(SQLITE_CONFIG_GETMALLOC, &of_sqlite) != SQLITE_OK) return;
    sqlite3_mem_methods ours = of_sqlite;
    ours.xMalloc = allocate;
    ours.xRealloc = reallocate;
    config(SQLITE_CONFIG_MALLOC, &ours);
}
