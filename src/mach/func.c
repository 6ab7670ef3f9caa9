/* Building machine functions: arrays in the compilation's arena that grow. */
#include "mach/mach.h"

#include <string.h>

/* Room for n more elements in an arena array; they are not zeroed. */
#define RESERVE(f, array, count, capacity, n) \
    do { \
        if ((f)->count + (n) > (f)->capacity) { \
            uint32_t larger = ((f)->capacity + (n)) * 2 + 64; \
            (f)->array = arena_grow_raw((f)->arena, (f)->array, (f)->count * sizeof *(f)->array, \
                                    larger * sizeof *(f)->array); \
            (f)->capacity = larger; \
        } \
    } while (0)

struct mach_func *mach_func_new(struct arena *arena, const struct mach_target *t, const struct mach_convention *c)
{
    struct mach_func *f = arena_alloc(arena, sizeof *f);
    f->arena = arena;
    f->target = t;
    f->convention = c;
    f->reserved = (uint64_t)1 << t->state | (uint64_t)1 << t->stack;
    mach_rest(f, 0);
    return f;
}

void mach_rest(struct mach_func *f, uint64_t regs)
{
    const struct mach_convention *c = f->convention;
    f->reserved |= regs;
    f->pin_count = 0;
    for (unsigned k = 0; k < c->pin_count; k++)
        if (!mach_is_reserved(f, c->pins[k].reg))
            f->pins[f->pin_count++] = (uint8_t)k;
}

enum mach_class mach_class_of(const struct mach_func *f, mach_reg r)
{
    const struct mach_target *t = f->target;
    if (r >= MACH_VIRTUAL)
        return f->class_of[r - MACH_VIRTUAL];
    return t->allocatable[MACH_VEC] >> r & 1 || r == t->scratch[0] || r == t->scratch[1] ? MACH_VEC : MACH_GPR;
}

mach_reg mach_new_reg(struct mach_func *f, enum mach_class klass)
{
    RESERVE(f, class_of, reg_count, reg_capacity, 1);
    f->class_of[f->reg_count] = (uint8_t)klass;
    return MACH_VIRTUAL + f->reg_count++;
}

uint32_t mach_block_new(struct mach_func *f)
{
    RESERVE(f, blocks, block_count, block_capacity, 1);
    memset(&f->blocks[f->block_count], 0, sizeof f->blocks[0]);
    return f->block_count++;
}

struct mach_insn *mach_append(struct mach_func *f, unsigned op, unsigned count, const struct mach_operand *operands)
{
    RESERVE(f, insns, insn_count, insn_capacity, 1);
    RESERVE(f, operands, operand_count, operand_capacity, count);
    struct mach_insn *i = &f->insns[f->insn_count++];
    *i = (struct mach_insn){ .op = (uint16_t)op, .count = (uint8_t)count, .operand = f->operand_count };
    if (count)
        memcpy(&f->operands[f->operand_count], operands, count * sizeof *operands);
    f->operand_count += count;
    return i;
}

void mach_reserve(struct mach_func *f, uint32_t count)
{
    RESERVE(f, insns, insn_count, insn_capacity, count);
}

uint32_t mach_snapshot_add(struct mach_func *f, uint64_t pc, const struct mach_slot *slots, uint32_t count)
{
    RESERVE(f, snapshots, snapshot_count, snapshot_capacity, 1);
    RESERVE(f, slots, slot_count, slot_capacity, count);
    f->snapshots[f->snapshot_count] = (struct mach_snapshot){ pc, f->slot_count, count };
    if (count)
        memcpy(&f->slots[f->slot_count], slots, count * sizeof *slots);
    f->slot_count += count;
    return ++f->snapshot_count;
}

uint32_t mach_exit_add(struct mach_func *f, const struct mach_exit *e)
{
    RESERVE(f, exits, exit_count, exit_capacity, 1);
    f->exits[f->exit_count] = *e;
    return f->exit_count++;
}

uint32_t mach_pool_add(struct mach_func *f, const void *bytes16)
{
    for (uint32_t i = 0; i < f->pool_size; i += 16)
        if (!memcmp(f->pool + i, bytes16, 16))
            return i;
    RESERVE(f, pool, pool_size, pool_capacity, 16);
    memcpy(f->pool + f->pool_size, bytes16, 16);
    f->pool_size += 16;
    return f->pool_size - 16;
}
