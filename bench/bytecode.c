/* An interpreter's loop: computed jumps. */
#include "kernels.h"

enum { PUSH, ADD, MUL, XOR, DUP, SWAP, DROP, LOOP, HALT };

static uint64_t run(const uint8_t *code, long turns)
{
    static const void *const label[] = { &&push, &&add, &&mul, &&xor, &&dup, &&swap, &&drop, &&loop, &&halt };
    uint64_t stack[64], *sp = stack, t;
    const uint8_t *ip = code;
    *sp = 1;
#define NEXT goto *label[*ip++]
    NEXT;
push:
    *++sp = *ip++;
    NEXT;
add:
    sp--;
    *sp += sp[1];
    NEXT;
mul:
    sp--;
    *sp *= sp[1];
    NEXT;
xor:
    sp--;
    *sp ^= sp[1] >> 3;
    NEXT;
dup:
    sp++;
    *sp = sp[-1];
    NEXT;
swap:
    t = *sp;
    *sp = sp[-1];
    sp[-1] = t;
    NEXT;
drop:
    sp--;
    NEXT;
loop:
    if (--turns > 0)
        ip = code;
    NEXT;
halt:
    return *sp;
}

int main(int argc, char **argv)
{
    static const uint8_t code[] = { PUSH, 7, ADD, DUP, PUSH, 13, MUL, XOR, PUSH, 3, SWAP, ADD, DUP, DROP, LOOP, HALT };
    printf("%lu\n", (unsigned long)run(code, rounds(argc, argv, 60000000)));
}
