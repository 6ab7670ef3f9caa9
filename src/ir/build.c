/* Building a function: blocks, instructions, value numbering, and the typed builder calls that ir.h
   does not define in place. What an instruction simplifies to is decided in simplify.c, guest state
   is in forward.c; what is left to do when the last block has ended is in finish.c.

   Value numbering: a pure instruction equal in all its 16 bytes to an older one of the same block
   is that older one. The hash table is never cleared; an entry older than the block (for FP: than
   the epoch) counts as absent and is overwritten by its equal. */
#include "ir/internal.h"

#include <string.h>

enum { FIRST_INS = 128, FIRST_BLOCKS = 8, FIRST_TABLE = 256, FIRST_POOL = 16 };

/* Room for one more of an array's elements. */
#define MAKE_ROOM(f, array, count, capacity, first) \
    do { \
        if ((count) == (capacity)) { \
            uint32_t larger = (capacity) ? 2 * (capacity) : (first); \
            (array) = arena_grow_raw((f)->arena, array, (capacity) * sizeof *(array), \
                                 larger * sizeof *(array)); \
            (capacity) = larger; \
        } \
    } while (0)

/* ---- functions and blocks ---- */

struct ir_func *ir_func_new(struct arena *arena, uint64_t pc)
{
    struct ir_func *f = arena_alloc(arena, sizeof *f);
    f->pc = pc;
    f->arena = arena;
    f->builder = arena_alloc(arena, sizeof *f->builder);
    f->builder->table = arena_alloc(arena, FIRST_TABLE * sizeof *f->builder->table);
    f->builder->table_mask = FIRST_TABLE - 1;
    ir_make_room(f);
    f->builder->ended = true;
    f->ins[0] = (struct ir_ins){ 0 };
    f->count = 1; /* value 0 is none */
    ir_block_start(f, ir_block_new(f));
    return f;
}

ir_label ir_block_new(struct ir_func *f)
{
    MAKE_ROOM(f, f->blocks, f->block_count, f->block_capacity, FIRST_BLOCKS);
    f->blocks[f->block_count] = (struct ir_block){ 0 };
    return f->block_count++;
}

void ir_block_start(struct ir_func *f, ir_label b)
{
    struct ir_builder *u = f->builder;
    bug_on(!u->ended, "block %u started while block %u goes on", b, u->block);
    bug_on(b >= f->block_count || f->blocks[b].first, "block %u cannot be started", b);
    f->blocks[b].first = f->count;
    u->block = b;
    u->ended = false;
    u->epoch = f->count;
    u->forgotten = u->observed = f->count - 1;
}

bool ir_block_ended(const struct ir_func *f)
{
    return f->builder->ended;
}

/* ---- instructions ---- */

void ir_make_room(struct ir_func *f)
{
    bug_on(f->builder->ended, "an instruction after the end of block %u", f->builder->block);
    MAKE_ROOM(f, f->ins, f->count, f->capacity, FIRST_INS);
}

static uint32_t hash(const struct ir_ins *i)
{
    uint64_t w[2];
    memcpy(w, i, sizeof w);
    uint64_t h =
        (w[0] ^ w[1] >> 32) * UINT64_C(0x9e3779b97f4a7c15) ^ w[1] * UINT64_C(0xc2b2ae3d27d4eb4f);
    return (uint32_t)(h >> 32 ^ h >> 15);
}

static void grow_table(struct ir_func *f)
{
    struct ir_builder *u = f->builder;
    uint32_t old_size = u->table_mask + 1;
    ir_ref *old = u->table;
    u->table = arena_alloc(f->arena, 2 * old_size * sizeof *u->table);
    u->table_mask = 2 * old_size - 1;
    u->table_used = 0;
    for (uint32_t k = 0; k < old_size; k++) {
        if (old[k] < f->blocks[u->block].first)
            continue;
        uint32_t at = hash(&f->ins[old[k]]) & u->table_mask;
        while (u->table[at])
            at = (at + 1) & u->table_mask;
        u->table[at] = old[k];
        u->table_used++;
    }
}

