# RV64I: arithmetic, loads and stores, jumps. The format: docs/insn-tests.md.

# ---- arithmetic ----
add a0, a1, a2                           | a1=1 a2=2                                    => a0=3
add a0, a1, a2                           | a1=0x7fffffffffffffff a2=1                   => a0=0x8000000000000000
add a0, a1, a2                           | a1=-1 a2=-1                                  => a0=-2
add zero, a1, a2                         | a1=1 a2=2                                    =>
add t6, zero, s11                        | s11=0x123456789abcdef0                       => t6=0x123456789abcdef0
sub a0, a1, a2                           | a1=1 a2=2                                    => a0=-1
sub a0, a1, a2                           | a1=0x8000000000000000 a2=1                   => a0=0x7fffffffffffffff
sll a0, a1, a2                           | a1=1 a2=63                                   => a0=0x8000000000000000
sll a0, a1, a2                           | a1=0x123456789abcdef0 a2=68                  => a0=0x23456789abcdef00
srl a0, a1, a2                           | a1=0x8000000000000000 a2=63                  => a0=1
srl a0, a1, a2                           | a1=-1 a2=0x43                                => a0=0x1fffffffffffffff
sra a0, a1, a2                           | a1=0x8000000000000000 a2=63                  => a0=-1
sra a0, a1, a2                           | a1=0x4000000000000000 a2=65                  => a0=0x2000000000000000
slt a0, a1, a2                           | a1=-1 a2=0                                   => a0=1
slt a0, a1, a2                           | a1=0 a2=-1                                   =>
slt a0, a1, a2                           | a1=5 a2=5                                    =>
sltu a0, a1, a2                          | a1=1 a2=2                                    => a0=1
sltu a0, a1, a2                          | a1=-1 a2=0                                   =>
sltu a0, a1, a2                          | a1=0 a2=-1                                   => a0=1
xor a0, a1, a2                           | a1=0xff00ff00 a2=0x0ff00ff0                  => a0=0xf0f0f0f0
or a0, a1, a2                            | a1=0xff00ff00 a2=0x0ff00ff0                  => a0=0xfff0fff0
and a0, a1, a2                           | a1=0xff00ff00 a2=0x0ff00ff0                  => a0=0xf000f00
addw a0, a1, a2                          | a1=0x7fffffff a2=1                           => a0=0xffffffff80000000
addw a0, a1, a2                          | a1=0x1ffffffff a2=0xfffffffffffffff2         => a0=-15
subw a0, a1, a2                          | a1=0xffffffff80000000 a2=1                   => a0=0x7fffffff
subw a0, a1, a2                          | a1=0x500000003 a2=5                          => a0=-2
sllw a0, a1, a2                          | a1=1 a2=31                                   => a0=0xffffffff80000000
sllw a0, a1, a2                          | a1=0x300000001 a2=33                         => a0=2
srlw a0, a1, a2                          | a1=0xffffffff80000000 a2=31                  => a0=1
srlw a0, a1, a2                          | a1=0x80000000 a2=32                          => a0=0xffffffff80000000
sraw a0, a1, a2                          | a1=0x80000000 a2=31                          => a0=-1
sraw a0, a1, a2                          | a1=0x7fffffff80000000 a2=4                   => a0=0xfffffffff8000000
addi a0, a1, 2047                        | a1=5                                         => a0=2052
addi a0, a1, -2048                       | a1=0                                         => a0=-2048
addi a0, a1, 1                           | a1=0x7fffffffffffffff                        => a0=0x8000000000000000
slti a0, a1, -2048                       | a1=-2049                                     => a0=1
slti a0, a1, 7                           | a1=7                                         =>
sltiu a0, a1, 1                          | a1=0                                         => a0=1
sltiu a0, a1, -1                         | a1=5                                         => a0=1
sltiu a0, a1, -1                         | a1=-1                                        =>
xori a0, a1, -1                          | a1=0x0ff                                     => a0=-256
ori a0, a1, 0x7f                         | a1=0x100                                     => a0=383
andi a0, a1, -16                         | a1=0x123456789abcdef0                        => a0=0x123456789abcdef0
slli a0, a1, 63                          | a1=1                                         => a0=0x8000000000000000
slli a0, a1, 40                          | a1=0xffff                                    => a0=0xffff0000000000
srli a0, a1, 63                          | a1=0x8000000000000000                        => a0=1
srli a0, a1, 1                           | a1=-1                                        => a0=0x7fffffffffffffff
srai a0, a1, 63                          | a1=0x8000000000000000                        => a0=-1
srai a0, a1, 1                           | a1=0x8000000000000000                        => a0=0xc000000000000000
addiw a0, a1, 1                          | a1=0x7fffffff                                => a0=0xffffffff80000000
addiw a0, a1, 2                          | a1=0x1fffffffe                               =>
addiw a0, a1, 0                          | a1=0x80000000                                => a0=0xffffffff80000000
slliw a0, a1, 31                         | a1=1                                         => a0=0xffffffff80000000
slliw a0, a1, 1                          | a1=0x180000001                               => a0=2
srliw a0, a1, 1                          | a1=-1                                        => a0=0x7fffffff
srliw a0, a1, 0                          | a1=0x80000000                                => a0=0xffffffff80000000
sraiw a0, a1, 31                         | a1=0x80000000                                => a0=-1
sraiw a0, a1, 4                          | a1=0x1f0000000                               => a0=0xffffffffff000000
lui a0, 0x12345                          |                                              => a0=0x12345000
lui a0, 0xfffff                          |                                              => a0=-4096
lui t6, 0x80000                          |                                              => t6=0xffffffff80000000
auipc a0, 0                              |                                              => a0=P
auipc a0, 0x1                            |                                              => a0=P+4096
auipc a0, 0xffff0                        |                                              => a0=P-65536

