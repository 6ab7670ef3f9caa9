/* /proc/cpuinfo of an AArch64 machine. */
#include <stdio.h>

#include "guest/aarch64/guest.h"
#include "linux/internal.h"

/* Names of AT_HWCAP's bits, as the kernel gives them. */
static const char *const names[] = {
    "fp",      "asimd", "evtstrm", "aes",   "pmull",    "sha1",   "sha2", "crc32",
    "atomics", "fphp",  "asimdhp", "cpuid", "asimdrdm", "jscvt",  "fcma", "lrcpc",
    "dcpop",   "sha3",  "sm3",     "sm4",   "asimddp",  "sha512", "sve",  "asimdfhm",
    "dit",     "uscat", "ilrcpc",  "flagm", "ssbs",     "sb",     "paca", "pacg",
};

void linux_aarch64_cpuinfo(FILE *out, uint64_t features, unsigned cpu)
{
    struct linux_auxv auxv;
    uint64_t midr;

    linux_aarch64.auxv(features, &auxv);
    aarch64_id_register(features, 0, 0, &midr);
    fprintf(out, "processor\t: %u\nBogoMIPS\t: 100.00\nFeatures\t:", cpu);
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (auxv.hwcap >> i & 1)
            fprintf(out, " %s", names[i]);
    fprintf(out, "\nCPU implementer\t: 0x%02x\n", (unsigned)(midr >> 24 & 0xff));
    fprintf(out, "CPU architecture: 8\nCPU variant\t: 0x%x\n", (unsigned)(midr >> 20 & 0xf));
    fprintf(out, "CPU part\t: 0x%03x\n", (unsigned)(midr >> 4 & 0xfff));
    fprintf(out, "CPU revision\t: %u\n\n", (unsigned)(midr & 0xf));
}
