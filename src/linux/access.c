/* Guest memory from our side. A guest may hand any address to a system call; what cannot be read
   or written answers EFAULT instead of crashing us: the copy loop is one that the fault handler
   knows (linux_fault_copy). */
#include <errno.h>
#include <string.h>

#include "linux/internal.h"

int linux_copy_in(void *to, uint64_t guest, size_t size)
{
    if (guest >= LINUX_TOP || size > LINUX_TOP - guest)
        return -EFAULT;
    return linux_fault_copy(to, (const void *)guest, size) ? -EFAULT : 0;
}

int linux_copy_out(uint64_t guest, const void *from, size_t size)
{
    if (guest >= LINUX_TOP || size > LINUX_TOP - guest)
        return -EFAULT;
    return linux_fault_copy((void *)guest, from, size) ? -EFAULT : 0;
}

int64_t linux_string_in(char *to, uint64_t guest, size_t size)
{
    size_t done = 0;

    while (done < size) {
        size_t step = PAGE - (guest + done) % PAGE;
        if (step > size - done)
            step = size - done;
        if (linux_copy_in(to + done, guest + done, step))
            return -EFAULT;
        const char *nul = memchr(to + done, 0, step);
        if (nul)
            return nul - to;
        done += step;
    }
    return -ENAMETOOLONG;
}
