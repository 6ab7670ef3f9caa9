/* Reads a jit-PID.dump as perf inject does: prints "NAME SIZE" for each piece of code; fails when anything in it is not as the
   specification says. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct header {
    uint32_t magic, version, size, machine, pad, pid;
    uint64_t time, flags;
};
struct load {
    uint32_t id, size;
    uint64_t time;
    uint32_t pid, tid;
    uint64_t vma, address, code_size, index;
};

static void fail(const char *what)
{
    printf("FAIL: %s\n", what);
    exit(1);
}

int main(int argc, char **argv)
{
    FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;
    struct header h;
    struct load l;
    uint64_t index = 0, time;
    static char rest[1 << 20];
    if (!in || fread(&h, sizeof h, 1, in) != 1 || h.magic != 0x4a695444 || h.version != 1 || h.size != sizeof h || h.machine != 62)
        fail("header");
    time = h.time;
    for (; fread(&l, sizeof l, 1, in) == 1; index++) {
        size_t size = l.size - sizeof l;
        if (l.id || l.size < sizeof l || size > sizeof rest || fread(rest, size, 1, in) != 1)
            fail("record");
        if (l.time < time || l.index != index || l.pid != h.pid || l.vma != l.address || !memchr(rest, 0, size))
            fail("values");
        if (strlen(rest) + 1 + l.code_size != size)
            fail("sizes");
        printf("%s %lu\n", rest, (unsigned long)l.code_size);
        time = l.time;
    }
    return index == 0;
}
