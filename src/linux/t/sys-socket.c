/* Sockets of the local and the internet families, messages with descriptors and credentials. */
#include "sys.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

static void send_descriptor(int to, int fd)
{
    char space[CMSG_SPACE(sizeof fd)] = { 0 };
    struct iovec part = { "hello", 5 };
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space
    };
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);

    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(c), &fd, sizeof fd);
    SHOW(sendmsg(to, &message, 0));
}

static int receive_descriptor(int from)
{
    int fd = -1;
    char space[CMSG_SPACE(sizeof fd)], text[16] = { 0 };
    struct iovec part = { text, sizeof text - 1 };
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space
    };

    SHOW(recvmsg(from, &message, MSG_CMSG_CLOEXEC));
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    if (c && c->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(c), sizeof fd);
    printf("%s, descriptor %d, close on exec %d\n", text, fd >= 0, fcntl(fd, F_GETFD));
    return fd;
}

static void local(void)
{
    int pair[2], pipes[2];
    char text[16] = { 0 };
    struct ucred who;
    socklen_t size = sizeof who;

    SHOW(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
    SHOW(pipe(pipes));
    send_descriptor(pair[0], pipes[1]);
    int fd = receive_descriptor(pair[1]);
    SHOW(write(fd, "through", 7));
    SHOW(read(pipes[0], text, sizeof text));
    SHOW(getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &who, &size));
    HOLDS(who.pid == getpid() && who.uid == getuid());
    SHOW(shutdown(pair[0], SHUT_WR));
    SHOW(read(pair[1], text, sizeof text));
    SHOW(recv(pair[0], text, sizeof text, MSG_DONTWAIT));
    SHOW(send(pair[0], "x", 1, MSG_NOSIGNAL));
}

static void internet(void)
{
    int server = SHOW(socket(AF_INET, SOCK_STREAM, 0)) >= 0 ? 3 : -1, one = 1;
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) },
                       peer;
    socklen_t size = sizeof at;
    struct tcp_info info;
    char text[32];

    SHOW(setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one));
    SHOW(bind(server, (void *)&at, sizeof at));
    SHOW(listen(server, 5));
    SHOW(getsockname(server, (void *)&at, &size));
    int client = SHOW(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    connect(client, (void *)&at, sizeof at);
    size = sizeof peer;
    int accepted = SHOW(accept4(server, (void *)&peer, &size, SOCK_CLOEXEC));
    SHOW(size);
    SHOW(fcntl(client, F_SETFL, 0));
    SHOW(send(client, "0123456789", 10, 0));
    SHOW(recv(accepted, text, 4, MSG_PEEK));
    SHOW(recv(accepted, text, 10, MSG_WAITALL));
    struct iovec parts[2] = { { "ab", 2 }, { "cde", 3 } };
    SHOW(writev(accepted, parts, 2));
    int waiting;
    struct timeval limit = { 0, 20000 };
    SHOW(setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit));
    SHOW(recv(client, text, 1, 0));
    SHOW(ioctl(client, FIONREAD, &waiting));
    SHOW(waiting);
    SHOW(recv(client, text, 4, 0));
    SHOW(recv(client, text, 4, 0));
    size = sizeof info;
    SHOW(getsockopt(client, IPPROTO_TCP, TCP_INFO, &info, &size));
    SHOW(info.tcpi_state);
    SHOW(connect(socket(AF_INET, SOCK_STREAM, 0), bad_address, sizeof at));
}

static void datagrams(void)
{
    int a = socket(AF_INET, SOCK_DGRAM, 0), b = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) },
                       from;
    socklen_t size = sizeof at;
    char text[2][16];
    struct iovec out[2] = { { "first", 5 }, { "second", 6 } },
                 in[2] = { { text[0], 16 }, { text[1], 16 } };

    SHOW(bind(a, (void *)&at, sizeof at));
    SHOW(getsockname(a, (void *)&at, &size));
    struct mmsghdr many[2] = {
        { { .msg_name = &at, .msg_namelen = size, .msg_iov = &out[0], .msg_iovlen = 1 }, 0 },
        { { .msg_name = &at, .msg_namelen = size, .msg_iov = &out[1], .msg_iovlen = 1 }, 0 }
    };
    SHOW(sendmmsg(b, many, 2, 0));
    struct mmsghdr got[2] = { { { .msg_iov = &in[0], .msg_iovlen = 1 }, 0 },
                              { { .msg_iov = &in[1], .msg_iovlen = 1 }, 0 } };
    struct timespec limit = { 1, 0 };
    SHOW(recvmmsg(a, got, 2, 0, &limit));
    printf("%u %u %.5s %.6s\n", got[0].msg_len, got[1].msg_len, text[0], text[1]);
    SHOW(sendto(b, "third", 5, 0, (void *)&at, sizeof at));
    size = sizeof from;
    SHOW(recvfrom(a, text[0], 16, 0, (void *)&from, &size));
    HOLDS(from.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
}

int main(void)
{
    for (int fd = 3; fd < 20; fd++)
        close(fd);
    internet();
    local();
    datagrams();
    return 0;
}
