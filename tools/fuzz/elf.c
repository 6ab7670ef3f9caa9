/* Target elf: bytes as the file of a program, from execve's first look to what the first
   instruction would find on its stack: scripts (program.c), headers and mapping (elf.c), stack.

   Segments are really mapped where they want to be. That does no harm to the fuzzer because mapping
   refuses addresses that are in use (linux/memory.c), which is one of the laws under test; all of it is unmapped
   afterwards. Scripts that name a device are left alone, since opening one may do something. */
#define _GNU_SOURCE
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "interp/interp.h"
#include "linux/program.h"

struct world {
    struct log log;
    struct linux_options options;
    struct linux_memory memory;
    struct run run;
    struct linux_process process;
};

static void make_world(struct world *w)
{
    w->options = (struct linux_options){ .exec_fd = -1, .stack_size = 1 << 17, .seeded = true };
    w->memory = (struct linux_memory){ 0 };
    w->run.engine = &interp_engine;
    w->run.log = &w->log;
    w->process = (struct linux_process){
        .run = &w->run, .options = &w->options, .log = &w->log, .memory = &w->memory, .own = { -1, -1, -1, -1, -1, -1 },
    };
}

static void end_world(struct world *w)
{
    while (w->memory.count) {
        struct linux_mapping m = w->memory.map[0];
        bug_on(linux_unmap(&w->process, m.start, m.end - m.start), "cannot unmap %#lx-%#lx", m.start, m.end);
    }
    free(w->memory.map);
    if (w->run.cache)
        run_free(&w->run);
}

/* ---- laws ---- */

/* The end of the image that the address is in, 0 when it is in none. */
static uint64_t image_end(const struct linux_image *images, unsigned count, uint64_t address)
{
    for (unsigned i = 0; i < count; i++)
        if (address >= images[i].start && address < images[i].end)
            return images[i].end;
    return 0;
}

/* The table's mapping is inside of the images (it may span two neighbours), is really mapped, and can be read at both ends if
   it says so. */
static void check_mapping(const struct linux_mapping *m, const struct linux_image *images, unsigned count)
{
    unsigned char in_core;
    for (uint64_t at = m->start; at < m->end;) {
        at = image_end(images, count, at);
        bug_on(!at, "%#lx-%#lx was mapped outside of the images", m->start, m->end);
    }
    bug_on(mincore((void *)m->start, PAGE, &in_core) < 0, "%#lx is not mapped", m->start);
    bug_on(mincore((void *)(m->end - PAGE), PAGE, &in_core) < 0, "the page before %#lx is not mapped", m->end);
    if (m->prot) {
        (void)*(volatile const uint8_t *)m->start;
        (void)*(volatile const uint8_t *)(m->end - 1);
    }
}

static void check_images(const struct world *w, const struct linux_image *images, unsigned count)
{
    for (size_t i = 0; i < w->memory.count; i++) {
        const struct linux_mapping *m = &w->memory.map[i];
        bug_on(m->start >= m->end || (i && m->start < m[-1].end), "the table of mappings is out of order");
        check_mapping(m, images, count);
    }
}

/* ---- the way of a file ---- */

/* The file's image, again as if it were its own interpreter when it can be anywhere, and a stack. */
static void map(struct world *w, const struct linux_elf *e, char **argv)
{
    struct linux_image images[2];
    struct linux_process *p = &w->process;
    struct linux_start start = { .argv = argv, .envp = argv, .name = argv[0], .image = &images[0] };
    unsigned count = 0;
    if (linux_elf_map(p, e, 0x550000000000, &images[count]))
        return;
    count++;
    if (e->header.e_type == ET_DYN) {
        if (linux_elf_map(p, e, 0, &images[count]))
            return;
        start.interp = &images[count++];
    }
    check_images(w, images, count);
    int64_t sp = linux_stack_make(p, &start);
    bug_on(sp > 0 && (sp % 16 || *(uint64_t *)sp == 0), "the stack starts at %#lx", sp);
}

static void load(struct world *w, const struct linux_program *g)
{
    struct linux_elf e;
    if (linux_elf_read(&e, g->fd))
        return;
    w->process.abi = linux_abi_for(&w->options, &e);
    if (!w->process.abi)
        w->process.abi = &linux_riscv64; /* what follows is the same for all */
    w->run.guest = w->process.abi->guest;
    w->run.features = w->run.guest->cpus[0].features;
    bug_on(!run_init(&w->run), "no memory");
    map(w, &e, g->argv);
}

static int file_of(const uint8_t *data, size_t size)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    bug_on(fd < 0 || write(fd, data, size) != (ssize_t)size, "no memory for the file");
    return fd;
}

void fuzz_elf(const uint8_t *data, size_t size)
{
    char name[64];
    struct world w = { 0 };
    struct linux_program g;
    if (size >= 2 && data[0] == '#' && memmem(data, size, "dev", 3))
        return;
    int fd = file_of(data, size);
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    char *argv[] = { name, NULL };
    make_world(&w);
    if (!linux_program_open(&w.process, &g, name, -1, argv)) {
        load(&w, &g);
        linux_program_close(&g);
    }
    end_world(&w);
    close(fd);
}
