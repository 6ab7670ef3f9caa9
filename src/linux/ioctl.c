/* ioctl: which requests pass (ioctl.def) and what they are called. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>
#include <asm/termbits.h>
#include <linux/blkpg.h>
#include <linux/cdrom.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/fsverity.h>
#include <linux/hdreg.h>
#include <linux/if_tun.h>
#include <linux/kd.h>
#include <linux/loop.h>
#include <linux/nsfs.h>
#include <linux/serial.h>
#include <linux/sockios.h>
#include <linux/vt.h>

#include "linux/host_numbers.h"
#include "linux/internal.h"

struct request {
    uint32_t number;
    const char *name;
};

static const struct request requests[] = {
#define IOCTL(name) { name, #name },
#define FAMILY(type, name)
#include "linux/ioctl.def"
#undef IOCTL
#undef FAMILY
};

static const struct request families[] = {
#define IOCTL(name)
#define FAMILY(type, name) { type, #name },
#include "linux/ioctl.def"
#undef IOCTL
#undef FAMILY
};

const char *linux_ioctl_name(uint32_t number)
{
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        if (requests[i].number == number)
            return requests[i].name;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (families[i].number == _IOC_TYPE(number) && _IOC_SIZE(number))
            return families[i].name;
    return NULL;
}

int64_t linux_sys_ioctl(struct linux_thread *t, const uint64_t a[6])
{
    uint32_t request = a[1];
    uint64_t argument = a[2];

    if (!linux_ioctl_name(request)) {
        if (log_on(t->process->log, LOG_unimp))
            log_write(t->process->log, "ioctl %#x is not known\n", request);
        return fcntl(a[0], F_GETFD) < 0 ? -EBADF : -ENOTTY;
    }
    if (request == TIOCGPTPEER)
        argument = linux_open_flags(t->process->abi, argument);
    return LINUX_HOST(t, ioctl, a[0], request, argument);
}
