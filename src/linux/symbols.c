/* The names of guest code, for perf and profiles: the function that an address is in, by the symbol table of the file that is mapped there. Which
   file that is says /proc/self/maps, when an address is first asked for; nothing is done before, and nothing when a file is
   mapped. Files may be hostile: what they say is checked against their size, and wrong tables give no names. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "linux/program.h"

struct image { /* a mapped file */
    uint64_t start, end, bias;
    char *name; /* of the file, without folders */
    Elf64_Sym *symbols; /* functions, by address */
    size_t count;
    char *strings;
    size_t strings_size; /* ends with a NUL */
    struct image *next;
};

struct linux_symbols {
    struct image *images;
    uint64_t start, end; /* a mapping that has no file, the last one that was come across */
};

/* ---- a file's symbols ---- */

/* Reads a part of the file; NULL: it has no such part, or no memory. One byte more is zero. */
static void *read_part(const struct linux_elf *e, uint64_t offset, uint64_t size)
{
    if (!size || offset > e->file_size || size > e->file_size - offset)
        return NULL;
    char *p = malloc(size + 1);
    if (p && pread(e->fd, p, size, (off_t)offset) == (ssize_t)size) {
        p[size] = 0;
        return p;
    }
    free(p);
    return NULL;
}

static const Elf64_Shdr *find_section(const Elf64_Shdr *s, unsigned count, unsigned type)
{
    for (unsigned i = 0; i < count; i++)
        if (s[i].sh_type == type && s[i].sh_link < count)
            return &s[i];
    return NULL;
}

static bool is_function(const struct image *m, const Elf64_Sym *s)
{
    unsigned type = ELF64_ST_TYPE(s->st_info);
    return (type == STT_FUNC || type == STT_GNU_IFUNC) && s->st_shndx != SHN_UNDEF && s->st_name < m->strings_size &&
           m->strings[s->st_name];
}

/* By address; of those at one address the last is the one to take: with a size, and global. */
static int by_address(const void *x, const void *y)
{
    const Elf64_Sym *a = x, *b = y;
    if (a->st_value != b->st_value)
        return a->st_value < b->st_value ? -1 : 1;
    if (!a->st_size != !b->st_size)
        return a->st_size ? 1 : -1;
    return (int)(ELF64_ST_BIND(a->st_info) != STB_LOCAL) - (int)(ELF64_ST_BIND(b->st_info) != STB_LOCAL);
}

static void read_table(struct image *m, const struct linux_elf *e, const Elf64_Shdr *table, const Elf64_Shdr *strings)
{
    size_t count = table->sh_size / sizeof *m->symbols, kept = 0;
    m->symbols = read_part(e, table->sh_offset, table->sh_size);
    m->strings = read_part(e, strings->sh_offset, strings->sh_size);
    m->strings_size = m->strings ? strings->sh_size : 0;
    for (size_t i = 0; m->symbols && i < count; i++)
        if (is_function(m, &m->symbols[i]))
            m->symbols[kept++] = m->symbols[i];
    m->count = kept;
    if (kept)
        qsort(m->symbols, kept, sizeof *m->symbols, by_address);
}

/* The full table, or what the dynamic linker needs when that has been stripped. */
static void read_symbols(struct image *m, const struct linux_elf *e)
{
    unsigned count = e->header.e_shnum;
    Elf64_Shdr *s = e->header.e_shentsize == sizeof *s ? read_part(e, e->header.e_shoff, count * sizeof *s) : NULL;
    if (!s)
        return;
    const Elf64_Shdr *table = find_section(s, count, SHT_SYMTAB);
    if (!table)
        table = find_section(s, count, SHT_DYNSYM);
    if (table)
        read_table(m, e, table, &s[table->sh_link]);
    free(s);
}

/* ---- which file ---- */

struct mapping {
    uint64_t start, end, offset;
    char path[PATH_MAX];
};

static bool find_mapping(uint64_t pc, struct mapping *m)
{
    char line[PATH_MAX + 200];
    FILE *in = fopen("/proc/self/maps", "re");
    bool found = false;
    while (in && !found && fgets(line, sizeof line, in)) {
        int at = 0;
        unsigned long start, end, offset;
        line[strcspn(line, "\n")] = 0;
        found = sscanf(line, "%lx-%lx %*s %lx %*s %*s %n", &start, &end, &offset, &at) == 3 && at && pc >= start && pc < end;
        if (found) {
            *m = (struct mapping){ start, end, offset, "" };
            snprintf(m->path, sizeof m->path, "%.*s", PATH_MAX - 1, line + at);
        }
    }
    if (in)
        fclose(in);
    return found && m->path[0] == '/';
}

