/* Starting a program: file -> program (program.c) -> image and interpreter in memory (elf.c) ->
   stack (stack.c) -> the first thread, whose run_loop ends with the process.

   What cannot be started is told in one line, with the exit status a shell would give: 127 when
   there is no such file, 126 when there is one that cannot be run. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "linux/program.h"

/* Position-independent programs go here: far from where the host puts things, with room for a
   heap behind. */
#define IMAGE_BASE 0x550000000000ull

enum { NOT_FOUND = 127, NOT_RUNNABLE = 126 };

static const struct linux_abi *const abis[] = { &linux_aarch64, &linux_riscv64 };

__attribute__((format(printf, 2, 3))) static int complain(int status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fprintf(stderr, "dragoman: ");
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return status;
}

static int complain_errno(const char *name, int error)
{
    return complain(error == -ENOENT ? NOT_FOUND : NOT_RUNNABLE, "%s: %s", name, strerror(-error));
}

/* ---- which guest ---- */

const struct linux_abi *linux_abi_for(const struct linux_options *options,
                                      const struct linux_elf *e)
{
    for (size_t i = 0; i < sizeof abis / sizeof *abis; i++) {
        const struct guest *guest = abis[i]->guest;
        if (guest->elf_machine == e->header.e_machine && (!options->only || options->only == guest))
            return abis[i];
    }
    return NULL;
}

static const char *machine_name(unsigned machine)
{
    switch (machine) {
    case EM_X86_64:
        return "x86-64";
    case EM_AARCH64:
        return "AArch64";
    case EM_RISCV:
        return "RISC-V";
    case EM_386:
        return "32-bit x86";
    case EM_ARM:
        return "32-bit Arm";
    case EM_PPC64:
        return "PowerPC 64";
    case EM_S390:
        return "S/390";
    default:
        return "another processor";
    }
}

static bool choose_cpu(struct linux_process *p)
{
    const struct guest_cpu *cpu = p->abi->guest->cpus;

    while (p->options->cpu && cpu->name && strcmp(cpu->name, p->options->cpu))
        cpu++;
    if (!cpu->name)
        return false;
    p->run->features = cpu->features;
    return true;
}

/* ---- memory ---- */

static void log_memory(const struct linux_process *p, const struct linux_image *image)
{
    const struct linux_memory *m = p->memory;

    log_write(p->log, "start            end              size             prot\n");
    for (size_t i = 0; i < m->count; i++) {
        const struct linux_mapping *g = &m->map[i];
        log_write(p->log, "%016lx-%016lx %016lx %c%c%c\n", g->start, g->end, g->end - g->start,
                  g->prot & PROT_READ ? 'r' : '-', g->prot & PROT_WRITE ? 'w' : '-',
                  g->prot & PROT_EXEC ? 'x' : '-');
    }
    log_write(
        p->log,
        "image       0x%016lx\nbrk         0x%016lx\nentry       0x%016lx\nstack       0x%016lx\n",
        image->start, m->brk_start, image->entry, p->stack_end);
}

