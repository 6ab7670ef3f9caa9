# Loads and stores of SIMD&FP registers and of structures. The format: docs/insn-tests.md.

# ---- one register, all addressing modes ----
stur b1, [x0, #-1]                           | x0=M+33 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u8[M+32]=0xf0
str b1, [x0], #5                             | x0=M+32 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => x0=M+37 u8[M+32]=0xf0
str b1, [sp, #-16]!                          | sp=M+48 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => sp=M+32 u8[M+32]=0xf0
str b1, [x0, #2]                             | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u8[M+2]=0xf0
str b1, [x0, x2]                             | x0=M x2=3 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u8[M+3]=0xf0
ldur b1, [x0, #-1]                           | x0=M+33 v1=-1            => v1=0x20
ldr b1, [x0], #5                             | x0=M+32 v1=-1            => x0=M+37 v1=0x20
ldr b1, [sp, #-16]!                          | sp=M+48 v1=-1            => sp=M+32 v1=0x20
ldr b1, [x0, #2]                             | x0=M v1=-1               => v1=0x02
ldr b1, [x0, w2, sxtw]                       | x0=M+64 x2=0xffffffff v1=-1 => v1=0x3f
stur h1, [x0, #-1]                           | x0=M+33 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u16[M+32]=0xe1f0
str h1, [x0], #5                             | x0=M+32 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => x0=M+37 u16[M+32]=0xe1f0
str h1, [sp, #-16]!                          | sp=M+48 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => sp=M+32 u16[M+32]=0xe1f0
str h1, [x0, #4]                             | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u16[M+4]=0xe1f0
str h1, [x0, x2, lsl #1]                     | x0=M x2=3 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u16[M+6]=0xe1f0
ldur h1, [x0, #-1]                           | x0=M+33 v1=-1            => v1=0x2120
ldr h1, [x0], #5                             | x0=M+32 v1=-1            => x0=M+37 v1=0x2120
ldr h1, [sp, #-16]!                          | sp=M+48 v1=-1            => sp=M+32 v1=0x2120
ldr h1, [x0, #4]                             | x0=M v1=-1               => v1=0x0504
ldr h1, [x0, w2, sxtw #1]                    | x0=M+64 x2=0xffffffff v1=-1 => v1=0x3f3e
stur s1, [x0, #-1]                           | x0=M+33 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u32[M+32]=0xc3d2e1f0
str s1, [x0], #5                             | x0=M+32 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => x0=M+37 u32[M+32]=0xc3d2e1f0
str s1, [sp, #-16]!                          | sp=M+48 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => sp=M+32 u32[M+32]=0xc3d2e1f0
str s1, [x0, #8]                             | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u32[M+8]=0xc3d2e1f0
str s1, [x0, x2, lsl #2]                     | x0=M x2=3 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u32[M+12]=0xc3d2e1f0
ldur s1, [x0, #-1]                           | x0=M+33 v1=-1            => v1=0x23222120
ldr s1, [x0], #5                             | x0=M+32 v1=-1            => x0=M+37 v1=0x23222120
ldr s1, [sp, #-16]!                          | sp=M+48 v1=-1            => sp=M+32 v1=0x23222120
ldr s1, [x0, #8]                             | x0=M v1=-1               => v1=0x0b0a0908
ldr s1, [x0, w2, sxtw #2]                    | x0=M+64 x2=0xffffffff v1=-1 => v1=0x3f3e3d3c
stur d1, [x0, #-1]                           | x0=M+33 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u64[M+32]=0x8796a5b4c3d2e1f0
str d1, [x0], #5                             | x0=M+32 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => x0=M+37 u64[M+32]=0x8796a5b4c3d2e1f0
str d1, [sp, #-16]!                          | sp=M+48 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => sp=M+32 u64[M+32]=0x8796a5b4c3d2e1f0
str d1, [x0, #16]                            | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u64[M+16]=0x8796a5b4c3d2e1f0
str d1, [x0, x2, lsl #3]                     | x0=M x2=3 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u64[M+24]=0x8796a5b4c3d2e1f0
ldur d1, [x0, #-1]                           | x0=M+33 v1=-1            => v1=0x2726252423222120
ldr d1, [x0], #5                             | x0=M+32 v1=-1            => x0=M+37 v1=0x2726252423222120
ldr d1, [sp, #-16]!                          | sp=M+48 v1=-1            => sp=M+32 v1=0x2726252423222120
ldr d1, [x0, #16]                            | x0=M v1=-1               => v1=0x1716151413121110
ldr d1, [x0, w2, sxtw #3]                    | x0=M+64 x2=0xffffffff v1=-1 => v1=0x3f3e3d3c3b3a3938
stur q1, [x0, #-1]                           | x0=M+33 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u128[M+32]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0
str q1, [x0], #5                             | x0=M+32 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => x0=M+37 u128[M+32]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0
str q1, [sp, #-16]!                          | sp=M+48 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => sp=M+32 u128[M+32]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0
str q1, [x0, #32]                            | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u128[M+32]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0
str q1, [x0, x2, lsl #4]                     | x0=M x2=3 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 => u128[M+48]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0
ldur q1, [x0, #-1]                           | x0=M+33 v1=-1            => v1=0x2f2e2d2c2b2a29282726252423222120
ldr q1, [x0], #5                             | x0=M+32 v1=-1            => x0=M+37 v1=0x2f2e2d2c2b2a29282726252423222120
ldr q1, [sp, #-16]!                          | sp=M+48 v1=-1            => sp=M+32 v1=0x2f2e2d2c2b2a29282726252423222120
ldr q1, [x0, #32]                            | x0=M v1=-1               => v1=0x2f2e2d2c2b2a29282726252423222120
ldr q1, [x0, w2, sxtw #4]                    | x0=M+64 x2=0xffffffff v1=-1 => v1=0x3f3e3d3c3b3a39383736353433323130
ldr q1, [x0], #16                            | x0=M+4088 v1=1           => fault=SEGV at=M+4096
str q1, [x0, #16]!                           | x0=M+4096                => fault=SEGV at=M+4112
.inst 0x7c800001                             | x0=M                     => fault=ILL
.inst 0xfcc00001                             | x0=M                     => fault=ILL
.inst 0x3ca00801                             | x0=M                     => fault=ILL

# ---- literal ----
ldr s0, 1f; b 2f; 1: .4byte 0x3f800000; 2:   | v0=-1                    => s0=1.0
ldr d0, 1f; b 2f; 1: .8byte 0x3ff8000000000000; 2: | v0=-1             => d0=1.5
ldr q0, 1f; b 2f; 1: .8byte 1, 2; 2:         |                          => v0.d=1,2
.inst 0xdc000000                             |                          => fault=ILL

# ---- pairs ----
stp s1, s2, [x0, #8]                         | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => u32[M+8]=0xc3d2e1f0 u32[M+12]=0x77
stp s1, s2, [x0], #-4                        | x0=M+64 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => x0=M+60 u32[M+64]=0xc3d2e1f0 u32[M+68]=0x77
stp s1, s2, [sp, #-8]!                       | sp=M+64 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => sp=M+56 u32[M+56]=0xc3d2e1f0 u32[M+60]=0x77
stnp s1, s2, [x0]                            | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => u32[M+0]=0xc3d2e1f0 u32[M+4]=0x77
ldp s1, s2, [x0, #8]                         | x0=M v1=-1 v2=-1         => v1=0x0b0a0908 v2=0x0f0e0d0c
ldp s1, s2, [x0], #-4                        | x0=M+64 v1=-1 v2=-1      => x0=M+60 v1=0x43424140 v2=0x47464544
ldp s1, s2, [sp, #-8]!                       | sp=M+64 v1=-1 v2=-1      => sp=M+56 v1=0x3b3a3938 v2=0x3f3e3d3c
ldnp s1, s2, [x0]                            | x0=M v1=-1 v2=-1         => v1=0x03020100 v2=0x07060504
stp d1, d2, [x0, #16]                        | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => u64[M+16]=0x8796a5b4c3d2e1f0 u64[M+24]=0x77
stp d1, d2, [x0], #-8                        | x0=M+64 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => x0=M+56 u64[M+64]=0x8796a5b4c3d2e1f0 u64[M+72]=0x77
stp d1, d2, [sp, #-16]!                      | sp=M+64 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => sp=M+48 u64[M+48]=0x8796a5b4c3d2e1f0 u64[M+56]=0x77
stnp d1, d2, [x0]                            | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => u64[M+0]=0x8796a5b4c3d2e1f0 u64[M+8]=0x77
ldp d1, d2, [x0, #16]                        | x0=M v1=-1 v2=-1         => v1=0x1716151413121110 v2=0x1f1e1d1c1b1a1918
ldp d1, d2, [x0], #-8                        | x0=M+64 v1=-1 v2=-1      => x0=M+56 v1=0x4746454443424140 v2=0x4f4e4d4c4b4a4948
ldp d1, d2, [sp, #-16]!                      | sp=M+64 v1=-1 v2=-1      => sp=M+48 v1=0x3736353433323130 v2=0x3f3e3d3c3b3a3938
ldnp d1, d2, [x0]                            | x0=M v1=-1 v2=-1         => v1=0x0706050403020100 v2=0x0f0e0d0c0b0a0908
stp q1, q2, [x0, #32]                        | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => u128[M+32]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 u128[M+48]=0x77
stp q1, q2, [x0], #-16                       | x0=M+64 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => x0=M+48 u128[M+64]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 u128[M+80]=0x77
stp q1, q2, [sp, #-32]!                      | sp=M+64 v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => sp=M+32 u128[M+32]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 u128[M+48]=0x77
stnp q1, q2, [x0]                            | x0=M v1=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 v2=0x77 => u128[M+0]=0xf1e2d3c4b5a69788796a5b4c3d2e1f0 u128[M+16]=0x77
ldp q1, q2, [x0, #32]                        | x0=M v1=-1 v2=-1         => v1=0x2f2e2d2c2b2a29282726252423222120 v2=0x3f3e3d3c3b3a39383736353433323130
ldp q1, q2, [x0], #-16                       | x0=M+64 v1=-1 v2=-1      => x0=M+48 v1=0x4f4e4d4c4b4a49484746454443424140 v2=0x5f5e5d5c5b5a59585756555453525150
ldp q1, q2, [sp, #-32]!                      | sp=M+64 v1=-1 v2=-1      => sp=M+32 v1=0x2f2e2d2c2b2a29282726252423222120 v2=0x3f3e3d3c3b3a39383736353433323130
ldnp q1, q2, [x0]                            | x0=M v1=-1 v2=-1         => v1=0x0f0e0d0c0b0a09080706050403020100 v2=0x1f1e1d1c1b1a19181716151413121110
ldp q1, q2, [x0], #32                        | x0=M+4080 v1=1 v2=2      => fault=SEGV at=M+4096 | noqemu: changes registers before it faults
.inst 0xed400401                             | x0=M                     => fault=ILL
# Both into one register is constrained unpredictable: the second value.
.inst 0x6d400401                             | x0=M                     => v1=0x0f0e0d0c0b0a0908

# ---- multiple structures ----
ld1 {v30.8b}, [x0], #8                       | x0=M+16                  => x0=M+24 v30=0x1716151413121110
st1 {v30.8b}, [sp], #8                       | sp=M+16 v30=0x8786858483828180 => sp=M+24 u64[M+16]=0x8786858483828180
ld1 {v1.16b}, [x0], x2                       | x0=M+16 x2=-7            => x0=M+9 v1=0x1f1e1d1c1b1a19181716151413121110
st1 {v1.16b}, [x0], x2                       | x0=M+16 x2=-7 v1=0x8f8e8d8c8b8a89888786858483828180 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld1 {v1.4h}, [x0], x2                        | x0=M+16 x2=-7            => x0=M+9 v1=0x1716151413121110
st1 {v1.4h}, [x0], x2                        | x0=M+16 x2=-7 v1=0x8786858483828180 => x0=M+9 u64[M+16]=0x8786858483828180
ld1 {v1.8h}, [x0]                            | x0=M+16                  => v1=0x1f1e1d1c1b1a19181716151413121110
st1 {v1.8h}, [x0]                            | x0=M+16 v1=0x8f8e8d8c8b8a89888786858483828180 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld1 {v1.2s}, [x0]                            | x0=M+16                  => v1=0x1716151413121110
st1 {v1.2s}, [x0]                            | x0=M+16 v1=0x8786858483828180 => u64[M+16]=0x8786858483828180
ld1 {v30.4s}, [x0], #16                      | x0=M+16                  => x0=M+32 v30=0x1f1e1d1c1b1a19181716151413121110
st1 {v30.4s}, [sp], #16                      | sp=M+16 v30=0x8f8e8d8c8b8a89888786858483828180 => sp=M+32 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld1 {v30.1d}, [x0], #8                       | x0=M+16                  => x0=M+24 v30=0x1716151413121110
st1 {v30.1d}, [sp], #8                       | sp=M+16 v30=0x8786858483828180 => sp=M+24 u64[M+16]=0x8786858483828180
ld1 {v1.2d}, [x0], x2                        | x0=M+16 x2=-7            => x0=M+9 v1=0x1f1e1d1c1b1a19181716151413121110
st1 {v1.2d}, [x0], x2                        | x0=M+16 x2=-7 v1=0x8f8e8d8c8b8a89888786858483828180 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld2 {v30.8b, v31.8b}, [x0], x2               | x0=M+16 x2=-7            => x0=M+9 v30=0x1e1c1a1816141210 v31=0x1f1d1b1917151311
st2 {v30.8b, v31.8b}, [x0], x2               | x0=M+16 x2=-7 v30=0x8e8c8a8886848280 v31=0x8f8d8b8987858381 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld2 {v1.16b, v2.16b}, [x0]                   | x0=M+16                  => v1=0x2e2c2a28262422201e1c1a1816141210 v2=0x2f2d2b29272523211f1d1b1917151311
st2 {v1.16b, v2.16b}, [x0]                   | x0=M+16 v1=0x9e9c9a98969492908e8c8a8886848280 v2=0x9f9d9b99979593918f8d8b8987858381 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld2 {v1.4h, v2.4h}, [x0]                     | x0=M+16                  => v1=0x1d1c191815141110 v2=0x1f1e1b1a17161312
st2 {v1.4h, v2.4h}, [x0]                     | x0=M+16 v1=0x8d8c898885848180 v2=0x8f8e8b8a87868382 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld2 {v1.8h, v2.8h}, [x0], #32                | x0=M+16                  => x0=M+48 v1=0x2d2c2928252421201d1c191815141110 v2=0x2f2e2b2a272623221f1e1b1a17161312
st2 {v1.8h, v2.8h}, [sp], #32                | sp=M+16 v1=0x9d9c9998959491908d8c898885848180 v2=0x9f9e9b9a979693928f8e8b8a87868382 => sp=M+48 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld2 {v1.2s, v2.2s}, [x0], #16                | x0=M+16                  => x0=M+32 v1=0x1b1a191813121110 v2=0x1f1e1d1c17161514
st2 {v1.2s, v2.2s}, [sp], #16                | sp=M+16 v1=0x8b8a898883828180 v2=0x8f8e8d8c87868584 => sp=M+32 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988
ld2 {v30.4s, v31.4s}, [x0], x2               | x0=M+16 x2=-7            => x0=M+9 v30=0x2b2a2928232221201b1a191813121110 v31=0x2f2e2d2c272625241f1e1d1c17161514
st2 {v30.4s, v31.4s}, [x0], x2               | x0=M+16 x2=-7 v30=0x9b9a9998939291908b8a898883828180 v31=0x9f9e9d9c979695948f8e8d8c87868584 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld2 {v1.2d, v2.2d}, [x0]                     | x0=M+16                  => v1=0x27262524232221201716151413121110 v2=0x2f2e2d2c2b2a29281f1e1d1c1b1a1918
st2 {v1.2d, v2.2d}, [x0]                     | x0=M+16 v1=0x97969594939291908786858483828180 v2=0x9f9e9d9c9b9a99988f8e8d8c8b8a8988 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld3 {v30.8b, v31.8b, v0.8b}, [x0]            | x0=M+16                  => v30=0x25221f1c19161310 v31=0x2623201d1a171411 v0=0x2724211e1b181512
st3 {v30.8b, v31.8b, v0.8b}, [x0]            | x0=M+16 v30=0x95928f8c89868380 v31=0x9693908d8a878481 v0=0x9794918e8b888582 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190
ld3 {v1.16b, v2.16b, v3.16b}, [x0], #48      | x0=M+16                  => x0=M+64 v1=0x3d3a3734312e2b2825221f1c19161310 v2=0x3e3b3835322f2c292623201d1a171411 v3=0x3f3c393633302d2a2724211e1b181512
st3 {v1.16b, v2.16b, v3.16b}, [sp], #48      | sp=M+16 v1=0xadaaa7a4a19e9b9895928f8c89868380 v2=0xaeaba8a5a29f9c999693908d8a878481 v3=0xafaca9a6a3a09d9a9794918e8b888582 => sp=M+64 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8
ld3 {v1.4h, v2.4h, v3.4h}, [x0], #24         | x0=M+16                  => x0=M+40 v1=0x23221d1c17161110 v2=0x25241f1e19181312 v3=0x272621201b1a1514
st3 {v1.4h, v2.4h, v3.4h}, [sp], #24         | sp=M+16 v1=0x93928d8c87868180 v2=0x95948f8e89888382 v3=0x979691908b8a8584 => sp=M+40 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190
ld3 {v1.8h, v2.8h, v3.8h}, [x0], x2          | x0=M+16 x2=-7            => x0=M+9 v1=0x3b3a35342f2e292823221d1c17161110 v2=0x3d3c373631302b2a25241f1e19181312 v3=0x3f3e393833322d2c272621201b1a1514
st3 {v1.8h, v2.8h, v3.8h}, [x0], x2          | x0=M+16 x2=-7 v1=0xabaaa5a49f9e999893928d8c87868180 v2=0xadaca7a6a1a09b9a95948f8e89888382 v3=0xafaea9a8a3a29d9c979691908b8a8584 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8
ld3 {v1.2s, v2.2s, v3.2s}, [x0], x2          | x0=M+16 x2=-7            => x0=M+9 v1=0x1f1e1d1c13121110 v2=0x2322212017161514 v3=0x272625241b1a1918
st3 {v1.2s, v2.2s, v3.2s}, [x0], x2          | x0=M+16 x2=-7 v1=0x8f8e8d8c83828180 v2=0x9392919087868584 v3=0x979695948b8a8988 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190
ld3 {v30.4s, v31.4s, v0.4s}, [x0]            | x0=M+16                  => v30=0x373635342b2a29281f1e1d1c13121110 v31=0x3b3a39382f2e2d2c2322212017161514 v0=0x3f3e3d3c33323130272625241b1a1918
st3 {v30.4s, v31.4s, v0.4s}, [x0]            | x0=M+16 v30=0xa7a6a5a49b9a99988f8e8d8c83828180 v31=0xabaaa9a89f9e9d9c9392919087868584 v0=0xafaeadaca3a2a1a0979695948b8a8988 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8
ld3 {v1.2d, v2.2d, v3.2d}, [x0], #48         | x0=M+16                  => x0=M+64 v1=0x2f2e2d2c2b2a29281716151413121110 v2=0x37363534333231301f1e1d1c1b1a1918 v3=0x3f3e3d3c3b3a39382726252423222120
st3 {v1.2d, v2.2d, v3.2d}, [sp], #48         | sp=M+16 v1=0x9f9e9d9c9b9a99988786858483828180 v2=0xa7a6a5a4a3a2a1a08f8e8d8c8b8a8988 v3=0xafaeadacabaaa9a89796959493929190 => sp=M+64 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8
ld4 {v30.8b, v31.8b, v0.8b, v1.8b}, [x0], #32 | x0=M+16                  => x0=M+48 v30=0x2c2824201c181410 v31=0x2d2925211d191511 v0=0x2e2a26221e1a1612 v1=0x2f2b27231f1b1713
st4 {v30.8b, v31.8b, v0.8b, v1.8b}, [sp], #32 | sp=M+16 v30=0x9c9894908c888480 v31=0x9d9995918d898581 v0=0x9e9a96928e8a8682 v1=0x9f9b97938f8b8783 => sp=M+48 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld4 {v1.16b, v2.16b, v3.16b, v4.16b}, [x0], x2 | x0=M+16 x2=-7            => x0=M+9 v1=0x4c4844403c3834302c2824201c181410 v2=0x4d4945413d3935312d2925211d191511 v3=0x4e4a46423e3a36322e2a26221e1a1612 v4=0x4f4b47433f3b37332f2b27231f1b1713
st4 {v1.16b, v2.16b, v3.16b, v4.16b}, [x0], x2 | x0=M+16 x2=-7 v1=0xbcb8b4b0aca8a4a09c9894908c888480 v2=0xbdb9b5b1ada9a5a19d9995918d898581 v3=0xbebab6b2aeaaa6a29e9a96928e8a8682 v4=0xbfbbb7b3afaba7a39f9b97938f8b8783 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8 u64[M+64]=0xb7b6b5b4b3b2b1b0 u64[M+72]=0xbfbebdbcbbbab9b8
ld4 {v1.4h, v2.4h, v3.4h, v4.4h}, [x0], x2   | x0=M+16 x2=-7            => x0=M+9 v1=0x2928212019181110 v2=0x2b2a23221b1a1312 v3=0x2d2c25241d1c1514 v4=0x2f2e27261f1e1716
st4 {v1.4h, v2.4h, v3.4h, v4.4h}, [x0], x2   | x0=M+16 x2=-7 v1=0x9998919089888180 v2=0x9b9a93928b8a8382 v3=0x9d9c95948d8c8584 v4=0x9f9e97968f8e8786 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld4 {v1.8h, v2.8h, v3.8h, v4.8h}, [x0]       | x0=M+16                  => v1=0x49484140393831302928212019181110 v2=0x4b4a43423b3a33322b2a23221b1a1312 v3=0x4d4c45443d3c35342d2c25241d1c1514 v4=0x4f4e47463f3e37362f2e27261f1e1716
st4 {v1.8h, v2.8h, v3.8h, v4.8h}, [x0]       | x0=M+16 v1=0xb9b8b1b0a9a8a1a09998919089888180 v2=0xbbbab3b2abaaa3a29b9a93928b8a8382 v3=0xbdbcb5b4adaca5a49d9c95948d8c8584 v4=0xbfbeb7b6afaea7a69f9e97968f8e8786 => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8 u64[M+64]=0xb7b6b5b4b3b2b1b0 u64[M+72]=0xbfbebdbcbbbab9b8
ld4 {v1.2s, v2.2s, v3.2s, v4.2s}, [x0]       | x0=M+16                  => v1=0x2322212013121110 v2=0x2726252417161514 v3=0x2b2a29281b1a1918 v4=0x2f2e2d2c1f1e1d1c
st4 {v1.2s, v2.2s, v3.2s, v4.2s}, [x0]       | x0=M+16 v1=0x9392919083828180 v2=0x9796959487868584 v3=0x9b9a99988b8a8988 v4=0x9f9e9d9c8f8e8d8c => u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998
ld4 {v30.4s, v31.4s, v0.4s, v1.4s}, [x0], #64 | x0=M+16                  => x0=M+80 v30=0x43424140333231302322212013121110 v31=0x47464544373635342726252417161514 v0=0x4b4a49483b3a39382b2a29281b1a1918 v1=0x4f4e4d4c3f3e3d3c2f2e2d2c1f1e1d1c
st4 {v30.4s, v31.4s, v0.4s, v1.4s}, [sp], #64 | sp=M+16 v30=0xb3b2b1b0a3a2a1a09392919083828180 v31=0xb7b6b5b4a7a6a5a49796959487868584 v0=0xbbbab9b8abaaa9a89b9a99988b8a8988 v1=0xbfbebdbcafaeadac9f9e9d9c8f8e8d8c => sp=M+80 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8 u64[M+64]=0xb7b6b5b4b3b2b1b0 u64[M+72]=0xbfbebdbcbbbab9b8
ld4 {v1.2d, v2.2d, v3.2d, v4.2d}, [x0], x2   | x0=M+16 x2=-7            => x0=M+9 v1=0x37363534333231301716151413121110 v2=0x3f3e3d3c3b3a39381f1e1d1c1b1a1918 v3=0x47464544434241402726252423222120 v4=0x4f4e4d4c4b4a49482f2e2d2c2b2a2928
st4 {v1.2d, v2.2d, v3.2d, v4.2d}, [x0], x2   | x0=M+16 x2=-7 v1=0xa7a6a5a4a3a2a1a08786858483828180 v2=0xafaeadacabaaa9a88f8e8d8c8b8a8988 v3=0xb7b6b5b4b3b2b1b09796959493929190 v4=0xbfbebdbcbbbab9b89f9e9d9c9b9a9998 => x0=M+9 u64[M+16]=0x8786858483828180 u64[M+24]=0x8f8e8d8c8b8a8988 u64[M+32]=0x9796959493929190 u64[M+40]=0x9f9e9d9c9b9a9998 u64[M+48]=0xa7a6a5a4a3a2a1a0 u64[M+56]=0xafaeadacabaaa9a8 u64[M+64]=0xb7b6b5b4b3b2b1b0 u64[M+72]=0xbfbebdbcbbbab9b8

# ---- several registers as they are ----
ld1 {v1.4s, v2.4s}, [x0]                     | x0=M                     => v1=0x0f0e0d0c0b0a09080706050403020100 v2=0x1f1e1d1c1b1a19181716151413121110
st1 {v1.4s, v2.4s}, [x0]                     | x0=M v1=85 v2=86         => u128[M+0]=85 u128[M+16]=86
ld1 {v1.4s, v2.4s}, [x0], #32                | x0=M                     => x0=M+32 v1=0x0f0e0d0c0b0a09080706050403020100 v2=0x1f1e1d1c1b1a19181716151413121110
st1 {v1.4s, v2.4s}, [x0], #32                | x0=M v1=85 v2=86         => x0=M+32 u128[M+0]=85 u128[M+16]=86
ld1 {v1.2s, v2.2s, v3.2s}, [x0]              | x0=M                     => v1=0x0706050403020100 v2=0x0f0e0d0c0b0a0908 v3=0x1716151413121110
st1 {v1.2s, v2.2s, v3.2s}, [x0]              | x0=M v1=85 v2=86 v3=87   => u64[M+0]=85 u64[M+8]=86 u64[M+16]=87
ld1 {v1.2s, v2.2s, v3.2s}, [x0], #24         | x0=M                     => x0=M+24 v1=0x0706050403020100 v2=0x0f0e0d0c0b0a0908 v3=0x1716151413121110
st1 {v1.2s, v2.2s, v3.2s}, [x0], #24         | x0=M v1=85 v2=86 v3=87   => x0=M+24 u64[M+0]=85 u64[M+8]=86 u64[M+16]=87
ld1 {v1.4s, v2.4s, v3.4s, v4.4s}, [x0]       | x0=M                     => v1=0x0f0e0d0c0b0a09080706050403020100 v2=0x1f1e1d1c1b1a19181716151413121110 v3=0x2f2e2d2c2b2a29282726252423222120 v4=0x3f3e3d3c3b3a39383736353433323130
st1 {v1.4s, v2.4s, v3.4s, v4.4s}, [x0]       | x0=M v1=85 v2=86 v3=87 v4=88 => u128[M+0]=85 u128[M+16]=86 u128[M+32]=87 u128[M+48]=88
ld1 {v1.4s, v2.4s, v3.4s, v4.4s}, [x0], #64  | x0=M                     => x0=M+64 v1=0x0f0e0d0c0b0a09080706050403020100 v2=0x1f1e1d1c1b1a19181716151413121110 v3=0x2f2e2d2c2b2a29282726252423222120 v4=0x3f3e3d3c3b3a39383736353433323130
st1 {v1.4s, v2.4s, v3.4s, v4.4s}, [x0], #64  | x0=M v1=85 v2=86 v3=87 v4=88 => x0=M+64 u128[M+0]=85 u128[M+16]=86 u128[M+32]=87 u128[M+48]=88
ld4 {v1.16b, v2.16b, v3.16b, v4.16b}, [x0], #64 | x0=M+4048 v1=1           => fault=SEGV at=M+4096 | noqemu: changes registers before it faults
ld1 {v1.2d, v2.2d}, [x0], x2                 | x0=M+4080 x2=1           => fault=SEGV at=M+4096 | noqemu: changes registers before it faults
.inst 0x0c408c01                             | x0=M                     => fault=ILL
.inst 0x0c401001                             | x0=M                     => fault=ILL
.inst 0x0c600001                             | x0=M                     => fault=ILL

# ---- one structure ----
ld1 {v4.b}[15], [x0], #1                     | x0=M+8 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+9 v4=0x8eeeeeeeeeeeeeeeeeeeeeeeeeeeeee
st1 {v4.b}[15], [x0], #1                     | x0=M+8 v4=0xa0111111111111111111111111111111 => x0=M+9 u8[M+8]=0xa0
ld1 {v4.h}[7], [x0], x2                      | x0=M+8 x2=3 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+11 v4=0x908eeeeeeeeeeeeeeeeeeeeeeeeeeee
st1 {v4.h}[7], [x0], x2                      | x0=M+8 x2=3 v4=0xa1a01111111111111111111111111111 => x0=M+11 u16[M+8]=0xa1a0
ld1 {v4.s}[3], [x0]                          | x0=M+8 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => v4=0xb0a0908eeeeeeeeeeeeeeeeeeeeeeee
st1 {v4.s}[3], [x0]                          | x0=M+8 v4=0xa3a2a1a0111111111111111111111111 => u32[M+8]=0xa3a2a1a0
ld1 {v4.d}[1], [x0], #8                      | x0=M+8 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+16 v4=0xf0e0d0c0b0a0908eeeeeeeeeeeeeeee
st1 {v4.d}[1], [x0], #8                      | x0=M+8 v4=0xa7a6a5a4a3a2a1a01111111111111111 => x0=M+16 u64[M+8]=0xa7a6a5a4a3a2a1a0
ld2 {v4.b, v5.b}[8], [x0], x2                | x0=M+8 x2=3 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v5=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+11 v4=0xeeeeeeeeeeeeee08eeeeeeeeeeeeeeee v5=0xeeeeeeeeeeeeee09eeeeeeeeeeeeeeee
st2 {v4.b, v5.b}[8], [x0], x2                | x0=M+8 x2=3 v4=0x11111111111111a01111111111111111 v5=0x11111111111111a11111111111111111 => x0=M+11 u8[M+8]=0xa0 u8[M+9]=0xa1
ld2 {v4.h, v5.h}[4], [x0]                    | x0=M+8 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v5=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => v4=0xeeeeeeeeeeee0908eeeeeeeeeeeeeeee v5=0xeeeeeeeeeeee0b0aeeeeeeeeeeeeeeee
st2 {v4.h, v5.h}[4], [x0]                    | x0=M+8 v4=0x111111111111a1a01111111111111111 v5=0x111111111111a3a21111111111111111 => u16[M+8]=0xa1a0 u16[M+10]=0xa3a2
ld2 {v4.s, v5.s}[2], [x0], #8                | x0=M+8 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v5=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+16 v4=0xeeeeeeee0b0a0908eeeeeeeeeeeeeeee v5=0xeeeeeeee0f0e0d0ceeeeeeeeeeeeeeee
st2 {v4.s, v5.s}[2], [x0], #8                | x0=M+8 v4=0x11111111a3a2a1a01111111111111111 v5=0x11111111a7a6a5a41111111111111111 => x0=M+16 u32[M+8]=0xa3a2a1a0 u32[M+12]=0xa7a6a5a4
ld2 {v4.d, v5.d}[1], [x0], x2                | x0=M+8 x2=3 v4=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v5=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+11 v4=0xf0e0d0c0b0a0908eeeeeeeeeeeeeeee v5=0x1716151413121110eeeeeeeeeeeeeeee
st2 {v4.d, v5.d}[1], [x0], x2                | x0=M+8 x2=3 v4=0xa7a6a5a4a3a2a1a01111111111111111 v5=0xafaeadacabaaa9a81111111111111111 => x0=M+11 u64[M+8]=0xa7a6a5a4a3a2a1a0 u64[M+16]=0xafaeadacabaaa9a8
ld3 {v30.b, v31.b, v0.b}[15], [x0]           | x0=M+8 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => v30=0x8eeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0x9eeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xaeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
st3 {v30.b, v31.b, v0.b}[15], [x0]           | x0=M+8 v30=0xa0111111111111111111111111111111 v31=0xa1111111111111111111111111111111 v0=0xa2111111111111111111111111111111 => u8[M+8]=0xa0 u8[M+9]=0xa1 u8[M+10]=0xa2
ld3 {v30.h, v31.h, v0.h}[7], [x0], #6        | x0=M+8 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+14 v30=0x908eeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xb0aeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xd0ceeeeeeeeeeeeeeeeeeeeeeeeeeee
st3 {v30.h, v31.h, v0.h}[7], [x0], #6        | x0=M+8 v30=0xa1a01111111111111111111111111111 v31=0xa3a21111111111111111111111111111 v0=0xa5a41111111111111111111111111111 => x0=M+14 u16[M+8]=0xa1a0 u16[M+10]=0xa3a2 u16[M+12]=0xa5a4
ld3 {v30.s, v31.s, v0.s}[3], [x0], x2        | x0=M+8 x2=3 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+11 v30=0xb0a0908eeeeeeeeeeeeeeeeeeeeeeee v31=0xf0e0d0ceeeeeeeeeeeeeeeeeeeeeeee v0=0x13121110eeeeeeeeeeeeeeeeeeeeeeee
st3 {v30.s, v31.s, v0.s}[3], [x0], x2        | x0=M+8 x2=3 v30=0xa3a2a1a0111111111111111111111111 v31=0xa7a6a5a4111111111111111111111111 v0=0xabaaa9a8111111111111111111111111 => x0=M+11 u32[M+8]=0xa3a2a1a0 u32[M+12]=0xa7a6a5a4 u32[M+16]=0xabaaa9a8
ld3 {v30.d, v31.d, v0.d}[1], [x0]            | x0=M+8 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => v30=0xf0e0d0c0b0a0908eeeeeeeeeeeeeeee v31=0x1716151413121110eeeeeeeeeeeeeeee v0=0x1f1e1d1c1b1a1918eeeeeeeeeeeeeeee
st3 {v30.d, v31.d, v0.d}[1], [x0]            | x0=M+8 v30=0xa7a6a5a4a3a2a1a01111111111111111 v31=0xafaeadacabaaa9a81111111111111111 v0=0xb7b6b5b4b3b2b1b01111111111111111 => u64[M+8]=0xa7a6a5a4a3a2a1a0 u64[M+16]=0xafaeadacabaaa9a8 u64[M+24]=0xb7b6b5b4b3b2b1b0
ld4 {v30.b, v31.b, v0.b, v1.b}[8], [x0], #4  | x0=M+8 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v1=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+12 v30=0xeeeeeeeeeeeeee08eeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeee09eeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeee0aeeeeeeeeeeeeeeee v1=0xeeeeeeeeeeeeee0beeeeeeeeeeeeeeee
st4 {v30.b, v31.b, v0.b, v1.b}[8], [x0], #4  | x0=M+8 v30=0x11111111111111a01111111111111111 v31=0x11111111111111a11111111111111111 v0=0x11111111111111a21111111111111111 v1=0x11111111111111a31111111111111111 => x0=M+12 u8[M+8]=0xa0 u8[M+9]=0xa1 u8[M+10]=0xa2 u8[M+11]=0xa3
ld4 {v30.h, v31.h, v0.h, v1.h}[4], [x0], x2  | x0=M+8 x2=3 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v1=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+11 v30=0xeeeeeeeeeeee0908eeeeeeeeeeeeeeee v31=0xeeeeeeeeeeee0b0aeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeee0d0ceeeeeeeeeeeeeeee v1=0xeeeeeeeeeeee0f0eeeeeeeeeeeeeeeee
st4 {v30.h, v31.h, v0.h, v1.h}[4], [x0], x2  | x0=M+8 x2=3 v30=0x111111111111a1a01111111111111111 v31=0x111111111111a3a21111111111111111 v0=0x111111111111a5a41111111111111111 v1=0x111111111111a7a61111111111111111 => x0=M+11 u16[M+8]=0xa1a0 u16[M+10]=0xa3a2 u16[M+12]=0xa5a4 u16[M+14]=0xa7a6
ld4 {v30.s, v31.s, v0.s, v1.s}[2], [x0]      | x0=M+8 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v1=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => v30=0xeeeeeeee0b0a0908eeeeeeeeeeeeeeee v31=0xeeeeeeee0f0e0d0ceeeeeeeeeeeeeeee v0=0xeeeeeeee13121110eeeeeeeeeeeeeeee v1=0xeeeeeeee17161514eeeeeeeeeeeeeeee
st4 {v30.s, v31.s, v0.s, v1.s}[2], [x0]      | x0=M+8 v30=0x11111111a3a2a1a01111111111111111 v31=0x11111111a7a6a5a41111111111111111 v0=0x11111111abaaa9a81111111111111111 v1=0x11111111afaeadac1111111111111111 => u32[M+8]=0xa3a2a1a0 u32[M+12]=0xa7a6a5a4 u32[M+16]=0xabaaa9a8 u32[M+20]=0xafaeadac
ld4 {v30.d, v31.d, v0.d, v1.d}[1], [x0], #32 | x0=M+8 v30=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v31=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v0=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee v1=0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee => x0=M+40 v30=0xf0e0d0c0b0a0908eeeeeeeeeeeeeeee v31=0x1716151413121110eeeeeeeeeeeeeeee v0=0x1f1e1d1c1b1a1918eeeeeeeeeeeeeeee v1=0x2726252423222120eeeeeeeeeeeeeeee
st4 {v30.d, v31.d, v0.d, v1.d}[1], [x0], #32 | x0=M+8 v30=0xa7a6a5a4a3a2a1a01111111111111111 v31=0xafaeadacabaaa9a81111111111111111 v0=0xb7b6b5b4b3b2b1b01111111111111111 v1=0xbfbebdbcbbbab9b81111111111111111 => x0=M+40 u64[M+8]=0xa7a6a5a4a3a2a1a0 u64[M+16]=0xafaeadacabaaa9a8 u64[M+24]=0xb7b6b5b4b3b2b1b0 u64[M+32]=0xbfbebdbcbbbab9b8
ld2 {v1.d, v2.d}[0], [x0], #16               | x0=M+4088 v1=1 v2=2      => fault=SEGV at=M+4096 | noqemu: changes registers before it faults
.inst 0x0d404401                             | x0=M                     => fault=ILL
.inst 0x0d408801                             | x0=M                     => fault=ILL
.inst 0x0d409401                             | x0=M                     => fault=ILL

# ---- one structure to all lanes ----
ld1r {v6.16b}, [x0], x2                      | x0=M+8 x2=3 v6=-1        => x0=M+11 v6=0x8080808080808080808080808080808
ld1r {v6.4h}, [x0], x2                       | x0=M+8 x2=3 v6=-1        => x0=M+11 v6=0x908090809080908
ld1r {v6.4s}, [x0], #4                       | x0=M+8 v6=-1             => x0=M+12 v6=0xb0a09080b0a09080b0a09080b0a0908
ld1r {v6.1d}, [x0], #8                       | x0=M+8 v6=-1             => x0=M+16 v6=0xf0e0d0c0b0a0908
ld1r {v6.2d}, [x0], x2                       | x0=M+8 x2=3 v6=-1        => x0=M+11 v6=0xf0e0d0c0b0a09080f0e0d0c0b0a0908
ld2r {v31.16b, v0.16b}, [x0]                 | x0=M+8                   => v31=0x8080808080808080808080808080808 v0=0x9090909090909090909090909090909
ld2r {v31.4h, v0.4h}, [x0]                   | x0=M+8                   => v31=0x908090809080908 v0=0xb0a0b0a0b0a0b0a
ld2r {v31.4s, v0.4s}, [x0], x2               | x0=M+8 x2=3              => x0=M+11 v31=0xb0a09080b0a09080b0a09080b0a0908 v0=0xf0e0d0c0f0e0d0c0f0e0d0c0f0e0d0c
ld2r {v31.1d, v0.1d}, [x0], x2               | x0=M+8 x2=3              => x0=M+11 v31=0xf0e0d0c0b0a0908 v0=0x1716151413121110
ld2r {v31.2d, v0.2d}, [x0]                   | x0=M+8                   => v31=0xf0e0d0c0b0a09080f0e0d0c0b0a0908 v0=0x17161514131211101716151413121110
ld3r {v6.16b, v7.16b, v8.16b}, [x0], #3      | x0=M+8 v6=-1             => x0=M+11 v6=0x8080808080808080808080808080808 v7=0x9090909090909090909090909090909 v8=0xa0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a
ld3r {v6.4h, v7.4h, v8.4h}, [x0], #6         | x0=M+8 v6=-1             => x0=M+14 v6=0x908090809080908 v7=0xb0a0b0a0b0a0b0a v8=0xd0c0d0c0d0c0d0c
ld3r {v6.4s, v7.4s, v8.4s}, [x0]             | x0=M+8 v6=-1             => v6=0xb0a09080b0a09080b0a09080b0a0908 v7=0xf0e0d0c0f0e0d0c0f0e0d0c0f0e0d0c v8=0x13121110131211101312111013121110
ld3r {v6.1d, v7.1d, v8.1d}, [x0]             | x0=M+8 v6=-1             => v6=0xf0e0d0c0b0a0908 v7=0x1716151413121110 v8=0x1f1e1d1c1b1a1918
ld3r {v6.2d, v7.2d, v8.2d}, [x0], #24        | x0=M+8 v6=-1             => x0=M+32 v6=0xf0e0d0c0b0a09080f0e0d0c0b0a0908 v7=0x17161514131211101716151413121110 v8=0x1f1e1d1c1b1a19181f1e1d1c1b1a1918
ld4r {v6.16b, v7.16b, v8.16b, v9.16b}, [x0], x2 | x0=M+8 x2=3 v6=-1        => x0=M+11 v6=0x8080808080808080808080808080808 v7=0x9090909090909090909090909090909 v8=0xa0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a v9=0xb0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b
ld4r {v6.4h, v7.4h, v8.4h, v9.4h}, [x0], x2  | x0=M+8 x2=3 v6=-1        => x0=M+11 v6=0x908090809080908 v7=0xb0a0b0a0b0a0b0a v8=0xd0c0d0c0d0c0d0c v9=0xf0e0f0e0f0e0f0e
ld4r {v6.4s, v7.4s, v8.4s, v9.4s}, [x0], #16 | x0=M+8 v6=-1             => x0=M+24 v6=0xb0a09080b0a09080b0a09080b0a0908 v7=0xf0e0d0c0f0e0d0c0f0e0d0c0f0e0d0c v8=0x13121110131211101312111013121110 v9=0x17161514171615141716151417161514
ld4r {v6.1d, v7.1d, v8.1d, v9.1d}, [x0], #32 | x0=M+8 v6=-1             => x0=M+40 v6=0xf0e0d0c0b0a0908 v7=0x1716151413121110 v8=0x1f1e1d1c1b1a1918 v9=0x2726252423222120
ld4r {v6.2d, v7.2d, v8.2d, v9.2d}, [x0], x2  | x0=M+8 x2=3 v6=-1        => x0=M+11 v6=0xf0e0d0c0b0a09080f0e0d0c0b0a0908 v7=0x17161514131211101716151413121110 v8=0x1f1e1d1c1b1a19181f1e1d1c1b1a1918 v9=0x27262524232221202726252423222120
ld4r {v1.2d, v2.2d, v3.2d, v4.2d}, [x0]      | x0=M+4072                => fault=SEGV at=M+4096 | noqemu: changes registers before it faults
.inst 0x0d00c001                             | x0=M                     => fault=ILL
.inst 0x0d40d001                             | x0=M                     => fault=ILL