/* How far the image is from where its headers say; false: this part of the file is none of its segments. */
static bool find_bias(const struct linux_elf *e, const struct mapping *m, uint64_t *bias)
{
    bool found = false;
    for (unsigned i = 0; i < e->header.e_phnum; i++) {
        const Elf64_Phdr *s = &e->segments[i];
        uint64_t first = PAGE_DOWN(s->p_offset), end = PAGE_UP(s->p_offset + s->p_filesz);
        if (s->p_type != PT_LOAD || m->offset < first || m->offset >= end || (found && !(s->p_flags & PF_X)))
            continue;
        *bias = m->start - (PAGE_DOWN(s->p_vaddr) + (m->offset - first));
        found = true;
    }
    return found;
}

static void free_image(struct image *m)
{
    free(m->name);
    free(m->symbols);
    free(m->strings);
    free(m);
}

/* What was mapped there before has gone. */
static void forget(struct linux_symbols *s, uint64_t start, uint64_t end)
{
    for (struct image **at = &s->images; *at;) {
        struct image *m = *at;
        if (m->start < end && m->end > start) {
            *at = m->next;
            free_image(m);
        } else {
            at = &m->next;
        }
    }
}

static struct image *read_image(const struct mapping *m)
{
    struct linux_elf e;
    int fd = open(m->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct image *image = fd >= 0 ? calloc(1, sizeof *image) : NULL;
    if (image && !linux_elf_read(&e, fd) && find_bias(&e, m, &image->bias)) {
        image->start = image->bias + e.low;
        image->end = image->bias + e.high;
        read_symbols(image, &e);
    } else if (image) { /* no program, but a file: a name all the same */
        image->start = m->start;
        image->end = m->end;
        image->bias = m->start - m->offset;
    }
    if (image)
        image->name = strdup(strrchr(m->path, '/') + 1);
    if (fd >= 0)
        close(fd);
    return image;
}

static const struct image *image_at(struct linux_symbols *s, uint64_t pc)
{
    struct mapping m = { 0, 0, 0, "" };
    for (const struct image *i = s->images; i; i = i->next)
        if (pc >= i->start && pc < i->end)
            return i;
    struct image *image = find_mapping(pc, &m) ? read_image(&m) : NULL;
    if (!image) {
        s->start = m.start;
        s->end = m.end;
        return NULL;
    }
    forget(s, image->start, image->end);
    image->next = s->images;
    s->images = image;
    return image;
}

/* ---- names ---- */

/* The function that a place in the image is in: the last one that starts before, unless it ends before, too. */
static const Elf64_Sym *function_at(const struct image *m, uint64_t at)
{
    size_t low = 0, high = m->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (m->symbols[middle].st_value <= at)
            low = middle + 1;
        else
            high = middle;
    }
    const Elf64_Sym *s = low ? &m->symbols[low - 1] : NULL;
    return s && (!s->st_size || at < s->st_value + s->st_size) ? s : NULL;
}

static void name_in(const struct image *m, uint64_t pc, char *name, size_t size)
{
    const Elf64_Sym *s = function_at(m, pc - m->bias);
    const char *text = s ? m->strings + s->st_name : m->name ? m->name : "?";
    uint64_t offset = pc - m->bias - (s ? s->st_value : 0);
    if (offset)
        snprintf(name, size, "%.250s+0x%lx", text, (unsigned long)offset);
    else
        snprintf(name, size, "%.250s", text);
}

static const struct image *image_of(struct run *r, uint64_t pc)
{
    struct linux_process *p = r->os_process;
    if (!p->symbols)
        p->symbols = calloc(1, sizeof *p->symbols);
    return p->symbols ? image_at(p->symbols, pc) : NULL;
}

bool linux_function(struct run *r, uint64_t pc, char *name, size_t size)
{
    struct linux_process *p = r->os_process;
    bool none = p->symbols && pc >= p->symbols->start && pc < p->symbols->end; /* generated code has many places, and no names */
    const struct image *m = none ? NULL : image_of(r, pc);
    const Elf64_Sym *s = m ? function_at(m, pc - m->bias) : NULL;
    if (s)
        snprintf(name, size, "%.250s", m->strings + s->st_name);
    else if (m)
        snprintf(name, size, "[%.250s]", m->name ? m->name : "?");
    return m;
}

void linux_symbol(struct run *r, uint64_t pc, char *name, size_t size)
{
    const struct image *m = image_of(r, pc);
    if (m)
        name_in(m, pc, name, size);
    else
        snprintf(name, size, "guest+0x%lx", (unsigned long)pc);
}