/* A page with the code that a signal handler returns to, which the kernel keeps in its vdso. */
static bool map_sigreturn(struct linux_process *p)
{
    int64_t at = linux_map(p, 0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (at < 0)
        return false;
    memcpy((void *)at, p->abi->sigreturn, p->abi->sigreturn_size);
    p->sigreturn = (uint64_t)at;
    return linux_protect(p, p->sigreturn, PAGE, PROT_READ | PROT_EXEC) == 0;
}

static int load_interp(struct linux_process *p, const struct linux_elf *program,
                       struct linux_image *image)
{
    char buffer[PATH_MAX];
    const char *name = program->interp, *path = linux_path(p, name, true, buffer);
    struct linux_elf e;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return complain(errno == ENOENT ? NOT_FOUND : NOT_RUNNABLE,
                        "%s: the program's interpreter: %s%s", name, strerror(errno),
                        p->options->sysroot ? "" : " (-L names the folder of its libraries)");
    const char *wrong = linux_elf_read(&e, fd);
    if (!wrong && linux_abi_for(p->options, &e) != p->abi)
        wrong = "built for another processor than the program";
    if (!wrong)
        wrong = linux_elf_map(p, &e, 0, image);
    close(fd);
    return wrong ? complain(NOT_RUNNABLE, "%s: the program's interpreter: %s", path, wrong) : 0;
}

static int load(struct linux_process *p, const struct linux_elf *e, const struct linux_start *given,
                struct linux_thread *t)
{
    struct linux_image image, interp;
    struct linux_start start = *given;
    const char *wrong = linux_elf_map(p, e, IMAGE_BASE, &image);

    if (wrong)
        return complain(NOT_RUNNABLE, "%s: %s", start.name, wrong);
    p->memory->brk_start = p->memory->brk = image.end;
    start.image = &image;
    if (e->interp[0]) {
        int status = load_interp(p, e, &interp);
        if (status)
            return status;
        start.interp = &interp;
    }
    int64_t sp = map_sigreturn(p) ? linux_stack_make(p, &start) : -ENOMEM;
    if (sp < 0)
        return complain_errno(start.name, (int)sp);
    p->abi->start(t->run->state, start.interp ? interp.entry : image.entry, (uint64_t)sp);
    if (log_on(p->log, LOG_page))
        log_memory(p, &image);
    return 0;
}

/* ---- process ---- */

static size_t fetch(struct run *r, uint64_t pc, void *bytes, size_t size)
{
    uint64_t end = linux_executable(r->os_process, pc);
    size_t got = end - pc < size ? end - pc : size;

    if (!end)
        return 0;
    got -= linux_fault_copy(bytes, (const void *)pc, got); /* a file may be shorter than mapped */
    return got;
}

int linux_move_away(int fd)
{
    enum { AWAY = 400 };
    int moved = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, AWAY);

    if (moved < 0)
        return fd;
    close(fd);
    return moved;
}

/* Where programs have less descriptors, they would meet it. */
static int keep_fd(struct run *r, int fd)
{
    enum { LEAST = 16 };
    struct linux_process *p = r->os_process;
    int moved = linux_move_away(fd);
    struct rlimit limit;

    if (moved == fd && getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > LEAST) {
        moved = fcntl(fd, F_DUPFD_CLOEXEC, (int)limit.rlim_cur - LEAST / 2);
        close(fd);
    } else if (moved == fd) {
        close(fd);
        moved = -1;
    }
    pthread_mutex_lock(&p->lock);
    p->own[LINUX_OWN_OPTIMIZER] = moved;
    pthread_mutex_unlock(&p->lock);
    return moved;
}

static int kept_fd(const struct run *r)
{
    const struct linux_process *p = r->os_process;
    return p->own[LINUX_OWN_OPTIMIZER];
}

static void drop_fd(struct run *r)
{
    struct linux_process *p = r->os_process;

    pthread_mutex_lock(&p->lock);
    if (p->own[LINUX_OWN_OPTIMIZER] >= 0)
        close(p->own[LINUX_OWN_OPTIMIZER]);
    p->own[LINUX_OWN_OPTIMIZER] = -1;
    pthread_mutex_unlock(&p->lock);
}

static const struct run_os os = {
    .fetch = fetch,
    .syscall = linux_dispatch,
    .trap = linux_trap,
    .fault = linux_fault,
    .interrupt = linux_deliver,
    .flush = linux_flush_code,
    .symbol = linux_symbol,
    .keep_fd = keep_fd,
    .kept_fd = kept_fd,
    .drop_fd = drop_fd,
};

void linux_own_make_room(struct linux_process *p, int fd)
{
    bool optimizer = fd >= 0 && p->own[LINUX_OWN_OPTIMIZER] == fd;

    if (optimizer) /* who talks to it must not see it move */
        run_lock(p->run);
    pthread_mutex_lock(&p->lock);
    for (int i = 0; i < LINUX_OWN_FDS; i++)
        if (p->own[i] == fd && fd >= 0)
            p->own[i] = linux_move_away(fd);
    pthread_mutex_unlock(&p->lock);
    if (optimizer)
        run_unlock(p->run);
    if (p->own[LINUX_OWN_LOG] >= 0)
        p->log->fd = p->own[LINUX_OWN_LOG];
    linux_report_moved(p);
}

