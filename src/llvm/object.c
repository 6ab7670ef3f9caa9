/* The linker: from the object file that LLVM has made of a module to one struct mach_code for each function.

   Each function has a section of its own. Its blob is

       the section's bytes      direct exits, where possible, are the links that the engine patches
       jumps                    jmp target, aligned: for exits whose own jump cannot be patched atomically
       entries                  the first block's code and a jump: only where there are several, and it has any
       constants                copies of the sections that the text refers to

   and everything in it is relative. The only relocations are distances (PC32, PLT32): to constants, which are copied
   into the blob, and from there back to the text (jump tables); and to exits, the undefined symbols of exits.c. An exit that
   is a plain jump of five bytes is replaced by what it would jump to, if that is as short. */
#include "llvm/internal.h"
#include "mach/x86_64/registers.h"

#include <elf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 64 }; /* bytes of a cache line: a store within one is seen whole */

struct linker {
    const struct module *m;
    const uint8_t *object;
    size_t size;
    const Elf64_Shdr *section;
    unsigned sections;
    const char *section_names, *names;
    const Elf64_Sym *symbol;
    size_t symbols;
    struct arena *arena;
    struct mach_place *places; /* of all functions, by section and address */
    unsigned *place_section;
    uint32_t place_count, place_capacity;
    struct mach_landing *landings; /* likewise */
    unsigned *landing_section;
    uint32_t landing_count;
    bool exact; /* guest state is to be had at faults */
    const Elf64_Rela *line_relocations;
    size_t line_relocation_count;
    char *error;
    size_t error_size;
};

/* The blob of one function. */
struct blob {
    struct linker *l;
    unsigned text; /* its section */
    uint8_t *bytes;
    uint32_t size, capacity;
    uint32_t *copied; /* by section: where its copy is, plus 1 */
    struct mach_link *links;
    uint32_t link_count, link_capacity;
};

__attribute__((format(printf, 2, 3))) static bool refuse(struct linker *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(l->error, l->error_size, format, args);
    va_end(args);
    return false;
}

/* ---- the object file ---- */

static const uint8_t *contents(const struct linker *l, unsigned n)
{
    return l->object + l->section[n].sh_offset;
}

static bool in_file(const struct linker *l, uint64_t at, uint64_t size)
{
    return at <= l->size && size <= l->size - at;
}

static bool open_object(struct linker *l)
{
    const Elf64_Ehdr *h = (const void *)l->object;
    if (l->size < sizeof *h || memcmp(h->e_ident, ELFMAG, SELFMAG) ||
        !in_file(l, h->e_shoff, (uint64_t)h->e_shnum * sizeof *l->section))
        return refuse(l, "not an object file");
    l->section = (const void *)(l->object + h->e_shoff);
    l->sections = h->e_shnum;
    for (unsigned n = 0; n < l->sections; n++)
        if (l->section[n].sh_type != SHT_NOBITS &&
            !in_file(l, l->section[n].sh_offset, l->section[n].sh_size))
            return refuse(l, "section %u is not in the file", n);
    l->section_names = (const char *)contents(l, h->e_shstrndx);
    for (unsigned n = 0; n < l->sections; n++)
        if (l->section[n].sh_type == SHT_SYMTAB) {
            l->symbol = (const void *)contents(l, n);
            l->symbols = l->section[n].sh_size / sizeof *l->symbol;
            l->names = (const char *)contents(l, l->section[n].sh_link);
        }
    return l->symbol || refuse(l, "no symbols");
}

static int find_section(const struct linker *l, const char *name)
{
    for (unsigned n = 0; n < l->sections; n++)
        if (!strcmp(l->section_names + l->section[n].sh_name, name))
            return (int)n;
    return -1;
}

/* The relocations of section n. */
static size_t relocations(const struct linker *l, unsigned n, const Elf64_Rela **out)
{
    for (unsigned r = 0; r < l->sections; r++)
        if (l->section[r].sh_type == SHT_RELA && l->section[r].sh_info == n) {
            *out = (const void *)contents(l, r);
            return l->section[r].sh_size / sizeof **out;
        }
    return 0;
}

