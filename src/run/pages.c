/* Copies of guest pages: see run/pages.h. A unit writes to few pages, so they are a list. */
#include "run/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static bool is_known(const struct run_pages *p, const uint8_t *at)
{
    for (size_t i = p->count; i-- > 0;)
        if (p->list[i].at == at)
            return true;
    return false;
}

static struct run_page *new_page(struct run_pages *p)
{
    if (p->count == p->capacity) {
        size_t larger = p->capacity * 2 + 8;
        p->list = realloc(p->list, larger * sizeof *p->list);
        bug_on(!p->list, "no memory for %zu pages", larger);
        memset(p->list + p->capacity, 0, (larger - p->capacity) * sizeof *p->list);
        p->capacity = larger;
    }
    struct run_page *page = &p->list[p->count];
    if (!page->copy)
        page->copy = malloc(RUN_PAGE_COPIES * sizeof *page->copy);
    bug_on(!page->copy, "no memory for a page");
    return page;
}

/* Counted last: reading may fault. */
static void note(struct run_pages *p, const uint8_t *byte)
{
    uint8_t *at = (uint8_t *)((uintptr_t)byte & ~(uintptr_t)(RUN_PAGE - 1));
    if (is_known(p, at))
        return;
    struct run_page *page = new_page(p);
    page->at = at;
    (void)*(const volatile uint8_t *)byte;
    memcpy(page->copy[RUN_PAGE_OLD], at, RUN_PAGE);
    page->kept = 1u << RUN_PAGE_OLD;
    p->count++;
}

void run_pages_note(struct run_pages *p, uint64_t address, size_t size)
{
    note(p, (const uint8_t *)(uintptr_t)address);
    note(p, (const uint8_t *)(uintptr_t)(address + size - 1));
}

void run_pages_keep(struct run_pages *p, enum run_page_copy copy)
{
    for (size_t i = 0; i < p->count; i++) {
        memcpy(p->list[i].copy[copy], p->list[i].at, RUN_PAGE);
        p->list[i].kept |= 1u << copy;
    }
}

static const uint8_t *copy_of(const struct run_page *page, enum run_page_copy copy)
{
    return page->copy[page->kept >> copy & 1 ? copy : RUN_PAGE_OLD];
}

/* Writes only where something has changed: the page may be one that cannot be written to. */
void run_pages_restore(struct run_pages *p, enum run_page_copy copy)
{
    for (size_t i = 0; i < p->count; i++)
        if (memcmp(p->list[i].at, copy_of(&p->list[i], copy), RUN_PAGE))
            memcpy(p->list[i].at, copy_of(&p->list[i], copy), RUN_PAGE);
}

const uint8_t *run_pages_compare(const struct run_pages *p, enum run_page_copy copy)
{
    for (size_t i = 0; i < p->count; i++) {
        const uint8_t *now = p->list[i].at, *then = copy_of(&p->list[i], copy);
        size_t k = memcmp(now, then, RUN_PAGE) ? 0 : RUN_PAGE;
        while (k < RUN_PAGE && now[k] == then[k])
            k++;
        if (k < RUN_PAGE)
            return now + k;
    }
    return NULL;
}

uint8_t run_pages_byte(const struct run_pages *p, enum run_page_copy copy, const uint8_t *at)
{
    size_t i = 0;
    while (i < p->count && (at < p->list[i].at || at >= p->list[i].at + RUN_PAGE))
        i++;
    bug_on(i == p->count, "%p is in no page", (const void *)at);
    return copy_of(&p->list[i], copy)[at - p->list[i].at];
}

void run_pages_clear(struct run_pages *p)
{
    p->count = 0;
}

void run_pages_free(struct run_pages *p)
{
    for (size_t i = 0; i < p->capacity; i++)
        free(p->list[i].copy);
    free(p->list);
    *p = (struct run_pages){ 0 };
}
