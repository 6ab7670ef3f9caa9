/* Target ir: text to ir_parse. What it makes of it is printed; what the verifier accepts must also
   be readable again. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#include "ir/ir.h"

enum { MOST_TEXT = 1 << 14 };

static void parse(const char *text)
{
    char error[512];
    struct arena arena;
    arena_init(&arena);
    struct ir_func *f = ir_parse(&arena, text, error, sizeof error);
    if (f && ir_verify(f, error, sizeof error))
        fuzz_check_function(f, "parsed");
    arena_free(&arena);
}

void fuzz_ir(const uint8_t *data, size_t size)
{
    char text[MOST_TEXT + 1];
    if (size > MOST_TEXT)
        return;
    memcpy(text, data, size);
    text[size] = 0;
    parse(text);
}
