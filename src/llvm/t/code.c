/* What the tier makes of small functions: words that must be, or not be, in LLVM's assembly, or in its IR behind the passes. There polls are
   counted (llvm/drop_polls.c): one is left in each loop that the passes leave. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/guest.h"
#include "llvm/llvm.h"
#include "mach/x86_64/target.h"

/* From b1 to b4, which is to follow: so many turns, with a store in each. */
#define TURNS(count)                    \
    "b1:\n"                             \
    "    %20 = const.i64 " count "\n"   \
    "    put.i64 [0x1d8], %20\n"        \
    "    jump b2\n"                     \
    "b2:\n"                             \
    "    %21 = get.i64 [0x1d8]\n"       \
    "    %22 = const.i64 0x1\n"         \
    "    %23 = sub.i64 %21, %22\n"      \
    "    put.i64 [0x1d8], %23\n"        \
    "    %24 = get.i64 [0x1e0]\n"       \
    "    store.i64 [%24], %23, size=8\n" \
    "    %25 = const.i64 0x0\n"         \
    "    %26 = cmp.ne %23, %25\n"       \
    "    br %26, b3, b4\n"              \
    "b3:\n"                             \
    "    safepoint 0x1008\n"            \
    "    jump b2\n"

static const struct {
    const char *what, *text, *word;
    unsigned times;
    bool ir; /* in the IR */
} cases[] = {
    { "a loop of four turns, which is unrolled",
      "func 0x1000\nb0:\n    jump b1\n" TURNS("0x4") "b4:\n    exit_direct 0x2000, jump\n", "!poll !", 0, true },
    { "a loop of a thousand turns, some of which become one",
      "func 0x1000\nb0:\n    jump b1\n" TURNS("0x400") "b4:\n    exit_direct 0x2000, jump\n", "!poll !", 1, true },
    { "a loop of four turns in another loop",
      "func 0x1000\nb0:\n    jump b1\n" TURNS("0x4")
      "b4:\n    %30 = load.i8 [%24], size=1\n    %31 = trunc.i1 %30\n    br %31, b5, b6\n"
      "b5:\n    safepoint 0x1004\n    jump b1\n"
      "b6:\n    exit_direct 0x2000, jump\n",
      "!poll !", 1, true },
    { "a loop inside of a loop that may have no turn of it",
      "func 0x1000\nb0:\n    %2 = get.i64 [0x1e0]\n    jump b1\n"
      "b1:\n    %3 = load.i8 [%2], size=1\n    %4 = trunc.i1 %3\n    br %4, b2, b3\n"
      "b2:\n    safepoint 0x1004\n    jump b1\n"
      "b3:\n    %5 = load.i8 [%2 + 8], size=1\n    %6 = trunc.i1 %5\n    br %6, b4, b5\n"
      "b4:\n    safepoint 0x1000\n    jump b1\n"
      "b5:\n    exit_direct 0x2000, jump\n",
      "!poll !", 2, true },
    { "an exit backwards", "func 0x1000\nb0:\n    exit_direct 0x900, jump\n", "!poll !", 0, true },
    { "a byte that is extended in its guest instruction: by the load",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    %2 = load.i64 [%1], size=1\n"
      "    insn_start 0x1004, 4\n    %3 = get.i64 [0x1d8]\n    %4 = add.i64 %2, %3\n    put.i64 [0x1d8], %4\n"
      "    exit_direct 0x2000, jump\n",
      "movz", 1, false },
    { "a byte of which the next guest instruction asks a bit: not in memory",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    %2 = load.i64 [%1], size=1\n"
      "    insn_start 0x1004, 4\n    %3 = const.i64 0x10\n    %4 = and.i64 %2, %3\n    %5 = const.i64 0x0\n    %6 = cmp.eq %4, %5\n"
      "    br %6, b1, b2\nb1:\n    exit_direct 0x2000, jump\nb2:\n    exit_direct 0x3000, jump\n",
      "testb\t$16, (", 0, false },
    { "a word that the next guest instruction adds: not from memory",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    %2 = load.i64 [%1], size=8\n"
      "    insn_start 0x1004, 4\n    %3 = get.i64 [0x1d8]\n    %4 = add.i64 %2, %3\n    put.i64 [0x1d8], %4\n"
      "    exit_direct 0x2000, jump\n",
      "addq\t(", 0, false },
    { "an indirect exit: compares with the cache in memory",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    exit_indirect %1, jump\n", "cmpq\t%rax, (", 1, false },
    { "many values, and no register that is to be kept for a caller",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n"
      "    %2 = load.i64 [%1], size=8\n    %3 = load.i64 [%1 + 8], size=8\n    %4 = load.i64 [%1 + 16], size=8\n"
      "    %5 = load.i64 [%1 + 24], size=8\n    %6 = load.i64 [%1 + 32], size=8\n    %7 = load.i64 [%1 + 40], size=8\n"
      "    store.i64 [%1 + 8], %2, size=8\n    store.i64 [%1 + 16], %3, size=8\n    store.i64 [%1 + 24], %4, size=8\n"
      "    store.i64 [%1 + 32], %5, size=8\n    store.i64 [%1 + 40], %6, size=8\n    store.i64 [%1], %7, size=8\n"
      "    exit_direct 0x2000, jump\n",
      "pushq", 0, false },
};

static unsigned count(const char *text, const char *word)
{
    unsigned n = 0;
    for (; (text = strstr(text, word)); text++)
        n++;
    return n;
}

int main(void)
{
    char error[512];
    unsigned failed = 0, number = sizeof cases / sizeof *cases;
    struct mach_convention convention;
    mach_convention_make(&convention, &mach_x86_64, guest_aarch64.pins);
    const struct llvm_options options = { .convention = &convention, .verify = true };
    struct llvm_tier *tier = llvm_tier_new(&options, error, sizeof error);
    bug_on(!tier, "%s", error);
    for (unsigned i = 0; i < number; i++) {
        struct arena arena;
        struct mach_code code;
        struct llvm_dump dump = { .optimised = cases[i].ir, .assembly = !cases[i].ir };
        arena_init(&arena);
        const struct ir_func *f = ir_parse(&arena, cases[i].text, error, sizeof error);
        bug_on(!f, "%s: %s", cases[i].what, error);
        bool done = llvm_compile(tier, &f, 1, NULL, &arena, &code, &dump, error, sizeof error);
        bug_on(!done, "%s: %s", cases[i].what, error);
        char *made = cases[i].ir ? dump.optimised_text : dump.assembly_text;
        unsigned times = count(made, cases[i].word);
        if (times != cases[i].times) {
            printf("FAIL %s: %u times \"%s\", not %u\n%s", cases[i].what, times, cases[i].word, cases[i].times, made);
            failed++;
        }
        free(made);
        arena_free(&arena);
    }
    llvm_tier_free(tier);
    printf("%u passed, %u failed\n", number - failed, failed);
    return failed != 0;
}
