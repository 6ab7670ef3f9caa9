/* Linux for a guest: what a program sees of the kernel. Guest memory is host memory (addresses are
   equal), guest files, processes and signals are the host's; this folder converts what differs and
   keeps the runtime itself out of sight.

   Read on in this order: loader.c (from a file to a running process), dispatch.c (a system call's
   way through syscalls.def), memory.c, signal.c (why a signal waits, and the safe-syscall window),
   process.c, thread.c, exec.c. What one instruction set has of its own is in linux/<isa>/, behind
   struct linux_abi.

   Errors are -errno everywhere; a guest's errno values equal the host's. */
#ifndef LINUX_LINUX_H
#define LINUX_LINUX_H

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <stdatomic.h>

#include "base/base.h"
#include "run/run.h"

struct linux_process;
struct linux_thread;

/* ---- system calls (syscalls.def, dispatch.c) ---- */

/* A handler gets the six argument registers and returns the result register's value: -errno, or
   one of the answers below. It may be entered again with the same arguments (restart), so it
   changes nothing before it can fail. */
typedef int64_t linux_call(struct linux_thread *t, const uint64_t a[6]);

enum {
    LINUX_RESTART_SYS = 512,    /* restart without a handler or with SA_RESTART; else EINTR */
    LINUX_RESTART_NOINTR = 513, /* always restart */
    LINUX_RESTART_NOHAND = 514, /* restart without a handler; else EINTR */
    LINUX_NO_RESULT = 600,      /* the handler has set the guest's registers itself */
};

enum linux_call_id {
    LINUX_CALL_NONE,
#define PASS(name, ...) LINUX_CALL_##name,
#define CALL(name, ...) LINUX_CALL_##name,
#define MISS(name, ...) LINUX_CALL_##name,
#include "linux/syscalls.def"
#undef PASS
#undef CALL
#undef MISS
    LINUX_CALLS
};

#define PASS(name, ...)
#define CALL(name, ...) linux_call linux_sys_##name;
#define MISS(name, ...)
#include "linux/syscalls.def"
#undef PASS
#undef CALL
#undef MISS

/* What an argument or result is: for -strace. Rows of arguments.def. */
enum linux_arg {
    LINUX_ARG_NONE,
#define ARG(name, text) LINUX_ARG_##name,
#include "linux/arguments.def"
#undef ARG
    LINUX_ARGS
};

struct linux_call_info {
    const char *name;
    linux_call *handler; /* NULL: the host's call of number `host` with the same arguments */
    int host;            /* host number; -1: there is none, the answer is ENOSYS */
    uint8_t result;      /* enum linux_arg */
    uint8_t args[6];     /* enum linux_arg; LINUX_ARG_NONE behind the last */
};
extern const struct linux_call_info linux_calls[LINUX_CALLS];

/* The host's system call `number` with the guest's signals watched. When the guest must see one
   first the answer is -LINUX_RESTART_NOINTR and the call has not been made; when one has
   interrupted it and the host kernel has undone it, -LINUX_RESTART_SYS. For every call that can
   block, and for all others too unless there is a reason. */
int64_t linux_host(struct linux_thread *t, long number, const uint64_t a[6]);
/* linux_host with 0..6 arguments: LINUX_HOST(t, openat, dirfd, (uintptr_t)path, flags, mode) */
#define LINUX_HOST(t, name, ...) linux_host(t, __NR_##name, (const uint64_t[6]){ __VA_ARGS__ })

/* run_os.syscall */
void linux_dispatch(struct run_thread *t);
/* -strace (strace.c): prints "name(arguments" before and " = result" after the call; `known` is
   NULL for a number without row. */
void linux_trace_call(struct linux_thread *t, const struct linux_call_info *known, uint64_t number,
                      const uint64_t a[6]);
void linux_trace_result(struct linux_thread *t, const struct linux_call_info *known,
                        const uint64_t a[6], int64_t result);

