/* -strace: one line a system call, in the form that qemu-user prints,

       PID name(argument,argument) = result
       PID name(argument,argument) = -1 errno=2 (No such file or directory)

   All of it comes from the row in syscalls.def: arguments.def says how each kind of argument is
   printed, names.def gives values their names. The two halves of a line are written before and
   after the call, so that a call that waits shows what it waits for. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/decode.h"
#include "linux/internal.h"

enum {
    LINE = 1024,  /* longest half of a line; what does not fit is cut */
    SHOWN = 32,   /* bytes of a buffer */
    STRINGS = 16, /* strings of an array */
};

struct value_name {
    const char *name;
    uint32_t value, mask;
    uint8_t kind; /* enum linux_arg */
};

static const struct value_name names[] = {
#define ALL                    UINT32_MAX
#define NAME(kind, name, mask) { #name, (uint32_t)(name), (uint32_t)(mask), LINUX_ARG_##kind },
#define BITS(kind, name)       { #name, (uint32_t)(name), (uint32_t)(name), LINUX_ARG_##kind },
#include "linux/names.def"
#undef ALL
#undef NAME
#undef BITS
};

static void print_names(struct text *out, enum linux_arg kind, uint32_t value)
{
    const char *separator = "";
    bool one_name = false;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct value_name *n = &names[i];
        if (n->kind != kind)
            continue;
        one_name = n->mask == UINT32_MAX;
        if ((value & n->mask) != n->value)
            continue;
        text_add(out, "%s%s", separator, n->name);
        if (one_name)
            return;
        separator = "|";
        value &= ~n->mask;
    }
    if (one_name)
        text_add(out, "%d", (int)value);
    else if (value || !*separator)
        text_add(out, value ? "%s%#x" : "%s%u", separator, value);
}

static void print_bytes(struct text *out, const char *bytes, size_t size)
{
    text_add(out, "\"");
    for (size_t i = 0; i < size; i++) {
        unsigned char c = bytes[i];
        if (c == '"' || c == '\\')
            text_add(out, "\\%c", c);
        else if (c == '\n')
            text_add(out, "\\n");
        else if (c == '\t')
            text_add(out, "\\t");
        else if (c < ' ' || c > '~')
            text_add(out, "\\%03o", c);
        else
            text_add(out, "%c", c);
    }
    text_add(out, "\"");
}

static void print_pointer(struct text *out, uint64_t address)
{
    if (address)
        text_add(out, "0x%016lx", address);
    else
        text_add(out, "NULL");
}

static void print_string(struct text *out, uint64_t address)
{
    char bytes[PATH_MAX];
    int64_t length = linux_string_in(bytes, address, sizeof bytes);

    if (length < 0)
        print_pointer(out, address);
    else
        print_bytes(out, bytes, length);
}

static void print_buffer(struct text *out, uint64_t address, uint64_t size)
{
    char bytes[SHOWN];
    size_t shown = size < SHOWN ? size : SHOWN;

    if (linux_copy_in(bytes, address, shown)) {
        print_pointer(out, address);
        return;
    }
    print_bytes(out, bytes, shown);
    if (shown < size)
        text_add(out, "...");
}

static void print_strings(struct text *out, uint64_t address)
{
    uint64_t string = 0;

    if (!address || linux_copy_in(&string, address, sizeof string)) {
        print_pointer(out, address);
        return;
    }
    text_add(out, "{");
    for (int i = 0; string && i < STRINGS; i++) {
        print_string(out, string);
        text_add(out, ",");
        address += sizeof string;
        if (linux_copy_in(&string, address, sizeof string))
            break;
    }
    text_add(out, string ? "...}" : "NULL}");
}

