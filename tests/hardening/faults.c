/* A disk that fails: loaded in front of the C library (LD_PRELOAD), lets the Nth write, sync or read of a ledger's files fail.

   FAULT_CALL: write, sync or read. FAULT_AT: the first call that fails, counted from 1. FAULT_TIMES: how many fail.
   FAULT_ERROR: errno. FAULT_TRACE: a file to which a line is added when a fault was made. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int of_a_ledger(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return strstr(path, ".db") != NULL;
}

static int fails(const char *call, int fd) {
    static long seen = 0;
    const char *wanted = getenv("FAULT_CALL"), *at = getenv("FAULT_AT"), *times = getenv("FAULT_TIMES"), *trace = getenv("FAULT_TRACE");
    if (!wanted || !at || !times || strcmp(wanted, call) || !of_a_ledger(fd)) return 0;
    seen++;
    if (seen < atol(at) || seen >= atol(at) + atol(times)) return 0;
    FILE *out = trace ? fopen(trace, "a") : NULL;
    if (out) {
        fprintf(out, "%s %ld\n", call, seen);
        fclose(out);
    }
    errno = atoi(getenv("FAULT_ERROR"));
    return 1;
}

#define NEXT(type, name) ((type)dlsym(RTLD_NEXT, name))

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    return fails("write", fd) ? -1 : NEXT(ssize_t (*)(int, const void *, size_t, off_t), "pwrite")(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    return fails("write", fd) ? -1 : NEXT(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64")(fd, data, size, at);
}

ssize_t pread(int fd, void *data, size_t size, off_t at) {
    return fails("read", fd) ? -1 : NEXT(ssize_t (*)(int, void *, size_t, off_t), "pread")(fd, data, size, at);
}

ssize_t pread64(int fd, void *data, size_t size, off64_t at) {
    return fails("read", fd) ? -1 : NEXT(ssize_t (*)(int, void *, size_t, off64_t), "pread64")(fd, data, size, at);
}

int fsync(int fd) { return fails("sync", fd) ? -1 : NEXT(int (*)(int), "fsync")(fd); }

int fdatasync(int fd) { return fails("sync", fd) ? -1 : NEXT(int (*)(int), "fdatasync")(fd); }
