# Advanced SIMD: copies, permutations, table look-up, immediates.
# The format: docs/insn-tests.md.

# ---- copies ----
dup v0.8b, v1.b[5]                                 | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => v0.b=0x85,0x85,0x85,0x85,0x85,0x85,0x85,0x85
dup v0.4h, v1.h[6]                                 | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => v0.h=0x8d8c,0x8d8c,0x8d8c,0x8d8c
dup v0.2s, v1.s[3]                                 | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => v0.s=0x8f8e8d8c,0x8f8e8d8c
dup v0.16b, v1.b[15]                               | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => v0.b=0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f,0x8f
mov b0, v1.b[15]                                   | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => b0=0x8f
dup v0.8h, v1.h[0]                                 | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => v0.h=0x8180,0x8180,0x8180,0x8180,0x8180,0x8180,0x8180,0x8180
mov h0, v1.h[0]                                    | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => h0=0x8180
dup v0.4s, v1.s[2]                                 | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => v0.s=0x8b8a8988,0x8b8a8988,0x8b8a8988,0x8b8a8988
mov s0, v1.s[2]                                    | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => s0=0x8b8a8988
dup v0.2d, v1.d[1]                                 | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => v0.d=0x8f8e8d8c8b8a8988,0x8f8e8d8c8b8a8988
mov d0, v1.d[1]                                    | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988    => d0=0x8f8e8d8c8b8a8988
dup v0.8b, w1                                      | v0.d=-1,-1 x1=0x1122334455667788                         => v0.b=0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88
dup v0.4h, w1                                      | v0.d=-1,-1 x1=0x1122334455667788                         => v0.h=0x7788,0x7788,0x7788,0x7788
dup v0.2s, w1                                      | v0.d=-1,-1 x1=0x1122334455667788                         => v0.s=0x55667788,0x55667788
dup v0.16b, w1                                     | x1=0x1122334455667788                                    => v0.b=0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88,0x88
dup v0.8h, w1                                      | x1=0x1122334455667788                                    => v0.h=0x7788,0x7788,0x7788,0x7788,0x7788,0x7788,0x7788,0x7788
dup v0.4s, w1                                      | x1=0x1122334455667788                                    => v0.s=0x55667788,0x55667788,0x55667788,0x55667788
dup v0.2d, x1                                      | x1=0x1122334455667788                                    => v0.d=0x1122334455667788,0x1122334455667788
dup v0.4s, wzr                                     | v0.d=-1,-1                                               => v0.s=0
smov w0, v1.b[3]                                   | x0=-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988         => x0=0xffffff83
smov w0, v1.h[5]                                   | x0=-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988         => x0=0xffff8b8a
smov x0, v1.b[0]                                   | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => x0=0xffffffffffffff80
smov x0, v1.h[7]                                   | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => x0=0xffffffffffff8f8e
smov x0, v1.s[2]                                   | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => x0=0xffffffff8b8a8988
umov w0, v1.b[9]                                   | x0=-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988         => x0=137
umov w0, v1.h[4]                                   | x0=-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988         => x0=35208
umov w0, v1.s[1]                                   | x0=-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988         => x0=0x87868584
umov x0, v1.d[1]                                   | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => x0=0x8f8e8d8c8b8a8988
umov wzr, v1.b[0]; umov x0, v1.d[0]                | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => x0=0x8786858483828180
mov v1.b[7], w2                                    | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 x2=0x1122334455667799 => v1.b=0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x99,0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f
mov v1.h[3], w2                                    | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 x2=0x1122334455667799 => v1.h=0x8180,0x8382,0x8584,0x7799,0x8988,0x8b8a,0x8d8c,0x8f8e
mov v1.s[1], w2                                    | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 x2=0x1122334455667799 => v1.s=0x83828180,0x55667799,0x8b8a8988,0x8f8e8d8c
mov v1.d[1], x2                                    | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 x2=0x1122334455667799 => v1.d=0x8786858483828180,0x1122334455667799
mov v1.b[2], v2.b[13]                              | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v1.b=0x80,0x81,0x2d,0x83,0x84,0x85,0x86,0x87,0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f
mov v1.h[0], v2.h[5]                               | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v1.h=0x2b2a,0x8382,0x8584,0x8786,0x8988,0x8b8a,0x8d8c,0x8f8e
mov v1.s[3], v2.s[1]                               | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v1.s=0x83828180,0x87868584,0x8b8a8988,0x27262524
mov v1.d[1], v2.d[0]                               | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v1.d=0x8786858483828180,0x2726252423222120
mov v1.d[0], v1.d[1]                               | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988               => v1.d=0x8f8e8d8c8b8a8988,0x8f8e8d8c8b8a8988
# Bits of the source lane number below its size are ignored.
.inst 0x6e041c41                                   | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v1.d=0x8786858423222120,0x8f8e8d8c8b8a8988

