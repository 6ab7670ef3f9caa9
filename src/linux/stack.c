/* The stack as execve leaves it, from its top down:

       8 bytes of zero
       the program's name (AT_EXECFN), then the strings of envp, then those of argv (argv[0] lowest)
       the platform's name, 16 random bytes
       the auxiliary vector, envp[] with NULL, argv[] with NULL, argc     <- sp, aligned to 16 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

#include "linux/program.h"

enum { AUXV_MAX = 32 };

/* The space that strings and pointers are put into, growing down. */
struct builder {
    struct linux_process *p;
    const struct linux_start *start;
    uint64_t low, sp;
    bool overflow;
    uint64_t name, platform, random; /* addresses */
    uint64_t auxv[AUXV_MAX][2];
    unsigned auxv_count;
};

static uint64_t push(struct builder *b, const void *bytes, size_t size)
{
    if (b->overflow || size > b->sp - b->low) {
        b->overflow = true;
        return b->sp;
    }
    b->sp -= size;
    memcpy((void *)b->sp, bytes, size);
    return b->sp;
}

static uint64_t push_string(struct builder *b, const char *text)
{
    return push(b, text, strlen(text) + 1);
}

static size_t count(char *const *strings)
{
    size_t n = 0;

    while (strings[n])
        n++;
    return n;
}

static void push_strings(struct builder *b, char *const *strings)
{
    for (size_t i = count(strings); i-- > 0;)
        push_string(b, strings[i]);
}

static void random_bytes(const struct linux_process *p, uint8_t bytes[16])
{
    uint64_t x = p->options->seed;

    if (!p->options->seeded && getrandom(bytes, 16, GRND_NONBLOCK) == 16)
        return;
    for (int i = 0; i < 16; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (uint8_t)(x >> 56);
    }
}

static void aux(struct builder *b, uint64_t type, uint64_t value)
{
    b->auxv[b->auxv_count][0] = type;
    b->auxv[b->auxv_count++][1] = value;
}

/* In the kernel's order. */
static void fill_auxv(struct builder *b, const struct linux_auxv *abi)
{
    const struct linux_image *image = b->start->image, *interp = b->start->interp;

    if (abi->minsigstksz)
        aux(b, AT_MINSIGSTKSZ, abi->minsigstksz);
    aux(b, AT_HWCAP, abi->hwcap);
    aux(b, AT_PAGESZ, PAGE);
    aux(b, AT_CLKTCK, (uint64_t)sysconf(_SC_CLK_TCK));
    aux(b, AT_PHDR, image->headers);
    aux(b, AT_PHENT, sizeof(Elf64_Phdr));
    aux(b, AT_PHNUM, image->header_count);
    aux(b, AT_BASE, interp ? interp->start : 0);
    aux(b, AT_FLAGS, 0);
    aux(b, AT_ENTRY, image->entry);
    aux(b, AT_UID, getuid());
    aux(b, AT_EUID, geteuid());
    aux(b, AT_GID, getgid());
    aux(b, AT_EGID, getegid());
    aux(b, AT_SECURE, getauxval(AT_SECURE));
    aux(b, AT_RANDOM, b->random);
    aux(b, AT_HWCAP2, abi->hwcap2);
    aux(b, AT_EXECFN, b->name);
    if (b->platform)
        aux(b, AT_PLATFORM, b->platform);
    aux(b, AT_NULL, 0);
}

/* Everything that is pointed to. */
static void push_information(struct builder *b)
{
    struct linux_process *p = b->p;
    uint8_t random[16];
    struct linux_auxv abi = { 0 };

    push(b, &(uint64_t){ 0 }, 8);
    b->name = push_string(b, b->start->name);
    p->env_end = b->name;
    push_strings(b, b->start->envp);
    p->env_start = p->arg_end = b->sp;
    push_strings(b, b->start->argv);
    p->arg_start = b->sp;
    b->sp &= ~15ull;
    p->abi->auxv(p->run->features, &abi);
    if (abi.platform)
        b->platform = push_string(b, abi.platform);
    random_bytes(p, random);
    b->random = push(b, random, sizeof random);
    fill_auxv(b, &abi);
}

static void push_u64(struct builder *b, uint64_t v)
{
    push(b, &v, sizeof v);
}

/* Pointers to n strings that lie one behind the other from `at`, and NULL. Pushed downwards, so
   from the last. */
static void push_pointers(struct builder *b, char *const *strings, uint64_t end)
{
    push_u64(b, 0);
    for (size_t i = count(strings); i-- > 0;) {
        end -= strlen(strings[i]) + 1;
        push_u64(b, end);
    }
}

static void push_vectors(struct builder *b)
{
    size_t argc = count(b->start->argv),
           words = 1 + argc + 1 + count(b->start->envp) + 1 + 2 * b->auxv_count;
    struct linux_process *p = b->p;

    b->sp &= ~15ull;
    if (words % 2)
        push_u64(b, 0);
    p->auxv_size = b->auxv_count * sizeof b->auxv[0];
    p->auxv = push(b, b->auxv, p->auxv_size);
    push_pointers(b, b->start->envp, p->env_end);
    push_pointers(b, b->start->argv, p->arg_end);
    push_u64(b, argc);
}

static uint64_t stack_size(const struct linux_process *p)
{
    enum { LEAST = 1 << 17, MOST = 1 << 30 };
    struct rlimit limit;
    uint64_t size = p->options->stack_size;

    if (!size)
        size = getrlimit(RLIMIT_STACK, &limit) == 0 ? limit.rlim_cur : 8 << 20;
    if (size > MOST)
        size = MOST;
    return PAGE_UP(size < LEAST ? LEAST : size);
}

int64_t linux_stack_make(struct linux_process *p, const struct linux_start *start)
{
    enum { FLAGS = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK };
    uint64_t size = stack_size(p);
    int prot = PROT_READ | PROT_WRITE | (start->image->executable_stack ? PROT_EXEC : 0);
    int64_t at = linux_map(p, 0, size + PAGE, prot, FLAGS, -1, 0);

    if (at < 0)
        return at;
    linux_protect(p, (uint64_t)at, PAGE, PROT_NONE); /* what overflows must fault */
    p->stack_start = (uint64_t)at + PAGE;
    p->stack_end = p->stack_start + size;
    struct builder b = {
        .p = p, .start = start, .low = p->stack_end - size / 4 * 3, .sp = p->stack_end
    };
    push_information(&b);
    push_vectors(&b);
    return b.overflow ? -E2BIG : (int64_t)b.sp;
}
