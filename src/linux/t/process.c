/* fork, vfork, posix_spawn, wait, execve of guest and host programs and scripts. The program
   executes itself: argv[1] says what for. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

extern char **environ;
static char *volatile nowhere = (char *)8;
static char self[4096], folder[] = "/tmp/processXXXXXX";

static int wait_for(pid_t pid)
{
    int status = -1;
    waitpid(pid, &status, 0);
    return status & ~0x80;
}

static void child_says(int argc, char **argv)
{
    printf("child: argc %d", argc);
    for (int i = 0; i < argc; i++)
        printf(" [%s]", i == 0 && strchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[i]);
    printf(" T_X=%s, descriptor 9 is %s\n", getenv("T_X") ? getenv("T_X") : "-",
           fcntl(9, F_GETFD) < 0 ? "closed" : "open");
    sigset_t set;
    struct sigaction a;
    sigprocmask(SIG_BLOCK, NULL, &set);
    sigaction(SIGUSR1, NULL, &a);
    printf("child: SIGUSR2 blocked %d, SIGUSR1 ignored %d", sigismember(&set, SIGUSR2),
           a.sa_handler == SIG_IGN);
    sigaction(SIGFPE, NULL, &a);
    printf(", SIGFPE ignored %d\n", a.sa_handler == SIG_IGN);
    char exe[4096] = "";
    ssize_t size = readlink("/proc/self/exe", exe, sizeof exe - 1);
    printf("child: /proc/self/exe is process: %d\n", size > 0 && strstr(exe, "process") != NULL);
    fflush(stdout);
    exit(7);
}

/* In a forked child: what execve answers, when it does. */
static void try(const char *what, const char *path, char *const argv[], char *const envp[])
{
    printf("%s:\n", what);
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        execve(path, argv, envp);
        printf("%s\n", strerrorname_np(errno));
        fflush(stdout);
        _exit(99);
    }
    say("status", wait_for(pid));
}

static char *file(const char *name, const char *text, int mode)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (write(fd, text, strlen(text)) < 0)
        abort();
    fchmod(fd, mode);
    close(fd);
    return path;
}

static void test_exec(void)
{
    char *args[] = { "name", "says", "a b", "", NULL }, *env[] = { "T_X=1", NULL },
         *none[] = { NULL };
    try("ourselves", self, args, env);
    try("without environment", self, args, none);
    try("a host program", "/bin/echo", (char *[]){ "echo", "from the host", NULL }, env);
    try("no such file", "/no/such/file", args, env);
    try("a folder", "/tmp", args, env);
    try("not executable", file("plain", "text", 0644), args, env);
    try("no format", file("junk", "\001\002\003 junk", 0755), args, env);
    try("empty", file("empty", "", 0755), args, env);
    try("bad pointer", nowhere, args, env);
    try("bad argv", self, (char **)nowhere, env);
    char line[5000];
    snprintf(line, sizeof line, "#!%s says\n", self);
    char *script = file("script", line, 0755);
    try("a script for us", script, args, env);
    snprintf(line, sizeof line, "#! %s\n", script);
    try("a script for a script", file("script2", line, 0755), args, env);
    try("a script for the host's shell", file("script3", "#!/bin/sh\necho shell $1\n", 0755), args,
        env);
    try("a script for nothing", file("script4", "#!/no/such/thing\n", 0755), args, env);
    try("a script without a name", file("script5", "#!  \n", 0755), args, env);
}

static void test_inherited(void)
{
    sigset_t set;
    char *args[] = { "name", "says", NULL };
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGUSR1, SIG_IGN);
    signal(SIGFPE, SIG_IGN);
    dup2(1, 9);
    try("inherited", self, args, environ);
    fcntl(9, F_SETFD, FD_CLOEXEC);
    signal(SIGFPE, SIG_DFL);
    try("closed on exec", self, args, environ);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void test_descriptors(void)
{
    char *args[] = { "by-fd", "says", NULL };
    int fd = open(self, O_RDONLY | O_CLOEXEC);
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        fexecve(fd, args, environ);
        _exit(98);
    }
    say("fexecve", wait_for(pid));
    char *slash = strrchr(self, '/');
    *slash = 0;
    int dir = open(self, O_PATH | O_DIRECTORY);
    *slash = '/';
    pid = fork();
    if (!pid) {
        execveat(dir, slash + 1, args, environ, 0);
        _exit(98);
    }
    say("execveat", wait_for(pid));
}

static void test_fork(void)
{
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0),
        local = 1;
    fflush(stdout);
    pid_t pid = fork();
    if (!pid) {
        local = 2;
        *shared = getppid() != getpid() ? 3 : 0;
        _exit(5);
    }
    say("fork", wait_for(pid));
    say("memory of its own", local);
    say("shared memory", *shared);
    volatile int seen = 0;
    pid = vfork();
    if (!pid) {
        seen = 1;
        _exit(6);
    }
    say("vfork", wait_for(pid));
    say("shared by vfork", seen);
    show("no more children", waitpid(-1, NULL, 0));
    pid = vfork();
    if (!pid) {
        execl(self, "name", "says", NULL);
        _exit(98);
    }
    say("vfork and exec", wait_for(pid));
    pid = fork();
    if (!pid) {
        for (;;)
            pause();
    }
    kill(pid, SIGKILL);
    say("killed", wait_for(pid));
    siginfo_t info = { 0 };
    pid = fork();
    if (!pid)
        _exit(9);
    show("waitid", waitid(P_PID, pid, &info, WEXITED));
    say("its status", info.si_status);
    say("its code", info.si_code);
}

static void test_spawn(void)
{
    pid_t pid = 0;
    char *args[] = { "spawned", "says", NULL };
    fflush(stdout);
    int error = posix_spawn(&pid, self, NULL, NULL, args, environ);
    say("status", wait_for(pid));
    say("spawn", error);
    say("spawn of nothing is ENOENT",
        posix_spawn(&pid, "/no/such", NULL, NULL, args, environ) == ENOENT);
    posix_spawnattr_t attributes;
    sigset_t set;
    posix_spawnattr_init(&attributes);
    sigfillset(&set);
    posix_spawnattr_setsigdefault(&attributes, &set);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    signal(SIGUSR1, SIG_IGN);
    error = posix_spawn(&pid, self, NULL, &attributes, args, environ);
    say("status", wait_for(pid));
    say("spawn with default actions", error);
    struct sigaction a;
    sigaction(SIGUSR1, NULL, &a);
    say("ours is still ignored", a.sa_handler == SIG_IGN);
    FILE *f = popen("echo from popen; exit 3", "r");
    char line[100] = "";
    say("read", fgets(line, sizeof line, f) != NULL);
    printf("%s", line);
    say("pclose", pclose(f));
    say("system", system("exit 4"));
}

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "says"))
        child_says(argc, argv);
    setenv("T_X", "set", 1);
    if (!realpath(argv[0], self) || !mkdtemp(folder))
        return 1;
    test_fork();
    test_exec();
    test_inherited();
    test_descriptors();
    test_spawn();
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}
