/* epoll, poll, select and the descriptors made for them: eventfd, timerfd, signalfd, inotify. */
#include "sys.h"
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

static volatile int caught;
static void on_signal(int s)
{
    caught = s;
}

static void wait_all(int ep, int room)
{
    struct epoll_event events[300];
    uint64_t sum = 0, bits = 0;
    int count = epoll_wait(ep, events, room, 0);

    for (int i = 0; i < count; i++) {
        sum += events[i].data.u64;
        bits |= events[i].events;
    }
    printf("epoll: %d events, sum %#lx, bits %#lx\n", count, sum, bits);
}

static void many(void)
{
    int ep = epoll_create1(EPOLL_CLOEXEC), fds[280];

    for (int i = 0; i < 280; i++) {
        struct epoll_event event = { EPOLLIN, { .u64 = 0x100000001ull * i } };
        fds[i] = eventfd(1, 0);
        epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &event);
    }
    wait_all(ep, 10);
    wait_all(ep, 200);
    SHOW(epoll_wait(ep, NULL, 0, 0));
    SHOW(epoll_wait(ep, bad_address, 10, 0));
    for (int i = 0; i < 280; i++)
        close(fds[i]);
    wait_all(ep, 100);
    close(ep);
}

int main(void)
{
    int ep = epoll_create1(0), pipes[2];
    struct epoll_event event = { EPOLLIN | EPOLLET, { .u64 = 0x1122334455667788 } };
    struct timespec soon = { 0, 1000000 };
    sigset_t set, empty;

    SHOW(pipe(pipes));
    SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, pipes[0], &event));
    SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, pipes[0], &event));
    wait_all(ep, 8);
    SHOW(write(pipes[1], "x", 1));
    wait_all(ep, 8);
    wait_all(ep, 8);
    event.events = EPOLLIN;
    event.data.u64 = 42;
    SHOW(epoll_ctl(ep, EPOLL_CTL_MOD, pipes[0], &event));
    wait_all(ep, 8);
    SHOW(epoll_ctl(ep, EPOLL_CTL_DEL, pipes[0], NULL));
    wait_all(ep, 8);
    SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, pipes[0], bad_address));
    SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, 999, &event));
    many();

    struct pollfd polled[2] = { { pipes[0], POLLIN, 0 }, { pipes[1], POLLOUT, 0 } };
    SHOW(poll(polled, 2, 100));
    printf("revents %d %d\n", polled[0].revents, polled[1].revents);
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(pipes[0], &readable);
    struct timeval brief = { 0, 1000 };
    SHOW(select(pipes[0] + 1, &readable, NULL, NULL, &brief));
    SHOW(FD_ISSET(pipes[0], &readable) != 0);

    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct itimerspec when = { { 0, 0 }, soon }, left;
    SHOW(timerfd_settime(timer, 0, &when, NULL));
    SHOW(poll(&(struct pollfd){ timer, POLLIN, 0 }, 1, 2000));
    uint64_t ticks;
    SHOW(read(timer, &ticks, sizeof ticks));
    SHOW(ticks);
    SHOW(timerfd_gettime(timer, &left));

    sigemptyset(&empty);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    SHOW(sigprocmask(SIG_BLOCK, &set, NULL));
    int sfd = signalfd(-1, &set, SFD_NONBLOCK);
    struct signalfd_siginfo info;
    SHOW(read(sfd, &info, sizeof info));
    SHOW(kill(getpid(), SIGUSR1));
    SHOW(poll(&(struct pollfd){ sfd, POLLIN, 0 }, 1, 2000));
    SHOW(read(sfd, &info, sizeof info));
    printf("signal %u from us %d\n", info.ssi_signo, info.ssi_pid == (uint32_t)getpid());

    signal(SIGUSR2, on_signal);
    SHOW(raise(SIGUSR2));
    SHOW(caught);
    SHOW(ppoll(NULL, 0, &soon, NULL));
    SHOW(ppoll(NULL, 0, NULL, &empty));
    SHOW(caught);
    caught = 0;
    raise(SIGUSR2);
    SHOW(pselect(0, NULL, NULL, NULL, NULL, &empty));
    SHOW(caught);
    caught = 0;
    raise(SIGUSR2);
    struct epoll_event events[4];
    SHOW(epoll_pwait(ep, events, 4, -1, &empty));
    SHOW(caught);
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    SHOW(sigismember(&now, SIGUSR2));

    enter_folder();
    int notify = inotify_init1(IN_NONBLOCK);
    SHOW(inotify_add_watch(notify, ".", IN_CREATE | IN_DELETE));
    close(open("file", O_CREAT | O_WRONLY, 0600));
    unlink("file");
    char buffer[512];
    SHOW(read(notify, buffer, sizeof buffer));
    struct inotify_event *first = (void *)buffer;
    printf("%s %#x\n", first->name, first->mask);
    leave_folder();
    return 0;
}
