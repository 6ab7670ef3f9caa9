/* Renders a profile; see run/flame.h. The flame graph: a box for each function as it was called, as wide as its time, on top of who called
   it; its colour is the kind of code that ran most of it. Names may be a hostile file's: nothing but plain characters gets into the output. */
#include "run/flame.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

struct flame_function {
    const char *name;
    struct flame_function *next;  /* of the bucket */
    uint64_t self[FLAME_KINDS], total;
    uint64_t added;               /* the number of the stack that has counted it last */
};

struct box {
    const struct flame_function *function;
    struct box *next, *callees;
    uint64_t time, by_kind[FLAME_KINDS];
};

struct flame {
    struct arena *arena;
    const char *const *kinds;
    unsigned kind_count;
    uint64_t stacks, time[FLAME_KINDS], total;
    struct box root;
    struct flame_function *bucket[BUCKETS];
    size_t function_count;
};

struct flame *flame_new(struct arena *arena, const char *const *kinds)
{
    struct flame *f = arena_alloc(arena, sizeof *f);
    f->arena = arena;
    f->kinds = kinds;
    while (kinds[f->kind_count])
        f->kind_count++;
    bug_on(f->kind_count > FLAME_KINDS, "%u kinds", f->kind_count);
    return f;
}

static char *copy_plain(struct arena *a, const char *name)
{
    size_t size = strlen(name) + 1;
    char *copy = arena_alloc(a, size);
    for (size_t i = 0; i + 1 < size; i++)
        copy[i] = name[i] < 0x20 || name[i] > 0x7e ? '?' : name[i];
    return copy;
}

struct flame_function *flame_function(struct flame *f, const char *name)
{
    uint32_t hash = 0;
    name = copy_plain(f->arena, name);
    for (const char *at = name; *at; at++)
        hash = hash * 31 + (unsigned char)*at;
    struct flame_function **at = &f->bucket[hash % BUCKETS];
    while (*at && strcmp((*at)->name, name))
        at = &(*at)->next;
    if (!*at) {
        *at = arena_alloc(f->arena, sizeof **at);
        (*at)->name = name;
        f->function_count++;
    }
    return *at;
}

static struct box *callee(struct flame *f, struct box *b, const struct flame_function *function)
{
    struct box **at = &b->callees;
    while (*at && (*at)->function != function)
        at = &(*at)->next;
    if (!*at) {
        *at = arena_alloc(f->arena, sizeof **at);
        (*at)->function = function;
    }
    return *at;
}

static void add_time(struct box *b, unsigned kind, uint64_t time)
{
    b->time += time;
    b->by_kind[kind] += time;
}

void flame_add(struct flame *f, struct flame_function *const *stack, unsigned count, unsigned kind, uint64_t time)
{
    struct box *b = &f->root;
    f->stacks++;
    f->total += time;
    f->time[kind] += time;
    add_time(b, kind, time);
    for (unsigned i = 0; i < count; i++) {
        b = callee(f, b, stack[i]);
        add_time(b, kind, time);
        if (stack[i]->added != f->stacks) { /* once, however often it is in there */
            stack[i]->total += time;
            stack[i]->added = f->stacks;
        }
    }
    stack[count - 1]->self[kind] += time;
}

static double percent(const struct flame *f, uint64_t time)
{
    return f->total ? 100.0 * (double)time / (double)f->total : 0;
}

/* ---- the table ---- */

static uint64_t self_of(const struct flame_function *p)
{
    uint64_t sum = 0;
    for (unsigned k = 0; k < FLAME_KINDS; k++)
        sum += p->self[k];
    return sum;
}

static int by_time(const void *x, const void *y)
{
    const struct flame_function *a = *(struct flame_function *const *)x, *b = *(struct flame_function *const *)y;
    uint64_t of_a = self_of(a), of_b = self_of(b);
    if (of_a != of_b)
        return of_a > of_b ? -1 : 1;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return strcmp(a->name, b->name);
}

static const struct flame_function **sorted_functions(const struct flame *f)
{
    const struct flame_function **list = arena_alloc(f->arena, (f->function_count + 1) * sizeof *list);
    size_t n = 0;
    for (unsigned i = 0; i < BUCKETS; i++)
        for (const struct flame_function *p = f->bucket[i]; p; p = p->next)
            list[n++] = p;
    qsort(list, n, sizeof *list, by_time);
    return list;
}

void flame_text(const struct flame *f, FILE *out)
{
    const struct flame_function **list = sorted_functions(f);
    for (unsigned k = 0; k < f->kind_count; k++)
        fprintf(out, "  %-12s %6.2f %%\n", f->kinds[k], percent(f, f->time[k]));
    fprintf(out, "\n%7s %7s  ", "self", "total");
    for (unsigned k = 0; k < f->kind_count; k++)
        fprintf(out, " %10s", f->kinds[k]);
    fprintf(out, "  function\n");
    for (size_t i = 0; i < f->function_count; i++) {
        const struct flame_function *p = list[i];
        fprintf(out, "%6.2f%% %6.2f%%  ", percent(f, self_of(p)), percent(f, p->total));
        for (unsigned k = 0; k < f->kind_count; k++)
            fprintf(out, " %9.2f%%", percent(f, p->self[k]));
        fprintf(out, "  %s\n", p->name);
    }
}

