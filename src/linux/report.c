/* What a process tells of itself besides its output: the counters of -stats at its end, the profile, the files of -perfmap and -jitdump
   while it runs. A fork's child starts anew; a vfork's child, which lives in its parent's memory, adds to its parent's. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "linux/internal.h"

/* A file for perf, named after this process; -1: not wanted, or it cannot be made. */
static int open_for_perf(bool wanted, const char *format, int old)
{
    char name[64];

    if (old >= 0)
        close(old);
    snprintf(name, sizeof name, format, (int)getpid());
    return wanted ? linux_move_away(open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666)) : -1;
}

void linux_report_start(struct linux_process *p)
{
    const struct linux_options *o = p->options;
    int *map = &p->own[LINUX_OWN_PERFMAP], *dump = &p->own[LINUX_OWN_JITDUMP];

    *map = open_for_perf(o->perfmap, "/tmp/perf-%d.map", *map);
    *dump = open_for_perf(o->jitdump, "jit-%d.dump", *dump);
    run_stats_start(p->run);
    run_perf_start(p->run, *map, *dump);
}

/* A vfork's child has descriptors of its own: no more names from there on. */
void linux_report_moved(struct linux_process *p)
{
    bool own = p->run->os_process == p;

    p->run->perf.map = own ? p->own[LINUX_OWN_PERFMAP] : -1;
    p->run->perf.dump = own ? p->own[LINUX_OWN_JITDUMP] : -1;
}

void linux_report_end(struct linux_process *p)
{
    run_stats_print(p->run, p->exe ? p->exe : "?");
    linux_profile_write(p);
}
