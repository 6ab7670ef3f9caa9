/* The toy guest's own header, which generated sources include. */
#ifndef GUEST_TOY_GUEST_H
#define GUEST_TOY_GUEST_H

#include "guest/toy/decode.h"

/* What was lifted, as text. */
struct lift {
    struct text out;
    bool extra; /* the feature */
};

#endif
