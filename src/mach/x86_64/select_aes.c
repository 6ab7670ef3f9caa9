/* Selection actions for the steps of AES. An instruction does one step or two and adds a key. */
#include "mach/x86_64/select_vector.h"

#define STEP(name, row) \
    ACTION(name) \
    { \
        UNUSED(i); \
        return x86_vec(s, row, leaf[0], x86_vector_zero(s)); \
    } \
    ACTION(name##_to) \
    { \
        UNUSED(i); \
        return x86_vec(s, row, leaf[1], leaf[0]); \
    }

STEP(aes_enc, X86_AESENCLAST)
STEP(aes_enc_mix, X86_AESENC)
STEP(aes_dec, X86_AESDECLAST)
STEP(aes_dec_unmix, X86_AESDEC)

/* No instruction mixes columns only: SubBytes and ShiftRows are undone first. */
ACTION(aes_mix)
{
    UNUSED(i);
    vec zero = x86_vector_zero(s);
    return x86_vec(s, X86_AESENC, x86_vec(s, X86_AESDECLAST, leaf[0], zero), zero);
}
