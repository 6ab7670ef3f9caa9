/* What the sys-*.c programs share. Each prints what the kernel answers, in a form that is the
   same on every machine; its output translated is compared with its output built for the host. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Prints an expression with its value, or with errno's text when it is -1. */
#define SHOW(call) show(#call, (long)(call))
static inline long show(const char *what, long value)
{
    if (value == -1)
        printf("%s = -1 (%s)\n", what, strerror(errno));
    else
        printf("%s = %ld\n", what, value);
    return value;
}

/* Prints an expression and whether it holds: for what differs from run to run. */
#define HOLDS(condition) printf("%s: %s\n", #condition, (condition) ? "yes" : "NO")

/* No program has memory there. */
static void *volatile bad_address __attribute__((unused)) = (void *)8;

/* A fresh folder to work in, removed by leave_folder. */
static char sys_folder[] = "/tmp/sys-XXXXXX";
static inline void enter_folder(void)
{
    if (!mkdtemp(sys_folder) || chdir(sys_folder))
        exit(99);
}
static inline void leave_folder(void)
{
    if (chdir("/") || rmdir(sys_folder))
        printf("%s is not empty\n", "folder");
}
