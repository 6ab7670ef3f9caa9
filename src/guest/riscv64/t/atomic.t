# A. The format: docs/insn-tests.md.

# ---- load-reserved, store-conditional ----
lr.w a0, (a1)                            | a1=M+4 u32[M+4]=0x80000000                   => a0=0xffffffff80000000
lr.d a0, (a1)                            | a1=M+8 u64[M+8]=0x8000000000000000           => a0=0x8000000000000000
lr.w.aq a0, (a1)                         | a1=M                                         => a0=0x3020100
lr.d.aqrl a0, (a1)                       | a1=M                                         => a0=0x706050403020100
sc.w a0, a2, (a1)                        | a1=M a2=5                                    => a0=1
sc.d a0, a2, (a1)                        | a1=M a2=5                                    => a0=1
lr.w a0, (a1); sc.w a3, a2, (a1)         | a1=M+4 a2=0x1122334455667788 a3=7            => a0=0x7060504 a3=0 u32[M+4]=0x55667788
lr.d a0, (a1); sc.d a3, a2, (a1)         | a1=M+8 a2=0x1122334455667788 a3=7            => a0=0xf0e0d0c0b0a0908 a3=0 u64[M+8]=0x1122334455667788
lr.d.aq a0, (a1); sc.d.rl a3, a2, (a1); sc.d.aqrl a4, a1, (a1) | a1=M+8 a2=5 a3=7                             => a0=0xf0e0d0c0b0a0908 a3=0 a4=1 u64[M+8]=0x5
lr.w a0, (a1); sc.w zero, a2, (a1)       | a1=M a2=5                                    => a0=0x3020100 u32[M]=0x5
lr.w a0, (a1); sw a2, 0(a1); sc.w a3, a4, (a1) | a1=M a2=5 a4=6                               => a0=0x3020100 a3=1 u32[M]=0x5
lr.w a0, (a1); sc.w a3, a2, (a4)         | a1=M a4=M+4 a2=5                             => a0=0x3020100 a3=1
lr.w a0, (a1)                            | a1=M+2                                       => fault=BUS | noqemu: it lets misaligned reservations pass
sc.d a0, a2, (a1)                        | a1=M+4 a2=5                                  => fault=BUS | noqemu: it fails without looking at the address
lr.d a0, (a1)                            | a1=M-8                                       => fault=SEGV at=M-8
lr.d a0, (a1); sc.w a3, a2, (a1)         | a1=M a2=5                                    => a0=0x706050403020100 a3=1 | noqemu: ours demands the same size

# ---- atomic memory operations ----
amoswap.w a0, a1, (a2)                   | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u32[M+4]=0x80000001
amoswap.w a0, a1, (a2)                   | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u32[M+4]=0x5
amoswap.d a0, a1, (a2)                   | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u64[M+8]=0x8000000000000001
amoswap.d a0, a1, (a2)                   | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3 u64[M+8]=0x5
amoadd.w a0, a1, (a2)                    | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u32[M+4]=0x0
amoadd.w a0, a1, (a2)                    | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u8[M+4]=0x8
amoadd.d a0, a1, (a2)                    | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u64[M+8]=0x0
amoadd.d a0, a1, (a2)                    | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3 u64[M+8]=0x2
amoxor.w a0, a1, (a2)                    | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u32[M+4]=0xfffffffe
amoxor.w a0, a1, (a2)                    | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u8[M+4]=0x6
amoxor.d a0, a1, (a2)                    | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u64[M+8]=0xfffffffffffffffe
amoxor.d a0, a1, (a2)                    | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3 u8[M+8]=0xf8
amoand.w a0, a1, (a2)                    | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u32[M+4]=0x1
amoand.w a0, a1, (a2)                    | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u32[M+4]=0x1
amoand.d a0, a1, (a2)                    | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u64[M+8]=0x1
amoand.d a0, a1, (a2)                    | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3 u64[M+8]=0x5
amoor.w a0, a1, (a2)                     | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u8[M+7]=0xff
amoor.w a0, a1, (a2)                     | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u8[M+4]=0x7
amoor.d a0, a1, (a2)                     | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u8[M+15]=0xff
amoor.d a0, a1, (a2)                     | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3
amomin.w a0, a1, (a2)                    | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u32[M+4]=0x80000001
amomin.w a0, a1, (a2)                    | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003
amomin.d a0, a1, (a2)                    | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u64[M+8]=0x8000000000000001
amomin.d a0, a1, (a2)                    | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3
amomax.w a0, a1, (a2)                    | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff
amomax.w a0, a1, (a2)                    | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u32[M+4]=0x5
amomax.d a0, a1, (a2)                    | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff
amomax.d a0, a1, (a2)                    | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3 u64[M+8]=0x5
amominu.w a0, a1, (a2)                   | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff
amominu.w a0, a1, (a2)                   | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003 u32[M+4]=0x5
amominu.d a0, a1, (a2)                   | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff
amominu.d a0, a1, (a2)                   | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3 u64[M+8]=0x5
amomaxu.w a0, a1, (a2)                   | a1=0x180000001 a2=M+4 u32[M+4]=0x7fffffff    => a0=0x7fffffff u32[M+4]=0x80000001
amomaxu.w a0, a1, (a2)                   | a1=5 a2=M+4 u32[M+4]=0x80000003              => a0=0xffffffff80000003
amomaxu.d a0, a1, (a2)                   | a1=0x8000000000000001 a2=M+8 u64[M+8]=0x7fffffffffffffff => a0=0x7fffffffffffffff u64[M+8]=0x8000000000000001
amomaxu.d a0, a1, (a2)                   | a1=5 a2=M+8 u64[M+8]=-3                      => a0=-3
amoadd.w.aq a2, a1, (a2)                 | a1=1 a2=M                                    => a2=0x3020100 u8[M]=0x1
amoswap.d.rl zero, a1, (a2)              | a1=1 a2=M                                    => u64[M]=0x1
amoor.d.aqrl a1, a1, (a2)                | a1=0x80 a2=M                                 => a1=0x706050403020100 u8[M]=0x80
amoadd.w a0, a1, (a2)                    | a2=M+1                                       => fault=BUS | noqemu: it lets misaligned operations pass
amoadd.d a0, a1, (a2)                    | a2=M+4                                       => fault=BUS at=M+4 | noqemu: it lets misaligned operations pass
amoadd.d a0, a1, (a2)                    | a2=M+4096                                    => fault=SEGV at=M+4096