/* The instruction's equal that is not older than `oldest`, or itself appended. */
static ir_ref number(struct ir_func *f, const struct ir_ins *i, ir_ref oldest)
{
    struct ir_builder *u = f->builder;
    uint32_t at = hash(i) & u->table_mask;
    for (; u->table[at]; at = (at + 1) & u->table_mask) {
        if (memcmp(&f->ins[u->table[at]], i, sizeof *i) == 0) {
            if (u->table[at] < oldest)
                u->table[at] = ir_append(f, i);
            return u->table[at];
        }
    }
    u->table[at] = ir_append(f, i);
    ir_ref made = u->table[at];
    if (++u->table_used * 2 > u->table_mask)
        grow_table(f);
    return made;
}

static ir_ref number_in_block(struct ir_func *f, const struct ir_ins *i)
{
    return number(f, i, f->blocks[f->builder->block].first);
}

/* Appends what is neither pure nor a get or put, and notes what it does to what the builder
   knows. */
static ir_ref append_effect(struct ir_func *f, struct ir_ins *i)
{
    struct ir_builder *u = f->builder;
    ir_simplify_effect(f, i);
    ir_ref made = ir_append(f, i);
    if (i->op != IR_insn_start)
        u->observed = made;
    if (i->op == IR_call)
        u->forgotten = made;
    if (i->op == IR_call || i->op == IR_fp_set_flags || i->op == IR_fp_set_mode)
        u->epoch = f->count;
    if (ir_ops[i->op].flags & IR_EXIT) {
        f->blocks[u->block].end = f->count;
        u->ended = true;
    }
    return made;
}

ir_ref ir_emit(struct ir_func *f, enum ir_op op, ir_type t, unsigned aux, ir_ref a, ir_ref b,
               ir_ref c)
{
    struct ir_ins i = { (uint8_t)op, t, (uint16_t)aux, a, b, c };
    unsigned flags = ir_ops[op].flags;
    if (flags & IR_PURE) {
        ir_ref v = ir_simplify(f, &i);
        return v ? v : number_in_block(f, &i);
    }
    if (flags & IR_FP_ENV)
        return number(f, &i, f->builder->epoch);
    if (op == IR_get)
        return ir_forward_get(f, t, aux);
    if (op == IR_put) {
        ir_forward_put(f, aux, a);
        return 0;
    }
    return append_effect(f, &i);
}

ir_ref ir_emit_imm(struct ir_func *f, enum ir_op op, ir_type t, unsigned aux, uint64_t imm)
{
    return ir_emit(f, op, t, aux, 0, (uint32_t)imm, (uint32_t)(imm >> 32));
}

/* ---- constants ---- */

ir_ref ir_const(struct ir_func *f, ir_type t, uint64_t bits)
{
    if (ir_is_vector(t) || ir_bits(t) > 64)
        return ir_const_wide(f, t, bits, 0);
    if (t == IR_FLAGS)
        bits &= UINT32_C(0xf0000000);
    else if (ir_bits(t) < 64)
        bits &= (UINT64_C(1) << ir_bits(t)) - 1;
    struct ir_ins i = { IR_const, t, 0, 0, (uint32_t)bits, (uint32_t)(bits >> 32) };
    return number_in_block(f, &i);
}

static void add_to_pool(struct ir_func *f, uint32_t word)
{
    MAKE_ROOM(f, f->pool, f->pool_count, f->pool_capacity, FIRST_POOL);
    f->pool[f->pool_count++] = word;
}

/* Equal constants are to be equal instructions, so the latest ones are looked through. */
uint32_t ir_pool16(struct ir_func *f, const void *bytes)
{
    struct ir_builder *u = f->builder;
    enum { LATEST = sizeof u->wide / sizeof u->wide[0] };
    for (uint32_t n = 0; n < u->wide_count && n < LATEST; n++)
        if (memcmp(&f->pool[u->wide[n]], bytes, 16) == 0)
            return u->wide[n];
    uint32_t word[4];
    memcpy(word, bytes, sizeof word);
    for (unsigned k = 0; k < 4; k++)
        add_to_pool(f, word[k]);
    u->wide[u->wide_count++ % LATEST] = f->pool_count - 4;
    return f->pool_count - 4;
}

