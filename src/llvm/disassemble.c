/* The code that came out as text, by LLVM's disassembler: for -d out_asm. */
#include "llvm/internal.h"

#include <stdio.h>
#include <string.h>

#include <llvm-c/Disassembler.h>

static void disassemble_one(LLVMDisasmContextRef d, const struct mach_code *c, FILE *out)
{
    fprintf(out, "%#lx: %u bytes, text %u\n", (unsigned long)c->entries[0].pc, c->size,
            c->text_size);
    for (uint32_t at = 0; at < c->text_size;) {
        char text[128];
        size_t n = LLVMDisasmInstruction(d, (uint8_t *)c->bytes + at, c->text_size - at, at, text,
                                         sizeof text);
        if (!n) {
            n = 1;
            strcpy(text, "\t(bad)");
        }
        fprintf(out, "%6x:%s\n", at, text);
        at += (uint32_t)n;
    }
    for (uint32_t n = 0; n < c->link_count; n++)
        fprintf(out, "  link at %x: %#lx\n", c->links[n].jump, (unsigned long)c->links[n].pc);
    fputc('\n', out);
}

char *disassemble(const struct mach_code *code, unsigned count)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    LLVMDisasmContextRef d = LLVMCreateDisasm("x86_64-unknown-linux-gnu", NULL, 0, NULL, NULL);
    if (out && d)
        for (unsigned n = 0; n < count; n++)
            disassemble_one(d, &code[n], out);
    if (d)
        LLVMDisasmDispose(d);
    if (out)
        fclose(out);
    return text;
}