/* ---- the line table: what may fault, and where ---- */

static bool relocated(void *context, uint64_t at, unsigned *section, uint64_t *offset)
{
    const struct linker *l = context;
    for (size_t n = 0; n < l->line_relocation_count; n++) {
        const Elf64_Rela *r = &l->line_relocations[n];
        if (r->r_offset != at)
            continue;
        const Elf64_Sym *s = &l->symbol[ELF64_R_SYM(r->r_info)];
        *section = s->st_shndx;
        *offset = s->st_value + (uint64_t)r->r_addend;
        return true;
    }
    return false;
}

/* A row without a line belongs to what is in front of it. */
static void note_row(void *context, unsigned section, uint64_t offset, uint64_t line, bool end)
{
    struct linker *l = context;
    if (end || !line || line > l->m->line_count)
        return;
    if (l->place_count == l->place_capacity) {
        uint32_t larger = l->place_capacity * 2 + 256;
        l->places = arena_grow(l->arena, l->places, l->place_capacity * sizeof *l->places,
                               larger * sizeof *l->places);
        l->place_section =
            arena_grow(l->arena, l->place_section, l->place_capacity * sizeof *l->place_section,
                       larger * sizeof *l->place_section);
        l->place_capacity = larger;
    }
    l->place_section[l->place_count] = section;
    l->places[l->place_count++] = (struct mach_place){ (uint32_t)offset, l->m->lines[line - 1] };
}

/* Where guarded accesses are and where they land: pairs of addresses, by guarded.c. */
static bool read_landings(struct linker *l)
{
    int n = find_section(l, ".faults");
    if (n < 0)
        return true;
    size_t words = l->section[n].sh_size / 8;
    const Elf64_Rela *r;
    l->landings = arena_alloc(l->arena, (words / 2 + 1) * sizeof *l->landings);
    l->landing_section = arena_alloc(l->arena, (words / 2 + 1) * sizeof *l->landing_section);
    l->landing_count = (uint32_t)words / 2;
    if (relocations(l, (unsigned)n, &r) != words)
        return refuse(l, "accesses without addresses");
    for (size_t k = 0; k < words; k++, r++) {
        const Elf64_Sym *s = &l->symbol[ELF64_R_SYM(r->r_info)];
        uint32_t at = (uint32_t)(s->st_value + (uint64_t)r->r_addend);
        if (r->r_offset != 8 * k || ELF64_R_TYPE(r->r_info) != R_X86_64_64)
            return refuse(l, "accesses that are not in order");
        l->landing_section[k / 2] = s->st_shndx;
        *(k % 2 ? &l->landings[k / 2].to : &l->landings[k / 2].at) = at;
    }
    return true;
}

static bool read_lines(struct linker *l)
{
    int n = find_section(l, ".debug_line");
    if (n < 0)
        return true; /* nothing belongs to any instruction */
    l->line_relocation_count = relocations(l, (unsigned)n, &l->line_relocations);
    const struct line_reader reader = { relocated, note_row, l };
    return lines_read(&reader, contents(l, (unsigned)n), l->section[n].sh_size) ||
           refuse(l, "the line table cannot be read");
}

static void write_faults(struct blob *b, struct mach_code *out)
{
    const struct linker *l = b->l;
    struct mach_place *own = arena_alloc(l->arena, (l->place_count + 1) * sizeof *own);
    uint32_t count = 0;
    for (uint32_t n = 0; n < l->place_count; n++) {
        if (l->place_section[n] != b->text)
            continue;
        if (count && own[count - 1].at == l->places[n].at) /* the last one counts */
            own[count - 1] = l->places[n];
        else if (!count || own[count - 1].pc != l->places[n].pc)
            own[count++] = l->places[n];
    }
    struct mach_landing *landings =
        arena_alloc(l->arena, (l->landing_count + 1) * sizeof *landings);
    uint32_t landing_count = 0;
    for (uint32_t n = 0; n < l->landing_count; n++)
        if (l->landing_section[n] == b->text)
            landings[landing_count++] = l->landings[n];
    mach_faults_of_places(l->arena, own, count, l->exact ? landings : NULL, landing_count, out);
}

