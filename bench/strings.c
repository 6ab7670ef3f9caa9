/* The C library's string functions on short strings. */
#include <string.h>

#include "kernels.h"

int main(int argc, char **argv)
{
    static const char *const words[] = { "alpha", "beta", "gamma", "delta", "epsilon-and-some-more-to-compare", "zeta",
                                         "eta-eta-eta-eta", "theta" };
    char buffer[256];
    uint64_t sum = 0;
    for (long n = rounds(argc, argv, 15000000); n > 0; n--) {
        const char *a = words[n & 7], *b = words[(n >> 3) & 7];
        strcpy(buffer, a);
        strcat(buffer, b);
        sum += strlen(buffer) + (strcmp(a, b) > 0) + (size_t)(strchr(buffer, 'a') - buffer);
        sum += memcmp(buffer, b, 3) > 0;
    }
    printf("%lu\n", (unsigned long)sum);
}
