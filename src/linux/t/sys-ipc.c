/* System V semaphores, shared memory and messages, POSIX message queues. */
#include "sys.h"
#include <mqueue.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>

union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
    struct seminfo *info;
};

static void semaphores(void)
{
    int id = semget(IPC_PRIVATE, 3, 0600 | IPC_CREAT);
    struct semid_ds s;
    unsigned short values[3] = { 1, 2, 3 };
    struct sembuf two[2] = { { 0, -1, 0 }, { 2, 4, IPC_NOWAIT } };

    SHOW(semctl(id, 0, SETALL, (union semun){ .array = values }));
    SHOW(semctl(id, 0, IPC_STAT, (union semun){ .buf = &s }));
    printf("semaphores %lu mode %o uid %d otime %ld\n", (unsigned long)s.sem_nsems, s.sem_perm.mode,
           s.sem_perm.uid == getuid(), (long)s.sem_otime);
    HOLDS(labs(s.sem_ctime - time(NULL)) < 10);
    SHOW(semop(id, two, 2));
    SHOW(semctl(id, 0, GETALL, (union semun){ .array = values }));
    printf("%d %d %d\n", values[0], values[1], values[2]);
    SHOW(semctl(id, 0, IPC_STAT, (union semun){ .buf = &s }));
    HOLDS(labs(s.sem_otime - time(NULL)) < 10);
    s.sem_perm.mode = 0640;
    SHOW(semctl(id, 0, IPC_SET, (union semun){ .buf = &s }));
    SHOW(semctl(id, 0, IPC_STAT, (union semun){ .buf = &s }));
    printf("mode %o\n", s.sem_perm.mode);
    SHOW(semctl(id, 2, GETVAL));
    SHOW(semctl(id, 2, GETPID) == getpid());
    struct timespec brief = { 0, 1000000 };
    SHOW(semtimedop(id, two, 1, &brief));
    SHOW(semctl(id, 0, IPC_STAT, (union semun){ .buf = bad_address }));
    SHOW(semctl(id, 0, IPC_RMID));
    SHOW(semctl(id, 0, GETVAL));
}

static void shared(void)
{
    int id = shmget(IPC_PRIVATE, 10000, 0600 | IPC_CREAT);
    char *a = shmat(id, NULL, 0), *b = shmat(id, NULL, SHM_RDONLY);
    struct shmid_ds s;

    HOLDS(a != (void *)-1 && b != (void *)-1 && a != b);
    strcpy(a, "shared");
    puts(b);
    fflush(stdout);
    if (!fork()) {
        strcpy(a, "by the child");
        _exit(0);
    }
    wait(NULL);
    puts(b);
    SHOW(shmctl(id, IPC_STAT, &s));
    printf("size %zu attached %lu mode %o\n", s.shm_segsz, (unsigned long)s.shm_nattch,
           s.shm_perm.mode & 0777);
    SHOW(shmdt(a));
    SHOW(shmdt(a));
    SHOW((long)shmat(id, (void *)1, 0));
    SHOW(shmdt(b));
    SHOW(shmctl(id, IPC_RMID, NULL));
}

static void messages(void)
{
    int id = msgget(IPC_PRIVATE, 0600 | IPC_CREAT);
    struct {
        long type;
        char text[16];
    } m = { 5, "five" }, got;
    struct msqid_ds s;

    SHOW(msgsnd(id, &m, 5, 0));
    m.type = 6;
    SHOW(msgsnd(id, &m, 3, IPC_NOWAIT));
    SHOW(msgctl(id, IPC_STAT, &s));
    printf("messages %lu mode %o\n", (unsigned long)s.msg_qnum, s.msg_perm.mode);
    SHOW(msgrcv(id, &got, 16, 6, 0));
    SHOW(msgrcv(id, &got, 16, 0, 0));
    puts(got.text);
    SHOW(msgrcv(id, &got, 16, 0, IPC_NOWAIT));
    SHOW(msgctl(id, IPC_RMID, NULL));
}

static void queues(void)
{
    char name[64], text[64];
    struct mq_attr attr = { .mq_maxmsg = 3, .mq_msgsize = 64 }, now;
    unsigned priority;

    snprintf(name, sizeof name, "/sys-ipc-%d", getpid());
    mqd_t q = mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, &attr);
    HOLDS(q != (mqd_t)-1);
    SHOW(mq_send(q, "low", 3, 1));
    SHOW(mq_send(q, "high", 4, 9));
    SHOW(mq_getattr(q, &now));
    printf("%ld of %ld, %ld bytes, nonblock %d\n", now.mq_curmsgs, now.mq_maxmsg, now.mq_msgsize,
           now.mq_flags == O_NONBLOCK);
    SHOW(mq_receive(q, text, sizeof text, &priority));
    SHOW(priority);
    SHOW(mq_receive(q, text, sizeof text, NULL));
    SHOW(mq_receive(q, text, sizeof text, NULL));
    SHOW(mq_unlink(name));
}

int main(void)
{
    semaphores();
    shared();
    messages();
    queues();
    return 0;
}