static void print_sigset(struct text *out, uint64_t address)
{
    uint64_t set;
    const char *separator = "";

    if (!address || linux_copy_in(&set, address, sizeof set)) {
        print_pointer(out, address);
        return;
    }
    bool most = __builtin_popcountll(set) > 32;
    text_add(out, most ? "~[" : "[");
    for (unsigned i = 1; i <= 64; i++) {
        if ((set >> (i - 1) & 1) == most)
            continue;
        text_add(out, "%s", separator);
        print_names(out, LINUX_ARG_SIGNAL, i);
        separator = " ";
    }
    text_add(out, "]");
}

static void print_timespec(struct text *out, uint64_t address)
{
    struct timespec time;

    if (!address || linux_copy_in(&time, address, sizeof time))
        print_pointer(out, address);
    else
        text_add(out, "{tv_sec=%ld,tv_nsec=%ld}", (long)time.tv_sec, time.tv_nsec);
}

static void print_sockaddr(struct text *out, uint64_t address, uint32_t size)
{
    union {
        struct sockaddr any;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
    } u = { 0 };
    char name[INET6_ADDRSTRLEN];

    if (size < sizeof u.any.sa_family || size > sizeof u || linux_copy_in(&u, address, size)) {
        print_pointer(out, address);
        return;
    }
    text_add(out, "{sa_family=");
    print_names(out, LINUX_ARG_FAMILY, u.any.sa_family);
    if (u.any.sa_family == AF_INET && size >= sizeof u.in) {
        inet_ntop(AF_INET, &u.in.sin_addr, name, sizeof name);
        text_add(out, ",sin_port=%u,sin_addr=%s", ntohs(u.in.sin_port), name);
    } else if (u.any.sa_family == AF_INET6 && size >= sizeof u.in6) {
        inet_ntop(AF_INET6, &u.in6.sin6_addr, name, sizeof name);
        text_add(out, ",sin6_port=%u,sin6_addr=%s", ntohs(u.in6.sin6_port), name);
    } else if (u.any.sa_family == AF_UNIX) {
        size_t length = size - offsetof(struct sockaddr_un, sun_path);
        text_add(out, ",sun_path=");
        print_bytes(out, u.un.sun_path, *u.un.sun_path ? strnlen(u.un.sun_path, length) : length);
    }
    text_add(out, "}");
}

static void print_ioctl(struct text *out, uint32_t request)
{
    const char *name = linux_ioctl_name(request);

    if (name)
        text_add(out, "%s", name);
    else
        text_add(out, "%#x", request);
}