/* What /proc/self/exe says for the guest. */
static char *exe_name(int fd, const char *path)
{
    char link[64], target[PATH_MAX];

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, target, sizeof target - 1);
    if (size < 0)
        return realpath(path, NULL);
    target[size] = 0;
    return strdup(target);
}

static void name_thread(const char *path)
{
    const char *slash = strrchr(path, '/');

    prctl(PR_SET_NAME, slash ? slash + 1 : path);
}

static bool start_run(struct linux_process *p, struct log *log)
{
    p->run->guest = p->abi->guest;
    p->run->engine = p->options->engine;
    p->run->os = &os;
    p->run->log = log;
    p->run->options = p->options->run;
    p->run->os_process = p;
    return run_init(p->run);
}

static int run_elf(struct linux_process *p, struct linux_thread *t, const struct linux_program *g,
                   const struct linux_start *start)
{
    struct linux_elf e;
    const char *wrong = linux_elf_read(&e, g->fd);

    if (wrong)
        return complain(NOT_RUNNABLE, "%s: %s", g->path, wrong);
    p->abi = linux_abi_for(p->options, &e);
    if (!p->abi)
        return complain(NOT_RUNNABLE, "%s: a program for %s, which %s cannot run", g->path,
                        machine_name(e.header.e_machine),
                        p->options->only ? "this dragoman" : "dragoman");
    if (!choose_cpu(p))
        return complain(1, "no cpu '%s' for %s (-cpu help lists them)", p->options->cpu,
                        p->abi->guest->name);
    p->exe = exe_name(g->fd, g->path);
    if (!start_run(p, p->log) || !(t->run = run_thread_new(p->run)))
        return complain(NOT_RUNNABLE, "not enough memory");
    t->run->os_thread = t;
    int status = load(p, &e, start, t);
    if (status)
        return status;
    name_thread(g->path);
    linux_report_start(p);
    linux_proc_publish(p);
    linux_signals_init(t);
    linux_profile_open(p);
    linux_profile_start(t);
    return 0;
}

/* A script for a program of the host itself: nothing to translate. */
static void run_native(const struct linux_program *g, char **envp)
{
    struct linux_elf e;

    if (linux_elf_read(&e, g->fd) == NULL && e.header.e_machine == EM_X86_64)
        execve(g->path, g->argv, envp);
}

static void not_started(struct linux_process *p, struct linux_thread *t)
{
    if (t->run)
        run_thread_free(t->run);
    if (p->run->cache)
        run_free(p->run);
    free(p->memory->map);
    free(p->exe);
}

int linux_run(const struct linux_options *options, struct log *log, char **argv, char **envp)
{
    static const char *const no_name = "";
    struct run run = { 0 };
    struct linux_memory memory = { 0 };
    struct linux_process p = { .run = &run,
                               .options = options,
                               .log = log,
                               .memory = &memory,
                               .threads = 1,
                               .lock = PTHREAD_MUTEX_INITIALIZER,
                               .own = { -1, -1, -1, -1, -1, -1 } };
    struct linux_thread t = { .process = &p };
    struct linux_program g;
    const char *name = argv[0] ? argv[0] : no_name;
    if (options->sysroot)
        p.own[LINUX_OWN_ROOT] = linux_move_away(open(options->sysroot, O_PATH | O_DIRECTORY | O_CLOEXEC));
    int error = linux_program_open(&p, &g, name, options->exec_fd, argv);

    if (error)
        return complain_errno(name, error);
    if (options->exec_fd >= 0) /* it was for us; the guest must not find it */
        close(options->exec_fd);
    if (g.argv[0] != argv[0]) /* a script */
        run_native(&g, envp);
    else if (options->argv0)
        g.argv[0] = (char *)options->argv0;
    if (log->fd > STDERR_FILENO)
        p.own[LINUX_OWN_LOG] = log->fd = linux_move_away(log->fd);
    p.own[LINUX_OWN_SELF] = linux_move_away(open("/proc/self/exe", O_PATH | O_CLOEXEC));
    struct linux_start start = { .argv = g.argv, .envp = envp, .name = name };
    int status = run_elf(&p, &t, &g, &start);
    linux_program_close(&g);
    if (status) {
        not_started(&p, &t);
        return status;
    }
    run_loop(t.run);
    linux_thread_end(&t);
    return 0;
}
