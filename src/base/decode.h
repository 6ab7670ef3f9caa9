/* What generated decoders share: the row of a pattern table and the text that disassembly goes to.
   Language and generator: docs/decode-tables.md, tools/decodegen.c. */
#ifndef BASE_DECODE_H
#define BASE_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct decode_pattern {
    const char *name;    /* unique: repeats carry .2, .3 */
    uint32_t mask, bits; /* insn matches when (insn & mask) == bits */
    uint8_t width;       /* 16 or 32 */
    bool no_random;      /* not drawn by the random-instruction generator */
    const char *feature; /* NULL, or what it needs */
    const char *file;    /* where the table has it */
    int line;
};

/* Text being printed into a caller's buffer; always terminated, silently cut when full. */
struct text {
    char *at, *end;
};
void text_init(struct text *t, char *buf, size_t size);
__attribute__((format(printf, 2, 3))) void text_add(struct text *t, const char *format, ...);

/* The instruction being disassembled, for a guest's operand printers. */
struct disas {
    uint64_t pc;
    uint32_t insn;
    unsigned width;
};

#endif