# ---- permutations ----
zip1 v0.8b, v1.8b, v2.8b                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x20,0x81,0x21,0x82,0x22,0x83,0x23
zip1 v0.16b, v1.16b, v2.16b                        | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x20,0x81,0x21,0x82,0x22,0x83,0x23,0x84,0x24,0x85,0x25,0x86,0x26,0x87,0x27
zip1 v0.4h, v1.4h, v2.4h                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8180,0x2120,0x8382,0x2322
zip1 v0.8h, v1.8h, v2.8h                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8180,0x2120,0x8382,0x2322,0x8584,0x2524,0x8786,0x2726
zip1 v0.2s, v1.2s, v2.2s                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x83828180,0x23222120
zip1 v0.4s, v1.4s, v2.4s                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x83828180,0x23222120,0x87868584,0x27262524
zip1 v0.2d, v1.2d, v2.2d                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.d=0x8786858483828180,0x2726252423222120
zip2 v0.8b, v1.8b, v2.8b                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x84,0x24,0x85,0x25,0x86,0x26,0x87,0x27
zip2 v0.16b, v1.16b, v2.16b                        | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x88,0x28,0x89,0x29,0x8a,0x2a,0x8b,0x2b,0x8c,0x2c,0x8d,0x2d,0x8e,0x2e,0x8f,0x2f
zip2 v0.4h, v1.4h, v2.4h                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8584,0x2524,0x8786,0x2726
zip2 v0.8h, v1.8h, v2.8h                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8988,0x2928,0x8b8a,0x2b2a,0x8d8c,0x2d2c,0x8f8e,0x2f2e
zip2 v0.2s, v1.2s, v2.2s                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x87868584,0x27262524
zip2 v0.4s, v1.4s, v2.4s                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x8b8a8988,0x2b2a2928,0x8f8e8d8c,0x2f2e2d2c
zip2 v0.2d, v1.2d, v2.2d                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.d=0x8f8e8d8c8b8a8988,0x2f2e2d2c2b2a2928
uzp1 v0.8b, v1.8b, v2.8b                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x82,0x84,0x86,0x20,0x22,0x24,0x26
uzp1 v0.16b, v1.16b, v2.16b                        | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x82,0x84,0x86,0x88,0x8a,0x8c,0x8e,0x20,0x22,0x24,0x26,0x28,0x2a,0x2c,0x2e
uzp1 v0.4h, v1.4h, v2.4h                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8180,0x8584,0x2120,0x2524
uzp1 v0.8h, v1.8h, v2.8h                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8180,0x8584,0x8988,0x8d8c,0x2120,0x2524,0x2928,0x2d2c
uzp1 v0.2s, v1.2s, v2.2s                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x83828180,0x23222120
uzp1 v0.4s, v1.4s, v2.4s                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x83828180,0x8b8a8988,0x23222120,0x2b2a2928
uzp1 v0.2d, v1.2d, v2.2d                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.d=0x8786858483828180,0x2726252423222120
uzp2 v0.8b, v1.8b, v2.8b                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x81,0x83,0x85,0x87,0x21,0x23,0x25,0x27
uzp2 v0.16b, v1.16b, v2.16b                        | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x81,0x83,0x85,0x87,0x89,0x8b,0x8d,0x8f,0x21,0x23,0x25,0x27,0x29,0x2b,0x2d,0x2f
uzp2 v0.4h, v1.4h, v2.4h                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8382,0x8786,0x2322,0x2726
uzp2 v0.8h, v1.8h, v2.8h                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8382,0x8786,0x8b8a,0x8f8e,0x2322,0x2726,0x2b2a,0x2f2e
uzp2 v0.2s, v1.2s, v2.2s                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x87868584,0x27262524
uzp2 v0.4s, v1.4s, v2.4s                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x87868584,0x8f8e8d8c,0x27262524,0x2f2e2d2c
uzp2 v0.2d, v1.2d, v2.2d                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.d=0x8f8e8d8c8b8a8988,0x2f2e2d2c2b2a2928
trn1 v0.8b, v1.8b, v2.8b                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x20,0x82,0x22,0x84,0x24,0x86,0x26
trn1 v0.16b, v1.16b, v2.16b                        | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x20,0x82,0x22,0x84,0x24,0x86,0x26,0x88,0x28,0x8a,0x2a,0x8c,0x2c,0x8e,0x2e
trn1 v0.4h, v1.4h, v2.4h                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8180,0x2120,0x8584,0x2524
trn1 v0.8h, v1.8h, v2.8h                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8180,0x2120,0x8584,0x2524,0x8988,0x2928,0x8d8c,0x2d2c
trn1 v0.2s, v1.2s, v2.2s                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x83828180,0x23222120
trn1 v0.4s, v1.4s, v2.4s                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x83828180,0x23222120,0x8b8a8988,0x2b2a2928
trn1 v0.2d, v1.2d, v2.2d                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.d=0x8786858483828180,0x2726252423222120
trn2 v0.8b, v1.8b, v2.8b                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x81,0x21,0x83,0x23,0x85,0x25,0x87,0x27
trn2 v0.16b, v1.16b, v2.16b                        | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x81,0x21,0x83,0x23,0x85,0x25,0x87,0x27,0x89,0x29,0x8b,0x2b,0x8d,0x2d,0x8f,0x2f
trn2 v0.4h, v1.4h, v2.4h                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8382,0x2322,0x8786,0x2726
trn2 v0.8h, v1.8h, v2.8h                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.h=0x8382,0x2322,0x8786,0x2726,0x8b8a,0x2b2a,0x8f8e,0x2f2e
trn2 v0.2s, v1.2s, v2.2s                           | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x87868584,0x27262524
trn2 v0.4s, v1.4s, v2.4s                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.s=0x87868584,0x27262524,0x8f8e8d8c,0x2f2e2d2c
trn2 v0.2d, v1.2d, v2.2d                           | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.d=0x8f8e8d8c8b8a8988,0x2f2e2d2c2b2a2928
ext v0.8b, v1.8b, v2.8b, #0                        | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x87
ext v0.8b, v1.8b, v2.8b, #3                        | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x83,0x84,0x85,0x86,0x87,0x20,0x21,0x22
ext v0.8b, v1.8b, v2.8b, #7                        | v0.d=-1,-1 v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x87,0x20,0x21,0x22,0x23,0x24,0x25,0x26
ext v0.16b, v1.16b, v2.16b, #0                     | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x80,0x81,0x82,0x83,0x84,0x85,0x86,0x87,0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f
ext v0.16b, v1.16b, v2.16b, #5                     | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x85,0x86,0x87,0x88,0x89,0x8a,0x8b,0x8c,0x8d,0x8e,0x8f,0x20,0x21,0x22,0x23,0x24
ext v0.16b, v1.16b, v2.16b, #15                    | v1.d=0x8786858483828180,0x8f8e8d8c8b8a8988 v2.d=0x2726252423222120,0x2f2e2d2c2b2a2928 => v0.b=0x8f,0x20,0x21,0x22,0x23,0x24,0x25,0x26,0x27,0x28,0x29,0x2a,0x2b,0x2c,0x2d,0x2e

