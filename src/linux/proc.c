/* The guest's view of /proc: files that would tell of the runtime tell of the guest. A file of the
   kernel's list below that belongs to this process is made up when it is opened (its text in an
   anonymous file), and /proc/self/exe leads to the guest's program. All else in /proc is the
   host's.

   A name is ours by where its folder leads, not by how it is spelled: /proc/self/maps,
   /proc/1234/task/1234/maps or "maps" below a descriptor of /proc/self are one file. Only names
   that end like one of ours are looked at so closely. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <linux/magic.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

/* What a view is made from. */
struct source {
    struct linux_thread *t;
    FILE *host; /* the host's file of that name */
};

/* ---- guest memory as a file ---- */

static void print_memory(FILE *out, uint64_t start, uint64_t end)
{
    char bytes[1024];

    while (start < end) {
        size_t step = end - start < sizeof bytes ? end - start : sizeof bytes;
        if (linux_copy_in(bytes, start, step))
            return;
        fwrite(bytes, 1, step, out);
        start += step;
    }
}

static void view_auxv(FILE *out, const struct source *s)
{
    const struct linux_process *p = s->t->process;

    print_memory(out, p->auxv, p->auxv + p->auxv_size);
}

static void view_cmdline(FILE *out, const struct source *s)
{
    print_memory(out, s->t->process->arg_start, s->t->process->arg_end);
}

static void view_environ(FILE *out, const struct source *s)
{
    print_memory(out, s->t->process->env_start, s->t->process->env_end);
}

/* The kernel tells others (ps, /proc/<pid> of another process) where it believes arguments and
   environment to be: make that the guest's. A kernel that will not have it leaves only our own
   view right. */
void linux_proc_publish(const struct linux_process *p)
{
    static const char code[1] = { 0 };
    uint64_t brk = syscall(SYS_brk, 0);
    struct prctl_mm_map map = {
        .start_code = (uintptr_t)code,
        .end_code = (uintptr_t)code + 1,
        .start_data = (uintptr_t)code,
        .end_data = (uintptr_t)code + 1,
        .start_brk = brk,
        .brk = brk,
        .start_stack = p->arg_start,
        .arg_start = p->arg_start,
        .arg_end = p->arg_end,
        .env_start = p->env_start,
        .env_end = p->env_end,
        .auxv = (void *)p->auxv,
        .auxv_size = p->auxv_size,
        .exe_fd = -1,
    };

    prctl(PR_SET_MM, PR_SET_MM_MAP, &map, sizeof map, 0);
}

/* ---- maps and smaps: the host's lines, cut to the guest's mappings, with its protection ---- */

struct area { /* a line of the host's maps */
    uint64_t start, end, offset;
    char perms[5];
    char device[16];
    unsigned long inode;
    const char *name; /* "": none */
};
struct cut {
    FILE *out;
    const struct linux_process *process;
    const struct area *area;
    bool any;
};

static bool parse_area(struct area *area, char *line)
{
    int name = 0;

    line[strcspn(line, "\n")] = 0;
    if (sscanf(line, "%lx-%lx %4s %lx %15s %lu %n", &area->start, &area->end, area->perms,
               &area->offset, area->device, &area->inode, &name) < 6)
        return false;
    area->name = line + name;
    return true;
}

/* The kernel's own names are the host's; the guest's heap and stack have theirs. */
static const char *area_name(const struct linux_process *p, const struct area *area, uint64_t start)
{
    const struct linux_memory *m = p->memory;

    if (start >= p->stack_start && start < p->stack_end)
        return "[stack]";
    if (start >= m->brk_start && start < m->brk)
        return "[heap]";
    bool kernel = area->name[0] == '[' && strncmp(area->name, "[anon", 5) != 0;
    return kernel ? "" : area->name;
}

static void print_area(const struct cut *cut, uint64_t start, uint64_t end, int prot)
{
    const struct area *area = cut->area;
    uint64_t offset = area->inode ? area->offset + (start - area->start) : 0;
    const char *name = area_name(cut->process, area, start);

    int width =
        fprintf(cut->out, "%08lx-%08lx %c%c%c%c %08lx %s %lu ", start, end,
                prot & PROT_READ ? 'r' : '-', prot & PROT_WRITE ? 'w' : '-',
                prot & PROT_EXEC ? 'x' : '-', area->perms[3], offset, area->device, area->inode);
    if (*name)
        fprintf(cut->out, "%*s%s", width < 73 ? 73 - width : 0, "", name);
    fputc('\n', cut->out);
}

