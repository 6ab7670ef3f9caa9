/* Copies of the guest's pages that an engine is about to write to, so that what it does can be undone and compared:
   for running in lockstep (lockstep/). The interpreter is the one that fills them in. */
#ifndef RUN_PAGES_H
#define RUN_PAGES_H

#include <stddef.h>
#include <stdint.h>

enum { RUN_PAGE = 4096 };
enum run_page_copy { RUN_PAGE_OLD, RUN_PAGE_MADE, RUN_PAGE_ASIDE, RUN_PAGE_COPIES };

struct run_pages {
    struct run_page {
        uint8_t *at;
        unsigned kept;             /* bit per enum run_page_copy */
        uint8_t (*copy)[RUN_PAGE]; /* by enum run_page_copy; owned, and used again after run_pages_clear */
    } *list;
    size_t count, capacity;
};

/* `size` bytes at address will be written: their pages are kept as they are (RUN_PAGE_OLD), if they are not yet. Faults as the access
   would, when there is nothing to read. */
void run_pages_note(struct run_pages *p, uint64_t address, size_t size);
void run_pages_keep(struct run_pages *p, enum run_page_copy copy); /* copy = memory, all pages */
void run_pages_restore(struct run_pages *p, enum run_page_copy copy); /* memory = copy; a page without that copy gets its old one */
/* The first byte of memory that is not as in the copy; NULL: there is none. */
const uint8_t *run_pages_compare(const struct run_pages *p, enum run_page_copy copy);
uint8_t run_pages_byte(const struct run_pages *p, enum run_page_copy copy, const uint8_t *at); /* of a page that is kept */
void run_pages_clear(struct run_pages *p);
void run_pages_free(struct run_pages *p);

#endif
