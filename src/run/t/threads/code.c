/* Code that changes while other threads run it: patched in place, mapped, unmapped and made anew. */
#include <signal.h>
#include <setjmp.h>
#include <unistd.h>

#include "check.h"
#include "encode.h"

enum { VERSIONS = 400, MAPS = 100 };

static void synchronise(void)
{
#ifdef __aarch64__
    __asm__ volatile("isb" ::: "memory");
#endif
}

/* ---- patched in place: what has been published is what runs ---- */

static uint32_t *patched;
static atomic_int published, old_code;

static void *run_patched(void *argument)
{
    if (!argument) {
        for (int v = 1; v <= VERSIONS; v++) {
            write_code(patched, v);
            published = v;
            if (v % 8 == 0)
                usleep(100);
        }
        return NULL;
    }
    for (int least = 0; least < VERSIONS;) {
        least = published;
        synchronise();
        int got = ((function *)patched)();
        old_code += got < least || got > VERSIONS;
    }
    return NULL;
}

/* ---- unmapped and mapped again at the same place, with other code ---- */

static atomic_int own_wrong;

static void *run_own(void *argument)
{
    int me = (int)(intptr_t)argument;
    for (int i = 0; i < MAPS; i++) {
        uint32_t *code = map_code();
        int n = (i * THREADS + me) % 2048;
        write_code(code, n);
        own_wrong += ((function *)code)() != n;
        write_code(code, n ^ 1);
        own_wrong += ((function *)code)() != (n ^ 1);
        munmap(code, PAGE);
    }
    return NULL;
}

/* ---- taken away under running threads: they fault, and go on when it is back ---- */

static __thread sigjmp_buf back;
static uint32_t *flickering;
static atomic_int over, faults, flicker_wrong;

static void on_fault(int signal)
{
    (void)signal;
    siglongjmp(back, 1);
}

static void *run_flickering(void *argument)
{
    if (!argument) {
        for (int i = 0; i < MAPS || (!faults && i < 100 * MAPS); i++) { /* the others may not have run at all */
            mprotect(flickering, PAGE, i % 2 ? PROT_READ | PROT_EXEC : PROT_NONE);
            usleep(i % 8 ? 0 : 200);
        }
        mprotect(flickering, PAGE, PROT_READ | PROT_EXEC);
        over = 1;
        return NULL;
    }
    while (!over) {
        if (sigsetjmp(back, 1))
            faults++;
        else
            flicker_wrong += ((function *)flickering)() != 77;
    }
    return NULL;
}

/* After mprotect has returned nobody runs the code. */
static void test_gone(void)
{
    volatile int ran = 0;
    mprotect(flickering, PAGE, PROT_READ);
    if (!sigsetjmp(back, 1))
        ran = ((function *)flickering)();
    verdict("not executable", ran, 0);
}

/* ---- more code than a small cache holds ---- */

enum { FUNCTIONS = 1000 };
static uint32_t *many;
static atomic_int many_wrong;

static void *run_many(void *argument)
{
    int step = 2 * (int)(intptr_t)argument + 1;
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < FUNCTIONS; i++) {
            int k = i * step % FUNCTIONS;
            many_wrong += ((function *)(many + 2 * k))() != k;
        }
    return NULL;
}

static void test_many(void)
{
    many = mmap(NULL, 8 * FUNCTIONS, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int k = 0; k < FUNCTIONS; k++) {
        many[2 * k] = number(k);
        many[2 * k + 1] = RETURN;
    }
    __builtin___clear_cache((char *)many, (char *)(many + 2 * FUNCTIONS));
    at_once(run_many);
    verdict("many", many_wrong, 0);
}

int main(void)
{
    struct sigaction action = { .sa_handler = on_fault, .sa_flags = SA_NODEFER };
    sigaction(SIGSEGV, &action, NULL);
    patched = map_code();
    write_code(patched, 0);
    at_once(run_patched);
    verdict("patched", old_code, 0);
    at_once(run_own);
    verdict("mapped", own_wrong, 0);
    flickering = map_code();
    write_code(flickering, 77);
    at_once(run_flickering);
    verdict("flickering", flicker_wrong, 0);
    verdict("flickering faults", faults > 0, 1);
    test_gone();
    test_many();
    return 0;
}
