/* The program: its command line (options.def), then linux_run. Started as dragoman-<isa> it runs
   that guest only. The kernel's binfmt_misc starts it, too: flag P keeps argv[0] of the guest
   and says so in AT_FLAGS, flag O gives the program as an open descriptor. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "cli/cli.h"
#include "interp/interp.h"
#include "linux/linux.h"
#include "lockstep/lockstep.h"
#include "mach/engine.h"
#include "opt/opt.h"
#include "service/client.h"

#define VERSION "0.1"
enum { HOT = 10000 }; /* -hot: measured over bench/ and short programs */
enum { OPTIMIZE_AFTER = 100000 }; /* -opt-threshold */

enum { WARM = 96 };

struct cli {
    struct linux_options options;
    struct log log;
    struct run_engine promoting; /* -accel interp-opt */
    struct lockstep_engine lockstep;
    char **argv;                 /* as we were started */
    struct service_client service;
    bool optimize;
    char **env;                  /* the guest's; ends with NULL; owned */
    char **again;                /* our name and options, for execve; ends with NULL; owned */
    size_t again_count;
};

/* One line, then the end. */
__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("dragoman: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void *checked(void *memory)
{
    if (!memory)
        fail("not enough memory");
    return memory;
}

/* ---- the guest's environment ---- */

static size_t count(char *const *strings)
{
    size_t n = 0;

    while (strings[n])
        n++;
    return n;
}

static void env_remove(struct cli *c, const char *name, size_t size)
{
    char **to = c->env;

    for (char **from = c->env; *from; from++)
        if (strncmp(*from, name, size) || (*from)[size] != '=')
            *to++ = *from;
    *to = NULL;
}

static void env_set(struct cli *c, char *setting)
{
    size_t n = count(c->env);

    env_remove(c, setting, (size_t)(strchr(setting, '=') - setting));
    n = count(c->env);
    c->env = checked(realloc(c->env, (n + 2) * sizeof *c->env));
    c->env[n] = setting;
    c->env[n + 1] = NULL;
}

static void each_word(struct cli *c, const char *list, void (*act)(struct cli *c, char *word))
{
    char *rest = checked(strdup(list)), *word; /* stays: the environment points into it */

    while ((word = strsep(&rest, ",")))
        if (*word)
            act(c, word);
}

static void set_word(struct cli *c, char *word)
{
    if (!strchr(word, '=') || *word == '=')
        fail("-E %s: not VAR=VALUE", word);
    env_set(c, word);
}

static void unset_word(struct cli *c, char *word)
{
    if (strchr(word, '='))
        fail("-U %s: not the name of a variable", word);
    env_remove(c, word, strlen(word));
}

/* ---- the options: what each function does is in options.def ---- */

static uint64_t number(const char *option, const char *text)
{
    char *end;

    errno = 0;
    uint64_t value = strtoull(text, &end, 0);
    if (end == text || *text == '-' || errno)
        fail("-%s %s: not a number", option, text);
    unsigned shift = *end == 'K' || *end == 'k' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    end += shift != 0;
    if (*end || value << shift >> shift != value)
        fail("-%s %s: not a number", option, text);
    return value << shift;
}

static void option_sysroot(struct cli *c, const char *option, const char *value)
{
    (void)option;
    c->options.sysroot = value;
}

static void option_set_env(struct cli *c, const char *option, const char *value)
{
    (void)option;
    each_word(c, value, set_word);
}

static void option_unset_env(struct cli *c, const char *option, const char *value)
{
    (void)option;
    each_word(c, value, unset_word);
}

static void option_argv0(struct cli *c, const char *option, const char *value)
{
    (void)option;
    c->options.argv0 = value;
}

static void option_release(struct cli *c, const char *option, const char *value)
{
    (void)option;
    c->options.release = value;
}

static void option_stack(struct cli *c, const char *option, const char *value)
{
    c->options.stack_size = number(option, value);
    if (!c->options.stack_size)
        fail("-%s %s: not a size", option, value);
}

static void list_cpus(const struct guest *g)
{
    printf("%s:\n", g->name);
    for (const struct guest_cpu *cpu = g->cpus; cpu->name; cpu++)
        printf("  %-12s %s\n", cpu->name, cpu->help);
}

static void option_cpu(struct cli *c, const char *option, const char *value)
{
    (void)option;
    if (strcmp(value, "help") && strcmp(value, "?")) {
        c->options.cpu = value;
        return;
    }
    if (!c->options.only || c->options.only == &guest_aarch64)
        list_cpus(&guest_aarch64);
    if (!c->options.only || c->options.only == &guest_riscv64)
        list_cpus(&guest_riscv64);
    exit(0);
}

static void option_strace(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->log.kinds |= 1ull << LOG_strace;
}

static void list_kinds(FILE *out)
{
#define LOG(name, text) fprintf(out, "  %-10s %s\n", #name, text);
#include "base/log.def"
#undef LOG
}

static void option_log_kinds(struct cli *c, const char *option, const char *value)
{
    if (!strcmp(value, "help") || !strcmp(value, "?")) {
        list_kinds(stdout);
        exit(0);
    }
    if (!log_parse_kinds(&c->log, value))
        fail("-%s %s: no such kind (-d help lists them)", option, value);
}

static void option_log_filter(struct cli *c, const char *option, const char *value)
{
    if (!log_parse_filter(&c->log, value))
        fail("-%s %s: not a list of ranges", option, value);
}

/* A program that the guest has executed goes on with the file. */
static void option_log_file(struct cli *c, const char *option, const char *value)
{
    char name[PATH_MAX];
    const char *percent = strstr(value, "%d");

    if (percent)
        snprintf(name, sizeof name, "%.*s%d%s", (int)(percent - value), value, (int)getpid(),
                 percent + 2);
    else
        snprintf(name, sizeof name, "%s", value);
    c->log.fd = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (c->log.fd < 0)
        fail("-%s %s: %s", option, name, strerror(errno));
}

static void option_single(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.run.max_insns = 1;
}

static void option_warm(struct cli *c, const char *option, const char *value)
{
    uint64_t n = number(option, value);
    c->options.run.warm = n < INT32_MAX ? (uint32_t)n : INT32_MAX;
}

static void option_hot(struct cli *c, const char *option, const char *value)
{
    uint64_t n = number(option, value);
    c->options.run.hot = n && n < RUN_NEVER ? (uint32_t)n : RUN_NEVER;
}

static void option_regions(struct cli *c, const char *option, const char *value)
{
    if (strcmp(value, "loop") && strcmp(value, "function"))
        fail("-%s %s: neither loop nor function", option, value);
    c->options.run.scope = strcmp(value, "loop") ? GUEST_FUNCTION : GUEST_LOOP;
}

static void option_optimize(struct cli *c, const char *option, const char *value)
{
    bool sync = !strcmp(value, "sync");
    if (!sync && strcmp(value, "async") && strcmp(value, "off"))
        fail("-%s %s: not one of sync, async, off", option, value);
    c->options.run.wait = sync;
    c->optimize = strcmp(value, "off");
}

static void option_optimize_after(struct cli *c, const char *option, const char *value)
{
    uint64_t n = number(option, value);
    c->options.run.optimize_after = n && n < RUN_NEVER ? (uint32_t)n : RUN_NEVER;
}

/* The guest may change folders before the command is needed. */
static void option_service(struct cli *c, const char *option, const char *value)
{
    if (value[0] != '/')
        fail("-%s %s: not an absolute name", option, value);
    c->service.command = value;
}

static void option_code_size(struct cli *c, const char *option, const char *value)
{
    bool plain = !strpbrk(value, "KkMG");
    c->options.run.code_size = (size_t)number(option, value) << (plain ? 20 : 0);
}

static void option_code_apart(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.run.code_apart = true;
}

static void option_random_registers(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.run.random_registers = true;
}

static void option_check(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.run.check = true;
}

static void option_stats(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.run.stats = true;
}

static void option_profile(struct cli *c, const char *option, const char *value)
{
    (void)option;
    c->options.profile = value;
}

static void option_perfmap(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.perfmap = true;
}

static void option_jitdump(struct cli *c, const char *option, const char *value)
{
    (void)option;
    (void)value;
    c->options.jitdump = true;
}

/* The interpreter behind the passes: tells their mistakes from those of the code generator. */
static void *compile_promoted(struct run *r, const struct ir_func *f,
                              struct run_unit_entry *entries, unsigned *count)
{
    if (f->block_count > 1)
        f = opt_promote(f->arena, f, r->guest->pins);
    return f ? interp_engine.compile(r, f, entries, count) : NULL;
}

static const struct run_engine *engine_called(const char *name)
{
    size_t i = 0;
    while (cli_engines[i] && strcmp(name, cli_engines[i]->name))
        i++;
    return cli_engines[i];
}

/* "lockstep", of the first engine, or "lockstep-" and an engine's name. */
static bool option_lockstep(struct cli *c, const char *value)
{
    size_t n = strlen("lockstep");
    if (strncmp(value, "lockstep", n) || (value[n] && value[n] != '-'))
        return false;
    const struct run_engine *tested = value[n] ? engine_called(value + n + 1) : cli_engines[0];
    if (!tested || tested == &interp_engine)
        return false;
    lockstep_make(&c->lockstep, &interp_engine, tested, c->argv);
    c->options.engine = &c->lockstep.engine;
    return true;
}

static void option_accel(struct cli *c, const char *option, const char *value)
{
    const struct run_engine *e = engine_called(value);
    if (e)
        c->options.engine = e;
    if (e || option_lockstep(c, value))
        return;
    if (strcmp(value, "interp-opt"))
        fail("-%s %s: no such engine", option, value);
    c->promoting = interp_engine;
    c->promoting.compile = compile_promoted;
    c->options.engine = &c->promoting;
}

static void option_seed(struct cli *c, const char *option, const char *value)
{
    c->options.seed = number(option, value);
    c->options.seeded = true;
}

static void option_exec_fd(struct cli *c, const char *option, const char *value)
{
    c->options.exec_fd = (int)number(option, value);
}

static void option_unsupported(struct cli *c, const char *option, const char *value)
{
    (void)c;
    fail("-%s %s: not supported", option, value);
}

static void option_version(struct cli *c, const char *option, const char *value)
{
    (void)c;
    (void)option;
    (void)value;
    puts("dragoman version " VERSION);
    exit(0);
}

static void option_help(struct cli *c, const char *option, const char *value);

/* ---- reading them ---- */

struct option {
    const char *name, *argument, *environment;
    void (*set)(struct cli *c, const char *option, const char *value);
    bool again;
    const char *help;
};

static const struct option options[] = {
#define OPTION(name, argument, environment, function, again, help) \
    { name, argument, environment, option_##function, again, help },
#include "cli/options.def"
#undef OPTION
};
enum { OPTIONS = sizeof options / sizeof *options };

static void option_help(struct cli *c, const char *option, const char *value)
{
    (void)c;
    (void)option;
    (void)value;
    puts("usage: dragoman [OPTIONS] PROGRAM [ARGUMENTS]\n"
         "Runs a Linux program built for AArch64 or RISC-V.\n");
    for (int i = 0; i < OPTIONS; i++) {
        char left[40];
        const struct option *o = &options[i];
        snprintf(left, sizeof left, "-%s %s", o->name, o->argument ? o->argument : "");
        printf("  %-20s %s%s%s%s\n", left, o->help, o->environment ? " [" : "",
               o->environment ? o->environment : "", o->environment ? "]" : "");
    }
    puts("\nKinds for -d:");
    list_kinds(stdout);
    exit(0);
}

static void give_again(struct cli *c, char *text)
{
    c->again = checked(realloc(c->again, (c->again_count + 2) * sizeof *c->again));
    c->again[c->again_count++] = text;
    c->again[c->again_count] = NULL;
}

static void read_environment(struct cli *c)
{
    for (int i = 0; i < OPTIONS; i++) {
        const char *value = options[i].environment ? getenv(options[i].environment) : NULL;
        if (value)
            options[i].set(c, options[i].name, value);
    }
}

static const struct option *find(const char *name)
{
    for (int i = 0; i < OPTIONS; i++)
        if (!strcmp(options[i].name, name))
            return &options[i];
    return NULL;
}

/* Returns where the program's name is. */
static char **read_arguments(struct cli *c, char **argv)
{
    while (*argv && (*argv)[0] == '-' && (*argv)[1]) {
        char *text = *argv++;
        if (!strcmp(text, "--"))
            break;
        const struct option *o = find(text + 1 + (text[1] == '-'));
        if (!o)
            fail("%s: no such option (--help lists them)", text);
        char *value = o->argument ? *argv++ : NULL;
        if (o->argument && !value)
            fail("%s: its argument %s is missing", text, o->argument);
        if (o->again)
            give_again(c, text);
        if (o->again && value)
            give_again(c, value);
        o->set(c, o->name, value);
    }
    return argv;
}

/* dragoman-aarch64 runs AArch64 only, and so on. */
static const struct guest *guest_of_name(const char *name)
{
    const struct guest *const guests[] = { &guest_aarch64, &guest_riscv64 };
    const char *dash = strrchr(name, '-');

    for (size_t i = 0; dash && i < sizeof guests / sizeof *guests; i++)
        if (!strcmp(dash + 1, guests[i]->name))
            return guests[i];
    return NULL;
}

/* binfmt_misc: { our name, the program's path, its argv[0] with flag P, its argv[1..] }. */
static char **read_binfmt(struct cli *c, char **argv)
{
    enum { PRESERVED_ARGV0 = 1 };

    errno = 0;
    unsigned long fd = getauxval(AT_EXECFD);
    if (!errno)
        c->options.exec_fd = (int)fd;
    if (!(getauxval(AT_FLAGS) & PRESERVED_ARGV0) || !argv[0] || !argv[1])
        return argv;
    c->options.argv0 = argv[1];
    argv[1] = argv[0];
    return argv + 1;
}

static void set_up_optimizer(struct cli *c)
{
    struct run_options *o = &c->options.run;
    if (!c->optimize)
        return;
    if (!o->optimize_after)
        o->optimize_after = OPTIMIZE_AFTER;
    if (o->hot > o->optimize_after) /* samples are no finer */
        o->hot = o->optimize_after;
    service_client_init(&c->service, c->service.command);
    o->optimizer = &c->service.optimizer;
}

/* Memory of one compilation is given back before the next takes as much: it stays with us meanwhile, since having it again from
   the kernel is a fault for each page. */
static void keep_freed_memory(void)
{
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
}

int main(int argc, char **argv, char **envp)
{
    char *name = argc ? argv[0] : (char *)"dragoman";
    struct cli c = {
        .options = { .exec_fd = -1,
                     .engine = cli_engines[0],
                     .only = guest_of_name(name),
                     .run = { .warm = WARM, .hot = HOT } },
        .log = { .fd = 2 },
        .argv = argv,
        .optimize = true,
    };
    size_t size = (count(envp) + 1) * sizeof *envp;

    keep_freed_memory();
    c.env = checked(malloc(size));
    memcpy(c.env, envp, size);
    give_again(&c, name);
    read_environment(&c);
    argv = argc ? read_arguments(&c, argv + 1) : argv;
    if (!*argv)
        fail("no program given (--help shows how)");
    argv = read_binfmt(&c, argv);
    c.options.again = c.again;
    if (c.options.engine == cli_engines[0])
        c.options.run.first = &interp_engine;
    set_up_optimizer(&c);
    int status = linux_run(&c.options, &c.log, argv, c.env);
    exit(status); /* not return: c still owns what it points to */
}
