/* Single ops: lines of eval.t, `OP OPERAND... [, AUX] => RESULT`. An operand is a number, with its
   type in front when the op's row leaves it open: `zext.i64 i8:0x80 => 0x80`. Each line becomes a
   function, which must also be verified. */
#include "ir/t/test.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The type that an operand's letter gives to a plain number. */
static void operand_type(char letter, const char *op, char type[32])
{
    const char *dot = strchr(op, '.');
    strcpy(type, letter == 'B' ? "i1" : letter == 'G' ? "flags" : "");
    if (letter != 'T' && letter != 'E')
        return;
    if (letter == 'E' && dot && strchr(dot + 1, '.'))
        dot = strchr(dot + 1, '.');
    snprintf(type, 32, "%.30s", dot ? dot + 1 : "");
    char *suffix = type[0] == 'v' ? strchr(type, '.') : type; /* behind the type may come a word */
    suffix = suffix ? strchr(suffix + 1, '.') : NULL;
    if (suffix)
        *suffix = 0;
}

static const struct ir_op_info *op_of(const char *text)
{
    size_t n = strcspn(text, ". ");
    for (unsigned op = 0; op < IR_OPS; op++)
        if (strlen(ir_ops[op].name) == n && memcmp(ir_ops[op].name, text, n) == 0)
            return &ir_ops[op];
    return NULL;
}

static void print_constant(FILE *out, unsigned number, const char *type, const char *value)
{
    bool wide = type[0] == 'v' || strcmp(type, "i128") == 0;
    fprintf(out, "%%%u = const%s.%s %s\n", number, wide ? "_wide" : "", type, value);
}

/* The line's left side as a function whose last value is the result. */
static char *function_text(char *line)
{
    char *text = NULL, *save, type[32], operands[64] = "";
    size_t size;
    FILE *out = open_memstream(&text, &size);
    char *rest = strchr(line, ',');
    if (rest)
        *rest++ = 0;
    const char *op = strtok_r(line, " ", &save);
    const struct ir_op_info *info = op_of(op);
    fputs("func 0\nb0:\n", out);
    unsigned n = 0;
    for (char *word; info && (word = strtok_r(NULL, " ", &save)); n++) {
        char *colon = strchr(word, ':');
        operand_type(n == 0 ? info->a : n == 1 ? info->b : info->c, op, type);
        if (colon) {
            *colon = 0;
            snprintf(type, sizeof type, "%s", word);
        }
        print_constant(out, n + 1, type, colon ? colon + 1 : word);
        snprintf(operands + strlen(operands), 16, "%s%%%u", n ? ", " : "", n + 1);
    }
    fprintf(out, "%%%u = %s %s%s%s\nexit_trap 0, illegal\n", n + 1, op, operands, rest ? "," : "",
            rest ? rest : "");
    fclose(out);
    return text;
}

static void value_of(const struct ir_func *f, ir_ref v, union ir_value *value)
{
    const struct ir_ins *i = &f->ins[v];
    if (i->op == IR_const)
        *value = (union ir_value){ .u64 = { ir_imm(i), 0 } };
    else
        memcpy(value, &f->pool[i->a], sizeof *value);
}

/* What the function's last value is; its operands are the constants before it. */
static union ir_value evaluate(const struct ir_func *f)
{
    const struct ir_ins *i = &f->ins[f->count - 2];
    const uint32_t operand[3] = { i->a, i->b, i->c };
    union ir_value value[3], result;
    struct ir_fpenv env = { 0, 0 };
    for (unsigned k = 0; k < 3; k++) {
        value[k] = (union ir_value){ .u64 = { operand[k], 0 } };
        if (ir_ops[i->op].values >> k & 1)
            value_of(f, operand[k], &value[k]);
    }
    if (i->op == IR_shuffle)
        memcpy(&value[2], &f->pool[i->c], sizeof value[2]);
    ir_eval(i->op, i->type, ir_operand_type(f, i), i->aux, &result, &value[0], &value[1], &value[2],
            &env);
    return result;
}

static union ir_value read_expected(const char *text)
{
    union ir_value v = { .u64 = { 0, 0 } };
    text += strspn(text, " ");
    if (strncmp(text, "0x", 2) != 0) {
        v.u64[0] = strtoull(text, NULL, 10);
        return v;
    }
    for (text += 2; strspn(text, "0123456789abcdef"); text++)
        v.u128 = v.u128 << 4 | (unsigned)(*text <= '9' ? *text - '0' : *text - 'a' + 10);
    return v;
}

static void run_line(struct test *t, char *line)
{
    char title[512], more[256] = "", error[512];
    struct arena arena;
    snprintf(title, sizeof title, "eval.t: %s", line);
    char *arrow = strstr(line, "=>");
    *arrow = 0;
    union ir_value expected = read_expected(arrow + 2), got = { .u64 = { 0, 0 } };
    arena_init(&arena);
    char *text = function_text(line);
    struct ir_func *f = ir_parse(&arena, text, error, sizeof error);
    bool right = f && ir_verify(f, error, sizeof error);
    if (right) {
        got = evaluate(f);
        snprintf(more, sizeof more, "    got 0x%016" PRIx64 "%016" PRIx64, got.u64[1], got.u64[0]);
    }
    test_check(t, right && got.u128 == expected.u128, title, right ? more : error);
    free(text);
    arena_free(&arena);
}

void test_eval(struct test *t)
{
    char path[512], *save;
    char *text = test_read(t->folder, "eval.t", path, sizeof path);
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (*line != '#' && strstr(line, "=>"))
            run_line(t, line);
    free(text);
}
