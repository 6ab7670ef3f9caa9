/* The few pieces of x86-64 code between C and translated code: the way in, the ways out, and calls to C that keep every
   register. They are written as bytes when an engine starts, because the pins differ from guest to guest. */
#include "mach/engine.h"

#include <string.h>

#include "mach/x86_64/registers.h"

struct writer {
    uint8_t *at;
};

static void byte(struct writer *w, unsigned b)
{
    *w->at++ = (uint8_t)b;
}

static void dword(struct writer *w, uint32_t v)
{
    memcpy(w->at, &v, 4);
    w->at += 4;
}

static void bytes(struct writer *w, const char *text, size_t size)
{
    memcpy(w->at, text, size);
    w->at += size;
}
#define BYTES(w, text) bytes(w, text, sizeof(text) - 1)

/* The part of the state at `offset`, as displacement from r13. */
static void in_state(struct writer *w, size_t offset)
{
    static_assert(X86_STATE_BIAS == IR_STATE_WINDOW + 128, "one byte of displacement reaches the window");
    dword(w, (uint32_t)offset - X86_STATE_BIAS);
}

/* op reg, [r13 + offset], 64 bits */
static void access64(struct writer *w, unsigned opcode, unsigned reg, size_t offset)
{
    byte(w, 0x49 | X86_ENCODING(reg) >> 3 << 2);
    byte(w, opcode);
    byte(w, 0x85 | (X86_ENCODING(reg) & 7) << 3);
    in_state(w, offset);
}
enum { LOAD = 0x8b, STORE = 0x89 };

/* mov dword [r13 + offset], eax / ldmxcsr, stmxcsr [r13 + offset] */
static void store_eax(struct writer *w, size_t offset)
{
    BYTES(w, "\x41\x89\x85");
    in_state(w, offset);
}

static void mxcsr(struct writer *w, unsigned extension, size_t offset)
{
    BYTES(w, "\x41\x0f\xae");
    byte(w, 0x85 | extension << 3);
    in_state(w, offset);
}
enum { LDMXCSR = 2, STMXCSR = 3 };

static void push(struct writer *w, unsigned reg)
{
    if (X86_ENCODING(reg) >= 8)
        byte(w, 0x41);
    byte(w, 0x50 | (X86_ENCODING(reg) & 7));
}

static void pop(struct writer *w, unsigned reg)
{
    if (X86_ENCODING(reg) >= 8)
        byte(w, 0x41);
    byte(w, 0x58 | (X86_ENCODING(reg) & 7));
}

static void add_rsp(struct writer *w, int32_t n)
{
    BYTES(w, "\x48\x81\xc4");
    dword(w, (uint32_t)n);
}

static void jump_to(struct writer *w, const uint8_t *to)
{
    byte(w, 0xe9);
    dword(w, (uint32_t)(to - (w->at + 4)));
}

#define STATE(member) offsetof(struct ir_state, member)

static const uint8_t saved[] = { X86_RBX, X86_RBP, X86_R12, X86_R13, X86_R14, X86_R15 };
enum { FRAME = MACH_SPILLS * 16 + 16 }; /* the way in leaves the stack 8 modulo 16 */

/* enum run_exit enter(struct ir_state *rdi, const void *rsi) */
static void write_enter(struct writer *w, const struct mach_convention *c)
{
    for (unsigned i = 0; i < sizeof saved; i++)
        push(w, saved[i]);
    add_rsp(w, -FRAME);
    BYTES(w, "\x4c\x8d\xaf"); /* lea r13, [rdi + bias] */
    dword(w, X86_STATE_BIAS);
    mxcsr(w, STMXCSR, STATE(runtime_fp));
    BYTES(w, "\x48\x89\xf0"); /* mov rax, rsi */
    mxcsr(w, LDMXCSR, STATE(host_fp));
    for (unsigned i = 0; i < c->pin_count; i++)
        access64(w, LOAD, c->pins[i].reg, c->pins[i].offset);
    BYTES(w, "\xff\xe0"); /* jmp rax */
}

/* Back to C with enum run_exit in eax. */
static void write_leave(struct writer *w, const struct mach_convention *c)
{
    for (unsigned i = 0; i < c->pin_count; i++)
        access64(w, STORE, c->pins[i].reg, c->pins[i].offset);
    mxcsr(w, STMXCSR, STATE(host_fp));
    mxcsr(w, LDMXCSR, STATE(runtime_fp));
    add_rsp(w, FRAME);
    for (unsigned i = sizeof saved; i--;)
        pop(w, saved[i]);
    byte(w, 0xc3);
}

static void return_exit(struct writer *w, enum run_exit why, const uint8_t *leave)
{
    byte(w, 0xb8); /* mov eax, why */
    dword(w, why);
    jump_to(w, leave);
}

