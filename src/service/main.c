/* dragoman-opt, the optimiser service: its command line, and what makes it a good citizen whoever started it. */
#define _GNU_SOURCE
#include "service/service.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct settings {
    struct service_options options;
    size_t memory; /* bytes that the process may have; 0: any */
    bool status, protocol, help;
};

static int complain(const char *what, const char *which)
{
    fprintf(stderr, "dragoman-opt: %s: %s\n", which, what);
    return 1;
}

/* ---- the command line ---- */

static bool number(const char *text, unsigned long least, unsigned long most, unsigned long *out)
{
    char *end;
    errno = 0;
    *out = strtoul(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && !errno && *out >= least && *out <= most;
}

static bool set_folder(struct settings *s, const char *value)
{
    s->options.folder = value;
    return value[0] == '/';
}

static bool set_idle(struct settings *s, const char *value)
{
    unsigned long n;
    bool good = number(value, 1, 1 << 30, &n);
    s->options.idle = (unsigned)n;
    return good;
}

static bool set_jobs(struct settings *s, const char *value)
{
    unsigned long n;
    bool good = number(value, 1, 256, &n);
    s->options.limits.jobs = (unsigned)n;
    return good;
}

static bool set_memory(struct settings *s, const char *value)
{
    unsigned long n;
    bool good = number(value, 64, 1 << 20, &n);
    s->memory = n << 20;
    return good;
}

static bool set_engine(struct settings *s, const char *value)
{
    for (int i = 0; service_engines[i]; i++)
        if (!strcmp(service_engines[i]->name, value)) {
            s->options.engine = service_engines[i];
            return true;
        }
    return false;
}

static bool set_log(struct settings *s, const char *value)
{
    s->options.log = fopen(value, "ae");
    return s->options.log;
}

static bool set_record(struct settings *s, const char *value)
{
    s->options.limits.record = value;
    return value[0] == '/';
}

static bool set_status(struct settings *s, const char *value)
{
    (void)value;
    return s->status = true;
}

static bool set_protocol(struct settings *s, const char *value)
{
    (void)value;
    return s->protocol = true;
}

static bool set_help(struct settings *s, const char *value)
{
    (void)value;
    return s->help = true;
}

static const struct option {
    const char *name, *argument, *help;
    bool (*set)(struct settings *s, const char *value);
} options[] = {
    { "--folder", "DIR", "of the socket (default: dragoman below $XDG_RUNTIME_DIR, else /tmp/dragoman-UID)", set_folder },
    { "--jobs", "N", "threads that compile (default: 1)", set_jobs },
    { "--idle", "SECONDS", "ends after so long without requests (default: 60)", set_idle },
    { "--memory", "MIB", "data that the process may have (default: 2048)", set_memory },
    { "--engine", "NAME", "the code generator", set_engine },
    { "--log", "FILE", "what happens goes there", set_log },
    { "--record", "DIR", "each request goes to a file in this absolute path before it is compiled (tools/regions)", set_record },
    { "--status", NULL, "shows what the running service has done", set_status },
    { "--protocol", NULL, "shows the messages", set_protocol },
    { "--help", NULL, "shows this", set_help },
};
enum { OPTIONS = sizeof options / sizeof *options };

static void show_help(void)
{
    puts("usage: dragoman-opt [OPTIONS]\n\n"
         "The optimiser service of Dragoman: compiles hot code for all of a user's dragoman processes. They start\n"
         "it when they have something for it; it ends when they have not. Started by hand, it does the same.\n");
    for (int i = 0; i < OPTIONS; i++) {
        char left[40];
        snprintf(left, sizeof left, "%s %s", options[i].name, options[i].argument ? options[i].argument : "");
        printf("  %-18s %s\n", left, options[i].help);
    }
    puts("\nCode generators:");
    for (int i = 0; service_engines[i]; i++)
        printf("  %-18s %s%s\n", service_engines[i]->name, service_engines[i]->help, i ? "" : " (default)");
    puts("\nThe exit status is 0 when it has been idle or another one serves already, 2 when there is no place for a\n"
         "socket, 3 when a request took too long.");
}

/* 0, or the exit status. */
static int read_options(struct settings *s, char **argv)
{
    while (*argv) {
        const struct option *o = options;
        while (o < options + OPTIONS && strcmp(o->name, *argv))
            o++;
        if (o == options + OPTIONS)
            return complain("no such option (--help lists them)", *argv);
        const char *value = o->argument ? *++argv : NULL;
        if (o->argument && !value)
            return complain("its argument is missing", o->name);
        if (!o->set(s, value))
            return complain("not a good value", value);
        argv++;
    }
    return 0;
}

/* ---- --status ---- */

static bool receive_message(int fd, struct service_buffer *in, enum service_message wanted)
{
    enum service_message m;
    uint8_t bytes[512];
    for (;;) {
        size_t size = in->size < SERVICE_HEADER ? SERVICE_HEADER : service_size(in->data, sizeof bytes, &m);
        if (!size)
            return false;
        if (in->size >= SERVICE_HEADER && in->size >= size) {
            if (m == wanted)
                return true;
            service_buffer_drop(in, size);
            continue;
        }
        ssize_t n = recv(fd, bytes, sizeof bytes, 0);
        if (n <= 0 || !service_buffer_add(in, bytes, (size_t)n))
            return false;
    }
}

static void print_status(const struct service_status *s)
{
    printf("pid %u\nclients %u\n", s->pid, s->clients);
#define SHOW(name) printf(#name " %lu\n", (unsigned long)s->name)
    SHOW(requests);
    SHOW(compiled);
    SHOW(merged);
    SHOW(cached);
    SHOW(refused);
    SHOW(busy);
    SHOW(queued);
    SHOW(bytes);
    SHOW(memory);
    SHOW(peak);
    SHOW(microseconds);
#undef SHOW
}

static int show_status(const char *folder)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct service_buffer in = { 0 }, out = { 0 };
    struct service_place place;
    struct service_hello hello = service_hello();
    struct service_question question;
    struct service_status status;
    struct arena arena;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!service_place_find(&place, folder))
        return complain("there is no folder for sockets", "--status");
    memcpy(address.sun_path, place.socket, strlen(place.socket) + 1);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0 || !service_peer_is_ours(fd))
        return complain("no service is running", "--status");
    arena_init(&arena);
    bool good = service_encode(&out, SERVICE_hello, &hello) && service_encode(&out, SERVICE_question, &question) &&
                send(fd, out.data, out.size, MSG_NOSIGNAL) == (ssize_t)out.size && receive_message(fd, &in, SERVICE_status) &&
                service_decode(in.data + SERVICE_HEADER, in.size - SERVICE_HEADER, SERVICE_status, &status, &arena);
    if (good)
        print_status(&status);
    service_buffer_free(&in);
    service_buffer_free(&out);
    arena_free(&arena);
    close(fd);
    return good ? 0 : complain("the service does not answer", "--status");
}

