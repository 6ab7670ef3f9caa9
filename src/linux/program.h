/* From a file name to a program ready to run: program.c (scripts), elf.c (images), stack.c
   (arguments), loader.c. */
#ifndef LINUX_PROGRAM_H
#define LINUX_PROGRAM_H

#include <elf.h>

#include "linux/internal.h"

enum { LINUX_SEGMENTS = 128 }; /* program headers of a file; real ones have a dozen */

/* A file's headers, checked. */
struct linux_elf {
    int fd; /* not owned */
    uint64_t file_size;
    Elf64_Ehdr header;
    Elf64_Phdr segments[LINUX_SEGMENTS];
    uint64_t low, high;    /* page-aligned range of its segments */
    char interp[PATH_MAX]; /* "": none */
};

struct linux_image { /* in guest memory */
    uint64_t start, end, entry;
    uint64_t headers; /* address; 0: not in memory */
    unsigned header_count;
    bool executable_stack; /* it asks for one: trampolines of nested functions */
};

/* NULL, or what is wrong, to follow "PATH: ". */
const char *linux_elf_read(struct linux_elf *e, int fd);
const char *linux_elf_map(struct linux_process *p, const struct linux_elf *e, uint64_t base,
                          struct linux_image *out);
/* The ABI for the file; NULL: of another architecture, or not of options->only. */
const struct linux_abi *linux_abi_for(const struct linux_options *options,
                                      const struct linux_elf *e);

/* A program to execute after following "#!" lines. */
struct linux_program {
    int fd;              /* of the file; owned */
    char path[PATH_MAX]; /* its host path */
    char **argv;         /* what it gets; ends with NULL; owned, its strings in `arena` */
    struct arena arena;
};
/* `name` is a guest path; fd is the open file or -1. 0 or -errno as execve would answer; then
   nothing needs freeing. */
int linux_program_open(const struct linux_process *p, struct linux_program *out, const char *name,
                       int fd, char *const *argv);
void linux_program_close(struct linux_program *g);
/* Of a child that has gone, which had its own descriptors: frees the memory alone. */
void linux_program_free(struct linux_program *g);

/* What the first instruction finds on the stack. */
struct linux_start {
    char *const *argv, *const *envp;
    const char *name;                         /* AT_EXECFN */
    const struct linux_image *image, *interp; /* interp: NULL when none */
};
/* Maps the stack and fills it; returns the stack pointer or -errno. */
int64_t linux_stack_make(struct linux_process *p, const struct linux_start *s);

#endif
