/* Resource limits: those of memory are kept, told and inherited; the runtime lives on under
   them. */
#include "sys.h"
#include <sys/mman.h>
#include <sys/resource.h>

static void tell(const char *name, int resource)
{
    struct rlimit l;

    if (getrlimit(resource, &l))
        printf("%s: %s\n", name, strerror(errno));
    else
        printf("%s: %ld %ld\n", name, (long)l.rlim_cur, (long)l.rlim_max);
}

static void set(int resource, rlim_t soft, rlim_t hard)
{
    SHOW(setrlimit(resource, &(struct rlimit){ soft, hard }));
}

int main(void)
{
    struct rlimit old, new;

    set(RLIMIT_AS, 1 << 30, 2u << 30);
    tell("AS", RLIMIT_AS);
    set(RLIMIT_DATA, 1 << 28, 1 << 28);
    tell("DATA", RLIMIT_DATA);
    set(RLIMIT_STACK, 4 << 20, 8 << 20);
    tell("STACK", RLIMIT_STACK);
    set(RLIMIT_AS, 3, 2);
    set(RLIMIT_CORE, 0, 0);
    tell("CORE", RLIMIT_CORE);
    set(RLIMIT_NOFILE, 100, 200);
    tell("NOFILE", RLIMIT_NOFILE);
    new = (struct rlimit){ 1 << 20, 1 << 20 };
    SHOW(prlimit(getpid(), RLIMIT_AS, &new, &old));
    printf("old %ld %ld\n", (long)old.rlim_cur, (long)old.rlim_max);
    SHOW(prlimit(0, RLIMIT_AS, NULL, &old));
    printf("now %ld %ld\n", (long)old.rlim_cur, (long)old.rlim_max);
    SHOW(getrlimit(RLIMIT_AS, bad_address));
    SHOW(getrlimit(99, &old));
    fflush(stdout);
    if (!fork()) {
        tell("child's AS", RLIMIT_AS);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    return 0;
}
