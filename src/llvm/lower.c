/* One IR function becomes one LLVM function: preserve_none, with the state, the pins and one more number as
   arguments, so that the convention of mach holds; nobody looks at the last one. Its further entries are labels, to
   which an `asm goto` in its first block might go.

   Blocks of the IR are lowered one after another; a lowering may make more of them. Guest state is in allocas
   (state.c), so every value made here is used where the IR uses it and nowhere else. Each instruction has as its
   line the guest instruction that it belongs to. What an op has no lowering for goes to ir_eval. */
#include "llvm/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ir/cfg.h"
#include "mach/x86_64/target.h"

/* ---- types and constants ---- */

type type_of(const struct unit *u, ir_type t)
{
    return ir_is_vector(t) ? lanes_of(u, ir_lane(t), ir_lanes(t)) : u->t->scalar[t];
}

type lanes_of(const struct unit *u, ir_type lane, unsigned count)
{
    return LLVMVectorType(u->t->scalar[lane], count);
}

type int_lanes(const struct unit *u, ir_type t)
{
    type lane = u->t->scalar[ir_int_type(ir_bits(ir_lane(t)))];
    return ir_is_vector(t) ? LLVMVectorType(lane, ir_lanes(t)) : lane;
}

val number(type t, uint64_t n)
{
    if (LLVMGetTypeKind(t) != LLVMVectorTypeKind)
        return LLVMConstInt(t, n, false);
    val lanes[64];
    unsigned count = LLVMGetVectorSize(t);
    for (unsigned i = 0; i < count; i++)
        lanes[i] = LLVMConstInt(LLVMGetElementType(t), n, false);
    return LLVMConstVector(lanes, count);
}

val as(const struct unit *u, val v, type t)
{
    return LLVMTypeOf(v) == t ? v : LLVMBuildBitCast(u->b, v, t, "");
}

val in(struct unit *u, ir_ref v)
{
    bug_on(!u->value[v], "%%%u of %#lx has no value", v, (unsigned long)u->f->pc);
    return u->value[v];
}

val in_as(struct unit *u, ir_ref v, ir_type t)
{
    return as(u, in(u, v), type_of(u, t));
}

val in_int(struct unit *u, ir_ref v, ir_type t)
{
    return as(u, in(u, v), int_lanes(u, t));
}

bool has(const struct unit *u, uint64_t features)
{
    return (u->t->o.convention->features & features) == features;
}

/* ---- calls, state, blocks ---- */

val call_intrinsic(struct unit *u, const char *name, const type *over, unsigned overs,
                   const val *args, unsigned count)
{
    unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
    bug_on(!id, "LLVM has no %s", name);
    val f = LLVMGetIntrinsicDeclaration(u->module, id, (type *)over, overs);
    return LLVMBuildCall2(u->b, LLVMGlobalGetValueType(f), f, (val *)args, count, "");
}

val intrinsic1(struct unit *u, const char *name, val a)
{
    return call_intrinsic(u, name, (type[]){ LLVMTypeOf(a) }, 1, &a, 1);
}

val intrinsic2(struct unit *u, const char *name, val a, val b)
{
    return call_intrinsic(u, name, (type[]){ LLVMTypeOf(a) }, 1, (val[]){ a, b }, 2);
}

val at_state(struct unit *u, unsigned offset)
{
    val index = number(u->t->scalar[IR_I64], (uint64_t)offset - X86_STATE_BIAS);
    return LLVMBuildGEP2(u->b, u->t->scalar[IR_I8], u->state, &index, 1, "");
}

val load_state(struct unit *u, type t, unsigned offset)
{
    return LLVMBuildLoad2(u->b, t, at_state(u, offset), "");
}

val store_state(struct unit *u, val v, unsigned offset)
{
    val s = LLVMBuildStore(u->b, v, at_state(u, offset));
    LLVMSetVolatile(s, u->faulting);
    return s;
}

LLVMBasicBlockRef new_block(struct unit *u, const char *name)
{
    return LLVMAppendBasicBlockInContext(u->t->context, u->function, name);
}

void go_to(struct unit *u, LLVMBasicBlockRef b)
{
    LLVMPositionBuilderAtEnd(u->b, b);
}

void weigh(struct unit *u, val branch, unsigned first, unsigned second)
{
    type i32 = u->t->scalar[IR_I32];
    LLVMMetadataRef weights[] = { LLVMMDStringInContext2(u->t->context, "branch_weights", 14),
                                  LLVMValueAsMetadata(number(i32, first)),
                                  LLVMValueAsMetadata(number(i32, second)) };
    unsigned kind = LLVMGetMDKindIDInContext(u->t->context, "prof", 4);
    LLVMMetadataRef node = LLVMMDNodeInContext2(u->t->context, weights, 3);
    LLVMSetMetadata(branch, kind, LLVMMetadataAsValue(u->t->context, node));
}

