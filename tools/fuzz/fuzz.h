/* Fuzzing: what must survive any bytes, and bytes that look for what does not. Read README first.

   Each target is one function over an input (elf.c, code.c, ir.c, service.c, llvm.c). libFuzzer drives it (libfuzzer.c,
   one program a target), or it gets files once (replay.c, all targets in one program). Nothing is
   kept from one input to the next, so an input that fails fails again alone. A broken law ends in
   bug_on, like our other mistakes. programs.c is apart: it starts dragoman itself. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

void fuzz_elf(const uint8_t *data, size_t size);  /* a program file: scripts, headers, mapping, stack */
void fuzz_code(const uint8_t *data, size_t size); /* guest code: disassembly, lifting, regions, engines */
void fuzz_ir(const uint8_t *data, size_t size);   /* text of an IR function */
void fuzz_service(const uint8_t *data, size_t size); /* a message of the optimiser service's protocol */

void fuzz_llvm(const uint8_t *data, size_t size); /* guest code as a request, compiled by LLVM */

/* code.c: one of four sets of features. */
struct guest;
uint64_t fuzz_features(const struct guest *g, unsigned choice);

/* engines.c: makes code of a function with every engine, and gives it back. */
struct ir_func;
struct fuzz_engines;
struct fuzz_engines *fuzz_engines_new(const struct guest *guest, unsigned choices);
void fuzz_engines_free(struct fuzz_engines *e);
/* How many engines made code of f: the others found it too large. */
unsigned fuzz_engines_compile(struct fuzz_engines *e, const struct ir_func *f);
enum { FUZZ_ENGINES = 2, FUZZ_POLLS = 1, FUZZ_RANDOM = 2 }; /* choices: with polls at entries; random registers */

/* laws.c: verifies f, prints it, parses that, prints again: the same. `from`: what made it. */
void fuzz_check_function(const struct ir_func *f, const char *from);

#endif
