/* Rows with a VEX and a legacy form: both run here on the same registers and memory, with results
   in the same register as one of the sources and without, and must do the same. So the moves that
   the encoder puts in front of legacy forms are right. Prints what differs and, last, the
   counts. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "mach/x86_64/x86_64.h"

struct machine { /* offsets are known to run() */
    uint64_t gpr[16];
    uint8_t vec[16][16];
    uint64_t flags;
    uint32_t mxcsr, unused;
    const void *code;
    uint8_t memory[128];
};
static_assert(offsetof(struct machine, vec) == 128 && offsetof(struct machine, flags) == 384 &&
                  offsetof(struct machine, mxcsr) == 392 && offsetof(struct machine, code) == 400,
              "run() has these numbers");

/* Loads registers, calls m->code, stores them. r12 holds m. */
__attribute__((naked)) static void run(struct machine *m __attribute__((unused)))
{
    __asm__(".macro each_vec op, order\n"
            ".irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
            ".if \\order\n movups %xmm\\n, 128 + 16 * \\n(%r12)\n .else\n movups 128 + 16 * "
            "\\n(%r12), %xmm\\n\n .endif\n"
            ".endr\n"
            ".endm\n"
            "push %rbx; push %rbp; push %r12; push %r13; push %r14; push %r15\n"
            "sub $8, %rsp\n"
            "stmxcsr (%rsp)\n"
            "mov %rdi, %r12\n"
            "each_vec movups, 0\n"
            "ldmxcsr 392(%r12)\n"
            "mov (%r12), %rax; mov 8(%r12), %rcx; mov 16(%r12), %rdx; mov 24(%r12), %rbx; mov "
            "40(%r12), %rbp\n"
            "mov 48(%r12), %rsi; mov 56(%r12), %rdi; mov 64(%r12), %r8; mov 72(%r12), %r9; mov "
            "80(%r12), %r10\n"
            "mov 88(%r12), %r11; mov 104(%r12), %r13; mov 112(%r12), %r14; mov 120(%r12), %r15\n"
            "call *400(%r12)\n"
            "mov %rax, (%r12); mov %rcx, 8(%r12); mov %rdx, 16(%r12); mov %rbx, 24(%r12); mov "
            "%rbp, 40(%r12)\n"
            "mov %rsi, 48(%r12); mov %rdi, 56(%r12); mov %r8, 64(%r12); mov %r9, 72(%r12); mov "
            "%r10, 80(%r12)\n"
            "mov %r11, 88(%r12); mov %r13, 104(%r12); mov %r14, 112(%r12); mov %r15, 120(%r12)\n"
            "pushf; pop 384(%r12)\n"
            "stmxcsr 392(%r12)\n"
            "each_vec movups, 1\n"
            "ldmxcsr (%rsp)\n"
            "add $8, %rsp\n"
            "pop %r15; pop %r14; pop %r13; pop %r12; pop %rbp; pop %rbx\n"
            "ret\n");
}

static uint32_t random_state = 7;

static uint32_t random_below(uint32_t n)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % n;
}

/* ---- one case ---- */

static struct mach_operand random_operand(const struct mach_role *r)
{
    struct mach_operand o = { .kind = MACH_REG };
    if (r->immediate)
        return (struct mach_operand){ .kind = MACH_IMM, .imm = random_below(256) };
    if (r->memory && (r->klass == MACH_CLASSES || random_below(3) == 0))
        return (struct mach_operand){ .kind = MACH_MEM,
                                      .reg = X86_R12,
                                      .disp = (int32_t)(offsetof(struct machine, memory) +
                                                        random_below(100)) };
    o.reg = r->klass == MACH_VEC ? X86_XMM0 + random_below(3) : X86_RAX + random_below(3);
    return o;
}

static uint32_t encode(uint8_t *at, uint64_t features, const struct x86_insn *i)
{
    struct emit e = { .features = features, .bytes = at, .capacity = EMIT_ROOM };
    x86_put(&e, i, 0);
    emit_byte(&e, 0xc3);
    return e.size;
}

static void fill(struct machine *m)
{
    static const uint32_t lanes[] = { 0,          0x80000000, 0x3f800000, 0xc0400000, 0x7f800000,
                                      0x7fc00001, 0x7f800001, 0x3ff00000, 1,          0xffffffff };
    uint8_t *bytes = (uint8_t *)m;
    for (size_t i = 0; i < sizeof *m; i += 4) {
        uint32_t v = random_below(2) ? lanes[random_below(10)] : random_below(1 << 24) * 257;
        memcpy(bytes + i, &v, 4);
    }
    m->mxcsr = 0x1f80;
}

/* What the flags of this row are good for: those of arithmetic. */
static bool same(const struct machine *a, const struct machine *b, const struct mach_row *row)
{
    uint64_t mask = row->writes_flags ? 0x8c5 : 0;
    return !memcmp(a->gpr, b->gpr, sizeof a->gpr) &&
           !memcmp(a->vec, b->vec, 14 * 16) && /* all but the scratch ones */
           !memcmp(a->memory, b->memory, sizeof a->memory) && a->mxcsr == b->mxcsr &&
           !((a->flags ^ b->flags) & mask);
}

static bool test_case(uint8_t *code, unsigned op, uint64_t vex, uint64_t legacy)
{
    const struct mach_row *row = &x86_64_mach_rows[op - MACH_TARGET_OPS];
    struct mach_operand o[MACH_ROLES];
    struct x86_insn i = { .op = op, .operand = o };
    for (unsigned k = 0; k < row->operands; k++)
        o[k] = random_operand(&row->role[k]);
    if (row->role[0].tied)
        o[1] = o[0];
    if (!strncmp(row->name, "cmp", 3)) /* legacy forms know the first eight predicates */
        o[3].imm &= 7;
    struct machine a, b;
    fill(&a);
    b = a;
    a.code = code;
    b.code = code + encode(code, vex, &i);
    encode(code + ((const uint8_t *)b.code - code), legacy, &i);
    run(&a);
    run(&b);
    return same(&a, &b, row);
}

int main(void)
{
    unsigned passed = 0, failed = 0, skipped = 0;
    uint64_t host = mach_x86_64_features();
    uint8_t *code =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (unsigned op = MACH_TARGET_OPS; op < X86_OPS_END; op++) {
        const struct x86_row *r = &x86_rows[op - MACH_TARGET_OPS];
        const struct x86_form *first = &x86_forms[r->first],
                              *last = &x86_forms[r->first + r->count - 1];
        if (first->scheme != X86_VEX || last->scheme != X86_LEGACY)
            continue;
        if (first->features & ~host) {
            skipped++;
            continue;
        }
        unsigned wrong = 0;
        for (unsigned k = 0; k < 300; k++)
            wrong += !test_case(code, op, host, last->features);
        if (wrong)
            printf("FAILED: %s: %u of 300 cases differ\n",
                   x86_64_mach_rows[op - MACH_TARGET_OPS].name, wrong);
        *(wrong ? &failed : &passed) += 1;
    }
    printf("%u passed, %u failed, %u skipped\n", passed, failed, skipped);
    return failed != 0;
}