LLVMBasicBlockRef branch_cold(struct unit *u, val c)
{
    LLVMBasicBlockRef cold = new_block(u, "cold"), on = new_block(u, "");
    weigh(u, LLVMBuildCondBr(u->b, c, cold, on), 1, 10000);
    go_to(u, cold);
    return on;
}

/* ---- guest instructions ---- */

static void start_instruction(struct unit *u, uint64_t pc, uint32_t length)
{
    struct module *m = u->m;
    u->pc = pc;
    u->length = length;
    if (m->line_count == m->line_capacity) {
        uint32_t larger = m->line_capacity * 2 + 256;
        m->lines = arena_grow(m->arena, m->lines, m->line_capacity * sizeof *m->lines,
                              larger * sizeof *m->lines);
        m->line_capacity = larger;
    }
    if (!m->line_count || m->lines[m->line_count - 1] != pc)
        m->lines[m->line_count++] = pc;
    LLVMMetadataRef at =
        LLVMDIBuilderCreateDebugLocation(u->t->context, m->line_count, 0, u->scope, NULL);
    LLVMSetCurrentDebugLocation2(u->b, at);
}

/* A block may begin within an instruction that an earlier one has started. */
static void find_pcs(struct unit *u)
{
    uint64_t pc = u->f->pc;
    for (ir_label b = 0; b < u->f->block_count; b++) {
        u->pc_of[b] = pc;
        for (ir_ref i = u->f->blocks[b].first; i < u->f->blocks[b].end; i++)
            if (u->f->ins[i].op == IR_insn_start)
                pc = ir_imm(&u->f->ins[i]);
    }
}

/* ---- single ops ---- */

static val lower_constant(struct unit *u, const struct ir_ins *x)
{
    type t = type_of(u, x->type);
    if (x->op == IR_const)
        return LLVMConstBitCast(number(u->t->scalar[ir_int_type(ir_bits(x->type))], ir_imm(x)), t);
    uint64_t words[2];
    memcpy(words, &u->f->pool[x->a], sizeof words);
    if (ir_bits(x->type) == 64)
        return LLVMConstBitCast(number(u->t->scalar[IR_I64], words[0]), t);
    return LLVMConstBitCast(LLVMConstIntOfArbitraryPrecision(u->t->scalar[IR_I128], 2, words), t);
}

/* v as a phi of type t takes it from block `from`, which has ended: made in front of its terminator. */
static val value_at_end(struct unit *u, ir_ref v, ir_type t, ir_label from)
{
    LLVMPositionBuilderBefore(u->b, LLVMGetBasicBlockTerminator(u->last[from]));
    return t == IR_FLAGS ? flags_word(u, flags_in(u, v)) : in_as(u, v, t);
}

static void fill_phi(struct unit *u, ir_ref i)
{
    const uint32_t *pool = &u->f->pool[u->f->ins[i].a];
    for (uint32_t k = 0; k < pool[0]; k++) {
        ir_label from = pool[1 + 2 * k];
        val v = value_at_end(u, pool[2 + 2 * k], u->f->ins[i].type, from);
        LLVMAddIncoming(u->value[i], &v, &u->last[from], 1);
    }
}

static void lower_branch(struct unit *u, const struct ir_ins *x)
{
    if (x->op == IR_jump || x->b == x->c)
        LLVMBuildBr(u->b, u->block[x->op == IR_jump ? x->a : x->b]);
    else
        LLVMBuildCondBr(u->b, in(u, x->a), u->block[x->b], u->block[x->c]);
}

