/* ELF files: reading headers that may be hostile, and mapping segments as the kernel does.

   Everything read is checked against the file's size and the address space before use; a bad
   file gives a text that says what is wrong with it and never more. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "linux/program.h"

static bool read_at(int fd, void *to, size_t size, uint64_t offset)
{
    return pread(fd, to, size, (off_t)offset) == (ssize_t)size;
}

static const char *check_header(const Elf64_Ehdr *h)
{
    if (memcmp(h->e_ident, ELFMAG, SELFMAG))
        return "not an ELF file";
    if (h->e_ident[EI_CLASS] != ELFCLASS64)
        return "not a 64-bit ELF file";
    if (h->e_ident[EI_DATA] != ELFDATA2LSB)
        return "a big-endian ELF file";
    if (h->e_type != ET_EXEC && h->e_type != ET_DYN)
        return "an ELF file, but not a program";
    if (h->e_phentsize != sizeof(Elf64_Phdr) || !h->e_phnum || h->e_phnum > LINUX_SEGMENTS)
        return "an ELF file with bad program headers";
    return NULL;
}

static const char *check_load(const struct linux_elf *e, const Elf64_Phdr *s)
{
    if (s->p_filesz > s->p_memsz || s->p_memsz > LINUX_TOP || s->p_vaddr > LINUX_TOP - s->p_memsz)
        return "an ELF file with a segment of bad size or address";
    if ((s->p_vaddr - s->p_offset) % PAGE)
        return "an ELF file with a misaligned segment";
    if (s->p_filesz && (s->p_offset > e->file_size || s->p_filesz > e->file_size - s->p_offset))
        return "a truncated ELF file";
    return NULL;
}

static const char *read_interp(struct linux_elf *e, const Elf64_Phdr *s)
{
    if (s->p_filesz < 2 || s->p_filesz > sizeof e->interp)
        return "an ELF file with a bad interpreter name";
    if (!read_at(e->fd, e->interp, s->p_filesz, s->p_offset) || e->interp[s->p_filesz - 1])
        return "an ELF file with a bad interpreter name";
    return NULL;
}

static const char *check_segments(struct linux_elf *e)
{
    e->low = LINUX_TOP;
    e->high = 0;
    for (unsigned i = 0; i < e->header.e_phnum; i++) {
        const Elf64_Phdr *s = &e->segments[i];
        const char *wrong = NULL;
        if (s->p_type == PT_LOAD) {
            wrong = check_load(e, s);
            if (!wrong && PAGE_DOWN(s->p_vaddr) < e->low)
                e->low = PAGE_DOWN(s->p_vaddr);
            if (!wrong && PAGE_UP(s->p_vaddr + s->p_memsz) > e->high)
                e->high = PAGE_UP(s->p_vaddr + s->p_memsz);
        } else if (s->p_type == PT_INTERP) {
            wrong = read_interp(e, s);
        }
        if (wrong)
            return wrong;
    }
    return e->high > e->low ? NULL : "an ELF file with nothing to load";
}

const char *linux_elf_read(struct linux_elf *e, int fd)
{
    struct stat st;

    *e = (struct linux_elf){ .fd = fd };
    if (fstat(fd, &st) < 0)
        return strerror(errno);
    e->file_size = (uint64_t)st.st_size;
    if (!read_at(fd, &e->header, sizeof e->header, 0))
        return e->file_size < sizeof e->header ? "not an ELF file" : "not readable";
    const char *wrong = check_header(&e->header);
    if (wrong)
        return wrong;
    if (!read_at(fd, e->segments, e->header.e_phnum * sizeof(Elf64_Phdr), e->header.e_phoff))
        return "a truncated ELF file";
    return check_segments(e);
}

static int segment_prot(const Elf64_Phdr *s)
{
    return (s->p_flags & PF_R ? PROT_READ : 0) | (s->p_flags & PF_W ? PROT_WRITE : 0) |
           (s->p_flags & PF_X ? PROT_EXEC : 0);
}

/* The file's part of a segment, then zeroes: to the end of the page when it can be written, then
   fresh pages. */