ir_ref ir_const_wide(struct ir_func *f, ir_type t, uint64_t low, uint64_t high)
{
    if (!ir_is_vector(t) && ir_bits(t) <= 64)
        return ir_const(f, t, low);
    if (ir_bits(t) < 128)
        high &= (UINT64_C(1) << (ir_bits(t) & 63)) - 1;
    union ir_value v = { .u64 = { low, high } };
    struct ir_ins i = { IR_const_wide, t, 0, ir_pool16(f, &v), 0, 0 };
    return number_in_block(f, &i);
}

ir_ref ir_phi(struct ir_func *f, ir_type t, uint32_t count, const ir_label *from,
              const ir_ref *value)
{
    struct ir_ins i = { IR_phi, t, 0, f->pool_count, 0, 0 };
    add_to_pool(f, count);
    for (uint32_t k = 0; k < count; k++) {
        add_to_pool(f, from[k]);
        add_to_pool(f, value[k]);
    }
    f->builder->phis = true;
    return ir_append(f, &i);
}

/* ---- guest state ---- */

ir_ref ir_get(struct ir_func *f, ir_type t, unsigned offset)
{
    return ir_forward_get(f, t, offset);
}

void ir_put(struct ir_func *f, unsigned offset, ir_ref v)
{
    ir_forward_put(f, offset, v);
}

void ir_insn_start(struct ir_func *f, uint64_t pc, unsigned length)
{
    ir_append(f, &(struct ir_ins){ IR_insn_start, IR_VOID, (uint16_t)length, 0, (uint32_t)pc, (uint32_t)(pc >> 32) });
}

/* ---- integers ---- */

#define CONSTANT_RIGHT(name, op, imm_type) \
    ir_ref name(struct ir_func *f, ir_ref a, imm_type imm) \
    { \
        ir_ref b = ir_const(f, ir_typeof(f, a), (uint64_t)imm); \
        return ir_emit(f, op, ir_typeof(f, a), 0, a, b, 0); \
    }
CONSTANT_RIGHT(ir_add_i, IR_add, int64_t)
CONSTANT_RIGHT(ir_and_i, IR_and, uint64_t)
CONSTANT_RIGHT(ir_or_i, IR_or, uint64_t)
CONSTANT_RIGHT(ir_xor_i, IR_xor, uint64_t)
CONSTANT_RIGHT(ir_lsl_i, IR_shl, unsigned)
CONSTANT_RIGHT(ir_lsr_i, IR_shr, unsigned)
CONSTANT_RIGHT(ir_asr_i, IR_sar, unsigned)
CONSTANT_RIGHT(ir_ror_i, IR_rotr, unsigned)

ir_ref ir_cmp(struct ir_func *f, enum ir_cmp cc, ir_ref a, ir_ref b)
{
    return ir_emit(f, IR_cmp, IR_I1, cc, a, b, 0);
}

ir_ref ir_cmp_i(struct ir_func *f, enum ir_cmp cc, ir_ref a, int64_t imm)
{
    ir_ref b = ir_const(f, ir_typeof(f, a), (uint64_t)imm);
    return ir_cmp(f, cc, a, b);
}

ir_ref ir_select(struct ir_func *f, ir_ref cond, ir_ref a, ir_ref b)
{
    return ir_emit(f, IR_select, ir_typeof(f, a), 0, cond, a, b);
}

