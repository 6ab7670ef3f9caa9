/* ioctl: terminals, files, sockets, and what no driver knows. */
#include "sys.h"
#include <linux/fs.h>
#include <linux/kvm.h>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>

int main(void)
{
    for (int i = 3; i < 20; i++)
        close(i);
    int master = SHOW(posix_openpt(O_RDWR | O_NOCTTY));
    SHOW(grantpt(master));
    SHOW(unlockpt(master));
    int number, lock;
    SHOW(ioctl(master, TIOCGPTN, &number));
    SHOW(ioctl(master, TIOCGPTLCK, &lock));
    SHOW(lock);
    int slave = SHOW(ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
    SHOW(fcntl(slave, F_GETFD));
    SHOW(isatty(slave));
    struct termios t;
    SHOW(tcgetattr(slave, &t));
    printf("%o %o %o %o %d\n", t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, t.c_cc[VINTR]);
    cfmakeraw(&t);
    cfsetspeed(&t, B115200);
    SHOW(tcsetattr(slave, TCSANOW, &t));
    SHOW(tcgetattr(slave, &t));
    SHOW(cfgetospeed(&t) == B115200);
    struct winsize size = { 24, 80, 640, 480 }, got;
    SHOW(ioctl(master, TIOCSWINSZ, &size));
    SHOW(ioctl(slave, TIOCGWINSZ, &got));
    printf("%d %d\n", got.ws_row, got.ws_col);
    SHOW(write(master, "abc", 3));
    int waiting;
    SHOW(poll(&(struct pollfd){ slave, POLLIN, 0 }, 1, 2000));
    SHOW(ioctl(slave, FIONREAD, &waiting));
    SHOW(waiting);
    SHOW(ioctl(slave, TCFLSH, TCIFLUSH));
    SHOW(ioctl(slave, TIOCGWINSZ, bad_address));
    int on = 1;
    SHOW(ioctl(slave, FIONBIO, &on));
    SHOW(read(slave, &on, 1));

    int null = open("/dev/null", O_RDONLY);
    SHOW(isatty(null));
    SHOW(ioctl(null, TCGETS, &t));
    SHOW(ioctl(null, 0xdead));
    SHOW(ioctl(999, 0xdead));
    SHOW(ioctl(null, KVM_GET_API_VERSION, 0));

    int s = socket(AF_INET, SOCK_DGRAM, 0);
    struct ifreq r = { .ifr_name = "lo" };
    SHOW(ioctl(s, SIOCGIFINDEX, &r));
    SHOW(r.ifr_ifindex);
    SHOW(ioctl(s, SIOCGIFFLAGS, &r));
    SHOW((r.ifr_flags & IFF_LOOPBACK) != 0);
    SHOW(ioctl(s, FIOCLEX));
    SHOW(fcntl(s, F_GETFD));

    enter_folder();
    int file = open("file", O_CREAT | O_RDWR, 0600);
    long flags;
    int ok = ioctl(file, FS_IOC_GETFLAGS, &flags);
    HOLDS(ok == 0 || errno == ENOTTY || errno == EOPNOTSUPP);
    int block;
    int fibmap = ioctl(file, FIGETBSZ, &block);
    HOLDS(fibmap == 0 && block >= 512);
    unlink("file");
    leave_folder();
    return 0;
}
