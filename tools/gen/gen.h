/* What the table generators share: memory, messages with places, reading and writing files, and a
   cursor over one line of a table. A generator runs once and exits: nothing is ever freed. */
#ifndef GEN_GEN_H
#define GEN_GEN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Where something is written. */
struct place {
    const char *file;
    int line;
};

/* One logical line being read. */
struct line {
    struct place place;
    char *at;
    struct table *t; /* the generator's own */
    int *errors;     /* its count */
    bool bad;        /* an error was reported: leave it */
};

/* ---- errors ---- */
__attribute__((format(printf, 3, 4))) void complain(int *errors, struct place at, const char *what,
                                                    ...);
/* Reports the first error of a line. */
#define FAIL(line, ...) \
    do { \
        if (!(line)->bad) \
            complain((line)->errors, (line)->place, __VA_ARGS__); \
        (line)->bad = true; \
    } while (0)
__attribute__((noreturn)) void die(const char *what, const char *name);

/* ---- memory ---- */
void *allocate(size_t size); /* zeroed */
__attribute__((format(printf, 1, 2))) char *print_string(const char *format, ...);
/* Adds item to an array of count pointers. */
#define push(array, count, item) \
    (*(array) = grow(*(array), *(count)), (*(array))[(*(count))++] = (item))
void *grow(void *array, int count); /* of pointers */
char *upper(const char *s);

/* ---- files ---- */
char *read_file(const char *name); /* NULL: it cannot be read */
FILE *open_output(const char *name);
void close_output(FILE *out, const char *name);
/* For make: the outputs are to be made again when any of the files read changes. */
void write_dependencies(const char *name, const char *outputs, const char *const *file, int files);

/* ---- text ---- */
/* Cuts the next logical line off: joins lines at a trailing \, drops a comment (a # outside of
   quotes). Returns where the text goes on, and counts the lines. */
char *cut_line(char *text, int *lines);
void skip_space(struct line *l);
bool at_end(struct line *l); /* of the line, behind space, or an error was found */
bool take(struct line *l, char c);
bool take_word(struct line *l, const char *word); /* followed by space or the end */
/* The next characters of the set (letters and digits are in it), as a string of their own; empty is
   an error. */
char *take_token(struct line *l, const char *also, const char *what);
long take_integer(struct line *l);

#endif