/* ops of no result, constants, state, control; false: not one of these. */
static bool lower_statement(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    switch ((int)x->op) {
    case IR_nop:
    case IR_sync: /* what is put is in its place wherever that can be seen */
        return true;
    case IR_insn_start:
        start_instruction(u, ir_imm(x), x->aux);
        return true;
    case IR_const:
        if (x->type == IR_FLAGS)
            u->flags[i] = flags_of_word(u, number(u->t->scalar[IR_I32], ir_imm(x)));
        else
            u->value[i] = lower_constant(u, x);
        return true;
    case IR_const_wide:
        u->value[i] = lower_constant(u, x);
        return true;
    case IR_get:
        if (x->type == IR_FLAGS)
            u->flags[i] = state_get_flags(u, i);
        else
            u->value[i] = state_get(u, i);
        return true;
    case IR_put:
        state_put(u, x);
        return true;
    case IR_phi:
        u->value[i] = LLVMBuildPhi(u->b, type_of(u, x->type), ""); /* flags: as a word */
        return true;
    case IR_safepoint:
        safepoint(u, ir_imm(x));
        return true;
    case IR_jump:
    case IR_br:
        lower_branch(u, x);
        return true;
    case IR_exit_direct:
        exit_direct(u, x);
        return true;
    case IR_exit_indirect:
        exit_indirect(u, x);
        return true;
    case IR_exit_syscall:
        exit_syscall(u, ir_imm(x));
        return true;
    case IR_exit_trap:
        exit_trap(u, x->aux, ir_imm(x));
        return true;
    case IR_fp_set_flags:
    case IR_fp_set_mode:
        lower_fp_environment(u, i);
        return true;
    case IR_store:
    case IR_fence:
        lower_memory(u, i);
        return true;
    }
    return false;
}

static val lower_value(struct unit *u, ir_ref i)
{
    static val (*const lowerings[])(struct unit *, ir_ref) = { lower_aes,     lower_sha,
                                                               lower_integer, lower_memory,
                                                               lower_shift,   lower_vector,
                                                               lower_float,   lower_convert };
    const struct ir_ins *x = &u->f->ins[i];
    val r = NULL;
    if (x->op == IR_call || x->op == IR_call_pure)
        return call_helper(u, i);
    for (unsigned k = 0; !r && k < sizeof lowerings / sizeof *lowerings; k++)
        r = lowerings[k](u, i);
    return r ? r : call_eval(u, i);
}

static void lower_instruction(struct unit *u, ir_ref i)
{
    const struct ir_ins *x = &u->f->ins[i];
    if (lower_statement(u, i))
        return;
    if (x->type == IR_FLAGS && x->op != IR_call && x->op != IR_call_pure)
        u->flags[i] = flags_make(u, i);
    else
        u->value[i] = lower_value(u, i);
}

/* ---- the function ---- */

static void lower_block(struct unit *u, ir_label b)
{
    u->now = b;
    go_to(u, u->block[b]);
    state_start(u, b);
    start_instruction(u, u->pc_of[b], 0);
    for (ir_ref i = u->f->blocks[b].first; i < u->f->blocks[b].end; i++)
        lower_instruction(u, i);
    u->last[b] = LLVMGetInsertBlock(u->b);
}

/* Ends the first block of a function with several entries. The asm is no instruction: it says in the section .entries
   where it is and where its labels are, the entries behind the first; object.c makes of that what leads to them. The
   pins go through it in their registers, so that LLVM spills none in front of it, for all entries, which only one
   of them has no register for. Returns the pins. */
static val split_ways(struct unit *u, LLVMBasicBlockRef *ways, uint32_t others)
{
    const uint8_t *regs = mach_x86_64.pin_regs;
    char *code, *constraints;
    size_t code_size, constraints_size;
    type outputs[16];
    val inputs[16];
    unsigned pins = u->t->o.convention->pin_count;
    FILE *out = open_memstream(&constraints, &constraints_size);
    for (unsigned k = 0; k < pins; k++) {
        outputs[k] = u->t->scalar[IR_I64];
        inputs[k] = LLVMGetParam(u->function, PIN_PARAM(k));
        fprintf(out, "={%s},", mach_x86_64.reg_names[regs[k]]);
    }
    for (unsigned k = 0; k < pins; k++)
        fprintf(out, "%u,", k);
    for (uint32_t k = 0; k < others; k++)
        fprintf(out, "!i%s", k + 1 < others ? "," : "");
    fclose(out);
    out = open_memstream(&code, &code_size);
    fprintf(out, "772:\n.pushsection .entries,\"\",@progbits\n.quad 772b");
    for (uint32_t k = 0; k < others; k++)
        fprintf(out, ",${%u:l}", 2 * pins + k);
    fprintf(out, "\n.popsection");
    fclose(out);
    type all = LLVMStructTypeInContext(u->t->context, outputs, pins, false);
    type function = LLVMFunctionType(all, outputs, pins, false);
    val text = LLVMGetInlineAsm(function, code, code_size, constraints, constraints_size, true,
                                false, LLVMInlineAsmDialectATT, false);
    val made =
        LLVMBuildCallBr(u->b, function, text, ways[0], ways + 1, others, inputs, pins, NULL, 0, "");
    free(code);
    free(constraints);
    return made;
}

