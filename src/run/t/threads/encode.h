/* For programs that write code: functions that return a number. */
#ifndef ENCODE_H
#define ENCODE_H

#include <stdint.h>
#include <stddef.h>
#include <sys/mman.h>

enum { PAGE = 4096 };

/* return N, for 0 <= N < 2048 */
#ifdef __aarch64__
enum { RETURN = 0xd65f03c0 };
static inline uint32_t number(int n)
{
    return 0x52800000 | (uint32_t)n << 5; /* mov w0, #n */
}
#else
enum { RETURN = 0x00008067 };
static inline uint32_t number(int n)
{
    return (uint32_t)n << 20 | 0x513; /* li a0, n */
}
#endif

typedef int function(void);

static inline void *map_code(void)
{
    return mmap(NULL, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static inline void store_code(uint32_t *code, int n)
{
    code[1] = RETURN;
    __atomic_store_n(&code[0], number(n), __ATOMIC_RELAXED);
}

static inline void flush_code(uint32_t *code)
{
    __builtin___clear_cache((char *)code, (char *)(code + 2));
}

static inline void write_code(uint32_t *code, int n)
{
    store_code(code, n);
    flush_code(code);
}

#endif