# ---- loads and stores ----
lb t0, 0(t1)                             | t1=M u64[M]=0xfedcba9876543210               => t0=16
lb t0, -1(t1)                            | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=-128
lh t0, 0(t1)                             | t1=M u64[M]=0xfedcba9876543210               => t0=12816
lh t0, -1(t1)                            | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=-30592
lw t0, 0(t1)                             | t1=M u64[M]=0xfedcba9876543210               => t0=0x76543210
lw t0, -1(t1)                            | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=0xffffffffaa998880
ld t0, 0(t1)                             | t1=M u64[M]=0xfedcba9876543210               => t0=0xfedcba9876543210
ld t0, -1(t1)                            | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=0xeeddccbbaa998880
lbu t0, 0(t1)                            | t1=M u64[M]=0xfedcba9876543210               => t0=16
lbu t0, -1(t1)                           | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=128
lhu t0, 0(t1)                            | t1=M u64[M]=0xfedcba9876543210               => t0=12816
lhu t0, -1(t1)                           | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=34944
lwu t0, 0(t1)                            | t1=M u64[M]=0xfedcba9876543210               => t0=0x76543210
lwu t0, -1(t1)                           | t1=M+16 u64[M+8]=0x8070605040302010 u64[M+16]=0xffeeddccbbaa9988 => t0=0xaa998880
lb t0, 0(t1)                             | t1=M u8[M]=0x80                              => t0=-128
lh t0, 2(t1)                             | t1=M u16[M+2]=0x8000                         => t0=-32768
lw t0, 0(t1)                             | t1=M u32[M]=0x80000000                       => t0=0xffffffff80000000
lwu t0, 0(t1)                            | t1=M u32[M]=0x80000000                       => t0=0x80000000
ld t1, 2047(t1)                          | t1=M-2047 u64[M]=0x1122334455667788          => t1=0x1122334455667788
lw zero, 0(t1)                           | t1=M                                         =>
ld t0, 0(t1)                             | t1=M-8                                       => fault=SEGV at=M-8
lb zero, -1(t1)                          | t1=M                                         => fault=SEGV at=M-1
ld t0, -4(t1)                            | t1=M+4096 t0=7                               => fault=SEGV at=M+4096
sb t0, 0(t1)                             | t0=0x1122334455667788 t1=M                   => u8[M]=0x88
sb t0, -5(t1)                            | t0=0xfedcba9876543210 t1=M+64                => u8[M+59]=0x10
sh t0, 0(t1)                             | t0=0x1122334455667788 t1=M                   => u16[M]=0x7788
sh t0, -5(t1)                            | t0=0xfedcba9876543210 t1=M+64                => u64[M+56]=0x3f3e3d32103a3938
sw t0, 0(t1)                             | t0=0x1122334455667788 t1=M                   => u32[M]=0x55667788
sw t0, -5(t1)                            | t0=0xfedcba9876543210 t1=M+64                => u64[M+56]=0x3f765432103a3938
sd t0, 0(t1)                             | t0=0x1122334455667788 t1=M                   => u64[M]=0x1122334455667788
sd t0, -5(t1)                            | t0=0xfedcba9876543210 t1=M+64                => u64[M+56]=0x98765432103a3938 u32[M+64]=0x43fedcba
sd zero, 2040(t1)                        | t1=M-1000                                    => u64[M+1040]=0x0
sd t0, -4(t1)                            | t0=1 t1=M+4096                               => fault=SEGV at=M+4096

# ---- jumps and branches ----
jal t0, .+2032                           |                                              => pc=P+2032 t0=P+4
jal zero, .-64                           |                                              => pc=P-64
jal ra, .+4                              |                                              => ra=P+4
1: jal t0, 1f; 1: addi a0, a0, 1         |                                              => t0=P+4 a0=1
jalr t0, 16(t1)                          | t1=P                                         => pc=P+16 t0=P+4
jalr t0, 3(t0)                           | t0=P+18                                      => pc=P+20 t0=P+4
jalr zero, -2048(t1)                     | t1=P+2064                                    => pc=P+16
jalr ra, 0(t1)                           | t1=P+8                                       => pc=P+8 ra=P+4
jalr zero, 0(ra)                         | ra=P+32                                      => pc=P+32
jalr ra, 0(t0)                           | t0=P+10                                      => pc=P+10 ra=P+4
jalr ra, 1(ra)                           | ra=P+10                                      => pc=P+10 ra=P+4
beq t0, t1, .+64                         | t0=3 t1=3                                    => pc=P+64
beq t0, t1, .-16                         | t0=3 t1=4                                    =>
bne t0, t1, .+64                         | t0=3 t1=4                                    => pc=P+64
bne t0, t1, .-16                         | t0=3 t1=3                                    =>
blt t0, t1, .+64                         | t0=-1 t1=0                                   => pc=P+64
blt t0, t1, .-16                         | t0=0 t1=-1                                   =>
bge t0, t1, .+64                         | t0=0 t1=-1                                   => pc=P+64
bge t0, t1, .-16                         | t0=-1 t1=0                                   =>
bltu t0, t1, .+64                        | t0=0 t1=-1                                   => pc=P+64
bltu t0, t1, .-16                        | t0=-1 t1=0                                   =>
bgeu t0, t1, .+64                        | t0=-1 t1=0                                   => pc=P+64
bgeu t0, t1, .-16                        | t0=0 t1=-1                                   =>
bge t0, t1, .+2030                       | t0=5 t1=5                                    => pc=P+2030
bgeu t0, t1, .+6                         | t0=5 t1=5                                    => pc=P+6
blt t0, t1, .+64                         | t0=5 t1=5                                    =>
bltu t0, t1, .+64                        | t0=5 t1=5                                    =>
