/* What this build is called; the Makefile makes the header out of all sources. */
#include "service/protocol.h"

#include "service/build.h"

const char *service_build(void)
{
    return SERVICE_BUILD;
}