/* Keeps everything but rax and the flags, and calls function(state, rax). The stack may be as it likes. */
static void write_call(struct writer *w, void (*function)(struct ir_state *, uint64_t))
{
    static const uint8_t kept[] = { X86_RBP, X86_RCX, X86_RDX, X86_RSI, X86_RDI, X86_R8, X86_R9, X86_R10, X86_R11 };
    enum { VECTORS = 16 * 16 };
    for (unsigned i = 0; i < sizeof kept; i++)
        push(w, kept[i]);
    BYTES(w, "\x48\x89\xe5"); /* mov rbp, rsp */
    add_rsp(w, -VECTORS);
    BYTES(w, "\x48\x83\xe4\xf0"); /* and rsp, -16 */
    for (unsigned i = 0; i < 16; i++) { /* movups [rsp + 16 i], xmm i */
        if (i >= 8)
            byte(w, 0x44);
        BYTES(w, "\x0f\x11");
        byte(w, 0x84 | (i & 7) << 3);
        byte(w, 0x24);
        dword(w, i * 16);
    }
    mxcsr(w, STMXCSR, STATE(host_fp));
    mxcsr(w, LDMXCSR, STATE(runtime_fp));
    BYTES(w, "\x49\x8d\xbd"); /* lea rdi, [r13 - bias] */
    in_state(w, 0);
    BYTES(w, "\x48\x89\xc6"); /* mov rsi, rax */
    BYTES(w, "\x48\xb8");     /* mov rax, function */
    memcpy(w->at, &function, 8);
    w->at += 8;
    BYTES(w, "\xff\xd0"); /* call rax */
    mxcsr(w, LDMXCSR, STATE(host_fp));
    for (unsigned i = 0; i < 16; i++) {
        if (i >= 8)
            byte(w, 0x44);
        BYTES(w, "\x0f\x10");
        byte(w, 0x84 | (i & 7) << 3);
        byte(w, 0x24);
        dword(w, i * 16);
    }
    BYTES(w, "\x48\x89\xec"); /* mov rsp, rbp */
    for (unsigned i = sizeof kept; i--;)
        pop(w, kept[i]);
    byte(w, 0xc3);
}

/* A short jump, with condition cc (-1: always); `land` says where to. */
static uint8_t *branch(struct writer *w, int cc)
{
    byte(w, cc < 0 ? 0xeb : 0x70 | (unsigned)cc);
    byte(w, 0);
    return w->at;
}

static void land(uint8_t *from, const uint8_t *to)
{
    from[-1] = (uint8_t)(to - from);
}

/* The cache of computed targets does not know the guest pc in rax: look into the table of all threads, and have the cache know
   it next time. Falls through when that cannot be done: there is no translation, or somebody wants the thread to come
   out. rbx, rbp and r10 are free (exit.c). Why nothing can go wrong in between is told in run/threads.c. */
static void write_lookup(struct writer *w)
{
    static_assert(offsetof(struct run_targets, mask) == 0 && offsetof(struct run_targets, slot) == 32 &&
                      sizeof(struct run_jump) == 16 && offsetof(struct run_jump, code) == 8 && RUN_TARGETS_FACTOR == 12 &&
                      RUN_JUMPS == 32768,
                  "the code below knows them");
    uint8_t *miss[3];
    BYTES(w, "\x41\x83\xbd"); /* cmp dword [r13 + interrupt], 0 */
    in_state(w, STATE(interrupt));
    byte(w, 0);
    miss[0] = branch(w, X86_CC_NE);
    access64(w, LOAD, X86_RBP, STATE(targets));
    BYTES(w, "\x48\x8b\x6d\x00"); /* mov rbp, [rbp] */
    BYTES(w, "\x48\x8d\x1c\x40"); /* lea rbx, [rax + rax * 2] */
    BYTES(w, "\x48\xc1\xe3\x02"); /* shl rbx, 2 */
    BYTES(w, "\x48\x23\x5d\x00"); /* and rbx, [rbp + mask] */
    uint8_t *again = w->at;
    BYTES(w, "\x4c\x8b\x54\x1d\x20\x49\x39\xc2"); /* mov r10, [rbp + rbx + 32]; cmp r10, rax */
    uint8_t *found = branch(w, X86_CC_E);
    BYTES(w, "\x4d\x85\xd2"); /* test r10, r10 */
    miss[1] = branch(w, X86_CC_E);
    BYTES(w, "\x48\x83\xc3\x10\x48\x23\x5d\x00"); /* add rbx, 16; and rbx, [rbp + mask] */
    land(branch(w, -1), again);
    land(found, w->at);
    BYTES(w, "\x4c\x8b\x54\x1d\x28\x4d\x85\xd2"); /* mov r10, [rbp + rbx + 40]; test r10, r10 */
    miss[2] = branch(w, X86_CC_E);
    BYTES(w, "\x0f\xb7\xd8"); /* movzx ebx, ax */
    access64(w, LOAD, X86_RBP, STATE(own_jumps));
    BYTES(w, "\x48\x89\x44\xdd\x00\x4c\x89\x54\xdd\x08"); /* mov [rbp + rbx * 8], rax; mov [... + 8], r10 */
    BYTES(w, "\x41\xff\xe2");                             /* jmp r10 */
    for (unsigned i = 0; i < sizeof miss / sizeof *miss; i++)
        land(miss[i], w->at);
}

