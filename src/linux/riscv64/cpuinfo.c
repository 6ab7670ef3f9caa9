/* What a RISC-V machine tells of itself: /proc/cpuinfo and riscv_hwprobe. */
#include <errno.h>
#include <stdio.h>

#include "guest/riscv64/guest.h"
#include "linux/internal.h"

static const struct extension {
    const char *name;
    uint8_t probe; /* bit of IMA_EXT_0 */
} extensions[] = {
#define FEATURE(name, probe, text) { #name, probe },
#include "guest/riscv64/features.def"
#undef FEATURE
};
enum { EXTENSIONS = sizeof extensions / sizeof *extensions };

void linux_riscv64_cpuinfo(FILE *out, uint64_t features, unsigned cpu)
{
    fprintf(out, "processor\t: %u\nhart\t\t: %u\nisa\t\t: rv64imafdc_zicsr_zifencei", cpu, cpu);
    for (unsigned i = 0; i < EXTENSIONS; i++)
        if (features >> i & 1)
            fprintf(out, "_%s", extensions[i].name);
    fprintf(out, "\nmmu\t\t: sv48\n\n");
}

/* ---- riscv_hwprobe ---- */

struct probe {
    int64_t key;
    uint64_t value;
};

/* Keys and values of asm/hwprobe.h, which Debian 12 does not have yet. */
enum {
    VENDOR,
    ARCHITECTURE,
    IMPLEMENTATION,
    BASE,
    IMA_EXT_0,
    CPU_PERFORMANCE,
    ZICBOZ_SIZE,
    HIGHEST_ADDRESS
};
enum { BASE_IMA = 1, EXT_FD = 1, EXT_C = 2, MISALIGNED_FAST = 3 };

static void answer(struct probe *pair, uint64_t features)
{
    switch (pair->key) {
    case VENDOR:
    case ARCHITECTURE:
    case IMPLEMENTATION:
        pair->value = 0;
        break;
    case BASE:
        pair->value = BASE_IMA;
        break;
    case IMA_EXT_0:
        pair->value = EXT_FD | EXT_C;
        for (unsigned i = 0; i < EXTENSIONS; i++)
            if (features >> i & 1)
                pair->value |= 1ull << extensions[i].probe;
        break;
    case CPU_PERFORMANCE:
        pair->value = MISALIGNED_FAST;
        break;
    case ZICBOZ_SIZE:
        pair->value = RISCV64_CACHE_BLOCK;
        break;
    case HIGHEST_ADDRESS:
        pair->value = LINUX_TOP - 1;
        break;
    default:
        pair->key = -1;
        pair->value = 0;
    }
}

/* All processors are alike, so which of them are asked for does not matter. */
int64_t linux_sys_riscv_hwprobe(struct linux_thread *t, const uint64_t a[6])
{
    uint64_t address = a[0], count = a[1], flags = a[4];

    if (flags)
        return -EINVAL;
    for (uint64_t i = 0; i < count; i++, address += sizeof(struct probe)) {
        struct probe pair;
        if (linux_copy_in(&pair, address, sizeof pair))
            return -EFAULT;
        answer(&pair, t->process->run->features);
        if (linux_copy_out(address, &pair, sizeof pair))
            return -EFAULT;
    }
    return 0;
}

/* The kernel takes no notice of the addresses; we do when they make a range. */
int64_t linux_sys_riscv_flush_icache(struct linux_thread *t, const uint64_t a[6])
{
    enum { LOCAL = 1 };

    if (a[2] & ~(uint64_t)LOCAL)
        return -EINVAL;
    if (a[0] < a[1])
        linux_flush_code(t->process->run, a[0], a[1]);
    else
        run_invalidate_all(t->process->run);
    return 0;
}
