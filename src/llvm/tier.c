/* A compiler's context: LLVM's target machine, types that everything needs, the passes; and the way from IR functions
   to machine code by them.

   Traps of LLVM that the settings here avoid, all of them met in practice:
   - the textual pass instcombine ends the process when it has not come to rest, without no-verify-fixpoint;
   - stores of two registers that are merged to one of 16 bytes cannot be forwarded to from
     the two that loaded them: 2x slower calls;
   - code of two guest instructions that is merged (tails of blocks) has no line, so a fault there has no pc;
   - vectorising makes guest loops worse, and the options of the pass builder do not turn it off in LLVM 22. */
#include "llvm/internal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <llvm-c/Analysis.h>
#include <llvm-c/Support.h>
#include <llvm-c/Target.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include "mach/x86_64/target.h"

/* Cut where loops have been unrolled, whole or in part, which leaves polls in each turn. */
static const char *const passes[] = {
    ("function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,"
     "loop-mssa(loop-rotate,licm),loop(indvars,loop-unroll-full))"),
    "function(simplifycfg,gvn,dse,instcombine<no-verify-fixpoint>,simplifycfg,loop-unroll<O2>)",
    "function(simplifycfg,instcombine<no-verify-fixpoint>)",
};
static const char triple[] = "x86_64-unknown-linux-gnu";

static void prepare_llvm(void)
{
    static const char *const options[] = { "llvm", "-combiner-store-merging=false",
                                           "-enable-tail-merge=false" };
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    LLVMInitializeX86AsmParser(); /* for inline assembly */
    LLVMInitializeX86Disassembler();
    LLVMParseCommandLineOptions(sizeof options / sizeof *options, options, NULL);
}

/* The host's features as LLVM calls them. */
static void write_attributes(struct llvm_tier *t)
{
    static const struct {
        uint64_t feature;
        const char *name;
    } names[] = {
        { X86_HAS_SSE3, "+sse3" },
        { X86_HAS_SSSE3, "+ssse3" },
        { X86_HAS_SSE41, "+sse4.1" },
        { X86_HAS_SSE42, "+sse4.2,+crc32" },
        { X86_HAS_POPCNT, "+popcnt" },
        { X86_HAS_MOVBE, "+movbe" },
        { X86_HAS_AES, "+aes" },
        { X86_HAS_PCLMUL, "+pclmul" },
        { X86_HAS_SHA, "+sha" },
        { X86_HAS_GFNI, "+gfni" },
        { X86_HAS_LZCNT, "+lzcnt" },
        { X86_HAS_BMI1, "+bmi" },
        { X86_HAS_BMI2, "+bmi2" },
        { X86_HAS_AVX, "+avx" },
        { X86_HAS_AVX2, "+avx2" },
        { X86_HAS_F16C, "+f16c" },
        { X86_HAS_FMA, "+fma" },
        { X86_HAS_AVX512, "+avx512f,+avx512dq,+avx512cd,+avx512bw,+avx512vl" },
        { X86_HAS_VBMI, "+avx512vbmi" },
        { X86_HAS_BITALG, "+avx512bitalg" },
        { X86_HAS_VNNI, "+avx512vnni" },
        { X86_HAS_VPOPCNTDQ, "+avx512vpopcntdq" },
    };
    size_t n = (size_t)snprintf(t->attributes, sizeof t->attributes, "+cx16");
    for (unsigned k = 0; k < sizeof names / sizeof *names; k++)
        if (t->o.convention->features & names[k].feature)
            n +=
                (size_t)snprintf(t->attributes + n, sizeof t->attributes - n, ",%s", names[k].name);
}

static void make_types(struct llvm_tier *t)
{
    static const unsigned bits[] = {
        [IR_I1] = 1,   [IR_I8] = 8,     [IR_I16] = 16, [IR_I32] = 32,
        [IR_I64] = 64, [IR_I128] = 128, [IR_F16] = 16, [IR_FLAGS] = 32
    };
    for (unsigned k = 0; k < sizeof bits / sizeof *bits; k++)
        if (bits[k])
            t->scalar[k] = LLVMIntTypeInContext(t->context, bits[k]);
    t->scalar[IR_F32] = LLVMFloatTypeInContext(t->context);
    t->scalar[IR_F64] = LLVMDoubleTypeInContext(t->context);
    t->pointer = LLVMPointerTypeInContext(t->context, 0);
    t->none = LLVMVoidTypeInContext(t->context);
    enum { ARGUMENTS = 12 }; /* as many as preserve_none has registers for */
    type params[ARGUMENTS];
    for (unsigned k = 0; k < ARGUMENTS; k++)
        params[k] = k == STATE_PARAM ? t->pointer : t->scalar[IR_I64];
    t->code = LLVMFunctionType(t->none, params, ARGUMENTS, false);
    LLVMMetadataRef round = LLVMMDStringInContext2(t->context, "round.dynamic", 13);
    LLVMMetadataRef strict = LLVMMDStringInContext2(t->context, "fpexcept.strict", 15);
    t->round = LLVMMetadataAsValue(t->context, round);
    t->strict = LLVMMetadataAsValue(t->context, strict);
}

