# Loads and stores of general registers, one and pairs. The format: docs/insn-tests.md.

# ---- unscaled ----
stur x1, [x0, #-8]              | x0=M+16 x1=0x1122334455667788 => u64[M+8]=0x1122334455667788
sturb w1, [x0, #1]              | x0=M x1=0x1ff            => u8[M+1]=0xff
sturh w1, [x0, #-1]             | x0=M+4 x1=0x12345        => u16[M+3]=0x2345
stur w1, [sp, #255]             | sp=M x1=-1               => u32[M+255]=0xffffffff
stur xzr, [x0, #-256]           | x0=M+256                 => u64[M]=0
ldur x1, [x0, #1]               | x0=M                     => x1=0x0807060504030201
ldurb w1, [x0, #-1]             | x0=M+0x100 x1=-1         => x1=0xff
ldurh w1, [x0, #2]              | x0=M                     => x1=0x0302
ldur w1, [sp, #-256]            | sp=M+0x100 x1=-1         => x1=0x03020100
ldur xzr, [x0]                  | x0=M                     =>
ldur x1, [x0]                   | x0=M+4089                => fault=SEGV at=M+4096
ldursb x1, [x0, #128]           | x0=M                     => x1=0xffffffffffffff80
ldursh x1, [x0, #128]           | x0=M                     => x1=0xffffffffffff8180
ldursw x1, [x0, #128]           | x0=M                     => x1=0xffffffff83828180
ldursb w1, [x0, #128]           | x0=M                     => x1=0xffffff80
ldursh w1, [x0, #128]           | x0=M                     => x1=0xffff8180
prfum pldl1keep, [x0, #-1]      | x0=M                     =>
.inst 0xb8c00001                | x0=M                     => fault=ILL
.inst 0xf8c00001                | x0=M                     => fault=ILL

# ---- post-indexed ----
str x1, [x0], #8                | x0=M x1=-1               => x0=M+8 u64[M]=-1
strb w1, [x0], #-1              | x0=M x1=-1               => x0=M-1 u8[M]=0xff
strh w1, [x0], #255             | x0=M x1=-1               => x0=M+255 u16[M]=0xffff
str w1, [sp], #-256             | sp=M+16 x1=-1            => sp=M-240 u32[M+16]=0xffffffff
ldr x1, [x0], #8                | x0=M                     => x0=M+8 x1=0x0706050403020100
ldrb w1, [x0], #1               | x0=M+5                   => x0=M+6 x1=5
ldrh w1, [x0], #2               | x0=M+5                   => x0=M+7 x1=0x0605
ldr w1, [x0], #4                | x0=M+5                   => x0=M+9 x1=0x08070605
ldrsb x1, [x0], #1              | x0=M+255                 => x0=M+256 x1=-1
ldrsh x1, [x0], #1              | x0=M+254                 => x0=M+255 x1=0xfffffffffffffffe
ldrsw x1, [x0], #1              | x0=M+252                 => x0=M+253 x1=0xfffffffffffefdfc
ldrsb w1, [x0], #1              | x0=M+255                 => x0=M+256 x1=0xffffffff
ldrsh w1, [x0], #1              | x0=M+254                 => x0=M+255 x1=0xfffffffe
ldr x1, [x0], #8                | x0=M+4096 x1=5           => fault=SEGV at=M+4096
str x1, [x0], #8                | x0=M-8 x1=5              => fault=SEGV at=M-8
.inst 0xb8c00401                | x0=M                     => fault=ILL
.inst 0xf8800401                | x0=M                     => fault=ILL
# The base register loaded as well: constrained unpredictable; the base wins.
.inst 0xf8408400                | x0=M                     => x0=M+8

# ---- pre-indexed ----
str x1, [x0, #8]!               | x0=M x1=-1               => x0=M+8 u64[M+8]=-1
strb w1, [x0, #-1]!             | x0=M+1 x1=-1             => x0=M u8[M]=0xff
strh w1, [x0, #255]!            | x0=M x1=-1               => x0=M+255 u16[M+255]=0xffff
str w1, [sp, #-16]!             | sp=M+16 x1=-1            => sp=M u32[M]=0xffffffff
ldr x1, [x0, #8]!               | x0=M                     => x0=M+8 x1=0x0f0e0d0c0b0a0908
ldrb w1, [x0, #1]!              | x0=M+5                   => x0=M+6 x1=6
ldrh w1, [x0, #2]!              | x0=M+5                   => x0=M+7 x1=0x0807
ldr w1, [x0, #4]!               | x0=M+5                   => x0=M+9 x1=0x0c0b0a09
ldrsb x1, [x0, #1]!             | x0=M+254                 => x0=M+255 x1=-1
ldrsh x1, [x0, #1]!             | x0=M+253                 => x0=M+254 x1=0xfffffffffffffffe
ldrsw x1, [x0, #1]!             | x0=M+251                 => x0=M+252 x1=0xfffffffffffefdfc
ldrsb w1, [x0, #1]!             | x0=M+254                 => x0=M+255 x1=0xffffffff
ldrsh w1, [x0, #1]!             | x0=M+253                 => x0=M+254 x1=0xfffffffe
ldr x1, [x0, #-8]!              | x0=M x1=5                => fault=SEGV at=M-8
str x1, [x0, #8]!               | x0=M+4088                => fault=SEGV at=M+4096
# The base register stored as well: its old value.
.inst 0xf8008c00                | x0=M                     => x0=M+8 u64[M+8]=M

# ---- unprivileged ----
sttr x1, [x0, #8]               | x0=M x1=-1               => u64[M+8]=-1
sttrb w1, [x0]                  | x0=M x1=-1               => u8[M]=0xff
sttrh w1, [x0]                  | x0=M x1=-1               => u16[M]=0xffff
sttr w1, [x0]                   | x0=M x1=-1               => u32[M]=0xffffffff
ldtr x1, [x0, #-1]              | x0=M+2                   => x1=0x0807060504030201
ldtrb w1, [x0]                  | x0=M+2                   => x1=2
ldtrh w1, [x0]                  | x0=M+2                   => x1=0x0302
ldtr w1, [x0]                   | x0=M+2                   => x1=0x05040302
ldtrsb x1, [x0]                 | x0=M+255                 => x1=-1
ldtrsh x1, [x0]                 | x0=M+254                 => x1=-2
ldtrsw x1, [x0]                 | x0=M+252                 => x1=0xfffffffffffefdfc
ldtrsb w1, [x0]                 | x0=M+255                 => x1=0xffffffff
ldtrsh w1, [x0]                 | x0=M+254                 => x1=0xfffffffe
.inst 0xf8800801                | x0=M                     => fault=ILL

# ---- unsigned offset ----
str x1, [x0, #4088]             | x0=M x1=-1               => u64[M+4088]=-1
strb w1, [x0, #4095]            | x0=M x1=-1               => u8[M+4095]=0xff
strh w1, [x0, #2]               | x0=M x1=-1               => u16[M+2]=0xffff
str w1, [sp, #4]                | sp=M x1=-1               => u32[M+4]=0xffffffff
ldr x1, [x0, #8]                | x0=M                     => x1=0x0f0e0d0c0b0a0908
ldr x0, [x0, #8]                | x0=M                     => x0=0x0f0e0d0c0b0a0908
ldrb w1, [x0, #3]               | x0=M                     => x1=3
ldrh w1, [x0, #2]               | x0=M                     => x1=0x0302
ldr w1, [x0, #252]              | x0=M                     => x1=0xfffefdfc
ldrsb x1, [x0, #255]            | x0=M                     => x1=-1
ldrsh x1, [x0, #254]            | x0=M                     => x1=0xfffffffffffffffe
ldrsw x1, [x0, #252]            | x0=M                     => x1=0xfffffffffffefdfc
ldrsb w1, [x0, #255]            | x0=M                     => x1=0xffffffff
ldrsh w1, [x0, #254]            | x0=M                     => x1=0xfffffffe
prfm pstl3strm, [x0, #32760]    | x0=M                     =>
str w1, [x0, #4]                | x0=M+4092 x1=-1          => fault=SEGV at=M+4096
ldr w1, [x0]                    | x0=1                     => fault=SEGV at=1

# ---- register offset ----
str x1, [x0, x2]                | x0=M x1=-1 x2=9          => u64[M+9]=-1
str x1, [x0, x2, lsl #3]        | x0=M x1=-1 x2=2          => u64[M+16]=-1
strb w1, [x0, w2, sxtw]         | x0=M+8 x1=-1 x2=0xffffffff => u8[M+7]=0xff
strh w1, [x0, w2, uxtw #1]      | x0=M+8 x1=-1 x2=0xff00000001 => u16[M+10]=0xffff
str w1, [x0, x2, sxtx #2]       | x0=M+8 x1=-1 x2=-1       => u32[M+4]=0xffffffff
ldr x1, [sp, x2, lsl #3]        | sp=M x2=1                => x1=0x0f0e0d0c0b0a0908
ldrb w1, [x0, x2]               | x0=M x2=7                => x1=7
ldrh w1, [x0, w2, sxtw #1]      | x0=M+8 x2=0xffffffff     => x1=0x0706
ldr w1, [x0, x2, lsl #2]        | x0=M x2=2                => x1=0x0b0a0908
ldrsb x1, [x0, x2]              | x0=M x2=128              => x1=0xffffffffffffff80
ldrsh x1, [x0, x2, lsl #1]      | x0=M x2=64               => x1=0xffffffffffff8180
ldrsw x1, [x0, x2, lsl #2]      | x0=M x2=32               => x1=0xffffffff83828180
ldrsb w1, [x0, x2]              | x0=M x2=128              => x1=0xffffff80
ldrsh w1, [x0, x2]              | x0=M x2=128              => x1=0xffff8180
prfm pldl1keep, [x0, x2, lsl #3] | x0=M x2=-1              =>
.inst 0xf8620801                | x0=M                     => fault=ILL
.inst 0xb8e26801                | x0=M                     => fault=ILL

# ---- literal ----
ldr x0, 1f; b 2f; 1: .8byte 0x1122334455667788; 2: |       => x0=0x1122334455667788
ldr w0, 1f; b 2f; 1: .4byte 0x87654321; 2: | x0=-1         => x0=0x87654321
ldrsw x0, 1f; b 2f; 1: .4byte 0x87654321; 2: |             => x0=0xffffffff87654321
prfm pldl1keep, .+8             |                          =>
ldr x0, .+0xfffec               |                          => fault=SEGV at=P+0xfffec

# ---- pairs ----
stp x1, x2, [x0, #16]           | x0=M x1=-1 x2=-2         => u64[M+16]=-1 u64[M+24]=-2
stp w1, w2, [x0, #-4]           | x0=M+8 x1=-1 x2=-2       => u32[M+4]=0xffffffff u32[M+8]=0xfffffffe
stp x1, x2, [sp, #-16]!         | sp=M+32 x1=-1 x2=-2      => sp=M+16 u64[M+16]=-1 u64[M+24]=-2
stp w1, w2, [x0, #252]!         | x0=M x1=-1 x2=-2         => x0=M+252 u32[M+252]=0xffffffff u32[M+256]=0xfffffffe
stp x1, xzr, [x0], #-512        | x0=M x1=-1               => x0=M-512 u64[M]=-1 u64[M+8]=0
stp w1, w2, [x0], #8            | x0=M x1=-1 x2=-2         => x0=M+8 u32[M]=0xffffffff u32[M+4]=0xfffffffe
stnp x1, x2, [x0, #8]           | x0=M x1=-1 x2=-2         => u64[M+8]=-1 u64[M+16]=-2
stnp w1, w2, [x0]               | x0=M x1=-1 x2=-2         => u32[M]=0xffffffff u32[M+4]=0xfffffffe
ldp x1, x2, [x0, #16]           | x0=M                     => x1=0x1716151413121110 x2=0x1f1e1d1c1b1a1918
ldp w1, w2, [x0, #-4]           | x0=M+4 x1=-1 x2=-1       => x1=0x03020100 x2=0x07060504
ldp x1, x2, [sp], #16           | sp=M                     => sp=M+16 x1=0x0706050403020100 x2=0x0f0e0d0c0b0a0908
ldp w1, w2, [x0], #-4           | x0=M                     => x0=M-4 x1=0x03020100 x2=0x07060504
ldp x1, x2, [x0, #8]!           | x0=M                     => x0=M+8 x1=0x0f0e0d0c0b0a0908 x2=0x1716151413121110
ldp w1, w2, [x0, #4]!           | x0=M                     => x0=M+4 x1=0x07060504 x2=0x0b0a0908
ldp x0, x1, [x0]                | x0=M                     => x0=0x0706050403020100 x1=0x0f0e0d0c0b0a0908
ldp x1, x0, [x0]                | x0=M                     => x1=0x0706050403020100 x0=0x0f0e0d0c0b0a0908
ldnp x1, x2, [x0, #8]           | x0=M                     => x1=0x0f0e0d0c0b0a0908 x2=0x1716151413121110
ldnp w1, w2, [x0]               | x0=M                     => x1=0x03020100 x2=0x07060504
ldpsw x1, x2, [x0, #124]        | x0=M                     => x1=0x7f7e7d7c x2=0xffffffff83828180
ldpsw x1, x2, [x0], #8          | x0=M+124                 => x0=M+132 x1=0x7f7e7d7c x2=0xffffffff83828180
ldpsw x1, x2, [x0, #4]!         | x0=M+120                 => x0=M+124 x1=0x7f7e7d7c x2=0xffffffff83828180
ldp x1, x2, [x0], #16           | x0=M+4088 x1=1 x2=2      => fault=SEGV at=M+4096
ldp x1, x2, [x0, #16]!          | x0=M-24 x1=1 x2=2        => fault=SEGV at=M-8
stp x1, x2, [x0, #16]!          | x0=M+4080 x1=1 x2=2      => fault=SEGV at=M+4096
# Overlaps are constrained unpredictable: the first value of one register, the base of base and value.
.inst 0xa9400401                | x0=M                     => x1=0x0706050403020100
.inst 0xa8c10800                | x0=M                     => x0=M+16 x2=0x0f0e0d0c0b0a0908
.inst 0x68000400                | x0=M                     => fault=ILL     | noqemu: STGP there
.inst 0x68400400                | x0=M                     => fault=ILL
.inst 0xe9400400                | x0=M                     => fault=ILL

# ---- tagged addresses ----
ldr x1, [x0, #8]!               | x0=M+0x5500000000000000  => x0=M+0x5500000000000008 x1=0x0f0e0d0c0b0a0908
str x1, [x0], #8                | x0=M-0x100000000000000 x1=-1 => x0=M-0xfffffffffffff8 u64[M]=-1
ldp x1, x2, [x0]                | x0=M+0x100000000000000   => x1=0x0706050403020100 x2=0x0f0e0d0c0b0a0908
ldr x1, [x0, x2]                | x0=M x2=0x8000000000000000 => x1=0x0706050403020100
ldr x1, [x0]                    | x0=M+0x5500000000001000  => fault=SEGV at=M+4096
ldr q1, [x0]; ld1 {v2.2d}, [x0], #16 | x0=M+0x5500000000000000 => x0=M+0x5500000000000010 v1=0x0f0e0d0c0b0a09080706050403020100 v2=0x0f0e0d0c0b0a09080706050403020100
ldxr x1, [x0]; stxr w2, x3, [x0] | x0=M+0x5500000000000000 x3=-1 => x1=0x0706050403020100 x2=0 u64[M]=-1
ldadd x1, x2, [x0]              | x0=M+0x5500000000000000 x1=1 => x2=0x0706050403020100 u64[M]=0x0706050403020101