static bool map_segment(struct linux_process *p, const struct linux_elf *e, const Elf64_Phdr *s,
                        uint64_t bias)
{
    int prot = segment_prot(s);
    uint64_t start = bias + PAGE_DOWN(s->p_vaddr), end = bias + s->p_vaddr + s->p_filesz;
    uint64_t file_end = s->p_filesz ? PAGE_UP(end) : start,
             all_end = PAGE_UP(bias + s->p_vaddr + s->p_memsz);

    if (file_end > start) {
        int64_t offset = (int64_t)PAGE_DOWN(s->p_offset);
        int64_t at =
            linux_map(p, start, file_end - start, prot, MAP_PRIVATE | MAP_FIXED, e->fd, offset);
        if (at != (int64_t)start)
            return false;
        if (s->p_memsz > s->p_filesz && (prot & PROT_WRITE))
            memset((void *)end, 0, file_end - end);
    }
    if (all_end <= file_end)
        return true;
    int64_t at = linux_map(p, file_end, all_end - file_end, prot,
                           MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, -1, 0);
    return at == (int64_t)file_end;
}

/* Where the program headers are in memory, for AT_PHDR; 0 when no segment has them. */
static uint64_t headers_address(const struct linux_elf *e)
{
    uint64_t at = e->header.e_phoff;

    for (unsigned i = 0; i < e->header.e_phnum; i++) {
        const Elf64_Phdr *s = &e->segments[i];
        if (s->p_type == PT_LOAD && at >= s->p_offset && at - s->p_offset < s->p_filesz)
            return s->p_vaddr + (at - s->p_offset);
    }
    return 0;
}

/* Claims the image's whole range, so that its segments are together; returns the bias or -errno. */
static int64_t claim_range(struct linux_process *p, const struct linux_elf *e, uint64_t base)
{
    bool fixed = e->header.e_type == ET_EXEC;
    uint64_t want = fixed ? e->low : base;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (fixed ? MAP_FIXED_NOREPLACE : 0);
    int64_t at = linux_map(p, want, e->high - e->low, PROT_NONE, flags, -1, 0);

    if (at < 0)
        return at;
    if (fixed && at != (int64_t)want) {
        linux_unmap(p, (uint64_t)at, e->high - e->low);
        return -EEXIST;
    }
    return at - (int64_t)e->low;
}

/* What lies between segments goes back to being unmapped. */
static void release_gaps(struct linux_process *p, const struct linux_elf *e, uint64_t bias)
{
    uint64_t at = e->low;

    while (at < e->high) {
        uint64_t next = e->high, inside = 0;
        for (unsigned i = 0; i < e->header.e_phnum; i++) {
            const Elf64_Phdr *s = &e->segments[i];
            uint64_t start = PAGE_DOWN(s->p_vaddr), end = PAGE_UP(s->p_vaddr + s->p_memsz);
            if (s->p_type != PT_LOAD || end <= at || start == end)
                continue;
            if (start <= at && end > inside)
                inside = end;
            else if (start > at && start < next)
                next = start;
        }
        if (!inside)
            linux_unmap(p, bias + at, next - at);
        at = inside ? inside : next;
    }
}

static bool wants_executable_stack(const struct linux_elf *e)
{
    for (unsigned i = 0; i < e->header.e_phnum; i++)
        if (e->segments[i].p_type == PT_GNU_STACK)
            return e->segments[i].p_flags & PF_X;
    return false;
}

const char *linux_elf_map(struct linux_process *p, const struct linux_elf *e, uint64_t base,
                          struct linux_image *out)
{
    int64_t bias = claim_range(p, e, base);

    if (bias < 0 && bias > -4096)
        return bias == -EEXIST ? "an ELF file for addresses that are in use here"
                               : strerror((int)-bias);
    for (unsigned i = 0; i < e->header.e_phnum; i++)
        if (e->segments[i].p_type == PT_LOAD && !map_segment(p, e, &e->segments[i], (uint64_t)bias))
            return "an ELF file whose segments cannot be mapped";
    release_gaps(p, e, (uint64_t)bias);
    uint64_t headers = headers_address(e);
    *out = (struct linux_image){
        .start = (uint64_t)bias + e->low,
        .end = (uint64_t)bias + e->high,
        .entry = (uint64_t)bias + e->header.e_entry,
        .headers = headers ? (uint64_t)bias + headers : 0,
        .header_count = e->header.e_phnum,
        .executable_stack = wants_executable_stack(e),
    };
    return NULL;
}