static bool make_machine(struct llvm_tier *t, char *error, size_t error_size)
{
    LLVMTargetRef target;
    char *why = NULL;
    if (LLVMGetTargetFromTriple(triple, &target, &why)) {
        snprintf(error, error_size, "%s", why);
        LLVMDisposeMessage(why);
        return false;
    }
    t->machine = LLVMCreateTargetMachine(target, triple, "x86-64", t->attributes,
                                         LLVMCodeGenLevelLess, LLVMRelocPIC, LLVMCodeModelSmall);
    return t->machine ||
           snprintf(error, error_size, "LLVM has no target machine for %s", triple) < 0;
}

/* ---- modules ---- */

static LLVMModuleRef new_module(struct llvm_tier *t, struct module *m)
{
    LLVMModuleRef module = LLVMModuleCreateWithNameInContext("guest", t->context);
    LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(t->machine);
    LLVMSetTarget(module, triple);
    LLVMSetModuleDataLayout(module, layout);
    LLVMDisposeTargetData(layout);
    static const struct {
        const char *name;
        unsigned value;
    } flags[] = { { "PIC Level", 2 }, { "Dwarf Version", 4 }, { "Debug Info Version", 3 } };
    for (unsigned k = 0; k < sizeof flags / sizeof *flags; k++)
        LLVMAddModuleFlag(module, LLVMModuleFlagBehaviorWarning, flags[k].name,
                          strlen(flags[k].name),
                          LLVMValueAsMetadata(number(t->scalar[IR_I32], flags[k].value)));
    m->debug = LLVMCreateDIBuilder(module);
    m->file = LLVMDIBuilderCreateFile(m->debug, "guest", 5, "", 0);
    LLVMDIBuilderCreateCompileUnit(m->debug, LLVMDWARFSourceLanguageC, m->file, "", 0, true, "", 0,
                                   0, "", 0, LLVMDWARFEmissionLineTablesOnly, 0, false, false, "",
                                   0, "", 0);
    return module;
}

static bool run_passes(struct llvm_tier *t, LLVMModuleRef module, const char *list, char *error,
                       size_t error_size)
{
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef wrong = LLVMRunPasses(module, list, t->machine, options);
    LLVMDisposePassBuilderOptions(options);
    if (wrong) {
        char *why = LLVMGetErrorMessage(wrong);
        snprintf(error, error_size, "%s", why);
        LLVMDisposeErrorMessage(why);
    }
    return !wrong;
}

static bool optimise(struct llvm_tier *t, LLVMModuleRef module, struct arena *arena, char *error,
                     size_t error_size)
{
    for (unsigned k = 0; k < sizeof passes / sizeof *passes; k++) {
        if (k)
            drop_polls(t, module, arena);
        if (!run_passes(t, module, passes[k], error, error_size))
            return false;
    }
    return true;
}

static LLVMMemoryBufferRef emit(struct llvm_tier *t, LLVMModuleRef module, char *error,
                                size_t error_size)
{
    LLVMMemoryBufferRef object = NULL;
    char *why = NULL;
    if (LLVMTargetMachineEmitToMemoryBuffer(t->machine, module, LLVMObjectFile, &why, &object)) {
        snprintf(error, error_size, "%s", why);
        LLVMDisposeMessage(why);
        return NULL;
    }
    return object;
}

/* ---- the self test ---- */

/* A function that stores its arguments one after another, at the state. */
static LLVMModuleRef make_probe(struct llvm_tier *t)
{
    LLVMModuleRef module = LLVMModuleCreateWithNameInContext("probe", t->context);
    val f = LLVMAddFunction(module, "f0", t->code);
    LLVMSetTarget(module, triple);
    LLVMSetFunctionCallConv(f, PRESERVE_NONE);
    LLVMSetSection(f, ".text.0");
    LLVMSetCurrentDebugLocation2(t->builder, NULL);
    LLVMPositionBuilderAtEnd(t->builder, LLVMAppendBasicBlockInContext(t->context, f, ""));
    for (unsigned k = 0; k < LLVMCountParams(f); k++) {
        val index = number(t->scalar[IR_I64], k);
        val at = LLVMBuildGEP2(t->builder, t->scalar[IR_I64], LLVMGetParam(f, STATE_PARAM), &index, 1, "");
        LLVMSetVolatile(LLVMBuildStore(t->builder, LLVMGetParam(f, k), at), true);
    }
    LLVMBuildRetVoid(t->builder);
    return module;
}

/* mov [r13 + 8 k], reg; returns its size. */
static size_t expected_store(uint8_t *to, unsigned k, unsigned reg)
{
    unsigned code = X86_ENCODING(reg);
    to[0] = (uint8_t)(0x49 | code >> 3 << 2);
    to[1] = 0x89;
    to[2] = (uint8_t)(0x45 | (code & 7) << 3);
    to[3] = (uint8_t)(8 * k);
    return 4;
}

