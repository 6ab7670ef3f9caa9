# Exclusive, ordered and atomic accesses. The format: docs/insn-tests.md.

# ---- exclusive ----
ldxr x1, [x0]; stxr w2, x3, [x0]   | x0=M x2=7 x3=-1       => x1=0x0706050403020100 x2=0 u64[M]=-1
ldaxr w1, [x0]; stlxr w2, w3, [x0] | x0=M+4 x3=-1          => x1=0x07060504 u32[M+4]=0xffffffff
ldxrb w1, [x0]; stxrb w2, w3, [x0] | x0=M+3 x3=-1          => x1=3 u8[M+3]=0xff
ldaxrh w1, [sp]; stlxrh w2, w3, [sp] | sp=M+2 x3=-1        => x1=0x0302 u16[M+2]=0xffff
stxr w2, x3, [x0]                  | x0=M x3=-1            => x2=1
stxr wzr, x3, [x0]                 | x0=M x3=-1            =>
ldxr x1, [x0]; clrex; stxr w2, x3, [x0] | x0=M x3=-1       => x1=0x0706050403020100 x2=1
ldxr x1, [x0]; stxr w2, x3, [x4]   | x0=M x4=M+8 x3=-1     => x1=0x0706050403020100 x2=1
ldxr x1, [x0]; stxr w2, x3, [x0]; stxr w4, x5, [x0] | x0=M x3=-1 => x1=0x0706050403020100 x2=0 x4=1 u64[M]=-1
ldxr x1, [x0]; str x5, [x0]; stxr w2, x3, [x0] | x0=M x3=-1 x5=5 => x1=0x0706050403020100 x2=1 u64[M]=5
ldxr w1, [x0]; stxr w2, x3, [x0]   | x0=M x3=-1            => x1=0x03020100 x2=1 | noqemu: sizes may differ in the manual, too
ldxr x1, [x0]                      | x0=M+4 x1=5           => fault=BUS
ldxr x1, [x0]                      | x0=M+4096 x1=5        => fault=SEGV at=M+4096
stxr w2, x3, [x0]                  | x0=M+4096             => x2=1
ldxp x1, x2, [x0]; stxp w3, x4, x5, [x0] | x0=M+16 x4=-1 x5=-2 => x1=0x1716151413121110 x2=0x1f1e1d1c1b1a1918 u64[M+16]=-1 u64[M+24]=-2
ldaxp w1, w2, [x0]; stlxp w3, w4, w5, [x0] | x0=M x4=-1 x5=-2 => x1=0x03020100 x2=0x07060504 u32[M]=0xffffffff u32[M+4]=0xfffffffe
ldxp x1, x2, [x0]; str x0, [x0, #8]; stxp w3, x4, x5, [x0] | x0=M x4=-1 x5=-2 => x1=0x0706050403020100 x2=0x0f0e0d0c0b0a0908 x3=1 u64[M+8]=M
stxp w3, w4, w5, [x0]              | x0=M                  => x3=1
ldxp x1, x2, [x0]                  | x0=M+8                => fault=BUS
.inst 0x08600401                   | x0=M                  => fault=ILL
.inst 0x48200401                   | x0=M                  => fault=ILL
# A loop that adds.
1: ldaxr x1, [x0]; add x1, x1, x4; stlxr w2, x1, [x0]; cbnz w2, 1b | x0=M+8 x4=1 => x1=0x0f0e0d0c0b0a0909 u64[M+8]=0x0f0e0d0c0b0a0909

# ---- ordered ----
stlr x1, [x0]                      | x0=M x1=-1            => u64[M]=-1
stlr w1, [x0]                      | x0=M x1=-1            => u32[M]=0xffffffff
stlrh w1, [x0]                     | x0=M x1=-1            => u16[M]=0xffff
stlrb w1, [sp]                     | sp=M x1=-1            => u8[M]=0xff
ldar x1, [x0]                      | x0=M                  => x1=0x0706050403020100
ldar w1, [x0]                      | x0=M x1=-1            => x1=0x03020100
ldarh w1, [x0]                     | x0=M+2                => x1=0x0302
ldarb w1, [sp]                     | sp=M+3                => x1=3
stllr x1, [x0]                     | x0=M x1=-1            => u64[M]=-1
stllrb w1, [x0]                    | x0=M x1=-1            => u8[M]=0xff
ldlar x1, [x0]                     | x0=M                  => x1=0x0706050403020100
ldlarh w1, [x0]                    | x0=M                  => x1=0x0100
ldlar x1, [x0]                     | x0=M                  => fault=ILL     | cpu=cortex-a53 noqemu: another cpu
ldar x1, [x0]                      | x0=M+1                => fault=BUS     | noqemu: does not check
stlr x1, [x0]                      | x0=M+4                => fault=BUS     | noqemu: does not check
ldapr x1, [x0]                     | x0=M                  => x1=0x0706050403020100
ldapr w1, [x0]                     | x0=M x1=-1            => x1=0x03020100
ldaprh w1, [x0]                    | x0=M+2                => x1=0x0302
ldaprb w1, [sp]                    | sp=M+3                => x1=3
ldapr x1, [x0]                     | x0=M                  => fault=ILL     | cpu=cortex-a53 noqemu: another cpu
.inst 0xb8a7c061                   | x0=M                  => fault=ILL

# ---- compare and swap ----
cas x1, x2, [x0]                   | x0=M x1=0x0706050403020100 x2=-1 => u64[M]=-1
cas x1, x2, [x0]                   | x0=M x1=5 x2=-1       => x1=0x0706050403020100
casa w1, w2, [x0]                  | x0=M x1=0xff03020100 x2=-1 => x1=0x03020100 u32[M]=0xffffffff
casl w1, w2, [x0]                  | x0=M x1=1             => x1=0x03020100
casalb w1, w2, [x0]                | x0=M+5 x1=0x105 x2=-1 => x1=5 u8[M+5]=0xff
casah w1, w2, [sp]                 | sp=M+2 x1=0x302       => u16[M+2]=0
cas x1, x2, [x0]                   | x0=M-8 x1=5           => fault=SEGV at=M-8
cas x1, x2, [x0]                   | x0=M+4 x1=5           => fault=BUS     | noqemu: does not check
cas x1, x2, [x0]                   | x0=M                  => fault=ILL     | cpu=cortex-a53 noqemu: another cpu
casp x2, x3, x4, x5, [x0]          | x0=M x2=0x0706050403020100 x3=0x0f0e0d0c0b0a0908 x4=-1 x5=-2 => u64[M]=-1 u64[M+8]=-2
caspal x2, x3, x4, x5, [x0]        | x0=M x2=0x0706050403020100 x3=1 x4=-1 x5=-2 => x3=0x0f0e0d0c0b0a0908
casp w2, w3, w4, w5, [x0]          | x0=M x2=0x03020100 x3=0x07060504 x4=-1 x5=-2 => u32[M]=0xffffffff u32[M+4]=0xfffffffe
caspa w2, w3, w4, w5, [x0]         | x0=M x2=0x03020101 x3=-1 => x2=0x03020100 x3=0x07060504
.inst 0x4861fc02                   | x0=M                  => fault=ILL
.inst 0x48627c03                   | x0=M                  => fault=ILL
.inst 0x48627802                   | x0=M                  => fault=ILL

# ---- read-modify-write ----
ldadd x1, x2, [x0]                 | x0=M x1=1             => x2=0x0706050403020100 u64[M]=0x0706050403020101
ldadda w1, w2, [x0]                | x0=M x1=-1 x2=-1      => x2=0x03020100 u32[M]=0x030200ff
ldaddlh w1, w2, [x0]               | x0=M x1=-1            => x2=0x0100 u16[M]=0x00ff
ldaddalb w1, w2, [sp]              | sp=M+255 x1=2         => x2=255 u8[M+255]=1
stadd x1, [x0]                     | x0=M x1=1             => u64[M]=0x0706050403020101
ldadd x1, x1, [x0]                 | x0=M x1=1             => x1=0x0706050403020100 u64[M]=0x0706050403020101
ldclr x1, x2, [x0]                 | x0=M x1=0xff00        => x2=0x0706050403020100 u64[M]=0x0706050403020000
ldclrb w1, w2, [x0]                | x0=M+255 x1=0x0f      => x2=255 u8[M+255]=0xf0
ldeor x1, x2, [x0]                 | x0=M x1=1             => x2=0x0706050403020100 u64[M]=0x0706050403020101
ldeorh w1, w2, [x0]                | x0=M x1=0x0101        => x2=0x0100 u16[M]=1
ldset x1, x2, [x0]                 | x0=M x1=-1            => x2=0x0706050403020100 u64[M]=-1
ldseta w1, w2, [x0]                | x0=M x1=0xf0          => x2=0x03020100 u32[M]=0x030201f0
ldsmax x1, x2, [x0]                | x0=M+0x80 x1=1        => x2=0x8786858483828180 u64[M+0x80]=1
ldsmaxb w1, w2, [x0]               | x0=M+0x80 x1=0x7f     => x2=0x80 u8[M+0x80]=0x7f
ldsmin x1, x2, [x0]                | x0=M+0x80 x1=1        => x2=0x8786858483828180
ldsminh w1, w2, [x0]               | x0=M x1=0x8000        => x2=0x0100 u16[M]=0x8000
ldumax x1, x2, [x0]                | x0=M+0x80 x1=1        => x2=0x8786858483828180
ldumax w1, w2, [x0]                | x0=M x1=0x80000000    => x2=0x03020100 u32[M]=0x80000000
ldumin x1, x2, [x0]                | x0=M+0x80 x1=1        => x2=0x8786858483828180 u64[M+0x80]=1
lduminalb w1, w2, [x0]             | x0=M+0x80 x1=0x7f     => x2=0x80 u8[M+0x80]=0x7f
swp x1, x2, [x0]                   | x0=M x1=-1            => x2=0x0706050403020100 u64[M]=-1
swpal w1, w2, [x0]                 | x0=M x1=-1            => x2=0x03020100 u32[M]=0xffffffff
swpb w1, w1, [x0]                  | x0=M+9 x1=-1          => x1=9 u8[M+9]=0xff
swph w1, w2, [sp]                  | sp=M+2 x1=5           => x2=0x0302 u16[M+2]=5
ldadd x1, x2, [x0]                 | x0=M+4096 x2=1        => fault=SEGV at=M+4096
ldadd x1, x2, [x0]                 | x0=M+1 x2=1           => fault=BUS     | noqemu: does not check
ldadd x1, x2, [x0]                 | x0=M                  => fault=ILL     | cpu=cortex-a53 noqemu: another cpu
.inst 0xf8209000                   | x0=M                  => fault=ILL
