/* Scalar floating point: bodies that attract one another. */
#include <math.h>

#include "kernels.h"

enum { BODIES = 5 };
static double x[BODIES][3], v[BODIES][3], m[BODIES];

int main(int argc, char **argv)
{
    for (int i = 0; i < BODIES; i++) {
        m[i] = 1.0 / (i + 1);
        for (int k = 0; k < 3; k++) {
            x[i][k] = (i * 3 + k) % 7 - 2.5;
            v[i][k] = (i + 2 * k) % 5 * 0.1 - 0.2;
        }
    }
    for (long n = rounds(argc, argv, 8000000); n > 0; n--) {
        for (int i = 0; i < BODIES; i++)
            for (int j = i + 1; j < BODIES; j++) {
                double d[3], r2 = 0.01;
                for (int k = 0; k < 3; k++) {
                    d[k] = x[i][k] - x[j][k];
                    r2 += d[k] * d[k];
                }
                double f = 0.001 / (r2 * sqrt(r2));
                for (int k = 0; k < 3; k++) {
                    v[i][k] -= d[k] * m[j] * f;
                    v[j][k] += d[k] * m[i] * f;
                }
            }
        for (int i = 0; i < BODIES; i++)
            for (int k = 0; k < 3; k++)
                x[i][k] += 0.001 * v[i][k];
    }
    printf("%.12f %.12f\n", x[0][0], v[1][2]);
}
