/* Integer and table look-ups: CRC-32 of a buffer. */
#include "kernels.h"

int main(int argc, char **argv)
{
    static uint32_t table[256];
    static uint8_t data[65536];
    uint64_t seed = 1;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
        table[i] = c;
    }
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)next_random(&seed);
    uint32_t crc = 0;
    for (long n = rounds(argc, argv, 5000); n > 0; n--)
        for (size_t i = 0; i < sizeof data; i++)
            crc = crc >> 8 ^ table[(crc ^ data[i]) & 255];
    printf("%08x\n", crc);
}