/* ---- a good citizen ---- */

/* Descriptors 0 to 2 are something, so that nothing written to them meets a socket. */
static void fill_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0 && eventfd(0, 0) < 0)
            return;
}

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (write(fd, text, strlen(text)) < 0)
        errno = 0; /* it was worth a try */
    close(fd);
}

/* Whatever the starter has set for itself is not for us; everybody else comes first. */
static void step_back(void)
{
    cpu_set_t all;
    const struct sched_param plain = { 0 };
    memset(&all, 0xff, sizeof all);
    sched_setaffinity(0, sizeof all, &all);
    sched_setscheduler(0, SCHED_BATCH, &plain);
    setpriority(PRIO_PROCESS, 0, 10);
    write_file("/proc/self/autogroup", "10");
}

static void bound_memory(size_t bytes)
{
    const struct rlimit no_core = { 0, 0 };
    setrlimit(RLIMIT_CORE, &no_core);
    mallopt(M_ARENA_MAX, 2);
#ifndef DRAGOMAN_CHECKS /* sanitizers want more than anything */
    const struct rlimit data = { bytes, bytes };
    setrlimit(RLIMIT_DATA, &data);
#else
    (void)bytes;
#endif
}

int main(int argc, char **argv)
{
    struct settings s = {
        .options = { .idle = 60,
                     .engine = service_engines[0],
                     .limits = { .jobs = 1, .queue = 4096, .per_client = 256, .results = 64 << 20, .compile_seconds = 60 } },
        .memory = (size_t)2048 << 20,
    };
    fill_standard_descriptors();
    int status = argc ? read_options(&s, argv + 1) : 0;
    if (status)
        return status;
    if (s.help)
        show_help();
    else if (s.protocol)
        service_describe(stdout);
    if (s.help || s.protocol)
        return 0;
    if (s.status)
        return show_status(s.options.folder);
    if (chdir("/") < 0)
        return 2;
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    step_back();
    bound_memory(s.memory);
    return service_serve(&s.options);
}
