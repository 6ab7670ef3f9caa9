/* The host's FPU as translated code uses it, and what to do when it traps.

   Translated code runs with the guest's rounding mode in MXCSR and with the invalid-operation exception
   unmasked. What the guests and the host disagree on, the results of invalid operations and the
   treatment of signalling NaNs, traps; then the result is computed in integers and put where the
   instruction would have (trap_context.c). The sticky flags in MXCSR are
   the guest's but for the invalid flag, which is in state->fp.flags, as are all those that ir_eval
   raises: the guest's flags are both together. */
#include "mach/engine.h"

enum {
    MXCSR_MASKS = 0x1f00, /* of all exceptions but invalid */
    MXCSR_ROUND = 13,     /* nearest, down, up, towards zero */
};

bool mach_fpu_serves(uint32_t mode)
{
    return mode <= IR_ROUND_ZERO;
}

uint32_t mach_fpu_control(uint32_t mode)
{
    return MXCSR_MASKS | (mode & 1) << (MXCSR_ROUND + 1) | (mode & 2) >> 1 << MXCSR_ROUND;
}

uint32_t mach_fpu_flags(uint32_t control)
{
    return (control & 1) | (control >> 1 & 0x1e); /* between them, denormal operands */
}
