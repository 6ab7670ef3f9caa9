/* Reading text forms: of the IR (ir/parse.c) and of machine functions (mach/parse.c). Lines of words, numbers and punctuation; a comment
   runs from # to a line's end. What is wrong with the text ends the reading by scan_fail, which returns from the setjmp(s->failed) that the
   reader has begun with, the message and its line in `error`. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCAN_WORD = 64 }; /* bytes of the longest word, with the 0 behind it */

struct scan {
    const char *at; /* ends with 0 */
    unsigned line;  /* from 1 */
    char *error;
    size_t error_size;
    jmp_buf failed;
};

__attribute__((noreturn, format(printf, 2, 3))) void scan_fail(struct scan *s, const char *format, ...);

/* Within a line, behind blanks. */
char scan_peek(struct scan *s); /* the next one */
bool scan_accept(struct scan *s, char c);
void scan_expect(struct scan *s, char c);
bool scan_accept_word(struct scan *s, const char *word);            /* if it is the next one as a whole, points and all */
void scan_word(struct scan *s, const char *also, char word[SCAN_WORD]); /* letters, digits, _ and what is in `also` */
unsigned __int128 scan_number(struct scan *s);                      /* decimal, or hexadecimal behind 0x */
uint64_t scan_up_to(struct scan *s, uint64_t most);
int32_t scan_signed(struct scan *s);

static inline bool scan_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool scan_at_end(struct scan *s);    /* of the line */
bool scan_next_line(struct scan *s); /* to the next one that says something; false: there is none */
void scan_end_line(struct scan *s);  /* fails if it goes on */

#endif