static void lower_entries(struct unit *u)
{
    const struct ir_func *f = u->f;
    LLVMBasicBlockRef first = new_block(u, "");
    LLVMBasicBlockRef *ways =
        arena_alloc(u->arena, (f->entry_count + 1) * sizeof(LLVMBasicBlockRef));
    val pins = NULL;
    LLVMMoveBasicBlockBefore(first, u->block[0]);
    for (uint32_t k = 0; k <= f->entry_count; k++)
        ways[k] = new_block(u, "entry");
    go_to(u, first);
    state_allocate(u);
    if (f->entry_count)
        pins = split_ways(u, ways, f->entry_count);
    else
        LLVMBuildBr(u->b, ways[0]);
    for (uint32_t k = 0; k <= f->entry_count; k++) {
        go_to(u, ways[k]);
        state_enter(u, pins);
        LLVMBuildBr(u->b, u->block[k ? f->entries[k - 1].block : 0]);
    }
}

static void add_attribute(struct unit *u, const char *name, const char *value)
{
    LLVMAttributeRef a = LLVMCreateStringAttribute(u->t->context, name, (unsigned)strlen(name),
                                                   value, (unsigned)strlen(value));
    LLVMAddAttributeAtIndex(u->function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex, a);
}

static void add_flag(struct unit *u, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    LLVMAddAttributeAtIndex(u->function, (LLVMAttributeIndex)LLVMAttributeFunctionIndex,
                            LLVMCreateEnumAttribute(u->t->context, kind, 0));
}

static void make_function(struct unit *u, unsigned n)
{
    char name[32];
    snprintf(name, sizeof name, "f%u", n);
    u->function = LLVMAddFunction(u->module, name, u->t->code);
    LLVMSetFunctionCallConv(u->function, PRESERVE_NONE);
    u->state = LLVMGetParam(u->function, STATE_PARAM);
    snprintf(name, sizeof name, ".text.%u", n);
    LLVMSetSection(u->function, name);
    add_flag(u, "nounwind");
    add_flag(u, "strictfp");
    add_attribute(u, "no-builtins", "");
    add_attribute(u, "no_callee_saved_registers", "");
    add_attribute(u, "target-cpu", "x86-64");
    add_attribute(u, "tune-cpu", u->t->tune);
    add_attribute(u, "target-features", u->t->attributes);
    add_attribute(u, "prefer-vector-width", "128");
    LLVMMetadataRef signature =
        LLVMDIBuilderCreateSubroutineType(u->m->debug, u->m->file, NULL, 0, LLVMDIFlagZero);
    u->scope =
        LLVMDIBuilderCreateFunction(u->m->debug, u->m->file, name, strlen(name), "", 0, u->m->file,
                                    1, signature, false, true, 1, LLVMDIFlagZero, true);
    LLVMSetSubprogram(u->function, u->scope);
}

static void see_bits(struct unit *u, const struct ir_ins *x)
{
    if (x->op == IR_phi)
        for (uint32_t k = 0; k < u->f->pool[x->a]; k++)
            u->bits_seen[u->f->pool[x->a + 2 + 2 * k]] = true;
    for (unsigned n = 0; n < 3 && !(ir_ops[x->op].flags & IR_FP_ENV); n++)
        if (ir_is_value(x, n))
            u->bits_seen[ir_operand(x, n)] = true;
}

void lower(struct llvm_tier *t, LLVMModuleRef module, struct module *m, const struct ir_func *f,
           unsigned n)
{
    struct unit u = {
        .t = t, .f = f, .arena = m->arena, .module = module, .b = t->builder, .m = m
    };
    make_function(&u, n);
    u.value = arena_alloc(u.arena, f->count * sizeof *u.value);
    u.flags = arena_alloc(u.arena, f->count * sizeof *u.flags);
    u.pc_of = arena_alloc(u.arena, f->block_count * sizeof *u.pc_of);
    u.block = arena_alloc(u.arena, f->block_count * sizeof *u.block);
    u.last = arena_alloc(u.arena, f->block_count * sizeof *u.last);
    u.bits_seen = arena_alloc(u.arena, f->count * sizeof *u.bits_seen);
    for (ir_ref i = 1; i < f->count; i++)
        see_bits(&u, &f->ins[i]);
    find_pcs(&u);
    state_find(&u);
    LLVMSetCurrentDebugLocation2(u.b, NULL);
    for (ir_label b = 0; b < f->block_count; b++)
        u.block[b] = new_block(&u, "");
    lower_entries(&u);
    for (ir_label b = 0; b < f->block_count; b++)
        lower_block(&u, b);
    for (ir_ref i = 1; i < f->count; i++)
        if (f->ins[i].op == IR_phi)
            fill_phi(&u, i);
}