/* ---- an instruction set's Linux: linux/<isa>/abi.c ---- */
struct linux_auxv {
    uint64_t hwcap, hwcap2;
    const char *platform; /* NULL: no AT_PLATFORM */
    uint32_t minsigstksz; /* AT_MINSIGSTKSZ; 0: none */
};
struct linux_frame { /* a signal to deliver */
    int signal;
    const siginfo_t *info;
    uint64_t handler, flags, restorer, mask; /* the guest's action; mask: what to restore */
    const stack_t *altstack;                 /* as it is to be in ucontext.uc_stack */
    uint64_t sp;                             /* where the frame goes below */
};
struct linux_abi {
    const struct guest *guest;
    const char *machine;   /* uname -m */
    const uint16_t *calls; /* guest number -> enum linux_call_id */
    unsigned call_count;
    unsigned call_length;     /* bytes of the system call instruction, to go back over */
    unsigned altstack_least;  /* bytes that sigaltstack demands (the kernel's MINSIGSTKSZ) */
    bool action_has_restorer; /* struct sigaction is { handler, flags, restorer, mask } */
    bool arm_open_flags;      /* O_DIRECTORY, O_NOFOLLOW, O_DIRECT, O_LARGEFILE are Arm's */

    void (*get_call)(const struct ir_state *s, uint64_t *number, uint64_t a[6]);
    void (*set_result)(struct ir_state *s, uint64_t result);
    uint64_t (*get_sp)(const struct ir_state *s);
    void (*set_sp)(struct ir_state *s, uint64_t sp);
    void (*set_tls)(struct ir_state *s, uint64_t tls);
    /* Sets the registers as execve leaves them. */
    void (*start)(struct ir_state *s, uint64_t entry, uint64_t sp);
    void (*auxv)(uint64_t features, struct linux_auxv *out);
    /* Writes a processor's part of /proc/cpuinfo. */
    void (*cpuinfo)(FILE *out, uint64_t features, unsigned cpu);
    const uint32_t *sigreturn; /* code that calls rt_sigreturn, for a guest page of ours */
    size_t sigreturn_size;
    /* Writes the frame and points the registers to the handler; false: the stack cannot be
       written. */
    bool (*frame_push)(struct linux_thread *t, const struct linux_frame *f);
    /* Restores the registers from the frame at sp; gives its mask and stack. False: no readable
       frame. */
    bool (*frame_pop)(struct linux_thread *t, uint64_t *mask, stack_t *altstack);
};
extern const struct linux_abi linux_aarch64, linux_riscv64;

/* ---- guest memory (access.c, memory.c) ---- */

/* 0 or -EFAULT. A fault half-way leaves the bytes before it copied. */
int linux_copy_in(void *to, uint64_t guest, size_t size);
int linux_copy_out(uint64_t guest, const void *from, size_t size);
/* Copies a string with its NUL and returns its length, or -EFAULT, or -ENAMETOOLONG when it does
   not fit. */
int64_t linux_string_in(char *to, uint64_t guest, size_t size);

/* One mapping of the guest with the protection that the guest asked for. */
/* What a mapping shows. Two that are shared may show the same memory. All zero: private. */
struct linux_backing {
    bool shared;
    uint64_t device, inode; /* a file, or what stands for one */
    uint64_t offset;        /* from an address to its place there */
};
struct linux_mapping {
    uint64_t start, end;
    int prot;
    struct linux_backing backing;
};
struct linux_range {
    uint64_t start, end;
};
enum { LINUX_STALE = 2 };
struct linux_memory {
    struct lock lock; /* over the table and the host calls that change it */
    struct linux_range stale[LINUX_STALE]; /* translations to be dropped with the lock's end */
    unsigned stale_count;
    struct linux_mapping *map; /* sorted, disjoint, neighbours merged when equal; owned */
    size_t count, capacity;
    uint64_t brk_start, brk; /* the guest's heap */
    uint64_t anonymous;      /* number of the last shared mapping without a file */
};
/* Calls back for each mapping that touches [start, end), in order; stops when it returns false. */
void linux_each_mapping(struct linux_process *p, uint64_t start, uint64_t end,
                        bool (*visit)(void *context, const struct linux_mapping *m), void *context);

/* ---- paths (path.c) ---- */

/* The host path of a guest path: below -L when it is absolute and exists there, otherwise
   itself. Returns `path` or `buffer`. `follow`: a link at its end is followed, as for the call
   that will use it. */
const char *linux_path(const struct linux_process *p, const char *path, bool follow,
                       char buffer[PATH_MAX]);

/* ---- signals (signal.c) ---- */
struct linux_action {
    uint64_t handler, flags, restorer, mask;
};