/* Whether arguments arrive as the convention says: the state, the pins in order, rax. */
static bool test_convention(struct llvm_tier *t, char *error, size_t error_size)
{
    const struct mach_convention *c = t->o.convention;
    const uint8_t *regs = mach_x86_64.pin_regs;
    struct module m = { 0 };
    struct arena arena;
    struct mach_code code;
    const struct ir_func f = { 0 };
    const struct ir_func *list = &f;
    uint8_t wanted[64];
    size_t size = 0;
    unsigned k = 0, n = 0;
    for (; regs[k]; k++) {
        if (n == STATE_PARAM)
            size += expected_store(wanted + size, n++, c->state);
        size += expected_store(wanted + size, n++, regs[k]);
    }
    size += expected_store(wanted + size, n, mach_x86_64.exit_pc);
    arena_init(&arena);
    LLVMModuleRef probe = make_probe(t);
    LLVMMemoryBufferRef object = emit(t, probe, error, error_size);
    bool right = object &&
                 object_link(t, &m, (const uint8_t *)LLVMGetBufferStart(object),
                             LLVMGetBufferSize(object), &list, 1, &arena, &code, error, error_size);
    if (right && (code.text_size < size || memcmp(code.bytes, wanted, size))) {
        snprintf(error, error_size,
                 "this LLVM passes arguments in other registers than translated code has them");
        right = false;
    }
    for (k = 0; k < c->pin_count; k++)
        bug_on(c->pins[k].reg != regs[k], "pin %u is not in the target's order", k);
    if (object)
        LLVMDisposeMemoryBuffer(object);
    LLVMDisposeModule(probe);
    arena_free(&arena);
    return right;
}

/* ---- tiers ---- */

struct llvm_tier *llvm_tier_new(const struct llvm_options *o, char *error, size_t error_size)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct llvm_tier *t = calloc(1, sizeof *t);
    if (!t) {
        snprintf(error, error_size, "not enough memory");
        return NULL;
    }
    pthread_once(&once, prepare_llvm);
    t->o = *o;
    t->context = LLVMContextCreate();
    t->builder = LLVMCreateBuilderInContext(t->context);
    char *host = LLVMGetHostCPUName();
    snprintf(t->tune, sizeof t->tune, "%s", o->tune ? o->tune : host);
    LLVMDisposeMessage(host);
    write_attributes(t);
    make_types(t);
    if (make_machine(t, error, error_size) && test_convention(t, error, error_size))
        return t;
    llvm_tier_free(t);
    return NULL;
}

void llvm_tier_free(struct llvm_tier *t)
{
    LLVMDisposeBuilder(t->builder);
    if (t->machine)
        LLVMDisposeTargetMachine(t->machine);
    LLVMContextDispose(t->context);
    free(t);
}

static char *print_module(LLVMModuleRef module)
{
    char *text = LLVMPrintModuleToString(module), *copy = strdup(text);
    LLVMDisposeMessage(text);
    return copy;
}

static void verify(LLVMModuleRef module)
{
    char *why = NULL;
    bool wrong = LLVMVerifyModule(module, LLVMReturnStatusAction, &why);
    bug_on(wrong, "LLVM: %s\n%s", why, print_module(module));
    LLVMDisposeMessage(why);
}

static bool finish(struct llvm_tier *t, LLVMModuleRef module, const struct module *m,
                   const struct ir_func *const *f, unsigned count, struct arena *arena,
                   struct mach_code *out, struct llvm_dump *dump, char *error, size_t error_size)
{
    if (dump && dump->ir)
        dump->ir_text = print_module(module);
    if (!optimise(t, module, arena, error, error_size))
        return false;
    separate_loads(t, module);
    if (dump && dump->optimised)
        dump->optimised_text = print_module(module);
    if (t->o.verify)
        verify(module);
    LLVMMemoryBufferRef object = emit(t, module, error, error_size);
    if (!object)
        return false;
    bool linked = object_link(t, m, (const uint8_t *)LLVMGetBufferStart(object),
                              LLVMGetBufferSize(object), f, count, arena, out, error, error_size);
    LLVMDisposeMemoryBuffer(object);
    if (linked && dump && dump->assembly)
        dump->assembly_text = disassemble(out, count);
    return linked;
}

bool llvm_compile(struct llvm_tier *t, const struct ir_func *const *f, unsigned count,
                  const uint16_t *dead_at_call, struct arena *arena, struct mach_code *out,
                  struct llvm_dump *dump, char *error, size_t error_size)
{
    struct module m = { .arena = arena, .dead_at_call = dead_at_call };
    LLVMModuleRef module = new_module(t, &m);
    for (unsigned n = 0; n < count; n++)
        lower(t, module, &m, f[n], n);
    LLVMDIBuilderFinalize(m.debug);
    LLVMDisposeDIBuilder(m.debug);
    if (t->o.verify)
        verify(module);
    bool done = finish(t, module, &m, f, count, arena, out, dump, error, error_size);
    LLVMDisposeModule(module);
    return done;
}
