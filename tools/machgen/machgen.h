/* The host-table generator: a table in memory, and the steps that main.c runs over it. The language
   is described in docs/mach.md. Reading order: main.c, parse.c (text to struct table), x86.c (the
   encoding column), emit.c (the rows as C), rules.c (the patterns below the rows, as a matcher). */
#ifndef MACHGEN_H
#define MACHGEN_H

#include "gen/gen.h"

enum { MAX_OPERANDS = 8, MAX_FORMS = 4, MAX_CLOBBERS = 8, NO_OPERAND = 15 };

/* One operand of a row, as `=r64` or `xm128` or `{rcx}` says. */
enum operand_kind { OPERAND_REG, OPERAND_MEM, OPERAND_REG_MEM, OPERAND_ADDRESS, OPERAND_IMM };
struct operand {
    enum operand_kind kind;
    bool vector;       /* REG, REG_MEM: else general-purpose */
    bool is_signed;    /* IMM */
    bool use, def, tied, early;
    int size;          /* bytes */
    const char *fixed; /* its only register; NULL: any */
};

/* One way to encode a row on x86-64; the fields are those of struct x86_form
   (src/mach/x86_64/encode.h). */
struct form {
    uint64_t features;
    const char *scheme; /* LEGACY, VEX, EVEX */
    int prefix, map, opcode, modrm;
    bool lock, word, wide, wide256, condition, copy;
    int extension; /* of ModRM.reg; 8: a register; -1: no ModRM */
    const char *imm_field; /* "" or as the table has it: ib, ud ... */
    int reg, rm, vvvv, imm, low, is4; /* operands by number, or NO_OPERAND */
};

/* A line of the pattern language: belongs to rules.c. */
struct rule_line {
    struct place at;
    const char *text; /* without indentation and comment */
};

struct row {
    const char *name;   /* add.64.mi */
    const char *symbol; /* ADD_64_MI */
    struct place at;
    int operands;
    struct operand operand[MAX_OPERANDS];
    int forms;
    struct form form[MAX_FORMS]; /* the first one that the host and the operands allow is used */
    uint64_t features;           /* needed by all forms */
    bool writes_flags, reads_flags, commutes;
    int clobbers;
    const char *clobber[MAX_CLOBBERS];
    const char *assembly; /* NULL: mnemonic and operands in order */
    int rules;
    struct rule_line **rule;
};

struct feature {
    const char *name;
    struct place at;
    const char *bits; /* C initialiser for struct x86_feature's cpuid bits */
    unsigned xcr0;
};

struct table {
    const char *host;   /* x86_64 */
    const char *prefix; /* X86 */
    int errors;
    int features, rows, statements, files;
    struct feature **feature;
    struct row **row;
    struct rule_line **statement; /* for rules.c: unindented lines, and those before any row */
    const char **file;
    int rules;          /* rules.c */
    struct rule **all;  /* by op of their root */
};

/* parse.c */
void parse(struct table *t, const char *file);
/* The feature's bit; 0 and an error when there is none of that name. */
uint64_t find_feature(struct table *t, struct line *l, const char *name);

/* x86.c */
void x86_parse_form(struct table *t, struct line *l, struct row *r);
void x86_parse_feature(struct table *t, struct line *l);

/* emit.c */
void emit_header(const struct table *t, FILE *out);
void emit_source(const struct table *t, FILE *out);
void emit_assembly(const struct table *t, FILE *out);

/* rules.c */
void rules_parse(struct table *t);
void rules_emit(const struct table *t, FILE *out);

#endif
