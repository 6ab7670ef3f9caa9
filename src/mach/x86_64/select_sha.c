/* Selection actions for rounds of SHA1 and SHA256. */
#include "mach/x86_64/select_vector.h"

/* The instruction adds the rounds' constant, which the guest's words have already. */
ACTION(sha1_rounds)
{
    static const uint32_t constant[3] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc };
    unsigned part = select_ins(s, i)->aux;
    vec words = x86_sub(s, 2, leaf[1], x86_lanes(s, 2, constant[part]));
    return x86_2_imm(s, X86_SHA1RNDS4, leaf[0], words, part);
}
