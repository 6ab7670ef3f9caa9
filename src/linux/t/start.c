/* What the first instruction finds: arguments, environment, auxiliary vector, the stack's order. */
#define _GNU_SOURCE
#include <elf.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "check.h"

extern char **environ;

int main(int argc, char **argv)
{
    say("argc", argc);
    for (int i = 1; i < argc; i++)
        printf("argv[%d]: %s\n", i, argv[i]);
    say("argv ends with NULL", argv[argc] == NULL);
    say("argv[0] ends in its name", strstr(argv[0], "start") != NULL);
    for (char **e = environ; *e; e++)
        if (!strncmp(*e, "T_", 2))
            printf("env: %s\n", *e);

    const Elf64_auxv_t *aux = NULL;
    for (char **e = environ;; e++)
        if (!*e) {
            aux = (const Elf64_auxv_t *)(e + 1);
            break;
        }
    say("argc is aligned to 16", (uintptr_t)(argv - 1) % 16);
    for (; aux->a_type != AT_NULL; aux++)
        switch (aux->a_type) {
        case AT_PAGESZ:
        case AT_CLKTCK:
        case AT_PHENT:
        case AT_FLAGS:
        case AT_SECURE:
            printf("auxv %lu: %lu\n", (unsigned long)aux->a_type, (unsigned long)aux->a_un.a_val);
        }
    say("AT_UID", getauxval(AT_UID) == getuid());
    say("AT_EUID", getauxval(AT_EUID) == geteuid());
    say("AT_GID", getauxval(AT_GID) == getgid());
    say("AT_EGID", getauxval(AT_EGID) == getegid());
    say("AT_EXECFN is above the strings", getauxval(AT_EXECFN) > (uintptr_t)argv[0]);
    say("AT_RANDOM is below the strings", getauxval(AT_RANDOM) < (uintptr_t)argv[0]);
    const Elf64_Phdr *ph = (const Elf64_Phdr *)getauxval(AT_PHDR);
    int loads = 0, entry = 0;
    for (unsigned long i = 0; i < getauxval(AT_PHNUM); i++)
        loads += ph[i].p_type == PT_LOAD;
    uint64_t bias = (uint64_t)ph - ph[0].p_vaddr;
    if (ph[0].p_type != PT_PHDR)
        bias = 0;
    for (unsigned long i = 0; i < getauxval(AT_PHNUM); i++) {
        uint64_t start = bias + ph[i].p_vaddr;
        if (ph[i].p_type == PT_LOAD && (ph[i].p_flags & PF_X))
            entry |= getauxval(AT_ENTRY) >= start && getauxval(AT_ENTRY) < start + ph[i].p_memsz;
    }
    say("there are segments", loads > 0);
    say("AT_ENTRY is in code", entry);
    say("strings are in order", argc < 2 || argv[0] + strlen(argv[0]) + 1 == argv[1]);
    say("environment follows",
        !environ[0] || argv[argc - 1] + strlen(argv[argc - 1]) + 1 == environ[0]);
    return 42;
}