/* ---- the blob ---- */

static uint8_t *append(struct blob *b, const void *bytes, size_t size, uint32_t align)
{
    uint32_t at = (b->size + align - 1) & ~(align - 1);
    if (at + size > b->capacity) {
        uint32_t larger = 2 * b->capacity + (uint32_t)size + 256;
        b->bytes = arena_grow(b->l->arena, b->bytes, b->capacity, larger);
        b->capacity = larger;
    }
    memset(b->bytes + b->size, 0xcc, at - b->size);
    memcpy(b->bytes + at, bytes, size);
    b->size = at + (uint32_t)size;
    return b->bytes + at;
}

static uint32_t offset_of(const struct blob *b, const uint8_t *at)
{
    return (uint32_t)(at - b->bytes);
}

static void set_distance(struct blob *b, uint32_t at, int64_t to)
{
    int32_t d = (int32_t)(to - ((int64_t)at + 4));
    memcpy(b->bytes + at, &d, sizeof d);
}

/* jmp [r13 + the distance of the state at `offset`]; returns its size. */
static unsigned jump_through(uint8_t *to, unsigned offset)
{
    static const uint8_t jump[] = { 0x41, 0xff, 0xa5 };
    int32_t distance = (int32_t)offset - X86_STATE_BIAS;
    memcpy(to, jump, sizeof jump);
    memcpy(to + sizeof jump, &distance, sizeof distance);
    return sizeof jump + sizeof distance;
}

static unsigned stub_at(enum ir_stub stub)
{
    return (unsigned)(offsetof(struct ir_state, stubs) + stub * sizeof(void *));
}

/* What an exit other than a link comes to; returns its size. */
static unsigned exit_code(enum exit_name what, uint8_t *to)
{
    static const enum ir_stub stubs[EXIT_NAMES] = { [EXIT_MISS] = IR_STUB_EXIT_INDIRECT,
                                                    [EXIT_SYSCALL] = IR_STUB_EXIT_SYSCALL,
                                                    [EXIT_TRAP] = IR_STUB_EXIT_TRAP,
                                                    [EXIT_SAFEPOINT] = IR_STUB_EXIT_SAFEPOINT };
    static const uint8_t jmp_rax[] = { 0xff, 0xe0 };
    if (what != EXIT_HIT)
        return jump_through(to, stub_at(stubs[what]));
    memcpy(to, jmp_rax, sizeof jmp_rax);
    return sizeof jmp_rax;
}

static void add_link(struct blob *b, uint32_t jump, uint64_t pc)
{
    if (b->link_count == b->link_capacity) {
        uint32_t larger = b->link_capacity * 2 + 16;
        b->links = arena_grow(b->l->arena, b->links, b->link_capacity * sizeof *b->links,
                              larger * sizeof *b->links);
        b->link_capacity = larger;
    }
    b->links[b->link_count++] = (struct mach_link){ .jump = jump, .pc = pc };
}

/* The jump whose distance is at `at` goes to pc: it is itself the link, or leads to one. */
static void link_exit(struct blob *b, uint32_t at, uint64_t pc)
{
    static const uint8_t jump[] = { 0x0f, 0x1f, 0x00, 0xe9, 0, 0, 0, 0 }; /* its distance aligned */
    if (at / LINE == (at + 3) / LINE) {
        add_link(b, at, pc);
        return;
    }
    uint32_t to = offset_of(b, append(b, jump, sizeof jump, 8));
    set_distance(b, at, to + 3);
    add_link(b, to + 4, pc);
}

static void other_exit(struct blob *b, uint32_t at, enum exit_name what, bool plain_jump)
{
    uint8_t code[8];
    unsigned size = exit_code(what, code);
    if (plain_jump && size <= 5) {
        memset(b->bytes + at - 1, 0xcc, 5);
        memcpy(b->bytes + at - 1, code, size);
    } else {
        set_distance(b, at, offset_of(b, append(b, code, size, 1)));
    }
}