# ---- table look-up ----
tbl v4.8b, {v31.16b}, v5.8b                        | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f
tbl v4.16b, {v31.16b}, v5.16b                      | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0,0,0,0,0,0,0,0,0,0x11
tbl v4.8b, {v31.16b,v0.16b}, v5.8b                 | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f
tbl v4.16b, {v31.16b,v0.16b}, v5.16b               | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0,0,0,0,0,0,0,0x11,0x21
tbl v4.8b, {v31.16b,v0.16b,v1.16b}, v5.8b          | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f
tbl v4.16b, {v31.16b,v0.16b,v1.16b}, v5.16b        | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0,0,0,0,0,0x11,0x21,0x31
tbl v4.8b, {v31.16b,v0.16b,v1.16b,v2.16b}, v5.8b   | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v2.d=0x4746454443424140,0x4f4e4d4c4b4a4948 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0x40,0x4f
tbl v4.16b, {v31.16b,v0.16b,v1.16b,v2.16b}, v5.16b | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v2.d=0x4746454443424140,0x4f4e4d4c4b4a4948 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0x40,0x4f,0,0,0,0x11,0x21,0x31,0x41
tbx v4.8b, {v31.16b}, v5.8b                        | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0xa2,0xa3,0xa4,0xa5,0xa6,0xa7
tbx v4.16b, {v31.16b}, v5.16b                      | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0xa2,0xa3,0xa4,0xa5,0xa6,0xa7,0xa8,0xa9,0xaa,0x11,0xac,0xad,0xae,0xaf
tbx v4.8b, {v31.16b,v0.16b}, v5.8b                 | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0xa4,0xa5,0xa6,0xa7
tbx v4.16b, {v31.16b,v0.16b}, v5.16b               | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0xa4,0xa5,0xa6,0xa7,0xa8,0xa9,0xaa,0x11,0x21,0xad,0xae,0xaf
tbx v4.8b, {v31.16b,v0.16b,v1.16b}, v5.8b          | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0xa6,0xa7
tbx v4.16b, {v31.16b,v0.16b,v1.16b}, v5.16b        | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0xa6,0xa7,0xa8,0xa9,0xaa,0x11,0x21,0x31,0xae,0xaf
tbx v4.8b, {v31.16b,v0.16b,v1.16b,v2.16b}, v5.8b   | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v2.d=0x4746454443424140,0x4f4e4d4c4b4a4948 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0x40,0x4f
tbx v4.16b, {v31.16b,v0.16b,v1.16b,v2.16b}, v5.16b | v4.d=0xa7a6a5a4a3a2a1a0,0xafaeadacabaaa9a8 v31.d=0x1716151413121110,0x1f1e1d1c1b1a1918 v0.d=0x2726252423222120,0x2f2e2d2c2b2a2928 v1.d=0x3736353433323130,0x3f3e3d3c3b3a3938 v2.d=0x4746454443424140,0x4f4e4d4c4b4a4948 v5.b=0,15,16,31,32,47,48,63,64,255,128,1,17,33,49,240 => v4.b=0x10,0x1f,0x20,0x2f,0x30,0x3f,0x40,0x4f,0xa8,0xa9,0xaa,0x11,0x21,0x31,0x41,0xaf
tbl v0.16b, {v0.16b}, v0.16b                       | v0.b=3,2,1,0,16,5                                        => v0.b=0,1,2,3,0,5,3,3,3,3,3,3,3,3,3,3

