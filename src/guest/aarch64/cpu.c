/* What a guest can learn of its processor: the CPUs of -cpu, the identification registers as Linux
   shows them to user space, AT_HWCAP. All derive from the feature bits, so that they agree with
   what is decoded. */
#include "guest/aarch64/guest.h"

#define BIT(name) (1ull << AARCH64_##name)

enum { MAX, A35, A53, A57, A72, CPUS };
#define CPU(number) ((uint64_t)(number) << AARCH64_CPU_SHIFT)
#define CRYPTO      (BIT(aes) | BIT(pmull) | BIT(sha1) | BIT(sha2))
#define ARMV8       (BIT(crc32) | CRYPTO)
#define ALL         ((1ull << AARCH64_FEATURES) - 1)

const struct guest_cpu aarch64_cpus[] = {
    { "max", "all that is implemented", CPU(MAX) | ALL },
    { "cortex-a35", "Armv8.0-A", CPU(A35) | ARMV8 },
    { "cortex-a53", "Armv8.0-A", CPU(A53) | ARMV8 },
    { "cortex-a57", "Armv8.0-A", CPU(A57) | ARMV8 },
    { "cortex-a72", "Armv8.0-A", CPU(A72) | ARMV8 },
    { NULL, NULL, 0 },
};

const struct guest_feature aarch64_features[] = {
#define FEATURE(name, text) { #name },
#include "guest/aarch64/features.def"
#undef FEATURE
    { NULL },
};

#define FEATURE(name, text)                                                                        \
    bool aarch64_feature_##name(const struct lift *l)                                              \
    {                                                                                              \
        return l->features >> AARCH64_##name & 1;                                                  \
    }
#include "guest/aarch64/features.def"
#undef FEATURE

/* ---- identification registers ---- */
struct field {
    uint64_t feature;
    uint8_t shift, value;
};

static uint64_t fields(uint64_t features, const struct field *f)
{
    uint64_t v = 0;
    for (; f->feature; f++)
        if (features & f->feature)
            v += (uint64_t)f->value << f->shift;
    return v;
}

static uint64_t isar0(uint64_t features)
{
    static const struct field list[] = {
        { BIT(aes), 4, 1 },       { BIT(pmull), 4, 1 },    { BIT(sha1), 8, 1 },
        { BIT(sha2), 12, 1 },     { BIT(crc32), 16, 1 },   { BIT(atomics), 20, 2 },
        { BIT(sha512), 12, 1 },   { BIT(sha3), 32, 1 },    { BIT(asimdrdm), 28, 1 },
        { BIT(asimddp), 44, 1 },  { 0, 0, 0 },
    };
    return fields(features, list);
}

static uint64_t isar1(uint64_t features)
{
    static const struct field list[] = { { BIT(lrcpc), 20, 1 }, { 0, 0, 0 } };
    return fields(features, list);
}

/* The processors' own numbers; `max` has the implementer 0, for software. */
static uint64_t midr(uint64_t features)
{
    static const uint32_t numbers[CPUS] = {
        [MAX] = 0x000f0510, [A35] = 0x411fd040, [A53] = 0x410fd034,
        [A57] = 0x411fd070, [A72] = 0x410fd083,
    };
    uint64_t cpu = features >> AARCH64_CPU_SHIFT;
    return numbers[cpu < CPUS ? cpu : MAX];
}

static bool number_register(uint64_t features, int op2, uint64_t *value)
{
    switch (op2) {
    case 0:
        *value = midr(features);
        return true;
    case 5: /* MPIDR: a multiprocessor, nothing else told */
        *value = 1u << 31;
        return true;
    case 6: /* REVIDR */
        *value = 0;
        return true;
    }
    return false;
}

bool aarch64_id_register(uint64_t features, int crm, int op2, uint64_t *value)
{
    *value = 0;
    if (crm == 0)
        return number_register(features, op2, value);
    if (crm < 4 || crm > 7)
        return false;
    switch (crm << 4 | op2) {
    case 0x40: /* ID_AA64PFR0: AArch64 at EL0 and EL1, FP and Advanced SIMD */
        *value = 0x11;
        break;
    case 0x50: /* ID_AA64DFR0: the debug architecture */
        *value = 6;
        break;
    case 0x60:
        *value = isar0(features);
        break;
    case 0x61:
        *value = isar1(features);
        break;
    case 0x70: /* ID_AA64MMFR0: no granules told */
        *value = 0xff000000;
        break;
    }
    return true;
}

/* ---- AT_HWCAP: the kernel's bit numbers ---- */
uint64_t aarch64_hwcap(uint64_t features)
{
    static const struct field bits[] = {
        { BIT(aes), 3, 1 },       { BIT(pmull), 4, 1 },
        { BIT(sha1), 5, 1 },      { BIT(sha2), 6, 1 },
        { BIT(crc32), 7, 1 },     { BIT(atomics), 8, 1 },
        { BIT(asimdrdm), 12, 1 }, { BIT(lrcpc), 15, 1 },
        { BIT(sha3), 17, 1 },     { BIT(asimddp), 20, 1 },
        { BIT(sha512), 21, 1 },   { 0, 0, 0 },
    };
    const uint64_t fp = 1, asimd = 2, cpuid = 1 << 11;
    return fp | asimd | cpuid | fields(features, bits);
}

uint64_t aarch64_hwcap2(uint64_t features)
{
    (void)features;
    return 0;
}

/* ---- FPCR, FPSR in a stopped thread's state; system.c has the same as IR ---- */
void aarch64_set_fpcr(struct aarch64_state *s, uint32_t value)
{
    s->fpcr = value & AARCH64_FPCR_MASK;
    s->ir.fp.mode = (s->fpcr >> 22 & 3) | (s->fpcr & AARCH64_FPCR_FZ ? IR_FPM_FLUSH : 0) |
                    (s->fpcr & AARCH64_FPCR_DN ? IR_FPM_DEFAULT_NAN : 0) |
                    (s->fpcr & AARCH64_FPCR_AHP ? IR_FPM_ALT_HALF : 0);
}

uint32_t aarch64_get_fpsr(const struct aarch64_state *s)
{
    return s->fpsr | (s->ir.fp.flags & AARCH64_FPSR_FLAGS) |
           (s->qc.u64[0] | s->qc.u64[1] ? AARCH64_FPSR_QC : 0);
}

void aarch64_set_fpsr(struct aarch64_state *s, uint32_t value)
{
    s->fpsr = value & AARCH64_FPSR_NZCV;
    s->ir.fp.flags = value & AARCH64_FPSR_FLAGS;
    s->qc = (union ir_value){ .u64 = { value & AARCH64_FPSR_QC } };
}
