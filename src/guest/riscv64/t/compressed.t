# C. Encodings by .2byte are hints and reserved ones. The format: docs/insn-tests.md.

# ---- quadrant 0 ----
c.addi4spn a0, sp, 4                     | sp=M                                         => a0=M+4
c.addi4spn s0, sp, 1020                  | sp=M                                         => s0=M+1020
c.fld fa0, 8(a1)                         | a1=M u64[M+8]=0x3ff0000000000000             => fa0=1.0
c.lw a0, 4(s1)                           | s1=M                                         => a0=0x7060504
c.lw a0, 124(a1)                         | a1=M                                         => a0=0x7f7e7d7c
c.ld a5, 248(a5)                         | a5=M                                         => a5=0xfffefdfcfbfaf9f8
c.fsd fs1, 16(a0)                        | a0=M fs1=1.5                                 => u64[M+16]=0x3ff8000000000000
c.sw a4, 64(a3)                          | a3=M a4=0x1122334455667788                   => u32[M+64]=0x55667788
c.sd a4, 128(s0)                         | s0=M a4=-3                                   => u64[M+128]=0xfffffffffffffffd
.2byte 0                                 |                                              => fault=ILL
.2byte 0x10                              |                                              => fault=ILL
.2byte 0x8000                            |                                              => fault=ILL

# ---- quadrant 1 ----
c.nop                                    |                                              =>
c.addi a0, -32                           | a0=5                                         => a0=-27
c.addi t6, 31                            | t6=-1                                        => t6=30
.2byte 0x0005                            |                                              =>
c.addiw a0, -1                           | a0=0x80000000                                => a0=0x7fffffff
c.addiw s11, 0                           | s11=0x180000000                              => s11=0xffffffff80000000
.2byte 0x2005                            |                                              => fault=ILL
c.li a0, -17                             | a0=99                                        => a0=-17
c.li t5, 31                              |                                              => t5=31
.2byte 0x4005                            |                                              =>
c.addi16sp sp, -512                      | sp=M+512                                     => sp=M
c.addi16sp sp, 496                       | sp=M                                         => sp=M+496
c.lui a0, 0xfffe0                        |                                              => a0=0xfffffffffffe0000
c.lui t3, 0x1f                           |                                              => t3=0x1f000
.2byte 0x6005                            |                                              =>
.2byte 0x6101                            |                                              => fault=ILL
.2byte 0x6501                            |                                              => fault=ILL
c.srli a0, 1                             | a0=-1                                        => a0=0x7fffffffffffffff
c.srli s0, 63                            | s0=-1                                        => s0=1
c.srai a5, 4                             | a5=-256                                      => a5=-16
c.srai a5, 32                            | a5=0x8000000000000000                        => a5=0xffffffff80000000
c.andi a3, -8                            | a3=0xff                                      => a3=248
c.sub s0, s1                             | s0=5 s1=7                                    => s0=-2
c.xor a0, a1                             | a0=12 a1=10                                  => a0=6
c.or a2, a3                              | a2=12 a3=10                                  => a2=14
c.and a4, a5                             | a4=12 a5=10                                  => a4=8
c.subw a0, a1                            | a0=0x80000000 a1=1                           => a0=0x7fffffff
c.addw a0, a1                            | a0=0x7fffffff a1=1                           => a0=0xffffffff80000000
.2byte 0x9d4d                            |                                              => fault=ILL
.2byte 0x9d6d                            |                                              => fault=ILL
c.j .+200                                |                                              => pc=P+200
c.j .-32                                 |                                              => pc=P-32
c.beqz a0, .+100                         |                                              => pc=P+100
c.beqz a0, .+100                         | a0=1                                         =>
c.bnez s1, .-64                          | s1=-1                                        => pc=P-64
c.bnez s1, .-64                          |                                              =>

# ---- quadrant 2 ----
c.slli a0, 1                             | a0=0x4000000000000000                        => a0=0x8000000000000000
c.slli t6, 63                            | t6=3                                         => t6=0x8000000000000000
.2byte 0x0006                            |                                              =>
.2byte 0x0502                            | a0=7                                         =>
c.fldsp ft8, 8(sp)                       | sp=M u64[M+8]=0x4000000000000000             => ft8=2.0
c.fldsp fa0, 504(sp)                     | sp=M                                         => fa0=0xfffefdfcfbfaf9f8
c.lwsp a0, 0(sp)                         | sp=M                                         => a0=0x3020100
c.lwsp t6, 252(sp)                       | sp=M                                         => t6=-66052
.2byte 0x4002                            | sp=M                                         => fault=ILL
c.ldsp ra, 8(sp)                         | sp=M                                         => ra=0xf0e0d0c0b0a0908
c.ldsp s11, 504(sp)                      | sp=M                                         => s11=0xfffefdfcfbfaf9f8
.2byte 0x6002                            | sp=M                                         => fault=ILL
c.jr a0                                  | a0=P+20                                      => pc=P+20
c.jr ra                                  | ra=P+21                                      => pc=P+20
.2byte 0x8002                            |                                              => fault=ILL
c.mv a0, t6                              | t6=5                                         => a0=5
c.mv s0, sp                              | sp=M                                         => s0=M
.2byte 0x802e                            | a1=3                                         =>
c.jalr a1                                | a1=P+30                                      => pc=P+30 ra=P+2
c.jalr ra                                | ra=P+30                                      => pc=P+30 ra=P+2
c.add a0, t6                             | a0=1 t6=5                                    => a0=6
c.add sp, sp                             | sp=8                                         => sp=16
.2byte 0x902e                            | a1=3                                         =>
c.fsdsp fa0, 8(sp)                       | sp=M fa0=-1.0                                => u64[M+8]=0xbff0000000000000
c.swsp a0, 4(sp)                         | sp=M a0=0x1122334455667788                   => u32[M+4]=0x55667788
c.swsp zero, 252(sp)                     | sp=M                                         => u32[M+252]=0x0
c.sdsp s0, 504(sp)                       | sp=M s0=-1                                   => u64[M+504]=0xffffffffffffffff
c.sdsp a0, 0(sp)                         | sp=M-8                                       => fault=SEGV at=M-8