# ---- immediates ----
movi v0.2s, #0xab                                  | v0.d=-1,-1                                               => v0.s=0xab,0xab
movi v0.2s, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.s=0xab00,0xab00
movi v0.2s, #0xab, lsl #16                         | v0.d=-1,-1                                               => v0.s=0xab0000,0xab0000
movi v0.2s, #0xab, lsl #24                         | v0.d=-1,-1                                               => v0.s=0xab000000,0xab000000
movi v0.2s, #0xab, msl #8                          | v0.d=-1,-1                                               => v0.s=0xabff,0xabff
movi v0.2s, #0xab, msl #16                         | v0.d=-1,-1                                               => v0.s=0xabffff,0xabffff
mvni v0.2s, #0xab                                  | v0.d=-1,-1                                               => v0.s=0xffffff54,0xffffff54
mvni v0.2s, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.s=0xffff54ff,0xffff54ff
mvni v0.2s, #0xab, lsl #16                         | v0.d=-1,-1                                               => v0.s=0xff54ffff,0xff54ffff
mvni v0.2s, #0xab, lsl #24                         | v0.d=-1,-1                                               => v0.s=0x54ffffff,0x54ffffff
mvni v0.2s, #0xab, msl #8                          | v0.d=-1,-1                                               => v0.s=0xffff5400,0xffff5400
mvni v0.2s, #0xab, msl #16                         | v0.d=-1,-1                                               => v0.s=0xff540000,0xff540000
orr v0.2s, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abcdefa,0x1234567a
orr v0.2s, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abcdef0,0x12345e78
orr v0.2s, #0x5a, lsl #16                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9afedef0,0x127e5678
orr v0.2s, #0x5a, lsl #24                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0xdabcdef0,0x5a345678
bic v0.2s, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abcdea0,0x12345620
bic v0.2s, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abc84f0,0x12340478
bic v0.2s, #0x5a, lsl #16                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9aa4def0,0x12245678
bic v0.2s, #0x5a, lsl #24                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x80bcdef0,0x345678
movi v0.4s, #0xab                                  | v0.d=-1,-1                                               => v0.s=0xab,0xab,0xab,0xab
movi v0.4s, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.s=0xab00,0xab00,0xab00,0xab00
movi v0.4s, #0xab, lsl #16                         | v0.d=-1,-1                                               => v0.s=0xab0000,0xab0000,0xab0000,0xab0000
movi v0.4s, #0xab, lsl #24                         | v0.d=-1,-1                                               => v0.s=0xab000000,0xab000000,0xab000000,0xab000000
movi v0.4s, #0xab, msl #8                          | v0.d=-1,-1                                               => v0.s=0xabff,0xabff,0xabff,0xabff
movi v0.4s, #0xab, msl #16                         | v0.d=-1,-1                                               => v0.s=0xabffff,0xabffff,0xabffff,0xabffff
mvni v0.4s, #0xab                                  | v0.d=-1,-1                                               => v0.s=0xffffff54,0xffffff54,0xffffff54,0xffffff54
mvni v0.4s, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.s=0xffff54ff,0xffff54ff,0xffff54ff,0xffff54ff
mvni v0.4s, #0xab, lsl #16                         | v0.d=-1,-1                                               => v0.s=0xff54ffff,0xff54ffff,0xff54ffff,0xff54ffff
mvni v0.4s, #0xab, lsl #24                         | v0.d=-1,-1                                               => v0.s=0x54ffffff,0x54ffffff,0x54ffffff,0x54ffffff
mvni v0.4s, #0xab, msl #8                          | v0.d=-1,-1                                               => v0.s=0xffff5400,0xffff5400,0xffff5400,0xffff5400
mvni v0.4s, #0xab, msl #16                         | v0.d=-1,-1                                               => v0.s=0xff540000,0xff540000,0xff540000,0xff540000
orr v0.4s, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abcdefa,0x1234567a,0x8765437b,0xfedcbfb
orr v0.4s, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abcdef0,0x12345e78,0x87655b21,0xfeddba9
orr v0.4s, #0x5a, lsl #16                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9afedef0,0x127e5678,0x877f4321,0xfffcba9
orr v0.4s, #0x5a, lsl #24                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0xdabcdef0,0x5a345678,0xdf654321,0x5fedcba9
bic v0.4s, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abcdea0,0x12345620,0x87654321,0xfedcba1
bic v0.4s, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9abc84f0,0x12340478,0x87650121,0xfed81a9
bic v0.4s, #0x5a, lsl #16                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x9aa4def0,0x12245678,0x87254321,0xfa5cba9
bic v0.4s, #0x5a, lsl #24                          | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.s=0x80bcdef0,0x345678,0x85654321,0x5edcba9
movi v0.4h, #0xab, lsl #0                          | v0.d=-1,-1                                               => v0.h=0xab,0xab,0xab,0xab
movi v0.4h, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.h=0xab00,0xab00,0xab00,0xab00
mvni v0.4h, #0xab, lsl #0                          | v0.d=-1,-1                                               => v0.h=0xff54,0xff54,0xff54,0xff54
mvni v0.4h, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.h=0x54ff,0x54ff,0x54ff,0x54ff
orr v0.4h, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0xdefa,0x9afe,0x567a,0x127e
orr v0.4h, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0xdef0,0xdabc,0x5e78,0x5a34
bic v0.4h, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0xdea0,0x9aa4,0x5620,0x1224
bic v0.4h, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0x84f0,0x80bc,0x478,0x34
movi v0.8h, #0xab, lsl #0                          | v0.d=-1,-1                                               => v0.h=0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab
movi v0.8h, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.h=0xab00,0xab00,0xab00,0xab00,0xab00,0xab00,0xab00,0xab00
mvni v0.8h, #0xab, lsl #0                          | v0.d=-1,-1                                               => v0.h=0xff54,0xff54,0xff54,0xff54,0xff54,0xff54,0xff54,0xff54
mvni v0.8h, #0xab, lsl #8                          | v0.d=-1,-1                                               => v0.h=0x54ff,0x54ff,0x54ff,0x54ff,0x54ff,0x54ff,0x54ff,0x54ff
orr v0.8h, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0xdefa,0x9afe,0x567a,0x127e,0x437b,0x877f,0xcbfb,0xfff
orr v0.8h, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0xdef0,0xdabc,0x5e78,0x5a34,0x5b21,0xdf65,0xdba9,0x5fed
bic v0.8h, #0x5a, lsl #0                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0xdea0,0x9aa4,0x5620,0x1224,0x4321,0x8725,0xcba1,0xfa5
bic v0.8h, #0x5a, lsl #8                           | v0.d=0x123456789abcdef0,0x0fedcba987654321               => v0.h=0x84f0,0x80bc,0x478,0x34,0x121,0x8565,0x81a9,0x5ed
movi v0.8b, #0xab                                  | v0.d=-1,-1                                               => v0.b=0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab
movi v0.16b, #0xab                                 | v0.d=-1,-1                                               => v0.b=0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab,0xab
movi d0, #0xff00ff0000ffff00                       | v0.d=-1,-1                                               => d0=0xff00ff0000ffff00
movi v0.2d, #0x00ffff00ff0000ff                    |                                                          => v0.d=0xffff00ff0000ff,0xffff00ff0000ff
fmov v0.2s, #1.0                                   | v0.d=-1,-1                                               => v0.s=1.0,1.0
fmov v0.2s, #-0.1328125                            | v0.d=-1,-1                                               => v0.s=-0.1328125,-0.1328125
fmov v0.2s, #31.0                                  | v0.d=-1,-1                                               => v0.s=31.0,31.0
fmov v0.4s, #1.0                                   | v0.d=-1,-1                                               => v0.s=1.0,1.0,1.0,1.0
fmov v0.4s, #-0.1328125                            | v0.d=-1,-1                                               => v0.s=-0.1328125,-0.1328125,-0.1328125,-0.1328125
fmov v0.4s, #31.0                                  | v0.d=-1,-1                                               => v0.s=31.0,31.0,31.0,31.0
fmov v0.2d, #1.0                                   | v0.d=-1,-1                                               => v0.d=1.0,1.0
fmov v0.2d, #-0.1328125                            | v0.d=-1,-1                                               => v0.d=-0.1328125,-0.1328125
fmov v0.2d, #31.0                                  | v0.d=-1,-1                                               => v0.d=31.0,31.0

# ---- no such instructions ----
# dup, ins, umov, smov of lanes of no size; 1D: dup, zip1; smov of what does not widen; umov of 64 bits to 32 and of 32 to 64; ext beyond 64 bits; fmov of 64 bits, 1D.
.inst 0x4e000420                                   |                                                          => fault=ILL
.inst 0x4e101c20                                   |                                                          => fault=ILL
.inst 0x0e003c20                                   |                                                          => fault=ILL
.inst 0x0e102c20                                   |                                                          => fault=ILL
.inst 0x0e080420                                   |                                                          => fault=ILL
.inst 0x0ec23820                                   |                                                          => fault=ILL
.inst 0x0e042c20                                   |                                                          => fault=ILL
.inst 0x4e082c20                                   |                                                          => fault=ILL
.inst 0x0e083c20                                   |                                                          => fault=ILL
.inst 0x4e043c20                                   |                                                          => fault=ILL
.inst 0x2e024020                                   |                                                          => fault=ILL
.inst 0x2f00f400                                   |                                                          => fault=ILL
.inst 0x5e100420                                   |                                                          => fault=ILL
