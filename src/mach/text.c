/* The memory that translated code lies in.

   Usually it is one private mapping, writable and executable, which a child of fork gets a copy of page by page as both write to it.

   Apart (-wx), no mapping is ever writable and executable: the same memory is mapped twice, for running and, `writable` bytes
   further on, for writing. Such memory is shared between the two, and so would be with a child of fork, whose code and links
   are soon others. So what is in use is copied before the fork, while nobody changes it, and the child puts the copy in
   the place of what it has inherited. The copy lies in address space reserved with its borders: as many mappings as
   the child needs at most are there before the fork, and what it does cannot fail.

   The memory is a file without name, so that a host which forbids memory to become executable lets it be mapped so. When
   the guest has used up its descriptors or limits the size of files, it is shared anonymous memory. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "mach/engine.h"

enum { PAGE = 4096 };

/* ---- one mapping ---- */

static bool map_private(struct mach_text *t)
{
    t->base = base_map(t->size, BASE_SMALL);
    return t->base && mprotect(t->base, t->size, PROT_READ | PROT_WRITE | PROT_EXEC) == 0;
}

/* ---- apart: a page that nobody may access, where code runs, another one, where it is written, and a third one ---- */

static size_t reserved(const struct mach_text *t)
{
    return 2 * t->size + 3 * PAGE;
}

static void *writable_base(const struct mach_text *t)
{
    return mach_writable(t, t->base);
}

static bool reserve(struct mach_text *t)
{
    uint8_t *p = mmap(NULL, reserved(t), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return false;
    t->base = p + PAGE;
    t->writable = (ptrdiff_t)t->size + PAGE;
    return true;
}

/* -1: there can be none. Asking for one that is too large would be a signal for the guest. */
static int new_file(size_t size)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) < 0 || limit.rlim_cur < size)
        return -1;
    int fd = memfd_create("dragoman-code", MFD_CLOEXEC);
    if (fd >= 0 && ftruncate(fd, (off_t)size) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool map_file(const struct mach_text *t, int fd)
{
    enum { FLAGS = MAP_SHARED | MAP_FIXED | MAP_NORESERVE };
    return mmap(writable_base(t), t->size, PROT_READ | PROT_WRITE, FLAGS, fd, 0) != MAP_FAILED &&
           mmap(t->base, t->size, PROT_READ | PROT_EXEC, FLAGS, fd, 0) != MAP_FAILED;
}

static bool map_anonymous(const struct mach_text *t)
{
    enum { FLAGS = MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE };
    void *w = writable_base(t);
    return mmap(w, t->size, PROT_READ | PROT_WRITE, FLAGS, -1, 0) != MAP_FAILED &&
           mremap(w, 0, t->size, MREMAP_MAYMOVE | MREMAP_FIXED, t->base) != MAP_FAILED && /* size 0: once more */
           mprotect(t->base, t->size, PROT_READ | PROT_EXEC) == 0;
}

/* Bytes [start, end) of the other memory come to the same place in t's. */
static bool copy(const struct mach_text *t, int fd, const struct mach_text *from, size_t start, size_t end)
{
    if (fd < 0)
        memcpy((uint8_t *)writable_base(t) + start, from->base + start, end - start);
    while (fd >= 0 && start < end) {
        ssize_t n = pwrite(fd, from->base + start, end - start, (off_t)start);
        if (n <= 0)
            return false;
        start += (size_t)n;
    }
    return true;
}

static bool map_apart(struct mach_text *t, const struct mach_text *from, const struct mach_part *parts, unsigned count)
{
    if (!reserve(t))
        return false;
    int fd = new_file(t->size);
    bool good = fd >= 0 ? map_file(t, fd) : map_anonymous(t);
    for (unsigned i = 0; i < count && good; i++)
        good = copy(t, fd, from, parts[i].start, parts[i].end);
    if (fd >= 0)
        close(fd);
    return good;
}

bool mach_text_map(struct mach_text *t, size_t size, bool apart)
{
    *t = (struct mach_text){ .size = (size + PAGE - 1) & ~(size_t)(PAGE - 1) };
    if (apart ? map_apart(t, NULL, NULL, 0) : map_private(t))
        return true;
    mach_text_unmap(t);
    return false;
}

void mach_text_unmap(struct mach_text *t)
{
    if (t->writable)
        munmap(t->base - PAGE, reserved(t));
    else
        base_unmap(t->base, t->size, BASE_SMALL);
    *t = (struct mach_text){ 0 };
}

bool mach_text_copy(struct mach_text *to, const struct mach_text *from, const struct mach_part *parts, unsigned count)
{
    *to = (struct mach_text){ .size = from->size };
    if (map_apart(to, from, parts, count))
        return true;
    mach_text_unmap(to);
    return false;
}

/* From a mapping to the place of another one. */
static void move(void *from, void *to, size_t size)
{
    bug_on(mremap(from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, to) == MAP_FAILED, "code of %zu bytes cannot be moved", size);
}

void mach_text_adopt(const struct mach_text *t, struct mach_text *copy)
{
    munmap(t->base, t->size);
    munmap(writable_base(t), t->size);
    move(copy->base, t->base, t->size);
    move(writable_base(copy), writable_base(t), t->size);
    mach_text_unmap(copy);
}
