/* Lines of a .t file to tests: code | before => after | remarks. The syntax is in
   docs/insn-tests.md. Next: assemble.c. */
#define _GNU_SOURCE
#include "insntest.h"

#include <ctype.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned __int128 wide;

/* ---- values ---- */
static bool is_float(const char *s)
{
    const char *digits = s + (*s == '-');
    if (!strncmp(digits, "inf", 3) || !strncmp(digits, "nan", 3) || strpbrk(s, ".p"))
        return true;
    return strncmp(digits, "0x", 2) != 0 && isdigit((unsigned char)*digits) && strchr(s, 'e');
}

static uint64_t double_bits(double d)
{
    uint64_t bits;
    if (isnan(d))
        return 0x7ff8ull << 48;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static uint32_t float_bits(float f)
{
    uint32_t bits;
    if (isnan(f))
        return 0x7fc00000;
    memcpy(&bits, &f, sizeof bits);
    return bits;
}

static wide parse_float(const struct test *t, const struct place *p, const char *s)
{
    char *end;
    double d = strtod(s, &end);
    if (!strcmp(end, "f") && p->boxed)
        return 0xffffffffull << 32 | float_bits((float)d);
    if (!strcmp(end, "f") || (!*end && p->lane == 32))
        return float_bits((float)d);
    if (*end || p->lane != 64)
        die_at(t, "'%s' cannot be a floating-point number here", s);
    return double_bits(d);
}

/* Digits with '_' between them, decimal or hexadecimal. */
static wide parse_number(const struct test *t, const char *s)
{
    bool negative = *s == '-';
    const char *at = s + negative;
    unsigned base = !strncmp(at, "0x", 2) ? 16 : 10;
    wide v = 0;
    if (base == 16)
        at += 2;
    if (!*at)
        die_at(t, "no number: '%s'", s);
    for (; *at; at++) {
        if (*at == '_')
            continue;
        if (!(base == 16 ? isxdigit((unsigned char)*at) : isdigit((unsigned char)*at)))
            die_at(t, "no number: '%s'", s);
        v = v * base +
            (unsigned)(isdigit((unsigned char)*at) ? *at - '0' : tolower(*at) - 'a' + 10);
    }
    return negative ? -v : v;
}

/* M, M+8, P-4. */
static wide parse_address(const struct test *t, const char *s)
{
    uint64_t base = *s == 'M' ? SCRATCH : CODE;
    if (!s[1])
        return base;
    if (s[1] != '+' && s[1] != '-')
        die_at(t, "no address: '%s'", s);
    uint64_t offset = (uint64_t)parse_number(t, s + 2);
    return s[1] == '+' ? base + offset : base - offset;
}

static wide parse_flags(const struct test *t, const char *s)
{
    static const char letters[] = "VCZN";
    wide v = 0;
    for (; *s; s++) {
        const char *letter = strchr(letters, *s);
        if (!letter)
            die_at(t, "no flag: '%c'", *s);
        v |= (wide)1 << (28 + (letter - letters));
    }
    return v;
}

static wide parse_value(const struct test *t, const struct place *p, const char *name,
                        const char *s)
{
    if (*s == 'M' || *s == 'P')
        return parse_address(t, s);
    if (!strcmp(name, "nzcv") && isalpha((unsigned char)*s))
        return parse_flags(t, s);
    return is_float(s) ? parse_float(t, p, s) : parse_number(t, s);
}

/* ---- settings ---- */
static wide low_ones(unsigned bits)
{
    return bits >= 128 ? ~(wide)0 : ((wide)1 << bits) - 1;
}

/* Whole registers are replaced; parts of a status register (a shift, or fewer bits at 0 than its
   other parts) are not. */
static void set_place(struct image *i, const struct place *p, wide v, bool part)
{
    wide old = i->reg[p->reg][0] | (wide)i->reg[p->reg][1] << 64;
    wide kept = part ? old & ~(low_ones(p->bits) << p->shift) : 0;
    v = kept | (v & low_ones(p->bits)) << p->shift;
    i->reg[p->reg][0] = (uint64_t)v;
    i->reg[p->reg][1] = (uint64_t)(v >> 64);
}

static void set_register(struct test *t, const struct rules *r, struct image *i, const char *name,
                         char *value)
{
    struct place p;
    if (!r->find(name, &p))
        die_at(t, "no register: '%s'", name);
    wide v = 0;
    unsigned at = 0;
    char *rest = value;
    for (char *s; (s = strsep(&rest, ",")); at += p.lane) {
        if (at >= p.bits)
            die_at(t, "too many lanes for '%s'", name);
        v |= (parse_value(t, &p, name, s) & low_ones(p.lane)) << at;
    }
    set_place(i, &p, v, p.shift || p.bits < 8);
}

/* uN[ADDRESS] */
static void set_memory(struct test *t, struct image *i, char *name, const char *value)
{
    char *bracket = strchr(name, '['), *end = strchr(name, ']');
    unsigned bits = (unsigned)strtoul(name + 1, NULL, 10);
    if (!bracket || !end || end[1] || !bits || bits > 128 || bits & (bits - 1) || bits < 8)
        die_at(t, "no memory operand: '%s'", name);
    *end = 0;
    struct place p = { .bits = bits, .lane = bits };
    uint64_t at = (uint64_t)parse_address(t, bracket + 1) - SCRATCH;
    wide v = parse_value(t, &p, "", value);
    if (at > PAGE - bits / 8)
        die_at(t, "'%s' lies outside of the scratch area", name);
    memcpy(i->memory + at, &v, bits / 8);
}

static void set_fault(struct test *t, const char *value)
{
    t->after.signal = signal_number(value);
    if (!t->after.signal)
        die_at(t, "no signal: '%s'", value);
    t->no_qemu |= t->after.signal == SIGSYS;
}

static void parse_setting(struct test *t, const struct rules *r, struct image *i, char *setting)
{
    char *value = strchr(setting, '=');
    if (!value || !value[1])
        die_at(t, "no NAME=VALUE: '%s'", setting);
    *value++ = 0;
    bool after = i == &t->after;
    if (*setting == 'u' && isdigit((unsigned char)setting[1])) {
        set_memory(t, i, setting, value);
    } else if (after && !strcmp(setting, "fault")) {
        set_fault(t, value);
    } else if (after && !strcmp(setting, "at")) {
        t->after.address =
            (uint64_t)parse_value(t, &(struct place){ .bits = 64, .lane = 64 }, "", value);
        t->address_given = true;
    } else {
        t->pc_given |= after && !strcmp(setting, "pc");
        set_register(t, r, i, setting, value);
    }
}

static void parse_settings(struct test *t, const struct rules *r, struct image *i, char *text)
{
    for (char *s; (s = strsep(&text, " \t"));)
        if (*s)
            parse_setting(t, r, i, s);
}

/* ---- lines ---- */
static uint64_t features_of(const struct test *t, const struct guest *g, const char *cpu)
{
    for (const struct guest_cpu *c = g->cpus; c->name; c++)
        if (!strcmp(c->name, cpu))
            return c->features;
    die_at(t, "no cpu: '%s'", cpu);
}

static void parse_remarks(struct test *t, const struct rules *r, char *text)
{
    for (char *s; (s = strsep(&text, " \t"));) {
        if (!strcmp(s, "noqemu:")) {
            t->no_qemu = true;
            return;
        }
        if (!strncmp(s, "cpu=", 4))
            t->features = features_of(t, r->guest, s + 4);
        else if (*s)
            die_at(t, "unknown remark '%s'", s);
    }
}

static void start_image(struct image *i)
{
    memset(i, 0, sizeof *i);
    i->reg[IMAGE_PC][0] = CODE;
    for (int b = 0; b < PAGE; b++)
        i->memory[b] = (uint8_t)b;
}

static void parse_test(struct test *t, const struct rules *r, char *line)
{
    char *code = strsep(&line, "|"), *states = strsep(&line, "|");
    if (!states)
        die_at(t, "no '|' after the code");
    char *arrow = strstr(states, "=>");
    if (!arrow)
        die_at(t, "no '=>' between the states");
    *arrow = 0;
    t->source = strdup(code);
    t->features = r->guest->cpus[0].features;
    start_image(&t->before);
    parse_settings(t, r, &t->before, states);
    t->after = t->before;
    parse_settings(t, r, &t->after, arrow + 2);
    if (line)
        parse_remarks(t, r, line);
}

static struct test *new_test(struct tests *all)
{
    if (!(all->count & (all->count - 1))) /* full at each power of two */
        all->test = realloc(all->test, (all->count ? all->count * 2 : 1) * sizeof *all->test);
    if (!all->test)
        die("out of memory");
    struct test *t = &all->test[all->count++];
    memset(t, 0, sizeof *t);
    return t;
}

void parse_file(struct tests *all, const char *file)
{
    FILE *in = fopen(file, "r");
    if (!in)
        die("cannot read %s", file);
    char *line = NULL;
    size_t room = 0;
    for (int number = 1; getline(&line, &room, in) >= 0; number++) {
        line[strcspn(line, "\n")] = 0;
        if (!line[strspn(line, " \t")] || *line == '#')
            continue;
        struct test *t = new_test(all);
        t->file = file;
        t->line = number;
        parse_test(t, all->rules, line);
    }
    free(line);
    fclose(in);
}

void free_tests(struct tests *all)
{
    for (size_t i = 0; i < all->count; i++) {
        free(all->test[i].source);
        free(all->test[i].object);
    }
    free(all->test);
}
