/* The decode-table generator: a table in memory, and the steps that main.c runs over it.
   The language is described in docs/decode-tables.md. Reading order: main.c, parse.c (text to
   struct table), resolve.c (patterns take over their formats), check.c (overlaps), tree.c and
   emit.c (C code). The program runs once and exits: nothing is ever freed. */
#ifndef DECODEGEN_H
#define DECODEGEN_H

#include "gen/gen.h"

enum { MAX_SEGMENTS = 8, MAX_ARGS = 16 };

struct segment {
    int pos, len;
    bool is_signed;
};

enum function { FN_NONE, FN_SHL, FN_PLUS, FN_CALL };

/* How one int is made out of an instruction: segments joined, or a constant, then a function. */
struct field {
    const char *name;
    struct place at;
    int segments; /* 0: a constant */
    struct segment segment[MAX_SEGMENTS];
    int constant;
    enum function function;
    int amount;         /* of FN_SHL, FN_PLUS */
    const char *callee; /* of FN_CALL */
};

struct set {
    const char *name;
    struct place at;
    int args;
    const char *arg[MAX_ARGS];
};

/* What a format's or a pattern's line says of bits and arguments. */
struct encoding {
    int width;
    uint32_t mask, bits; /* written 0 or 1 */
    uint32_t ignored;    /* written - */
    uint32_t in_place;   /* written name:N */
    struct set *set;     /* NULL: inferred */
    int args;
    struct field arg[MAX_ARGS]; /* the name is the argument's */
};

struct format {
    const char *name;
    struct place at;
    struct encoding e;
};

struct pattern {
    const char *name;   /* of the lift function */
    const char *unique; /* name, or name.2 */
    const char *symbol; /* name, or name_2: the enum's */
    struct place at;
    int number;
    struct encoding e; /* after resolve(): the format's parts are in here */
    struct format *format;
    const char *feature;
    bool no_random;
    const char *distance; /* NULL, or an argument */
    const char *text; /* NULL: the name */
};

/* A pattern or a group. Groups own their kids in the order of the table. */
struct node {
    struct pattern *pattern; /* NULL: a group */
    bool overlapping;        /* a { } group */
    struct node *parent;
    struct place at;
    int kids;
    struct node **kid;
    uint32_t mask, bits; /* what all patterns below have in common */
};

struct table {
    const char *isa;
    int errors;
    bool has16, has32;
    int fields, sets, formats, patterns;
    struct field **field;
    struct set **set;
    struct format **format;
    struct pattern **pattern;
    struct node *root;
    struct node *outer; /* the group that the file being read is in */
    int files; /* all that were read */
    const char **file;
};

uint32_t bits_of(int pos, int len); /* resolve.c */

/* parse.c */
void parse(struct table *t, const char *file);

/* resolve.c */
/* One piece of an assembly text: a literal character, or an operand. */
struct piece {
    char literal;     /* 0: an operand */
    const char *kind; /* NULL: printed in decimal */
    const char *arg;
};
/* Reads the piece at s, returns where the next one starts, or NULL when a brace is unbalanced. */
const char *next_piece(const char *s, struct piece *p);
uint32_t field_bits(const struct field *f);
void resolve(struct table *t);

/* check.c */
void check_groups(struct table *t);

/* tree.c */
void emit_tree(const struct table *t, FILE *out, int width);

/* emit.c */
void emit_header(const struct table *t, FILE *out);
void emit_source(const struct table *t, FILE *out);

#endif