static bool print_mapping(void *context, const struct linux_mapping *m)
{
    struct cut *cut = context;
    const struct area *area = cut->area;
    uint64_t start = m->start > area->start ? m->start : area->start;
    uint64_t end = m->end < area->end ? m->end : area->end;
    uint64_t heap = cut->process->memory->brk_start;

    if (start < heap && heap < end) { /* the heap may continue what is before it */
        print_area(cut, start, heap, m->prot);
        start = heap;
    }
    print_area(cut, start, end, m->prot);
    cut->any = true;
    return true;
}

static void view_maps(FILE *out, const struct source *s)
{
    struct linux_process *p = s->t->process;
    char *line = NULL;
    size_t size = 0;
    struct area area;
    bool shown = false;

    while (getline(&line, &size, s->host) > 0) {
        if (parse_area(&area, line)) {
            struct cut cut = { out, p, &area, false };
            linux_each_mapping(p, area.start, area.end, print_mapping, &cut);
            shown = cut.any;
        } else if (shown) { /* smaps: what is said of the area above */
            fprintf(out, "%s\n", line);
        }
    }
    free(line);
}

/* ---- stat and status ---- */

/* Numbers of fields as proc(5) counts them. */
enum { START_CODE = 26, START_STACK = 28, START_BRK = 47, ARG_START, ARG_END, ENV_START, ENV_END };

static void print_field(FILE *out, const struct linux_process *p, int field, const char *host)
{
    switch (field) {
    case START_STACK:
        fprintf(out, " %lu", p->arg_start & ~15ul);
        break;
    case START_BRK:
        fprintf(out, " %lu", p->memory->brk_start);
        break;
    case ARG_START:
        fprintf(out, " %lu", p->arg_start);
        break;
    case ARG_END:
        fprintf(out, " %lu", p->arg_end);
        break;
    case ENV_START:
        fprintf(out, " %lu", p->env_start);
        break;
    case ENV_END:
        fprintf(out, " %lu", p->env_end);
        break;
    default:
        fprintf(out, " %s", host);
    }
}

static void view_stat(FILE *out, const struct source *s)
{
    char line[2048], *save = NULL;
    size_t size = fread(line, 1, sizeof line - 1, s->host);

    line[size] = 0;
    char *name_end = strrchr(line, ')');
    if (!name_end)
        return;
    fwrite(line, 1, name_end + 1 - line, out);
    int field = 3;
    for (char *f = strtok_r(name_end + 1, " \n", &save); f; f = strtok_r(NULL, " \n", &save))
        print_field(out, s->t->process, field++, f);
    fputc('\n', out);
}

static uint64_t with_handler(const struct linux_process *p, bool ignored)
{
    uint64_t set = 0;

    for (int i = 1; i <= 64; i++) {
        uint64_t handler = p->actions[i].handler;
        bool counts = ignored ? handler == (uintptr_t)SIG_IGN : handler > (uintptr_t)SIG_IGN;
        set |= (uint64_t)counts << (i - 1);
    }
    return set;
}

static void view_status(FILE *out, const struct source *s)
{
    const struct linux_process *p = s->t->process;
    char *line = NULL;
    size_t size = 0;

    while (getline(&line, &size, s->host) > 0) {
        if (!strncmp(line, "SigIgn:", 7))
            fprintf(out, "SigIgn:\t%016lx\n", with_handler(p, true));
        else if (!strncmp(line, "SigCgt:", 7))
            fprintf(out, "SigCgt:\t%016lx\n", with_handler(p, false));
        else
            fputs(line, out);
    }
    free(line);
}

static void view_cpuinfo(FILE *out, const struct source *s)
{
    const struct linux_process *p = s->t->process;
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);

    for (long i = 0; i < cpus; i++)
        p->abi->cpuinfo(out, p->run->features, i);
}

/* ---- which file it is ---- */

struct view {
    const char *name;
    bool of_process; /* in the folder of a process or thread, else in /proc itself */
    void (*print)(FILE *out, const struct source *s);
};

static const struct view views[] = {
    { "maps", true, view_maps },       { "smaps", true, view_maps },
    { "auxv", true, view_auxv },       { "cmdline", true, view_cmdline },
    { "environ", true, view_environ }, { "stat", true, view_stat },
    { "status", true, view_status },   { "cpuinfo", false, view_cpuinfo },
};

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static const struct view *find_view(const char *name)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (!strcmp(views[i].name, name))
            return &views[i];
    return NULL;
}

