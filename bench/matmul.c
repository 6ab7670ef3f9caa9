/* Floating point over memory: product of matrices. */
#include "kernels.h"

enum { N = 128 };
static double a[N][N], b[N][N], c[N][N];

int main(int argc, char **argv)
{
    uint64_t seed = 5;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = (double)(next_random(&seed) % 1000) / 1000;
            b[i][j] = (double)(next_random(&seed) % 1000) / 1000;
        }
    for (long n = rounds(argc, argv, 500); n > 0; n--)
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) {
                double s = c[i][j] * 0.5;
                for (int k = 0; k < N; k++)
                    s += a[i][k] * b[k][j];
                c[i][j] = s;
            }
    printf("%.9f\n", c[3][5] + c[100][77]);
}
