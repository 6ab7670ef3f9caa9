/* What the files of linux/ share among themselves. */
#ifndef LINUX_INTERNAL_H
#define LINUX_INTERNAL_H

#include "linux/linux.h"

#ifndef SS_AUTODISARM
#define SS_AUTODISARM INT_MIN /* bit 31 */
#endif

#define PAGE         4096ull
#define PAGE_DOWN(a) ((a) & ~(PAGE - 1))
#define PAGE_UP(a)   PAGE_DOWN((a) + PAGE - 1)
#define LINUX_TOP    (1ull << 47) /* the end of guest memory */

/* ---- the host's processor: host_<isa>.c ---- */

/* Makes a host system call unless *pending: see signal.c, "the safe-syscall window". */
int64_t linux_window_call(const uint32_t *pending, long number, const uint64_t a[6]);
/* Copies like memcpy; returns the bytes not copied because of a fault. */
size_t linux_fault_copy(void *to, const void *from, size_t size);
/* Called by the handler with a host fault: was it in linux_fault_copy? Then its context has been
   moved to the end. */
bool linux_host_copy_fault(void *ucontext);
/* Called by the handler with any other signal: moves a context in the window to where the call
   is not made. */
void linux_host_leave_window(void *ucontext, bool marks);
bool linux_host_in_window(const void *ucontext);
bool linux_host_fault_write(const void *ucontext);
/* Whether the system call instruction leaves its mark in a register. */
bool linux_host_marks(void);
uint64_t *linux_host_mask(void *ucontext);
bool linux_host_ignored(int signal); /* its action is SIG_IGN */
/* rt_sigaction without the C library, which keeps two signals for itself. handler: a function of
   three arguments, SIG_DFL or SIG_IGN. */
int linux_host_sigaction(int signal, uintptr_t handler, uint64_t flags, uint64_t mask);

/* ---- the lock of the guest's memory (memory.c). run_lock comes before it, so translations are dropped behind it. ---- */
void linux_memory_lock(struct linux_process *p);
void linux_memory_unlock(struct linux_process *p);

/* ---- mapping.c: the table of the guest's memory. All with memory->lock held. ---- */
/* The mapping at or, when there is none, the first one behind; NULL at the end. */
const struct linux_mapping *linux_mapping_from(const struct linux_memory *m, uint64_t address);
/* Replaces what was in [start, end). False: no memory. */
bool linux_mapping_set(struct linux_memory *m, uint64_t start, uint64_t end, int prot, const struct linux_backing *b);
bool linux_same_backing(const struct linux_backing *a, const struct linux_backing *b); /* offset aside */
bool linux_mapping_clear(struct linux_memory *m, uint64_t start, uint64_t end);
/* All of [start, end) is the guest's. */
bool linux_mapping_covers(const struct linux_memory *m, uint64_t start, uint64_t end);
/* Any of it is executable. */
bool linux_mapping_executable(const struct linux_memory *m, uint64_t start, uint64_t end);

/* ---- memory.c ---- */
/* mmap with the guest's prot; returns an address or -errno. */
int64_t linux_map(struct linux_process *p, uint64_t address, uint64_t size, int prot, int flags,
                  int fd, int64_t offset);
int linux_unmap(struct linux_process *p, uint64_t address, uint64_t size);
int linux_protect(struct linux_process *p, uint64_t address, uint64_t size, int prot);
/* The end of the executable memory around pc; 0 when pc is not in any. */
uint64_t linux_executable(struct linux_process *p, uint64_t pc);

/* The guest has written code (run_os.flush): translations of it go, wherever it is executable. alias.c */
void linux_flush_code(struct run *r, uint64_t start, uint64_t end);

/* ---- signal.c ---- */
#define BIT(signal) (1ull << ((signal)-1))

/* The signals that instructions cause; the host never blocks them. */
uint64_t linux_fault_mask(void);
void linux_deliver(struct run_thread *t);
void linux_fault(struct run_thread *t, const struct run_fault *f);
void linux_trap(struct run_thread *t, enum ir_trap trap);
/* Takes over the host's signals; reads what was ignored or blocked before. */
void linux_signals_init(struct linux_thread *t);
/* execve: what the next program inherits, and back when the call has failed. */
void linux_signals_before_exec(struct linux_thread *t);
void linux_signals_after_exec(struct linux_thread *t);
/* Delivers to the guest at once; ends it when it blocks or ignores the signal, as the kernel
   does for faults. */
void linux_force_signal(struct linux_thread *t, const siginfo_t *info);
/* Sets the guest's mask and with it the host's; -LINUX_RESTART_NOINTR, and nothing changed, when
   a signal is to be delivered first. */
