/* What LLVM's code must look like, or not: words of the disassembly of small functions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest/guest.h"
#include "llvm/llvm.h"
#include "mach/x86_64/target.h"

static const struct {
    const char *what, *text, *word;
    unsigned times;
} cases[] = {
    { "a byte that is extended in its guest instruction: by the load",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    %2 = load.i64 [%1], size=1\n"
      "    insn_start 0x1004, 4\n    %3 = get.i64 [0x1d8]\n    %4 = add.i64 %2, %3\n    put.i64 [0x1d8], %4\n"
      "    exit_direct 0x2000, jump\n",
      "movz", 1 },
    { "a byte of which the next guest instruction asks a bit: not in memory",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    %2 = load.i64 [%1], size=1\n"
      "    insn_start 0x1004, 4\n    %3 = const.i64 0x10\n    %4 = and.i64 %2, %3\n    %5 = const.i64 0x0\n    %6 = cmp.eq %4, %5\n"
      "    br %6, b1, b2\nb1:\n    exit_direct 0x2000, jump\nb2:\n    exit_direct 0x3000, jump\n",
      "testb\t$16, (", 0 },
    { "a word that the next guest instruction adds: not from memory",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    %2 = load.i64 [%1], size=8\n"
      "    insn_start 0x1004, 4\n    %3 = get.i64 [0x1d8]\n    %4 = add.i64 %2, %3\n    put.i64 [0x1d8], %4\n"
      "    exit_direct 0x2000, jump\n",
      "addq\t(", 0 },
    { "an indirect exit: compares with the cache in memory",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n    exit_indirect %1, jump\n", "cmpq\t%rax, (", 1 },
    { "many values, and no register that is to be kept for a caller",
      "func 0x1000\nb0:\n    %1 = get.i64 [0x1e0]\n"
      "    %2 = load.i64 [%1], size=8\n    %3 = load.i64 [%1 + 8], size=8\n    %4 = load.i64 [%1 + 16], size=8\n"
      "    %5 = load.i64 [%1 + 24], size=8\n    %6 = load.i64 [%1 + 32], size=8\n    %7 = load.i64 [%1 + 40], size=8\n"
      "    store.i64 [%1 + 8], %2, size=8\n    store.i64 [%1 + 16], %3, size=8\n    store.i64 [%1 + 24], %4, size=8\n"
      "    store.i64 [%1 + 32], %5, size=8\n    store.i64 [%1 + 40], %6, size=8\n    store.i64 [%1], %7, size=8\n"
      "    exit_direct 0x2000, jump\n",
      "pushq", 0 },
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
        struct llvm_dump dump = { .assembly = true };
        arena_init(&arena);
        const struct ir_func *f = ir_parse(&arena, cases[i].text, error, sizeof error);
        bug_on(!f, "%s: %s", cases[i].what, error);
        bool done = llvm_compile(tier, &f, 1, NULL, &arena, &code, &dump, error, sizeof error);
        bug_on(!done, "%s: %s", cases[i].what, error);
        unsigned times = count(dump.assembly_text, cases[i].word);
        if (times != cases[i].times) {
            printf("FAIL %s: %u times \"%s\", not %u\n%s", cases[i].what, times, cases[i].word, cases[i].times,
                   dump.assembly_text);
            failed++;
        }
        free(dump.assembly_text);
        arena_free(&arena);
    }
    llvm_tier_free(tier);
    printf("%u passed, %u failed\n", number - failed, failed);
    return failed != 0;
}