/* ---- the picture ---- */

enum { WIDTH = 1200, ROW = 17, HEAD = 52, LETTER = 7 }; /* pixels */

static const char *const colours[FLAME_KINDS] = { "#b0a8e0", "#f0d060", "#f0a050", "#78c878", "#e08098", "#a8a8a8", "#80b8e0", "#c8b090" };

struct picture {
    const struct flame *f;
    FILE *out;
    unsigned rows;
    double scale; /* pixels a unit of time */
};

static void put_escaped(FILE *out, const char *text, size_t most)
{
    for (; *text && most; text++, most--) {
        switch (*text) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
    }
}

static unsigned main_kind(const struct box *b)
{
    unsigned most = 0;
    for (unsigned k = 1; k < FLAME_KINDS; k++)
        if (b->by_kind[k] > b->by_kind[most])
            most = k;
    return most;
}

static bool is_seen(const struct picture *p, const struct box *b)
{
    return (double)b->time * p->scale >= 0.2;
}

static unsigned rows_of(const struct picture *p, const struct box *b)
{
    unsigned most = 0;
    for (const struct box *c = b->callees; c; c = c->next) {
        unsigned rows = is_seen(p, c) ? rows_of(p, c) : 0;
        most = rows > most ? rows : most;
    }
    return most + 1;
}

/* What is shown when the pointer is on it: name, time, shares. */
static void put_title(const struct picture *p, const struct box *b, const char *name)
{
    fputs("<title>", p->out);
    put_escaped(p->out, name, SIZE_MAX);
    fprintf(p->out, ": %llu ms, %.2f%%", (unsigned long long)b->time, percent(p->f, b->time));
    for (unsigned k = 0; k < p->f->kind_count; k++)
        if (b->by_kind[k])
            fprintf(p->out, "&#10;%s %.2f%%", p->f->kinds[k], percent(p->f, b->by_kind[k]));
    fputs("</title>", p->out);
}

static void put_box(const struct picture *p, const struct box *b, double x, unsigned depth)
{
    const char *name = b->function ? b->function->name : "all";
    double width = (double)b->time * p->scale;
    unsigned y = HEAD + (p->rows - 1 - depth) * ROW, letters = (unsigned)((width - 4) / LETTER);
    fputs("<g>", p->out);
    put_title(p, b, name);
    fprintf(p->out, "<rect x=\"%.1f\" y=\"%u\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", x, y, width, ROW - 1, colours[main_kind(b)]);
    if (width > 3 * LETTER) {
        fprintf(p->out, "<text x=\"%.1f\" y=\"%u\">", x + 2, y + 12);
        put_escaped(p->out, name, letters);
        fputs("</text>", p->out);
    }
    fputs("</g>\n", p->out);
}

static int by_width(const void *x, const void *y)
{
    const struct box *a = *(struct box *const *)x, *b = *(struct box *const *)y;
    if (a->time != b->time)
        return a->time > b->time ? -1 : 1;
    return strcmp(a->function->name, b->function->name);
}

static void put_boxes(const struct picture *p, const struct box *b, double x, unsigned depth)
{
    size_t count = 0, n = 0;
    put_box(p, b, x, depth);
    for (const struct box *c = b->callees; c; c = c->next)
        count += is_seen(p, c);
    const struct box **list = arena_alloc(p->f->arena, (count + 1) * sizeof *list);
    for (const struct box *c = b->callees; c; c = c->next)
        if (is_seen(p, c))
            list[n++] = c;
    qsort(list, n, sizeof *list, by_width);
    for (size_t i = 0; i < n; i++) {
        put_boxes(p, list[i], x, depth + 1);
        x += (double)list[i]->time * p->scale;
    }
}

static void put_legend(const struct picture *p)
{
    unsigned step = WIDTH / (p->f->kind_count ? p->f->kind_count : 1);
    for (unsigned k = 0; k < p->f->kind_count; k++) {
        fprintf(p->out, "<rect x=\"%u\" y=\"28\" width=\"12\" height=\"12\" fill=\"%s\"/>", 4 + k * step, colours[k]);
        fprintf(p->out, "<text x=\"%u\" y=\"38\">%s %.1f%%</text>\n", 20 + k * step, p->f->kinds[k], percent(p->f, p->f->time[k]));
    }
}

void flame_svg(const struct flame *f, const char *title, FILE *out)
{
    struct picture p = { f, out, 1, f->total ? (double)WIDTH / (double)f->total : 0 };
    p.rows = rows_of(&p, &f->root);
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%u\" viewBox=\"0 0 %d %u\">\n"
            "<style>text { font: 11px monospace; } g:hover rect { stroke: black; }</style>\n"
            "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n<text x=\"4\" y=\"16\">",
            WIDTH, HEAD + p.rows * ROW, WIDTH, HEAD + p.rows * ROW);
    put_escaped(out, copy_plain(f->arena, title), SIZE_MAX);
    fputs("</text>\n", out);
    put_legend(&p);
    put_boxes(&p, &f->root, 0, 0);
    fputs("</svg>\n", out);
}