static void print_argument(struct text *out, const struct linux_thread *t, enum linux_arg kind,
                           const uint64_t *a)
{
    uint64_t value = *a;

    switch (kind) {
    case LINUX_ARG_NONE:
    case LINUX_ARG_VOID:
        break;
    case LINUX_ARG_INT:
    case LINUX_ARG_FD:
    case LINUX_ARG_NEW_FD:
        text_add(out, "%d", (int)value);
        break;
    case LINUX_ARG_AT:
        text_add(out, (int)value == AT_FDCWD ? "AT_FDCWD" : "%d", (int)value);
        break;
    case LINUX_ARG_UINT:
        text_add(out, "%u", (unsigned)value);
        break;
    case LINUX_ARG_LONG:
    case LINUX_ARG_OFFSET:
        text_add(out, "%ld", (long)value);
        break;
    case LINUX_ARG_SIZE:
        text_add(out, "%lu", (unsigned long)value);
        break;
    case LINUX_ARG_HEX:
        text_add(out, value ? "%#lx" : "%lu", (unsigned long)value);
        break;
    case LINUX_ARG_OCT:
        text_add(out, value ? "0%o" : "%o", (unsigned)value);
        break;
    case LINUX_ARG_POINTER:
    case LINUX_ARG_OUT:
    case LINUX_ARG_FDS:
        print_pointer(out, value);
        break;
    case LINUX_ARG_PATH:
    case LINUX_ARG_STRING:
        print_string(out, value);
        break;
    case LINUX_ARG_IN:
        print_buffer(out, value, a[1]);
        break;
    case LINUX_ARG_STRINGS:
        print_strings(out, value);
        break;
    case LINUX_ARG_SIGSET:
        print_sigset(out, value);
        break;
    case LINUX_ARG_TIMESPEC:
        print_timespec(out, value);
        break;
    case LINUX_ARG_SOCKADDR:
        print_sockaddr(out, value, a[1]);
        break;
    case LINUX_ARG_IOCTL:
        print_ioctl(out, value);
        break;
    case LINUX_ARG_OPEN_FLAGS:
    case LINUX_ARG_FD_FLAGS:
        print_names(out, kind, linux_open_flags(t->process->abi, value));
        break;
    case LINUX_ARG_SIGNAL:
    case LINUX_ARG_WHENCE:
    case LINUX_ARG_CLOCK:
    case LINUX_ARG_FAMILY:
    case LINUX_ARG_RESOURCE:
    case LINUX_ARG_FCNTL:
    case LINUX_ARG_PRCTL:
    case LINUX_ARG_EPOLL_OP:
    case LINUX_ARG_SIG_HOW:
    case LINUX_ARG_ADVICE:
    case LINUX_ARG_ACCESS:
    case LINUX_ARG_AT_FLAGS:
    case LINUX_ARG_PROT:
    case LINUX_ARG_MAP_FLAGS:
    case LINUX_ARG_CLONE_FLAGS:
    case LINUX_ARG_FUTEX:
    case LINUX_ARG_SOCKET_TYPE:
    case LINUX_ARG_MSG_FLAGS:
    case LINUX_ARG_WAIT:
        print_names(out, kind, value);
        break;
    case LINUX_ARGS:
        break;
    }
}

/* open's mode counts only when a file may be made. */
static bool is_shown(const struct linux_call_info *call, int i, const uint64_t a[6])
{
    bool mode =
        call->args[i] == LINUX_ARG_OCT && i > 0 && call->args[i - 1] == LINUX_ARG_OPEN_FLAGS;

    return !mode || (a[i - 1] & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY)));
}

void linux_trace_call(struct linux_thread *t, const struct linux_call_info *known, uint64_t number,
                      const uint64_t a[6])
{
    char line[LINE];
    struct text out;

    text_init(&out, line, sizeof line);
    text_add(&out, "%d ", gettid());
    if (!known) {
        text_add(&out, "Unknown syscall %lu", (unsigned long)number);
    } else {
        text_add(&out, "%s(", known->name);
        for (int i = 0; i < 6 && known->args[i] && is_shown(known, i, a); i++) {
            text_add(&out, i ? "," : "");
            print_argument(&out, t, known->args[i], &a[i]);
        }
        text_add(&out, known->result == LINUX_ARG_VOID ? ")\n" : ")");
    }
    log_write(t->process->log, "%s", line);
}

static void print_result(struct text *out, const struct linux_thread *t, enum linux_arg kind,
                         int64_t result)
{
    uint64_t argument[2] = { result };

    if (result == -LINUX_NO_RESULT)
        text_add(out, " = ?");
    else if (result <= -LINUX_RESTART_SYS && result >= -LINUX_RESTART_NOHAND)
        text_add(out, " = ? (interrupted by a signal)");
    else if (result < 0 && result > -4096)
        text_add(out, " = -1 errno=%d (%s)", (int)-result, strerror((int)-result));
    else {
        text_add(out, " = ");
        print_argument(out, t, kind, argument);
    }
}

void linux_trace_result(struct linux_thread *t, const struct linux_call_info *known,
                        const uint64_t a[6], int64_t result)
{
    char line[LINE];
    struct text out;

    (void)a;
    text_init(&out, line, sizeof line);
    if (known && known->result == LINUX_ARG_VOID)
        text_add(&out, "%d %s", gettid(), known->name);
    print_result(&out, t, known ? known->result : LINUX_ARG_INT, result);
    log_write(t->process->log, "%s\n", line);
}
