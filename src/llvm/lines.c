/* Reads the line table of an object file, .debug_line of DWARF 4 as LLVM writes it: the program that
   makes rows of addresses and lines. Addresses in an object file are relocated, so the caller says what they are. */
#include "llvm/internal.h"

#include <string.h>

struct reader {
    const uint8_t *start, *at, *end;
    bool bad;
};

static uint64_t get(struct reader *r, unsigned size)
{
    uint64_t v = 0;
    if ((size_t)(r->end - r->at) < size) {
        r->bad = true;
        r->at = r->end;
        return 0;
    }
    memcpy(&v, r->at, size);
    r->at += size;
    return v;
}

static uint64_t get_uleb(struct reader *r)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint64_t b = get(r, 1);
        v |= (b & 127) << shift;
        if (b < 128)
            return v;
    }
    r->bad = true;
    return v;
}

static int64_t get_sleb(struct reader *r)
{
    uint64_t v = 0, b = 128;
    unsigned shift = 0;
    for (; b >= 128 && shift < 64; shift += 7) {
        b = get(r, 1);
        v |= (b & 127) << shift;
    }
    if (shift < 64 && b & 64)
        v |= ~(uint64_t)0 << shift;
    return (int64_t)v;
}

struct machine {
    const struct line_reader *to;
    struct reader r;
    uint8_t min_length, line_range, opcode_base;
    int8_t line_base;
    uint8_t lengths[256]; /* operands of standard opcodes */
    unsigned section;
    uint64_t address, line;
};

static void row(struct machine *m, bool end)
{
    m->to->row(m->to->context, m->section, m->address, m->line, end);
}

static void restart(struct machine *m)
{
    m->address = 0;
    m->line = 1;
}

static void extended(struct machine *m)
{
    enum { END_SEQUENCE = 1, SET_ADDRESS };
    uint64_t size = get_uleb(&m->r);
    const uint8_t *next = m->r.at + size;
    if (!size || size > (uint64_t)(m->r.end - m->r.at)) {
        m->r.bad = true;
        return;
    }
    uint64_t opcode = get(&m->r, 1);
    if (opcode == END_SEQUENCE) {
        row(m, true);
        restart(m);
    } else if (opcode == SET_ADDRESS) {
        m->r.bad |= !m->to->relocated(m->to->context, (uint64_t)(m->r.at - m->r.start), &m->section,
                                      &m->address);
    }
    m->r.at = next;
}

static void special(struct machine *m, unsigned opcode)
{
    unsigned adjusted = opcode - m->opcode_base;
    m->address += (uint64_t)(adjusted / m->line_range) * m->min_length;
    m->line += (uint64_t)(int64_t)(m->line_base + (int)(adjusted % m->line_range));
    row(m, false);
}

static void standard(struct machine *m, unsigned opcode)
{
    enum { COPY = 1, ADVANCE_PC, ADVANCE_LINE, CONST_ADD_PC = 8, FIXED_ADVANCE_PC };
    switch (opcode) {
    case COPY:
        row(m, false);
        break;
    case ADVANCE_PC:
        m->address += get_uleb(&m->r) * m->min_length;
        break;
    case ADVANCE_LINE:
        m->line += (uint64_t)get_sleb(&m->r);
        break;
    case CONST_ADD_PC:
        m->address += (uint64_t)((255 - m->opcode_base) / m->line_range) * m->min_length;
        break;
    case FIXED_ADVANCE_PC:
        m->address += get(&m->r, 2);
        break;
    default: /* columns, files and marks are of no interest */
        for (unsigned n = m->lengths[opcode]; n-- > 0;)
            get_uleb(&m->r);
    }
}

static void run(struct machine *m, const uint8_t *end)
{
    restart(m);
    while (m->r.at < end && !m->r.bad) {
        unsigned opcode = (unsigned)get(&m->r, 1);
        if (opcode >= m->opcode_base)
            special(m, opcode);
        else if (opcode)
            standard(m, opcode);
        else
            extended(m);
    }
}

/* One unit: its header, then the program. */
static void unit(struct machine *m)
{
    uint64_t size = get(&m->r, 4);
    const uint8_t *end = m->r.at + size;
    if (size > (uint64_t)(m->r.end - m->r.at) || get(&m->r, 2) != 4) {
        m->r.bad = true;
        return;
    }
    uint64_t header = get(&m->r, 4);
    const uint8_t *program = m->r.at + header;
    m->min_length = (uint8_t)get(&m->r, 1);
    get(&m->r, 2); /* operations per instruction; whether lines are statements */
    m->line_base = (int8_t)get(&m->r, 1);
    m->line_range = (uint8_t)get(&m->r, 1);
    m->opcode_base = (uint8_t)get(&m->r, 1);
    for (unsigned n = 1; n < m->opcode_base; n++)
        m->lengths[n] = (uint8_t)get(&m->r, 1);
    m->r.bad |= !m->line_range || header > (uint64_t)(end - m->r.start);
    m->r.at = program;
    run(m, end);
    m->r.at = end;
}

bool lines_read(const struct line_reader *to, const uint8_t *bytes, size_t size)
{
    struct machine m = { .to = to, .r = { bytes, bytes, bytes + size, false } };
    while (m.r.at < m.r.end && !m.r.bad)
        unit(&m);
    return !m.r.bad;
}