/* ---- process and threads ---- */
struct linux_options {
    const char *sysroot; /* -L; NULL: none */
    const char *argv0;   /* -0; NULL: as the program is named */
    const char *release; /* -r: uname's release; NULL: the host's */
    const char *cpu;     /* -cpu; NULL: the guest's default */
    uint64_t stack_size; /* -s; 0: the host's limit */
    uint64_t seed;       /* -seed */
    bool seeded;
    struct run_options run;
    bool perfmap, jitdump; /* files for perf: see run/perf.h */
    const char *profile;   /* -profile: where to; NULL: nowhere */
    const struct run_engine *engine;
    int exec_fd;              /* the program, already open; -1: open it by its name */
    const struct guest *only; /* dragoman-<isa>: no other guest; NULL: any */
    char *const *again;       /* our name and options, for execve; ends with NULL */
};

/* Descriptors of the runtime; the guest neither sees nor closes them. */
enum linux_own {
    LINUX_OWN_LOG,
    LINUX_OWN_SELF, /* our executable, for execve */
    LINUX_OWN_ROOT, /* the folder of -L */
    LINUX_OWN_PERFMAP,
    LINUX_OWN_JITDUMP,
    LINUX_OWN_OPTIMIZER, /* the connection to the optimiser: run_os.keep_fd */
    LINUX_OWN_FDS
};

/* Resource limits that are told but not enforced (limits.c). */
enum { LINUX_LIMIT_AS, LINUX_LIMIT_DATA, LINUX_LIMIT_STACK, LINUX_LIMITS };
struct linux_limit {
    bool set; /* false: as the host has it */
    uint64_t soft, hard;
};

/* What threads share. A vfork child has a copy of its own that shares run and memory with its
   parent's. */
struct linux_process {
    struct run *run;
    const struct linux_abi *abi;
    const struct linux_options *options;
    struct log *log;
    struct linux_memory *memory;
    pthread_mutex_t lock;            /* over actions, own, limits */
    struct linux_action actions[65]; /* by signal number */
    char *exe;                       /* host path of the guest's /proc/self/exe; owned */
    uint64_t auxv, auxv_size;        /* guest memory: /proc/self/auxv */
    uint64_t arg_start, arg_end, env_start, env_end; /* guest memory: /proc/self/cmdline, environ */
    uint64_t stack_start, stack_end;                 /* of the first thread */
    uint64_t sigreturn;                              /* guest address of abi->sigreturn's copy */
    int own[LINUX_OWN_FDS];                          /* -1: not open */
    struct linux_limit limits[LINUX_LIMITS];
    atomic_int threads;
    atomic_bool threaded; /* there has been a second one: it may not be quite gone */
    struct linux_symbols *symbols; /* names of the guest's code (symbols.c); NULL: nobody has asked yet */
    char *profile;    /* absolute; NULL: none is wanted. Owned */
    pid_t profiled;   /* the process that writes there: others add their number */
    bool host_call_marks; /* the host's system call instruction overwrites rcx: see signal.c */
};

/* Signals that an instruction can cause are never blocked on the host; each has a slot where it
   waits while the guest blocks it. All others share the first slot: while it is taken the host
   keeps them. */
enum { LINUX_SLOTS = 6 };

struct linux_thread {
    struct run_thread *run;
    struct linux_process *process;
    uint64_t mask; /* guest's blocked signals, bit n-1 for signal n */
    stack_t altstack;
    uint64_t clear_tid; /* guest address; 0: none */
    uint32_t pending;   /* not 0: the guest must see a signal first */
    uint32_t accepted;  /* bit per slot in use */
    siginfo_t slots[LINUX_SLOTS];
    int restart;            /* LINUX_RESTART_* of the call that pc was set back to; 0: none */
    uint64_t fault_address; /* of the signal being delivered, when a fault: for the frame */
    uint32_t fault_flags;   /* LINUX_FAULT_* */
    int exit_status;
    int profile_timer; /* 1 + number of the timer that samples it; 0: none */
    struct linux_program *program; /* being executed; a vfork child leaves it to its parent */
};
enum { LINUX_FAULT = 1, LINUX_FAULT_WRITE = 2, LINUX_FAULT_FETCH = 4 };

static inline struct linux_thread *linux_thread_of(struct run_thread *t)
{
    return t->os_thread;
}
/* fd belongs to the runtime: calls of the guest on it answer EBADF. */
static inline bool linux_own_fd(const struct linux_process *p, int fd)
{
    for (int i = 0; i < LINUX_OWN_FDS; i++)
        if (p->own[i] == fd && fd >= 0)
            return true;
    return false;
}

/* Runs the program argv[0] until it ends; returns only when it cannot be started, with a message
   given and the exit status a shell would show. */
int linux_run(const struct linux_options *options, struct log *log, char **argv, char **envp);

#endif
