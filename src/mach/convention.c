/* Pairs a guest's hottest registers with the host's, once for all translated code. */
#include "mach/mach.h"

void mach_convention_make(struct mach_convention *c, const struct mach_target *t, const uint16_t *guest_pins)
{
    *c = (struct mach_convention){ .state = t->state, .features = t->features() };
    while (guest_pins[c->pin_count] && t->pin_regs[c->pin_count] && c->pin_count < 16) {
        uint16_t offset = guest_pins[c->pin_count];
        bug_on(offset % 8 || offset >= MACH_PINNED, "a pin at %u", offset);
        c->pins[c->pin_count] = (struct mach_pin){ offset, t->pin_regs[c->pin_count] };
        c->pin_at[offset / 8] = ++c->pin_count;
    }
}