/* The folder that holds the path's last name, open; -1: there is none, or it is not in /proc. */
static int open_folder(int dirfd, const char *path)
{
    char folder[PATH_MAX];
    size_t length = last_name(path) - path;
    struct statfs fs;

    if (length >= sizeof folder)
        return -1;
    memcpy(folder, path, length);
    folder[length] = 0;
    int fd = openat(dirfd, length ? folder : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && fstatfs(fd, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

enum place { ELSEWHERE, OF_PROC, OF_PROCESS };

static bool describe(int fd, char text[PATH_MAX])
{
    char link[32];

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, text, PATH_MAX - 1);
    text[length < 0 ? 0 : length] = 0;
    return length > 0;
}

/* Whether text is /proc/<this process> or /proc/<this process>/<...>; gives what is behind. */
static const char *below_self(const char *text)
{
    char self[32];
    ssize_t length = readlink("/proc/self", self, sizeof self);

    if (length <= 0 || strncmp(text, "/proc/", 6) != 0 || strncmp(text + 6, self, length) != 0)
        return NULL;
    const char *rest = text + 6 + length;
    return *rest == '/' || !*rest ? rest : NULL;
}

static enum place place_of(int folder)
{
    char text[PATH_MAX];

    if (!describe(folder, text))
        return ELSEWHERE;
    if (!strcmp(text, "/proc"))
        return OF_PROC;
    const char *rest = below_self(text);
    if (!rest)
        return ELSEWHERE;
    bool task = !strncmp(rest, "/task/", 6) && !strchr(rest + 6, '/');
    return !*rest || task ? OF_PROCESS : ELSEWHERE;
}

bool linux_proc_is_exe(int dirfd, const char *path)
{
    if (strcmp(last_name(path), "exe") != 0)
        return false;
    int folder = open_folder(dirfd, path);
    if (folder < 0)
        return false;
    enum place place = place_of(folder);
    close(folder);
    return place == OF_PROCESS;
}

bool linux_proc_lists_fds(int fd)
{
    struct statfs fs;
    char text[PATH_MAX];

    if (fstatfs(fd, &fs) < 0 || fs.f_type != PROC_SUPER_MAGIC || !describe(fd, text))
        return false;
    const char *rest = below_self(text);
    if (!rest)
        return false;
    const char *name = last_name(rest);
    return !strcmp(name, "fd") || !strcmp(name, "fdinfo");
}

/* ---- opening ---- */

static int write_view(int fd, const struct view *view, const struct source *s)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return -ENOMEM;
    view->print(out, s);
    int error = fclose(out) ? -ENOMEM : 0;
    for (size_t done = 0; !error && done < size;) {
        ssize_t step = write(fd, text + done, size - done);
        if (step <= 0)
            error = step < 0 && errno == EINTR ? 0 : -ENOMEM;
        else
            done += step;
    }
    free(text);
    return error;
}

/* Makes fd a read-only descriptor of what it has written, as the guest's flags ask. */
static int64_t seal(int fd, int flags)
{
    char link[32];

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int reader = open(link, O_RDONLY | O_CLOEXEC);
    if (reader < 0)
        return -errno;
    int result = dup3(reader, fd, flags & O_CLOEXEC);
    close(reader);
    return result < 0 ? -errno : fd;
}

static int64_t fill_view(const struct view *view, const struct source *s, int flags)
{
    int fd = memfd_create(view->name, MFD_CLOEXEC);
    if (fd < 0)
        return -errno;
    int64_t result = write_view(fd, view, s);
    if (!result)
        result = seal(fd, flags);
    if (result < 0)
        close(fd);
    return result;
}

/* What the host does not let the guest open, it does not see either. */
static int64_t open_view(struct linux_thread *t, const struct view *view, int folder, int flags)
{
    int fd = openat(folder, view->name, flags | O_CLOEXEC);
    struct source source = { t, fd < 0 ? NULL : fdopen(fd, "re") };

    if (!source.host) {
        int64_t error = -errno;
        close(fd);
        return error;
    }
    int64_t result = fill_view(view, &source, flags);
    fclose(source.host);
    return result;
}

bool linux_proc_open(struct linux_thread *t, int dirfd, const char *path, int flags, int64_t *fd)
{
    const struct view *view = find_view(last_name(path));
    bool exe = !view && !strcmp(last_name(path), "exe") && !(flags & O_NOFOLLOW);

    if ((!view && !exe) || (view && (flags & (O_ACCMODE | O_PATH))))
        return false;
    int folder = open_folder(dirfd, path);
    if (folder < 0)
        return false;
    enum place place = place_of(folder);
    bool found = place == (exe || view->of_process ? OF_PROCESS : OF_PROC);
    if (found && exe)
        *fd = LINUX_HOST(t, openat, AT_FDCWD, (uintptr_t)t->process->exe, flags, 0);
    else if (found)
        *fd = open_view(t, view, folder, flags);
    close(folder);
    return found;
}
