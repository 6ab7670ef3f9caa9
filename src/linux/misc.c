/* The machine as the guest sees it, and prctl. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/utsname.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

int64_t linux_sys_uname(struct linux_thread *t, const uint64_t a[6])
{
    struct utsname name;
    const char *release = t->process->options->release;

    if (uname(&name) < 0)
        return -errno;
    snprintf(name.machine, sizeof name.machine, "%s", t->process->abi->machine);
    if (release)
        snprintf(name.release, sizeof name.release, "%s", release);
    return linux_copy_out(a[0], &name, sizeof name);
}

/* A 32-bit personality is for processors that run 32-bit programs; ours do not. */
int64_t linux_sys_personality(struct linux_thread *t, const uint64_t a[6])
{
    if ((uint32_t)a[0] != UINT32_MAX && (a[0] & PER_MASK) == PER_LINUX32)
        return -EINVAL;
    return LINUX_HOST(t, personality, a[0]);
}

static int64_t get_auxv(const struct linux_process *p, uint64_t to, uint64_t size)
{
    char byte[256];

    for (uint64_t done = 0; done < p->auxv_size && done < size;) {
        size_t step = sizeof byte;
        if (step > p->auxv_size - done)
            step = p->auxv_size - done;
        if (step > size - done)
            step = size - done;
        if (linux_copy_in(byte, p->auxv + done, step) || linux_copy_out(to + done, byte, step))
            return -EFAULT;
        done += step;
    }
    return p->auxv_size;
}

/* What the host does for us, because it is about the process and not about the processor. The
   rest answers EINVAL, as a kernel built without it. */
static bool prctl_passes(int option)
{
    switch (option) {
    case PR_SET_PDEATHSIG:
    case PR_GET_PDEATHSIG:
    case PR_GET_DUMPABLE:
    case PR_SET_DUMPABLE:
    case PR_GET_KEEPCAPS:
    case PR_SET_KEEPCAPS:
    case PR_GET_TIMING:
    case PR_SET_TIMING:
    case PR_SET_NAME:
    case PR_GET_NAME:
    case PR_CAPBSET_READ:
    case PR_CAPBSET_DROP:
    case PR_GET_SECUREBITS:
    case PR_SET_SECUREBITS:
    case PR_SET_TIMERSLACK:
    case PR_GET_TIMERSLACK:
    case PR_MCE_KILL:
    case PR_MCE_KILL_GET:
    case PR_SET_PTRACER:
    case PR_SET_CHILD_SUBREAPER:
    case PR_GET_CHILD_SUBREAPER:
    case PR_SET_NO_NEW_PRIVS:
    case PR_GET_NO_NEW_PRIVS:
    case PR_SET_THP_DISABLE:
    case PR_GET_THP_DISABLE:
    case PR_CAP_AMBIENT:
    case PR_GET_SPECULATION_CTRL:
    case PR_SET_SPECULATION_CTRL:
    case PR_SET_IO_FLUSHER:
    case PR_GET_IO_FLUSHER:
    case PR_SCHED_CORE:
    case PR_SET_VMA:
        return true;
    default:
        return false;
    }
}

int64_t linux_sys_prctl(struct linux_thread *t, const uint64_t a[6])
{
    enum { GET_AUXV = 0x41555856 };
    int option = a[0];

    if (option == PR_GET_TID_ADDRESS)
        return linux_copy_out(a[1], &t->clear_tid, sizeof t->clear_tid);
    if (option == GET_AUXV)
        return a[3] || a[4] ? -EINVAL : get_auxv(t->process, a[1], a[2]);
    if (prctl_passes(option))
        return LINUX_HOST(t, prctl, a[0], a[1], a[2], a[3], a[4]);
    if (log_on(t->process->log, LOG_unimp))
        log_write(t->process->log, "prctl %d is not known\n", option);
    return -EINVAL;
}
