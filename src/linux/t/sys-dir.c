/* Directories: getdents64, seeking, names of all lengths; and the listing of one's own
   descriptors. */
#include "sys.h"
#include <dirent.h>

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list(const char *path)
{
    char *names[300];
    int count = 0;
    DIR *d = opendir(path);

    for (struct dirent *e; d && (e = readdir(d)) && count < 300;) {
        char line[300];
        snprintf(line, sizeof line, "%.20s %zu type %d", e->d_name, strlen(e->d_name), e->d_type);
        names[count++] = strdup(line);
    }
    if (d)
        closedir(d);
    qsort(names, count, sizeof *names, compare);
    for (int i = 0; i < count; i++)
        puts(names[i]);
    printf("%d entries\n", count);
}

int main(void)
{
    char name[256];

    enter_folder();
    SHOW(mkdir("dir", 0700));
    for (int i = 1; i < 256; i += 23) {
        memset(name, 'a' + i % 26, i);
        name[i] = 0;
        close(open(name, O_CREAT | O_WRONLY, 0600));
    }
    list(".");
    int fd = open(".", O_RDONLY | O_DIRECTORY);
    char small[16], large[4096];
    SHOW(syscall(SYS_getdents64, fd, small, sizeof small));
    SHOW(syscall(SYS_getdents64, fd, large, sizeof large) > 0);
    SHOW(syscall(SYS_getdents64, fd, large, sizeof large));
    SHOW(lseek(fd, 0, SEEK_SET));
    SHOW(syscall(SYS_getdents64, fd, large, sizeof large) > 0);
    SHOW(syscall(SYS_getdents64, 0, large, sizeof large));
    close(fd);
    for (int i = 1; i < 256; i += 23) {
        memset(name, 'a' + i % 26, i);
        name[i] = 0;
        unlink(name);
    }
    SHOW(rmdir("dir"));
    leave_folder();

    for (int i = 3; i < 20; i++)
        close(i);
    list("/proc/self/fd");
    list("/proc/thread-self/fdinfo");
    return 0;
}
