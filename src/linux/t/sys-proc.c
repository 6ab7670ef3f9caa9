/* /proc tells of the program, not of what runs it. */
#include "sys.h"
#include <sys/auxv.h>
#include <sys/mman.h>
#include <signal.h>
#include <limits.h>

#ifdef __aarch64__
#define CPU_WORD "CPU implementer"
#elif defined(__riscv)
#define CPU_WORD "rv64imafdc"
#else
#define CPU_WORD "GenuineIntel\0AuthenticAMD"
#endif

extern char **environ;
static char global[100000];

static size_t read_all(const char *path, char *to, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t done = 0;
    ssize_t step;

    while (fd >= 0 && (step = read(fd, to + done, size - 1 - done)) > 0)
        done += step;
    close(fd);
    to[done] = 0;
    return done;
}

/* The permissions and the name of the mapping that holds an address. */
static void mapping(const char *what, const void *address, const char *path)
{
    char line[1024];
    FILE *maps = fopen(path, "r");
    uintptr_t at = (uintptr_t)address;

    printf("%s: ", what);
    while (maps && fgets(line, sizeof line, maps)) {
        unsigned long start, end;
        char perms[5], name[512] = "";
        if (sscanf(line, "%lx-%lx %4s %*x %*s %*d %511[^\n]", &start, &end, perms, name) < 3)
            continue;
        if (at < start || at >= end)
            continue;
        char *slash = strrchr(name, '/');
        printf("%s %s\n", perms, slash ? slash + 1 : name);
        fclose(maps);
        return;
    }
    printf("not there\n");
}

static void exe(const char *program)
{
    char link[PATH_MAX], real[PATH_MAX];
    struct stat a, b;
    ssize_t n = readlink("/proc/self/exe", link, sizeof link - 1);

    link[n < 0 ? 0 : n] = 0;
    HOLDS(realpath(program, real) && !strcmp(link, real));
    char own[64];
    snprintf(own, sizeof own, "/proc/%d/exe", getpid());
    HOLDS(readlink(own, link, sizeof link) == n);
    HOLDS(readlink("/proc/thread-self/exe", link, sizeof link) == n);
    SHOW(readlink("/proc/self/exe", link, 3));
    int dir = open("/proc/self", O_RDONLY | O_DIRECTORY);
    HOLDS(readlinkat(dir, "exe", link, sizeof link) == n);
    SHOW(stat(program, &a));
    SHOW(stat("/proc/self/exe", &b));
    HOLDS(a.st_ino == b.st_ino);
    SHOW(lstat("/proc/self/exe", &b));
    HOLDS(S_ISLNK(b.st_mode));
    int fd = SHOW(open("/proc/self/exe", O_RDONLY) >= 0) ? open("/proc/self/exe", O_RDONLY) : -1;
    SHOW(fstat(fd, &b));
    HOLDS(a.st_ino == b.st_ino);
    SHOW(access("/proc/self/exe", X_OK));
    close(dir);
}

int main(int argc, char **argv)
{
    static char text[1 << 20], other[1 << 20];
    int local = 0;

    (void)argc;
    if (!getenv("SYS_PROC")) { /* by our own name, with known arguments */
        read_all("/proc/self/comm", text, sizeof text);
        fputs(text, stdout);
        fflush(stdout);
        setenv("SYS_PROC", "set", 1);
        char *const again[] = { "program", argv[0], "second argument", "", NULL };
        execv("/proc/self/exe", again);
        return 1;
    }
    char others[64], command[128];
    snprintf(others, sizeof others, "/proc/%d/cmdline", getpid());
    snprintf(command, sizeof command, "tr '\\0' '\\n' < %s | sed 2d", others);
    fflush(stdout);
    if (!fork()) { /* as another process sees us */
        execl("/bin/sh", "sh", "-c", command, NULL);
        _exit(1);
    }
    wait(NULL);
    exe(argv[1]);
    size_t n = read_all("/proc/self/cmdline", text, sizeof text);
    HOLDS(n == sizeof "program" + strlen(argv[1]) + 1 + sizeof "second argument" + 1);
    HOLDS(!strcmp(text, "program") && !strcmp(text + sizeof "program", argv[1]));
    read_all("/proc/self/environ", text, sizeof text);
    HOLDS(!strcmp(text, environ[0]));
    n = read_all("/proc/self/auxv", text, sizeof text);
    unsigned long *auxv = (void *)text;
    unsigned long entry = 0;
    for (size_t i = 0; i + 1 < n / sizeof *auxv; i += 2)
        if (auxv[i] == AT_ENTRY)
            entry = auxv[i + 1];
    HOLDS(entry == getauxval(AT_ENTRY));

    void *anonymous =
        mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect((char *)anonymous + 4096, 4096, PROT_NONE);
    mapping("code", main, "/proc/self/maps");
    mapping("data", global, "/proc/self/maps");
    mapping("stack", &local, "/proc/self/maps");
    mapping("first page", anonymous, "/proc/self/maps");
    mapping("second page", (char *)anonymous + 4096, "/proc/self/maps");
    mapping("third page", (char *)anonymous + 8192, "/proc/self/maps");
    mapping("heap", sbrk(1000), "/proc/self/maps");
    mapping("code, smaps", main, "/proc/self/smaps");
    mapping("unmapped", (void *)0x1000, "/proc/self/maps");
    read_all("/proc/self/maps", text, sizeof text);
    HOLDS(!strstr(text, "dragoman"));

    signal(SIGUSR1, SIG_IGN);
    signal(SIGHUP, SIG_DFL);
    read_all("/proc/self/status", text, sizeof text);
    char *ignored = strstr(text, "SigIgn:");
    HOLDS(ignored && (strtoul(ignored + 7, NULL, 16) & 0x201) == 0x200);
    HOLDS(strstr(text, "Threads:\t1\n") != NULL);

    read_all("/proc/self/stat", text, sizeof text);
    unsigned long start_stack = 0;
    char *fields = strrchr(text, ')') + 2;
    for (int i = 3; fields && i < 28; i++)
        fields = strchr(fields, ' ') + 1;
    start_stack = strtoul(fields, NULL, 10);
    HOLDS(start_stack > (unsigned long)&local && start_stack <= (unsigned long)argv[0]);
    HOLDS(atoi(text) == getpid());

    read_all("/proc/cpuinfo", text, sizeof text);
    HOLDS(strstr(text, CPU_WORD) != NULL || strstr(text, "AuthenticAMD") != NULL);
    HOLDS(strstr(text, "processor\t: 0\n") != NULL);

    int fd = open("/proc/self/maps", O_RDONLY);
    SHOW(fcntl(fd, F_GETFD));
    SHOW(write(fd, "x", 1));
    HOLDS(!geteuid() || open("/proc/self/auxv", O_WRONLY) < 0);
    int mem = open("/proc/self/mem", O_RDONLY);
    SHOW(pread(mem, other, 4, (off_t)(uintptr_t)argv[2]));
    printf("%.4s\n", other);
    return 0;
}