/* Where the exit's jump is a call, it is not a tail call: that cannot be. */
static bool resolve_exit(struct blob *b, const Elf64_Rela *r, const char *name)
{
    uint32_t at = (uint32_t)r->r_offset;
    uint8_t opcode = at ? b->bytes[at - 1] : 0;
    bool plain = opcode == 0xe9,
         conditional = at > 1 && (opcode & 0xf0) == 0x80 && b->bytes[at - 2] == 0x0f;
    if (r->r_addend != -4 || !(plain || conditional))
        return refuse(b->l, "%s is not jumped to", name);
    for (unsigned what = 0; what < EXIT_NAMES; what++) {
        size_t n = strlen(exit_names[what]);
        if (strncmp(name, exit_names[what], n))
            continue;
        unsigned long number = strtoul(name + n, NULL, 10);
        if (what == EXIT_LINK && number >= b->l->m->link_count)
            break;
        if (what == EXIT_LINK)
            link_exit(b, at, b->l->m->links[number]);
        else
            other_exit(b, at, what, plain);
        return true;
    }
    return refuse(b->l, "%s is called, which is not there", name);
}

static bool is_constant(const struct linker *l, unsigned section)
{
    return section < l->sections && l->section[section].sh_type == SHT_PROGBITS &&
           (l->section[section].sh_flags & (SHF_ALLOC | SHF_WRITE | SHF_EXECINSTR)) == SHF_ALLOC;
}

static void copy_section(struct blob *b, unsigned section)
{
    const Elf64_Shdr *s = &b->l->section[section];
    if (!b->copied[section])
        b->copied[section] = 1 + offset_of(b, append(b, contents(b->l, section), s->sh_size,
                                                     (uint32_t)s->sh_addralign));
}

/* A relocation of the text, or (from: where its copy is) of constants. */
static bool resolve(struct blob *b, const Elf64_Rela *r, uint32_t base, bool exits)
{
    const Elf64_Sym *s = &b->l->symbol[ELF64_R_SYM(r->r_info)];
    unsigned kind = ELF64_R_TYPE(r->r_info);
    if (kind != R_X86_64_PC32 && kind != R_X86_64_PLT32)
        return refuse(b->l, "relocation of type %u", kind);
    if (s->st_shndx == SHN_UNDEF)
        return !exits || resolve_exit(b, r, b->l->names + s->st_name);
    if (exits)
        return true;
    if (s->st_shndx != b->text && base && b->copied[s->st_shndx] == 0)
        return true; /* in a table of another function */
    uint32_t target = s->st_shndx == b->text ? 0 : b->copied[s->st_shndx] - 1;
    set_distance(b, base + (uint32_t)r->r_offset,
                 (int64_t)target + (int64_t)s->st_value + r->r_addend + 4);
    return true;
}

static bool resolve_section(struct blob *b, unsigned section, uint32_t base, bool exits)
{
    const Elf64_Rela *r;
    for (size_t n = relocations(b->l, section, &r); n-- > 0; r++)
        if (!resolve(b, r, base, exits))
            return false;
    return true;
}

/* What the section .entries says of the function: where its first block ends, then the entries. NULL: not as many as there should be. */
static uint32_t *read_entries(const struct blob *b, uint32_t count)
{
    int n = find_section(b->l, ".entries");
    const Elf64_Rela *r;
    size_t words = n < 0 ? 0 : relocations(b->l, (unsigned)n, &r), found = 0;
    uint32_t *at = arena_alloc(b->l->arena, (count + 1) * sizeof *at);
    for (size_t k = 0; k < words; k++, r++) {
        const Elf64_Sym *s = &b->l->symbol[ELF64_R_SYM(r->r_info)];
        if (s->st_shndx != b->text)
            continue;
        if (found > count || ELF64_R_TYPE(r->r_info) != R_X86_64_64)
            return NULL;
        at[found++] = (uint32_t)(s->st_value + (uint64_t)r->r_addend);
    }
    return found == count + 1 ? at : NULL;
}