/* Conversions: nothing is to be done when the type is already so. */
#define CONVERSION(name) \
    ir_ref ir_##name(struct ir_func *f, ir_type t, ir_ref a) \
    { \
        return ir_typeof(f, a) == t ? a : ir_emit(f, IR_##name, t, 0, a, 0, 0); \
    }
CONVERSION(zext)
CONVERSION(sext)
CONVERSION(trunc)
CONVERSION(bitcast)
CONVERSION(low)
CONVERSION(high)

ir_ref ir_concat(struct ir_func *f, ir_type t, ir_ref low, ir_ref high)
{
    return ir_emit(f, IR_concat, t, 0, low, high, 0);
}

/* ---- flags ---- */

ir_ref ir_flags_add(struct ir_func *f, ir_ref a, ir_ref b)
{
    return ir_emit(f, IR_flags_add, IR_FLAGS, 0, a, b, 0);
}

ir_ref ir_flags_sub(struct ir_func *f, ir_ref a, ir_ref b)
{
    return ir_emit(f, IR_flags_sub, IR_FLAGS, 0, a, b, 0);
}

ir_ref ir_flags_adc(struct ir_func *f, ir_ref a, ir_ref b, ir_ref carry)
{
    return ir_emit(f, IR_flags_adc, IR_FLAGS, 0, a, b, carry);
}

ir_ref ir_flags_sbb(struct ir_func *f, ir_ref a, ir_ref b, ir_ref carry)
{
    return ir_emit(f, IR_flags_sbb, IR_FLAGS, 0, a, b, carry);
}

ir_ref ir_flags_logic(struct ir_func *f, ir_ref a)
{
    return ir_emit(f, IR_flags_logic, IR_FLAGS, 0, a, 0, 0);
}

ir_ref ir_flags_pack(struct ir_func *f, ir_ref nzcv)
{
    return ir_emit(f, IR_flags_pack, IR_FLAGS, 0, nzcv, 0, 0);
}

ir_ref ir_flags_unpack(struct ir_func *f, ir_ref flags)
{
    return ir_emit(f, IR_flags_unpack, IR_I32, 0, flags, 0, 0);
}

ir_ref ir_flags_select(struct ir_func *f, ir_ref cond, ir_ref a, ir_ref b)
{
    return ir_emit(f, IR_flags_select, IR_FLAGS, 0, cond, a, b);
}

ir_ref ir_cond(struct ir_func *f, enum ir_cond cc, ir_ref flags)
{
    return ir_emit(f, IR_cond, IR_I1, cc, flags, 0, 0);
}

/* ---- vectors ---- */

ir_ref ir_vcmp(struct ir_func *f, ir_type t, enum ir_cmp cc, ir_ref a, ir_ref b)
{
    return ir_emit(f, IR_vcmp, t, cc, a, b, 0);
}

ir_ref ir_splat(struct ir_func *f, ir_type t, ir_ref scalar)
{
    return ir_emit(f, IR_splat, t, 0, scalar, 0, 0);
}

ir_ref ir_vzext(struct ir_func *f, ir_type t, ir_ref a)
{
    return ir_emit(f, IR_vzext, t, 0, a, 0, 0);
}

ir_ref ir_extract(struct ir_func *f, ir_type scalar, ir_ref v, unsigned lane)
{
    return ir_emit(f, IR_extract, scalar, lane, v, 0, 0);
}

ir_ref ir_insert(struct ir_func *f, ir_type t, ir_ref v, ir_ref scalar, unsigned lane)
{
    return ir_emit(f, IR_insert, t, lane, v, scalar, 0);
}

ir_ref ir_bitsel(struct ir_func *f, ir_type t, ir_ref mask, ir_ref ones, ir_ref zeroes)
{
    return ir_emit(f, IR_bitsel, t, 0, mask, ones, zeroes);
}

ir_ref ir_shuffle(struct ir_func *f, ir_type t, ir_ref a, ir_ref b, const uint8_t mask[16])
{
    return ir_emit(f, IR_shuffle, t, 0, a, b, ir_pool16(f, mask));
}

ir_ref ir_reduce(struct ir_func *f, ir_type scalar, enum ir_reduce how, ir_ref v)
{
    return ir_emit(f, IR_reduce, scalar, how, v, 0, 0);
}

/* ---- guest memory ---- */

ir_ref ir_load(struct ir_func *f, ir_type t, ir_ref addr, unsigned mem)
{
    return ir_emit(f, IR_load, t, mem, addr, 0, 0);
}

void ir_store(struct ir_func *f, ir_ref addr, ir_ref v, unsigned mem)
{
    ir_emit(f, IR_store, ir_typeof(f, v), mem, addr, v, 0);
}

ir_ref ir_atomic(struct ir_func *f, enum ir_op op, ir_ref addr, ir_ref v, unsigned mem)
{
    return ir_emit(f, op, ir_typeof(f, v), mem, addr, v, 0);
}

ir_ref ir_cas(struct ir_func *f, ir_ref addr, ir_ref expected, ir_ref desired, unsigned mem)
{
    return ir_emit(f, IR_cas, ir_typeof(f, expected), mem, addr, expected, desired);
}

void ir_fence(struct ir_func *f, unsigned kinds)
{
    ir_emit(f, IR_fence, IR_VOID, kinds, 0, 0, 0);
}

/* ---- calls and control ---- */

ir_ref ir_call(struct ir_func *f, ir_type t, unsigned helper, ir_ref a, ir_ref b, ir_ref c)
{
    return ir_emit(f, IR_call, t, helper, a, b, c);
}

ir_ref ir_call_pure(struct ir_func *f, ir_type t, unsigned helper, ir_ref a, ir_ref b, ir_ref c)
{
    return ir_emit(f, IR_call_pure, t, helper, a, b, c);
}

void ir_jump(struct ir_func *f, ir_label to)
{
    ir_emit(f, IR_jump, IR_VOID, 0, to, 0, 0);
}

void ir_br(struct ir_func *f, ir_ref cond, ir_label then, ir_label otherwise)
{
    ir_emit(f, IR_br, IR_VOID, 0, cond, then, otherwise);
}

static ir_ref return_address(struct ir_func *f, enum ir_hint hint, uint64_t pc)
{
    return hint == IR_HINT_CALL ? ir_const(f, IR_I64, pc) : 0;
}

/* A jump to a block of the region instead of an exit; false: the region has none at pc. */
static bool stay_inside(struct ir_func *f, uint64_t pc)
{
    ir_label to = f->region->jump(f->region, pc);
    if (to == IR_OUTSIDE)
        return false;
    if (pc <= f->region->pc) /* a loop: every turn of it can be interrupted */
        ir_emit(f, IR_safepoint, IR_VOID, 0, 0, (uint32_t)pc, (uint32_t)(pc >> 32));
    ir_jump(f, to);
    return true;
}

/* The same for a call of *pc (NULL: computed). */
static bool call_inside(struct ir_func *f, const uint64_t *pc, uint64_t return_pc)
{
    ir_label to = f->region->call(f->region, pc, return_pc);
    if (to != IR_OUTSIDE)
        ir_jump(f, to);
    return to != IR_OUTSIDE;
}

/* Before a return leaves: when it leads to where the region has called from, it stays. */
static void return_inside(struct ir_func *f, ir_ref pc)
{
    uint64_t return_pc;
    ir_label to = f->region->ret(f->region, &return_pc);
    if (to == IR_OUTSIDE)
        return;
    ir_ref expected = ir_const(f, IR_I64, return_pc);
    ir_ref same = ir_cmp(f, IR_EQ, pc, expected);
    ir_label elsewhere = ir_block_new(f);
    ir_br(f, same, to, elsewhere);
    ir_block_start(f, elsewhere);
}

void ir_exit_direct(struct ir_func *f, uint64_t pc, enum ir_hint hint, uint64_t return_pc)
{
    if (f->region && hint == IR_HINT_JUMP && stay_inside(f, pc))
        return;
    if (f->region && hint == IR_HINT_CALL && call_inside(f, &pc, return_pc))
        return;
    ir_ref back = return_address(f, hint, return_pc);
    ir_emit(f, IR_exit_direct, IR_VOID, hint, back, (uint32_t)pc, (uint32_t)(pc >> 32));
}

void ir_exit_indirect(struct ir_func *f, ir_ref pc, enum ir_hint hint, uint64_t return_pc)
{
    if (f->region && hint == IR_HINT_CALL && call_inside(f, NULL, return_pc))
        return;
    if (f->region && hint == IR_HINT_RET)
        return_inside(f, pc);
    ir_ref back = return_address(f, hint, return_pc);
    ir_emit(f, IR_exit_indirect, IR_VOID, hint, pc, back, 0);
}

void ir_exit_syscall(struct ir_func *f, uint64_t next_pc)
{
    ir_emit_imm(f, IR_exit_syscall, IR_VOID, 0, next_pc);
}

void ir_exit_trap(struct ir_func *f, enum ir_trap trap, uint64_t pc)
{
    ir_emit_imm(f, IR_exit_trap, IR_VOID, trap, pc);
}