static uint8_t *start(struct writer *w) /* of a stub, aligned */
{
    while ((uintptr_t)w->at % 16)
        byte(w, 0xcc);
    return w->at;
}

void mach_leave_write(uint8_t *at, const struct mach_convention *c, uint64_t pc)
{
    struct writer w = { at };
    bug_on(c->state != X86_STATE, "the state pointer is register %u", c->state);
    BYTES(&w, "\x48\xb8"); /* mov rax, pc */
    memcpy(w.at, &pc, sizeof pc);
    w.at += sizeof pc;
    BYTES(&w, "\x41\xff\xa5"); /* jmp [r13 + stub] */
    in_state(&w, STATE(stubs) + IR_STUB_EXIT_LOOKUP * sizeof(void *));
    bug_on(w.at - at != MACH_LEAVE, "%d bytes", (int)(w.at - at));
}

void mach_jump_write(uint8_t *displacement, ptrdiff_t writable, const uint8_t *to)
{
    __atomic_store_n((int32_t *)(displacement + writable), (int32_t)(to - (displacement + 4)), __ATOMIC_RELEASE);
}

void mach_link_stubs_write(uint8_t *at, ptrdiff_t writable, const struct mach_stubs *s, const struct mach_code *code, uint8_t *text, uint32_t first)
{
    for (uint32_t i = 0; i < code->link_count; i++, at += MACH_LINK_STUB) {
        const struct mach_link *l = &code->links[i];
        struct writer w = { at + writable };
        byte(&w, 0xb8); /* mov eax, number */
        dword(&w, first + i);
        byte(&w, 0xe9);
        dword(&w, (uint32_t)((uint8_t *)s->stub[IR_STUB_EXIT_DIRECT] - (at + MACH_LINK_STUB)));
        mach_jump_write(text + l->jump, writable, at);
        if (l->poll)
            mach_jump_write(text + l->poll, writable, at);
    }
}

size_t mach_stubs_write(uint8_t *at, ptrdiff_t writable, const struct mach_convention *c, struct mach_stubs *out)
{
    struct writer w = { at + writable };
    uint8_t *enter = start(&w) - writable;
    memcpy(&out->enter, &enter, sizeof enter);
    write_enter(&w, c);
    uint8_t *leave = start(&w);
    write_leave(&w, c);

    out->stub[IR_STUB_EXIT_DIRECT] = start(&w) - writable; /* eax = number of the link; because it is not linked, or by its poll */
    store_eax(&w, STATE(link));
    BYTES(&w, "\x41\x83\xbd"); /* cmp dword [r13 + budget], 0 */
    in_state(&w, STATE(budget));
    byte(&w, 0);
    uint8_t *spent = branch(&w, X86_CC_S);
    return_exit(&w, RUN_LOOKUP, leave);
    land(spent, w.at);
    return_exit(&w, RUN_INTERRUPT, leave);
    static const struct {
        enum ir_stub stub;
        enum run_exit why;
    } exits[] = { /* rax = guest pc */
        { IR_STUB_EXIT_INDIRECT, RUN_LOOKUP }, { IR_STUB_EXIT_LOOKUP, RUN_LOOKUP },
        { IR_STUB_EXIT_SYSCALL, RUN_SYSCALL }, { IR_STUB_EXIT_SAFEPOINT, RUN_INTERRUPT },
        { IR_STUB_EXIT_TRAP, RUN_TRAP },
    };
    for (unsigned i = 0; i < sizeof exits / sizeof *exits; i++) {
        out->stub[exits[i].stub] = start(&w) - writable;
        if (exits[i].stub == IR_STUB_EXIT_INDIRECT)
            write_lookup(&w);
        access64(&w, STORE, X86_RAX, STATE(pc));
        return_exit(&w, exits[i].why, leave);
    }
    out->stub[IR_STUB_EVAL] = start(&w) - writable;
    write_call(&w, mach_eval);
    out->stub[IR_STUB_CALL] = start(&w) - writable;
    write_call(&w, mach_call);
    return (size_t)(w.at - writable - at);
}
