/* What the processor that we run on has, of the features that x86_64.tab names.
   DRAGOMAN_HOST_WITHOUT=avx512,bmi2 hides some of them and those that need them, for tests;
   `all` hides all. */
#include "mach/x86_64/x86_64.h"

#include <stdlib.h>
#include <string.h>
#include <sys/platform/x86.h>

/* The C library has asked the processor already. Asking again would take most of a short program's time in a virtual
   machine, where each question goes to the hypervisor. */
static bool has_bit(const struct x86_cpuid_bit *b)
{
    static const struct {
        uint32_t leaf;
        unsigned index;
    } known[] = { { 1, CPUID_INDEX_1 }, { 7, CPUID_INDEX_7 }, { 0x80000001, CPUID_INDEX_80000001 } };
    for (unsigned i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].leaf == b->leaf && !b->subleaf)
            return __x86_get_cpuid_feature_leaf(known[i].index)->cpuid_array[b->reg] >> b->bit & 1;
    base_bug(__FILE__, __LINE__, "feature", "leaf %#x.%u of cpuid", b->leaf, b->subleaf);
}

/* The register sets that the operating system saves. */
static uint32_t saved_registers(void)
{
    static const struct x86_cpuid_bit osxsave = { 1, 0, 2, 27 };
    uint32_t low = 0, high;
    if (has_bit(&osxsave))
        __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static bool has_feature(const struct x86_feature *f, uint32_t saved)
{
    for (unsigned i = 0; i < sizeof f->bits / sizeof *f->bits && f->bits[i].leaf; i++)
        if (!has_bit(&f->bits[i]))
            return false;
    return (f->xcr0 & ~saved) == 0;
}

/* Whether the comma-separated list names it. */
static bool is_listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (; list && *list; list += *list == ',') {
        if (strcspn(list, ",") == n && !strncmp(list, name, n))
            return true;
        list += strcspn(list, ",");
    }
    return false;
}

/* Whether one bit of f is g's own. */
static bool needs(const struct x86_feature *f, const struct x86_feature *g)
{
    const struct x86_cpuid_bit *own = &g->bits[0];
    for (unsigned i = 1; i < sizeof f->bits / sizeof *f->bits && f->bits[i].leaf; i++)
        if (f->bits[i].leaf == own->leaf && f->bits[i].subleaf == own->subleaf && f->bits[i].reg == own->reg && f->bits[i].bit == own->bit)
            return true;
    return false;
}

static bool has_what_it_needs(uint64_t set, unsigned f)
{
    for (unsigned g = 0; g < X86_FEATURES; g++)
        if (!(set >> g & 1) && needs(&x86_features[f], &x86_features[g]))
            return false;
    return true;
}

uint64_t mach_x86_64_usable(uint64_t set)
{
    uint64_t before;
    do {
        before = set;
        for (unsigned f = 0; f < X86_FEATURES; f++)
            if (!has_what_it_needs(set, f))
                set &= ~((uint64_t)1 << f);
    } while (set != before);
    return set;
}

uint64_t mach_x86_64_features(void)
{
    const char *without = getenv("DRAGOMAN_HOST_WITHOUT");
    uint32_t saved = saved_registers();
    uint64_t set = 0;
    for (unsigned i = 0; i < X86_FEATURES; i++)
        if (has_feature(&x86_features[i], saved) && !is_listed(without, x86_features[i].name) &&
            !is_listed(without, "all"))
            set |= (uint64_t)1 << i;
    return mach_x86_64_usable(set);
}