int linux_set_mask(struct linux_thread *t, uint64_t mask);
/* All signals wait in the host's kernel until linux_set_mask or linux_deliver. */
void linux_block_all(void);
/* Makes the host's action follow the guest's; p->lock held. */
void linux_follow_action(int signal, const struct linux_action *action);
/* Signals in slots: a set of bits like a mask. */
uint64_t linux_accepted_set(const struct linux_thread *t);
/* sigsuspend: what the guest's mask has held back in a slot of its own is to be delivered after
   all. */
bool linux_release_accepted(struct linux_thread *t, uint64_t mask);
/* The guest's alternate stack: as ucontext.uc_stack shows it. */
int linux_altstack_flags(const struct linux_thread *t, uint64_t sp);
int linux_set_altstack(struct linux_thread *t, const stack_t *stack);
/* Ends the process by this signal. */
__attribute__((noreturn)) void linux_die(int signal);

/* ---- convert.c: what rows of syscalls.def ask for ---- */
bool linux_uses_own_fd(const struct linux_process *p, const struct linux_call_info *call,
                       const uint64_t a[6]);
/* The host's call of that row, its PATH redirected. */
int64_t linux_pass(struct linux_thread *t, const struct linux_call_info *call, const uint64_t a[6]);
/* The name to give to the host for the guest string `name`: itself or buffer's address.
   `follow`: a link at its end is followed. */
uint64_t linux_redirect(const struct linux_process *p, int dirfd, uint64_t name, bool follow,
                        char buffer[PATH_MAX]);

/* ---- file.c, ioctl.c ---- */
/* O_* of the guest from the host's and the other way round: Arm has four of them in exchanged
   places. */
uint64_t linux_open_flags(const struct linux_abi *abi, uint64_t flags);
const char *linux_ioctl_name(uint32_t request); /* NULL: not in ioctl.def */

/* ---- proc.c: the guest's view of /proc ---- */
/* Lets the kernel know where the guest's arguments, environment and auxiliary vector are. */
void linux_proc_publish(const struct linux_process *p);
/* Whether the path leads to /proc/<this process>/exe. */
bool linux_proc_is_exe(int dirfd, const char *path);
/* A processor's part of /proc/cpuinfo: linux/<isa>/cpuinfo.c. */
void linux_aarch64_cpuinfo(FILE *out, uint64_t features, unsigned cpu);
void linux_riscv64_cpuinfo(FILE *out, uint64_t features, unsigned cpu);
/* Opens a file that tells of the guest instead of the runtime; false: it is not one of them. */
bool linux_proc_open(struct linux_thread *t, int dirfd, const char *path, int flags, int64_t *fd);
/* Whether fd is /proc/<this process>/fd or fdinfo. */
bool linux_proc_lists_fds(int fd);

/* ---- thread.c ---- */
struct clone_args;
int64_t linux_thread_clone(struct linux_thread *t, const struct clone_args *c);
/* After run_loop. Returns for all but the process's first thread. */
void linux_thread_end(struct linux_thread *t);
void linux_threads_forked(struct linux_thread *t);

/* ---- process.c ---- */
/* The parent's registers, changed as clone's arguments say. */
void linux_child_state(struct linux_thread *child, const struct linux_thread *parent,
                       const struct clone_args *c);

/* ---- loader.c ---- */
/* The guest wants this descriptor number: when it is one of ours, ours moves. */
void linux_own_make_room(struct linux_process *p, int fd);
/* Gives a descriptor of ours a number that programs do not use. */
int linux_move_away(int fd);

/* ---- report.c: -stats, -perfmap, -jitdump ---- */
void linux_report_start(struct linux_process *p); /* a new process, or a fork's child */
void linux_report_moved(struct linux_process *p); /* p->own has changed */
void linux_report_end(struct linux_process *p);
/* ---- profile.c: -profile ---- */
void linux_profile_open(struct linux_process *p);    /* a new process */
void linux_profile_forked(struct linux_thread *t);   /* a fork's child, of which the thread is */
void linux_profile_start(struct linux_thread *t);    /* the calling thread is sampled from now on */
void linux_profile_stop(struct linux_thread *t);     /* no longer, so that it may go, or another program come */
void linux_profile_write(struct linux_process *p);   /* what there is so far */
/* In a signal handler: whether it is our timer's; then all has been done. */
bool linux_profile_sample(int signal, const siginfo_t *info, const void *ucontext);
/* Where this process, perhaps a vfork's child, would write to. */
void linux_profile_name(const struct linux_process *p, char name[PATH_MAX]);

/* The function that the guest's code at pc is in: its name, or else its file's; false: it is in none. */
bool linux_function(struct run *r, uint64_t pc, char *name, size_t size);
/* run_os.symbol (symbols.c): the function that the guest's code at pc is in, and how far. */
void linux_symbol(struct run *r, uint64_t pc, char *name, size_t size);

#endif