/* The first block's code, `size` bytes, once more, and a jump to where it might have gone. */
static uint32_t write_entry(struct blob *b, uint32_t size, uint32_t to)
{
    if (!size)
        return to;
    uint8_t *code = arena_alloc(b->l->arena, size + 5);
    memcpy(code, b->bytes, size);
    code[size] = 0xe9;
    uint32_t at = offset_of(b, append(b, code, size + 5, 16));
    set_distance(b, at + size + 1, to);
    return at;
}

static bool write_entries(struct blob *b, const struct ir_func *f, struct mach_code *out)
{
    out->entry_count = 1 + f->entry_count;
    out->entries = arena_alloc(b->l->arena, out->entry_count * sizeof *out->entries);
    out->entries[0] = (struct mach_entry_point){ f->pc, 0 };
    if (!f->entry_count)
        return true;
    const uint32_t *at = read_entries(b, f->entry_count);
    const Elf64_Rela *r;
    if (!at)
        return refuse(b->l, "entries are missing");
    for (size_t n = relocations(b->l, b->text, &r); n-- > 0; r++)
        if (r->r_offset < at[0])
            return refuse(b->l, "entries depend on where they are");
    for (uint32_t k = 1; k <= f->entry_count; k++)
        out->entries[k] =
            (struct mach_entry_point){ f->entries[k - 1].pc, write_entry(b, at[0], at[k]) };
    return true;
}

/* Copies what the text refers to; jump tables are in there, which refer to the text. */
static bool copy_constants(struct blob *b)
{
    const struct linker *l = b->l;
    const Elf64_Rela *r;
    for (size_t n = relocations(l, b->text, &r); n-- > 0; r++) {
        unsigned section = l->symbol[ELF64_R_SYM(r->r_info)].st_shndx;
        if (section == SHN_UNDEF || section == b->text)
            continue;
        if (!is_constant(l, section))
            return refuse(b->l, "refers to section %s",
                          section < l->sections ? l->section_names + l->section[section].sh_name
                                                : "?");
        copy_section(b, section);
    }
    for (unsigned section = 0; section < l->sections; section++)
        if (b->copied[section] && !resolve_section(b, section, b->copied[section] - 1, false))
            return false;
    return true;
}

static bool link_function(struct linker *l, const struct ir_func *f, unsigned n,
                          struct mach_code *out)
{
    char name[32];
    snprintf(name, sizeof name, ".text.%u", n);
    int section = find_section(l, name);
    if (section < 0)
        return refuse(l, "no section %s", name);
    struct blob b = { .l = l, .text = (unsigned)section };
    b.copied = arena_alloc(l->arena, l->sections * sizeof *b.copied);
    append(&b, contents(l, b.text), l->section[section].sh_size, 1);
    if (!resolve_section(&b, b.text, 0, true))
        return false;
    if (!write_entries(&b, f, out))
        return false;
    out->text_size = b.size;
    if (!copy_constants(&b) || !resolve_section(&b, b.text, 0, false))
        return false;
    out->bytes = b.bytes;
    out->size = b.size;
    out->align = LINE;
    out->links = b.links;
    out->link_count = b.link_count;
    write_faults(&b, out);
    return true;
}

bool object_link(struct llvm_tier *t, const struct module *m, const uint8_t *object, size_t size,
                 const struct ir_func *const *f, unsigned count, struct arena *arena,
                 struct mach_code *out, char *error, size_t error_size)
{
    struct linker l = { .m = m,
                        .exact = t->o.exact_faults,
                        .object = object,
                        .size = size,
                        .arena = arena,
                        .error = error,
                        .error_size = error_size };
    if (!open_object(&l) || !read_lines(&l) || !read_landings(&l))
        return false;
    for (unsigned n = 0; n < count; n++)
        if (!link_function(&l, f[n], n, &out[n]))
            return false;
    return true;
}
