# F and D. 0x7fc00000 (boxed) and 0x7ff8000000000000 are the canonical NaNs.
# The format: docs/insn-tests.md.

# ---- loads, stores, moves ----
flw ft0, 0(t1)                           | t1=M u32[M]=0x3f800000                       => ft0=1.0f
flw ft0, -1(t1)                          | t1=M+8 u64[M]=0x8877665544332211 ft0=1.0     => ft0=0xffffffff0a090888
flw ft0, 0(t1)                           | t1=M+4093                                    => fault=SEGV at=M+4096
fld ft11, 8(t1)                          | t1=M u64[M+8]=0x3ff0000000000000             => ft11=1.0
fld ft0, 0(t1)                           | t1=M-4                                       => fault=SEGV at=M-4
fsw ft3, 4(t1)                           | t1=M ft3=1.5f                                => u32[M+4]=0x3fc00000
fsw ft3, 0(t1)                           | t1=M ft3=0x1122334455667788                  => u32[M]=0x55667788
fsw ft3, 0(t1)                           | t1=M-1 ft3=1.5f                              => fault=SEGV at=M-1
fsd ft3, 8(t1)                           | t1=M ft3=-2.5                                => u64[M+8]=0xc004000000000000
fsd ft3, -8(t1)                          | t1=M+9 ft3=0x1122334455667788                => u64[M]=0x2233445566778800 u8[M+8]=0x11
fmv.x.w a0, fa1                          | fa1=-1.5f                                    => a0=0xffffffffbfc00000
fmv.x.w a0, fa1                          | fa1=0x1122334455667788                       => a0=0x55667788
fmv.x.d a0, fa1                          | fa1=-1.5                                     => a0=0xbff8000000000000
fmv.w.x fa0, a1                          | a1=0x1122334480000001                        => fa0=-1e-45f
fmv.w.x fa0, zero                        |                                              => fa0=0.0f
fmv.d.x fa0, a1                          | a1=0x8000000000000001                        => fa0=-5e-324

# ---- arithmetic ----
fadd.s fa0, fa1, fa2                     | fa1=1.5f fa2=2.25f                           => fa0=3.75f
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f800000 fflags=0x5
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0.5f              => fa0=0.5f fflags=0x1
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff7fc00000 fa2=1.0f              => fa0=0xffffffff7fc00000
fadd.s fa0, fa1, fa2                     | fa1=0xffffffffffc12345 fa2=1.0f              => fa0=0xffffffff7fc00000
fadd.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff7f812345              => fa0=0xffffffff7fc00000 fflags=0x10
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffffff800000 => fa0=0xffffffff7fc00000 fflags=0x10
fadd.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff33800001              => fa0=0xffffffff3f800001 fflags=0x1
fadd.s fa0, fa1, fa2                     | fa1=-0.0f fa2=0.0f                           => fa0=0.0f
fadd.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=1.0f              => fa0=0xffffffff7fc00000
fadd.s fa0, fa1, fa2                     | fa1=1.0f fa2=0x3ff000003f800000              => fa0=0xffffffff7fc00000
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff00000001 fa2=0xffffffff00000001 => fa0=3e-45f
fadd.s fa0, fa1, fa2                     | fa1=1.0f fa2=0.0f                            => fa0=1.0f
fadd.s fa0, fa1, fa2                     | fa1=0.0f fa2=0.0f                            => fa0=0.0f
fadd.s fa0, fa1, fa2                     | fa1=1.0f fa2=3.0f                            => fa0=4.0f
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0.0f              => fa0=0xffffffff7f800000
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffff7f800000 => fa0=0xffffffff7f800000
fadd.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0xffffffff33ffffff => fa0=0xffffffff33ffffff fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=1.5 fa2=2.25                             => fa0=3.75
fadd.d fa0, fa1, fa2                     | fa1=0x7fefffffffffffff fa2=0x7fefffffffffffff => fa0=0x7ff0000000000000 fflags=0x5
fadd.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0.5               => fa0=0.5 fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=0x7ff8000000000000 fa2=1.0               => fa0=0x7ff8000000000000
fadd.d fa0, fa1, fa2                     | fa1=0xfff8123456789abc fa2=1.0               => fa0=0x7ff8000000000000
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x7ff0123456789abc               => fa0=0x7ff8000000000000 fflags=0x10
fadd.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0xfff0000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x3ca0000000000001               => fa0=0x3ff0000000000001 fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=-0.0 fa2=0.0                             =>
fadd.d fa0, fa1, fa2                     | fa1=1 fa2=1                                  => fa0=1e-323
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=0.0                              => fa0=1.0
fadd.d fa0, fa1, fa2                     | fa1=0.0 fa2=0.0                              =>
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=3.0                              => fa0=4.0
fadd.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0.0               => fa0=0x7ff0000000000000
fadd.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0x7ff0000000000000 => fa0=0x7ff0000000000000
fadd.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0x3fefffffffffffff => fa0=0x3fefffffffffffff fflags=0x1
fsub.s fa0, fa1, fa2                     | fa1=1.5f fa2=2.25f                           => fa0=-0.75f
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0.0f
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0.5f              => fa0=-0.5f fflags=0x1
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff7fc00000 fa2=1.0f              => fa0=0xffffffff7fc00000
fsub.s fa0, fa1, fa2                     | fa1=0xffffffffffc12345 fa2=1.0f              => fa0=0xffffffff7fc00000
fsub.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff7f812345              => fa0=0xffffffff7fc00000 fflags=0x10
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffffff800000 => fa0=0xffffffff7f800000
fsub.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff33800001              => fa0=0xffffffff3f7fffff fflags=0x1
fsub.s fa0, fa1, fa2                     | fa1=-0.0f fa2=0.0f                           => fa0=-0.0f
fsub.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=1.0f              => fa0=0xffffffff7fc00000
fsub.s fa0, fa1, fa2                     | fa1=1.0f fa2=0x3ff000003f800000              => fa0=0xffffffff7fc00000
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff00000001 fa2=0xffffffff00000001 => fa0=0.0f
fsub.s fa0, fa1, fa2                     | fa1=1.0f fa2=0.0f                            => fa0=1.0f
fsub.s fa0, fa1, fa2                     | fa1=0.0f fa2=0.0f                            => fa0=0.0f
fsub.s fa0, fa1, fa2                     | fa1=1.0f fa2=3.0f                            => fa0=-2.0f
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0.0f              => fa0=0xffffffff7f800000
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffff7f800000 => fa0=0xffffffff7fc00000 fflags=0x10
fsub.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0xffffffff33ffffff => fa0=0xffffffffb3ffffff fflags=0x1
fsub.d fa0, fa1, fa2                     | fa1=1.5 fa2=2.25                             => fa0=-0.75
fsub.d fa0, fa1, fa2                     | fa1=0x7fefffffffffffff fa2=0x7fefffffffffffff =>
fsub.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0.5               => fa0=-0.5 fflags=0x1
fsub.d fa0, fa1, fa2                     | fa1=0x7ff8000000000000 fa2=1.0               => fa0=0x7ff8000000000000
fsub.d fa0, fa1, fa2                     | fa1=0xfff8123456789abc fa2=1.0               => fa0=0x7ff8000000000000
fsub.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x7ff0123456789abc               => fa0=0x7ff8000000000000 fflags=0x10
fsub.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0xfff0000000000000 => fa0=0x7ff0000000000000
fsub.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x3ca0000000000001               => fa0=0x3fefffffffffffff fflags=0x1
fsub.d fa0, fa1, fa2                     | fa1=-0.0 fa2=0.0                             => fa0=-0.0
fsub.d fa0, fa1, fa2                     | fa1=1 fa2=1                                  =>
fsub.d fa0, fa1, fa2                     | fa1=1.0 fa2=0.0                              => fa0=1.0
fsub.d fa0, fa1, fa2                     | fa1=0.0 fa2=0.0                              =>
fsub.d fa0, fa1, fa2                     | fa1=1.0 fa2=3.0                              => fa0=-2.0
fsub.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0.0               => fa0=0x7ff0000000000000
fsub.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0x7ff0000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fsub.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0x3fefffffffffffff => fa0=0xbfefffffffffffff fflags=0x1
fmul.s fa0, fa1, fa2                     | fa1=1.5f fa2=2.25f                           => fa0=3.375f
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f800000 fflags=0x5
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0.5f              => fa0=0xffffffff00400000
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff7fc00000 fa2=1.0f              => fa0=0xffffffff7fc00000
fmul.s fa0, fa1, fa2                     | fa1=0xffffffffffc12345 fa2=1.0f              => fa0=0xffffffff7fc00000
fmul.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff7f812345              => fa0=0xffffffff7fc00000 fflags=0x10
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffffff800000 => fa0=0xffffffffff800000
fmul.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff33800001              => fa0=0xffffffff33800001
fmul.s fa0, fa1, fa2                     | fa1=-0.0f fa2=0.0f                           => fa0=-0.0f
fmul.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=1.0f              => fa0=0xffffffff7fc00000
fmul.s fa0, fa1, fa2                     | fa1=1.0f fa2=0x3ff000003f800000              => fa0=0xffffffff7fc00000
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff00000001 fa2=0xffffffff00000001 => fa0=0.0f fflags=0x3
fmul.s fa0, fa1, fa2                     | fa1=1.0f fa2=0.0f                            => fa0=0.0f
fmul.s fa0, fa1, fa2                     | fa1=0.0f fa2=0.0f                            => fa0=0.0f
fmul.s fa0, fa1, fa2                     | fa1=1.0f fa2=3.0f                            => fa0=3.0f
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0.0f              => fa0=0xffffffff7fc00000 fflags=0x10
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffff7f800000 => fa0=0xffffffff7f800000
fmul.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0xffffffff33ffffff => fa0=1e-45f fflags=0x3
fmul.d fa0, fa1, fa2                     | fa1=1.5 fa2=2.25                             => fa0=3.375
fmul.d fa0, fa1, fa2                     | fa1=0x7fefffffffffffff fa2=0x7fefffffffffffff => fa0=0x7ff0000000000000 fflags=0x5
fmul.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0.5               => fa0=0x8000000000000
fmul.d fa0, fa1, fa2                     | fa1=0x7ff8000000000000 fa2=1.0               => fa0=0x7ff8000000000000
fmul.d fa0, fa1, fa2                     | fa1=0xfff8123456789abc fa2=1.0               => fa0=0x7ff8000000000000
fmul.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x7ff0123456789abc               => fa0=0x7ff8000000000000 fflags=0x10
fmul.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0xfff0000000000000 => fa0=0xfff0000000000000
fmul.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x3ca0000000000001               => fa0=0x3ca0000000000001
fmul.d fa0, fa1, fa2                     | fa1=-0.0 fa2=0.0                             => fa0=-0.0
fmul.d fa0, fa1, fa2                     | fa1=1 fa2=1                                  => fflags=0x3
fmul.d fa0, fa1, fa2                     | fa1=1.0 fa2=0.0                              =>
fmul.d fa0, fa1, fa2                     | fa1=0.0 fa2=0.0                              =>
fmul.d fa0, fa1, fa2                     | fa1=1.0 fa2=3.0                              => fa0=3.0
fmul.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0.0               => fa0=0x7ff8000000000000 fflags=0x10
fmul.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0x7ff0000000000000 => fa0=0x7ff0000000000000
fmul.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0x3fefffffffffffff => fa0=0x10000000000000 fflags=0x3
fdiv.s fa0, fa1, fa2                     | fa1=1.5f fa2=2.25f                           => fa0=0xffffffff3f2aaaab fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=1.0f
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0.5f              => fa0=0xffffffff01000000
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff7fc00000 fa2=1.0f              => fa0=0xffffffff7fc00000
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffffffc12345 fa2=1.0f              => fa0=0xffffffff7fc00000
fdiv.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff7f812345              => fa0=0xffffffff7fc00000 fflags=0x10
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffffff800000 => fa0=0xffffffff7fc00000 fflags=0x10
fdiv.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff33800001              => fa0=0xffffffff4b7ffffe fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=-0.0f fa2=0.0f                           => fa0=0xffffffff7fc00000 fflags=0x10
fdiv.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=1.0f              => fa0=0xffffffff7fc00000
fdiv.s fa0, fa1, fa2                     | fa1=1.0f fa2=0x3ff000003f800000              => fa0=0xffffffff7fc00000
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff00000001 fa2=0xffffffff00000001 => fa0=1.0f
fdiv.s fa0, fa1, fa2                     | fa1=1.0f fa2=0.0f                            => fa0=0xffffffff7f800000 fflags=0x8
fdiv.s fa0, fa1, fa2                     | fa1=0.0f fa2=0.0f                            => fa0=0xffffffff7fc00000 fflags=0x10
fdiv.s fa0, fa1, fa2                     | fa1=1.0f fa2=3.0f                            => fa0=0xffffffff3eaaaaab fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0.0f              => fa0=0xffffffff7f800000
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff7f800000 fa2=0xffffffff7f800000 => fa0=0xffffffff7fc00000 fflags=0x10
fdiv.s fa0, fa1, fa2                     | fa1=0xffffffff00800000 fa2=0xffffffff33ffffff => fa0=0xffffffff0c000001 fflags=0x1
fdiv.d fa0, fa1, fa2                     | fa1=1.5 fa2=2.25                             => fa0=0x3fe5555555555555 fflags=0x1
fdiv.d fa0, fa1, fa2                     | fa1=0x7fefffffffffffff fa2=0x7fefffffffffffff => fa0=1.0
fdiv.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0.5               => fa0=0x20000000000000
fdiv.d fa0, fa1, fa2                     | fa1=0x7ff8000000000000 fa2=1.0               => fa0=0x7ff8000000000000
fdiv.d fa0, fa1, fa2                     | fa1=0xfff8123456789abc fa2=1.0               => fa0=0x7ff8000000000000
fdiv.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x7ff0123456789abc               => fa0=0x7ff8000000000000 fflags=0x10
fdiv.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0xfff0000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fdiv.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x3ca0000000000001               => fa0=0x433ffffffffffffe fflags=0x1
fdiv.d fa0, fa1, fa2                     | fa1=-0.0 fa2=0.0                             => fa0=0x7ff8000000000000 fflags=0x10
fdiv.d fa0, fa1, fa2                     | fa1=1 fa2=1                                  => fa0=1.0
fdiv.d fa0, fa1, fa2                     | fa1=1.0 fa2=0.0                              => fa0=0x7ff0000000000000 fflags=0x8
fdiv.d fa0, fa1, fa2                     | fa1=0.0 fa2=0.0                              => fa0=0x7ff8000000000000 fflags=0x10
fdiv.d fa0, fa1, fa2                     | fa1=1.0 fa2=3.0                              => fa0=0x3fd5555555555555 fflags=0x1
fdiv.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0.0               => fa0=0x7ff0000000000000
fdiv.d fa0, fa1, fa2                     | fa1=0x7ff0000000000000 fa2=0x7ff0000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fdiv.d fa0, fa1, fa2                     | fa1=0x0010000000000000 fa2=0x3fefffffffffffff => fa0=0x10000000000001 fflags=0x1
fadd.s fa0, fa0, fa0                     | fa0=1.5f                                     => fa0=3.0f
fdiv.d ft11, ft11, ft0                   | ft11=1.0 ft0=3.0 fflags=0x10                 => ft11=0x3fd5555555555555 fflags=0x11
fsqrt.s fa0, fa1                         | fa1=4.0f                                     => fa0=2.0f
fsqrt.s fa0, fa1                         | fa1=2.0f                                     => fa0=0xffffffff3fb504f3 fflags=0x1
fsqrt.s fa0, fa1                         | fa1=-0.0f                                    => fa0=-0.0f
fsqrt.s fa0, fa1                         | fa1=-1.0f                                    => fa0=0xffffffff7fc00000 fflags=0x10
fsqrt.s fa0, fa1                         | fa1=0xffffffff7f812345                       => fa0=0xffffffff7fc00000 fflags=0x10
fsqrt.s fa0, fa1                         | fa1=0xffffffffffc12345                       => fa0=0xffffffff7fc00000
fsqrt.s fa0, fa1                         | fa1=0xffffffff7f800000                       => fa0=0xffffffff7f800000
fsqrt.s fa0, fa1                         | fa1=0xffffffff00000001                       => fa0=0xffffffff1a3504f3 fflags=0x1
fsqrt.s fa0, fa1                         | fa1=0x3ff000003f800000                       => fa0=0xffffffff7fc00000
fsqrt.d fa0, fa1                         | fa1=4.0                                      => fa0=2.0
fsqrt.d fa0, fa1                         | fa1=2.0                                      => fa0=0x3ff6a09e667f3bcd fflags=0x1
fsqrt.d fa0, fa1                         | fa1=-0.0                                     => fa0=-0.0
fsqrt.d fa0, fa1                         | fa1=-1.0                                     => fa0=0x7ff8000000000000 fflags=0x10
fsqrt.d fa0, fa1                         | fa1=0x7ff0123456789abc                       => fa0=0x7ff8000000000000 fflags=0x10
fsqrt.d fa0, fa1                         | fa1=0xfff8123456789abc                       => fa0=0x7ff8000000000000
fsqrt.d fa0, fa1                         | fa1=0x7ff0000000000000                       => fa0=0x7ff0000000000000
fsqrt.d fa0, fa1                         | fa1=1                                        => fa0=0x1e60000000000000

# ---- fused ----
fmadd.s fa0, fa1, fa2, fa3               | fa1=1.5f fa2=2.0f fa3=0.25f                  => fa0=3.25f
fmadd.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f800000 fa2=0.0f fa3=0xffffffff7fc00000 => fa0=0xffffffff7fc00000 fflags=0x10
fmadd.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f800000 fa2=0.0f fa3=1.0f     => fa0=0xffffffff7fc00000 fflags=0x10
fmadd.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f800000 fa2=1.0f fa3=0xffffffffff800000 => fa0=0xffffffff7fc00000 fflags=0x10
fmadd.s fa0, fa1, fa2, fa3               | fa1=1.0f fa2=1.0f fa3=0xffffffff7f812345     => fa0=0xffffffff7fc00000 fflags=0x10
fmadd.s fa0, fa1, fa2, fa3               | fa1=2.0f fa2=3.0f fa3=-6.0f                  => fa0=0.0f
fmadd.s fa0, fa1, fa2, fa3               | fa1=2.0f fa2=3.0f fa3=6.0f                   => fa0=12.0f
fmadd.s fa0, fa1, fa2, fa3               | fa1=0xffffffff3f800001 fa2=0xffffffff3f800001 fa3=0xffffffffbf800002 => fa0=0xffffffff28800000
fmadd.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f7fffff fa2=2.0f fa3=0xffffffffff7fffff => fa0=0xffffffff7f7fffff
fmadd.s fa0, fa1, fa2, fa3               | fa1=0x3ff000003f800000 fa2=1.0f fa3=1.0f     => fa0=0xffffffff7fc00000
fmadd.d fa0, fa1, fa2, fa3               | fa1=1.5 fa2=2.0 fa3=0.25                     => fa0=3.25
fmadd.d fa0, fa1, fa2, fa3               | fa1=0x7ff0000000000000 fa2=0.0 fa3=0x7ff8000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fmadd.d fa0, fa1, fa2, fa3               | fa1=0xfff8123456789abc fa2=1.0 fa3=1.0       => fa0=0x7ff8000000000000
fmadd.d fa0, fa1, fa2, fa3               | fa1=2.0 fa2=3.0 fa3=-6.0                     =>
fmadd.d fa0, fa1, fa2, fa3               | fa1=0x3ff0000000000001 fa2=0x3ff0000000000001 fa3=0xbff0000000000002 => fa0=0x3970000000000000
fmsub.s fa0, fa1, fa2, fa3               | fa1=1.5f fa2=2.0f fa3=0.25f                  => fa0=2.75f
fmsub.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f800000 fa2=0.0f fa3=0xffffffff7fc00000 => fa0=0xffffffff7fc00000 fflags=0x10
fmsub.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f800000 fa2=0.0f fa3=1.0f     => fa0=0xffffffff7fc00000 fflags=0x10
fmsub.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f800000 fa2=1.0f fa3=0xffffffffff800000 => fa0=0xffffffff7f800000
fmsub.s fa0, fa1, fa2, fa3               | fa1=1.0f fa2=1.0f fa3=0xffffffff7f812345     => fa0=0xffffffff7fc00000 fflags=0x10
fmsub.s fa0, fa1, fa2, fa3               | fa1=2.0f fa2=3.0f fa3=-6.0f                  => fa0=12.0f
fmsub.s fa0, fa1, fa2, fa3               | fa1=2.0f fa2=3.0f fa3=6.0f                   => fa0=0.0f
fmsub.s fa0, fa1, fa2, fa3               | fa1=0xffffffff3f800001 fa2=0xffffffff3f800001 fa3=0xffffffffbf800002 => fa0=0xffffffff40000002 fflags=0x1
fmsub.s fa0, fa1, fa2, fa3               | fa1=0xffffffff7f7fffff fa2=2.0f fa3=0xffffffffff7fffff => fa0=0xffffffff7f800000 fflags=0x5
fmsub.s fa0, fa1, fa2, fa3               | fa1=0x3ff000003f800000 fa2=1.0f fa3=1.0f     => fa0=0xffffffff7fc00000
fmsub.d fa0, fa1, fa2, fa3               | fa1=1.5 fa2=2.0 fa3=0.25                     => fa0=2.75
fmsub.d fa0, fa1, fa2, fa3               | fa1=0x7ff0000000000000 fa2=0.0 fa3=0x7ff8000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fmsub.d fa0, fa1, fa2, fa3               | fa1=0xfff8123456789abc fa2=1.0 fa3=1.0       => fa0=0x7ff8000000000000
fmsub.d fa0, fa1, fa2, fa3               | fa1=2.0 fa2=3.0 fa3=-6.0                     => fa0=12.0
fmsub.d fa0, fa1, fa2, fa3               | fa1=0x3ff0000000000001 fa2=0x3ff0000000000001 fa3=0xbff0000000000002 => fa0=0x4000000000000002 fflags=0x1
fnmsub.s fa0, fa1, fa2, fa3              | fa1=1.5f fa2=2.0f fa3=0.25f                  => fa0=-2.75f
fnmsub.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f800000 fa2=0.0f fa3=0xffffffff7fc00000 => fa0=0xffffffff7fc00000 fflags=0x10
fnmsub.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f800000 fa2=0.0f fa3=1.0f     => fa0=0xffffffff7fc00000 fflags=0x10
fnmsub.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f800000 fa2=1.0f fa3=0xffffffffff800000 => fa0=0xffffffffff800000
fnmsub.s fa0, fa1, fa2, fa3              | fa1=1.0f fa2=1.0f fa3=0xffffffff7f812345     => fa0=0xffffffff7fc00000 fflags=0x10
fnmsub.s fa0, fa1, fa2, fa3              | fa1=2.0f fa2=3.0f fa3=-6.0f                  => fa0=-12.0f
fnmsub.s fa0, fa1, fa2, fa3              | fa1=2.0f fa2=3.0f fa3=6.0f                   => fa0=0.0f
fnmsub.s fa0, fa1, fa2, fa3              | fa1=0xffffffff3f800001 fa2=0xffffffff3f800001 fa3=0xffffffffbf800002 => fa0=0xffffffffc0000002 fflags=0x1
fnmsub.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f7fffff fa2=2.0f fa3=0xffffffffff7fffff => fa0=0xffffffffff800000 fflags=0x5
fnmsub.s fa0, fa1, fa2, fa3              | fa1=0x3ff000003f800000 fa2=1.0f fa3=1.0f     => fa0=0xffffffff7fc00000
fnmsub.d fa0, fa1, fa2, fa3              | fa1=1.5 fa2=2.0 fa3=0.25                     => fa0=-2.75
fnmsub.d fa0, fa1, fa2, fa3              | fa1=0x7ff0000000000000 fa2=0.0 fa3=0x7ff8000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fnmsub.d fa0, fa1, fa2, fa3              | fa1=0xfff8123456789abc fa2=1.0 fa3=1.0       => fa0=0x7ff8000000000000
fnmsub.d fa0, fa1, fa2, fa3              | fa1=2.0 fa2=3.0 fa3=-6.0                     => fa0=-12.0
fnmsub.d fa0, fa1, fa2, fa3              | fa1=0x3ff0000000000001 fa2=0x3ff0000000000001 fa3=0xbff0000000000002 => fa0=0xc000000000000002 fflags=0x1
fnmadd.s fa0, fa1, fa2, fa3              | fa1=1.5f fa2=2.0f fa3=0.25f                  => fa0=-3.25f
fnmadd.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f800000 fa2=0.0f fa3=0xffffffff7fc00000 => fa0=0xffffffff7fc00000 fflags=0x10
fnmadd.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f800000 fa2=0.0f fa3=1.0f     => fa0=0xffffffff7fc00000 fflags=0x10
fnmadd.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f800000 fa2=1.0f fa3=0xffffffffff800000 => fa0=0xffffffff7fc00000 fflags=0x10
fnmadd.s fa0, fa1, fa2, fa3              | fa1=1.0f fa2=1.0f fa3=0xffffffff7f812345     => fa0=0xffffffff7fc00000 fflags=0x10
fnmadd.s fa0, fa1, fa2, fa3              | fa1=2.0f fa2=3.0f fa3=-6.0f                  => fa0=0.0f
fnmadd.s fa0, fa1, fa2, fa3              | fa1=2.0f fa2=3.0f fa3=6.0f                   => fa0=-12.0f
fnmadd.s fa0, fa1, fa2, fa3              | fa1=0xffffffff3f800001 fa2=0xffffffff3f800001 fa3=0xffffffffbf800002 => fa0=0xffffffffa8800000
fnmadd.s fa0, fa1, fa2, fa3              | fa1=0xffffffff7f7fffff fa2=2.0f fa3=0xffffffffff7fffff => fa0=0xffffffffff7fffff
fnmadd.s fa0, fa1, fa2, fa3              | fa1=0x3ff000003f800000 fa2=1.0f fa3=1.0f     => fa0=0xffffffff7fc00000
fnmadd.d fa0, fa1, fa2, fa3              | fa1=1.5 fa2=2.0 fa3=0.25                     => fa0=-3.25
fnmadd.d fa0, fa1, fa2, fa3              | fa1=0x7ff0000000000000 fa2=0.0 fa3=0x7ff8000000000000 => fa0=0x7ff8000000000000 fflags=0x10
fnmadd.d fa0, fa1, fa2, fa3              | fa1=0xfff8123456789abc fa2=1.0 fa3=1.0       => fa0=0x7ff8000000000000
fnmadd.d fa0, fa1, fa2, fa3              | fa1=2.0 fa2=3.0 fa3=-6.0                     =>
fnmadd.d fa0, fa1, fa2, fa3              | fa1=0x3ff0000000000001 fa2=0x3ff0000000000001 fa3=0xbff0000000000002 => fa0=0xb970000000000000

# ---- rounding: static, dynamic, reserved ----
fdiv.s fa0, fa1, fa2, rne                | fa1=1.0f fa2=3.0f                            => fa0=0xffffffff3eaaaaab fflags=0x1
fadd.s fa0, fa1, fa2, rne                | fa1=1.0f fa2=0xffffffff33800000              => fa0=1.0f fflags=0x1
fadd.s fa0, fa1, fa2, rne                | fa1=-1.0f fa2=0xffffffffb3800000             => fa0=-1.0f fflags=0x1
fadd.d fa0, fa1, fa2, rne                | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 => fa0=0x3ff0000000000002 fflags=0x1
fsub.d fa0, fa1, fa2, rne                | fa1=1.0 fa2=1.0                              =>
fmul.s fa0, fa1, fa2, rne                | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f800000 fflags=0x5
fmul.d fa0, fa1, fa2, rne                | fa1=0x8010000000000000 fa2=0x0010000000000000 => fa0=-0.0 fflags=0x3
fsqrt.d fa0, fa1, rne                    | fa1=2.0                                      => fa0=0x3ff6a09e667f3bcd fflags=0x1
fmadd.s fa0, fa1, fa2, fa3, rne          | fa1=1.0f fa2=1.0f fa3=0xffffffff33800000     => fa0=1.0f fflags=0x1
fdiv.s fa0, fa1, fa2, rtz                | fa1=1.0f fa2=3.0f                            => fa0=0xffffffff3eaaaaaa fflags=0x1
fadd.s fa0, fa1, fa2, rtz                | fa1=1.0f fa2=0xffffffff33800000              => fa0=1.0f fflags=0x1
fadd.s fa0, fa1, fa2, rtz                | fa1=-1.0f fa2=0xffffffffb3800000             => fa0=-1.0f fflags=0x1
fadd.d fa0, fa1, fa2, rtz                | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 => fa0=0x3ff0000000000001 fflags=0x1
fsub.d fa0, fa1, fa2, rtz                | fa1=1.0 fa2=1.0                              =>
fmul.s fa0, fa1, fa2, rtz                | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f7fffff fflags=0x5
fmul.d fa0, fa1, fa2, rtz                | fa1=0x8010000000000000 fa2=0x0010000000000000 => fa0=-0.0 fflags=0x3
fsqrt.d fa0, fa1, rtz                    | fa1=2.0                                      => fa0=0x3ff6a09e667f3bcc fflags=0x1
fmadd.s fa0, fa1, fa2, fa3, rtz          | fa1=1.0f fa2=1.0f fa3=0xffffffff33800000     => fa0=1.0f fflags=0x1
fdiv.s fa0, fa1, fa2, rdn                | fa1=1.0f fa2=3.0f                            => fa0=0xffffffff3eaaaaaa fflags=0x1
fadd.s fa0, fa1, fa2, rdn                | fa1=1.0f fa2=0xffffffff33800000              => fa0=1.0f fflags=0x1
fadd.s fa0, fa1, fa2, rdn                | fa1=-1.0f fa2=0xffffffffb3800000             => fa0=0xffffffffbf800001 fflags=0x1
fadd.d fa0, fa1, fa2, rdn                | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 => fa0=0x3ff0000000000001 fflags=0x1
fsub.d fa0, fa1, fa2, rdn                | fa1=1.0 fa2=1.0                              => fa0=-0.0
fmul.s fa0, fa1, fa2, rdn                | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f7fffff fflags=0x5
fmul.d fa0, fa1, fa2, rdn                | fa1=0x8010000000000000 fa2=0x0010000000000000 => fa0=-5e-324 fflags=0x3
fsqrt.d fa0, fa1, rdn                    | fa1=2.0                                      => fa0=0x3ff6a09e667f3bcc fflags=0x1
fmadd.s fa0, fa1, fa2, fa3, rdn          | fa1=1.0f fa2=1.0f fa3=0xffffffff33800000     => fa0=1.0f fflags=0x1
fdiv.s fa0, fa1, fa2, rup                | fa1=1.0f fa2=3.0f                            => fa0=0xffffffff3eaaaaab fflags=0x1
fadd.s fa0, fa1, fa2, rup                | fa1=1.0f fa2=0xffffffff33800000              => fa0=0xffffffff3f800001 fflags=0x1
fadd.s fa0, fa1, fa2, rup                | fa1=-1.0f fa2=0xffffffffb3800000             => fa0=-1.0f fflags=0x1
fadd.d fa0, fa1, fa2, rup                | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 => fa0=0x3ff0000000000002 fflags=0x1
fsub.d fa0, fa1, fa2, rup                | fa1=1.0 fa2=1.0                              =>
fmul.s fa0, fa1, fa2, rup                | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f800000 fflags=0x5
fmul.d fa0, fa1, fa2, rup                | fa1=0x8010000000000000 fa2=0x0010000000000000 => fa0=-0.0 fflags=0x3
fsqrt.d fa0, fa1, rup                    | fa1=2.0                                      => fa0=0x3ff6a09e667f3bcd fflags=0x1
fmadd.s fa0, fa1, fa2, fa3, rup          | fa1=1.0f fa2=1.0f fa3=0xffffffff33800000     => fa0=0xffffffff3f800001 fflags=0x1
fdiv.s fa0, fa1, fa2, rmm                | fa1=1.0f fa2=3.0f                            => fa0=0xffffffff3eaaaaab fflags=0x1
fadd.s fa0, fa1, fa2, rmm                | fa1=1.0f fa2=0xffffffff33800000              => fa0=0xffffffff3f800001 fflags=0x1
fadd.s fa0, fa1, fa2, rmm                | fa1=-1.0f fa2=0xffffffffb3800000             => fa0=0xffffffffbf800001 fflags=0x1
fadd.d fa0, fa1, fa2, rmm                | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 => fa0=0x3ff0000000000002 fflags=0x1
fsub.d fa0, fa1, fa2, rmm                | fa1=1.0 fa2=1.0                              =>
fmul.s fa0, fa1, fa2, rmm                | fa1=0xffffffff7f7fffff fa2=0xffffffff7f7fffff => fa0=0xffffffff7f800000 fflags=0x5
fmul.d fa0, fa1, fa2, rmm                | fa1=0x8010000000000000 fa2=0x0010000000000000 => fa0=-0.0 fflags=0x3
fsqrt.d fa0, fa1, rmm                    | fa1=2.0                                      => fa0=0x3ff6a09e667f3bcd fflags=0x1
fmadd.s fa0, fa1, fa2, fa3, rmm          | fa1=1.0f fa2=1.0f fa3=0xffffffff33800000     => fa0=0xffffffff3f800001 fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 frm=0 => fa0=0x3ff0000000000002 fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=-1.0f fa2=3.0f frm=0                     => fa0=0xffffffffbeaaaaab fflags=0x1
fcvt.w.d a0, fa1, dyn                    | fa1=2.5 frm=0                                => a0=2 fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000010000000 frm=0                 => fa0=1.0f fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 frm=1 => fa0=0x3ff0000000000001 fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=-1.0f fa2=3.0f frm=1                     => fa0=0xffffffffbeaaaaaa fflags=0x1
fcvt.w.d a0, fa1, dyn                    | fa1=2.5 frm=1                                => a0=2 fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000010000000 frm=1                 => fa0=1.0f fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 frm=2 => fa0=0x3ff0000000000001 fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=-1.0f fa2=3.0f frm=2                     => fa0=0xffffffffbeaaaaab fflags=0x1
fcvt.w.d a0, fa1, dyn                    | fa1=2.5 frm=2                                => a0=2 fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000010000000 frm=2                 => fa0=1.0f fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 frm=3 => fa0=0x3ff0000000000002 fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=-1.0f fa2=3.0f frm=3                     => fa0=0xffffffffbeaaaaaa fflags=0x1
fcvt.w.d a0, fa1, dyn                    | fa1=2.5 frm=3                                => a0=3 fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000010000000 frm=3                 => fa0=0xffffffff3f800001 fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 frm=4 => fa0=0x3ff0000000000002 fflags=0x1
fdiv.s fa0, fa1, fa2                     | fa1=-1.0f fa2=3.0f frm=4                     => fa0=0xffffffffbeaaaaab fflags=0x1
fcvt.w.d a0, fa1, dyn                    | fa1=2.5 frm=4                                => a0=3 fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000010000000 frm=4                 => fa0=0xffffffff3f800001 fflags=0x1
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=2.0 frm=5                        => fault=ILL
fadd.d fa0, fa1, fa2, rtz; fadd.d fa0, fa1, fa2 | fa1=1.0 fa2=2.0 frm=5                        => fault=ILL pc=P+4 fa0=3.0
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=2.0 frm=6                        => fault=ILL
fadd.d fa0, fa1, fa2, rtz; fadd.d fa0, fa1, fa2 | fa1=1.0 fa2=2.0 frm=6                        => fault=ILL pc=P+4 fa0=3.0
fadd.d fa0, fa1, fa2                     | fa1=1.0 fa2=2.0 frm=7                        => fault=ILL
fadd.d fa0, fa1, fa2, rtz; fadd.d fa0, fa1, fa2 | fa1=1.0 fa2=2.0 frm=7                        => fault=ILL pc=P+4 fa0=3.0
fadd.s fa0, fa1, fa2, rne                | fa1=1.0f fa2=2.0f frm=7                      => fa0=3.0f
fmin.s fa0, fa1, fa2                     | fa1=1.0f fa2=2.0f frm=5                      => fa0=1.0f
.insn r 0x53, 5, 1, fa0, fa1, fa2        | fa1=1.0 fa2=2.0                              => fault=ILL
.insn r 0x53, 6, 1, fa0, fa1, fa2        | fa1=1.0 fa2=2.0                              => fault=ILL
.insn r4 0x43, 5, 0, fa0, fa1, fa2, fa3  |                                              => fault=ILL
.insn r 0x53, 5, 0x2c, fa0, fa1, f0      |                                              => fault=ILL
.insn r 0x53, 6, 0x20, fa0, fa1, f1      |                                              => fault=ILL
.insn r 0x53, 6, 0x60, a0, fa1, f0       |                                              => fault=ILL
.insn r 0x53, 5, 0x68, fa0, a1, f0       |                                              => fault=ILL
csrwi frm, 1; fadd.d fa0, fa1, fa2       | fa1=0x3ff0000000000001 fa2=0x3ca0000000000000 => fa0=0x3ff0000000000001 fflags=0x1 frm=1
fadd.d fa0, fa1, fa2; csrwi frm, 5; fadd.d fa3, fa1, fa2 | fa1=1.0 fa2=2.0                              => fault=ILL pc=P+8 fa0=3.0 frm=5
csrwi frm, 5; csrwi frm, 0; fadd.d fa0, fa1, fa2 | fa1=1.0 fa2=2.0                              => fa0=3.0

# ---- signs, minimum, maximum ----
fsgnj.s fa0, fa1, fa2                    | fa1=1.5f fa2=-2.0f                           => fa0=-1.5f
fsgnj.s fa0, fa1, fa2                    | fa1=-1.5f fa2=-2.0f                          => fa0=-1.5f
fsgnj.s fa0, fa1, fa2                    | fa1=0xffffffff7f812345 fa2=0xffffffffff800000 => fa0=0xffffffffff812345
fsgnj.s fa0, fa1, fa2                    | fa1=0x3ff000003f800000 fa2=-1.0f             => fa0=0xffffffffffc00000
fsgnj.s fa0, fa1, fa2                    | fa1=1.5f fa2=0x8000000080000000              => fa0=1.5f
fsgnj.d fa0, fa1, fa2                    | fa1=1.5 fa2=-2.0                             => fa0=-1.5
fsgnj.d fa0, fa1, fa2                    | fa1=-1.5 fa2=-2.0                            => fa0=-1.5
fsgnj.d fa0, fa1, fa2                    | fa1=0x7ff0123456789abc fa2=0xfff0000000000000 => fa0=0xfff0123456789abc
fsgnjn.s fa0, fa1, fa2                   | fa1=1.5f fa2=-2.0f                           => fa0=1.5f
fsgnjn.s fa0, fa1, fa2                   | fa1=-1.5f fa2=-2.0f                          => fa0=1.5f
fsgnjn.s fa0, fa1, fa2                   | fa1=0xffffffff7f812345 fa2=0xffffffffff800000 => fa0=0xffffffff7f812345
fsgnjn.s fa0, fa1, fa2                   | fa1=0x3ff000003f800000 fa2=-1.0f             => fa0=0xffffffff7fc00000
fsgnjn.s fa0, fa1, fa2                   | fa1=1.5f fa2=0x8000000080000000              => fa0=-1.5f
fsgnjn.d fa0, fa1, fa2                   | fa1=1.5 fa2=-2.0                             => fa0=1.5
fsgnjn.d fa0, fa1, fa2                   | fa1=-1.5 fa2=-2.0                            => fa0=1.5
fsgnjn.d fa0, fa1, fa2                   | fa1=0x7ff0123456789abc fa2=0xfff0000000000000 => fa0=0x7ff0123456789abc
fsgnjx.s fa0, fa1, fa2                   | fa1=1.5f fa2=-2.0f                           => fa0=-1.5f
fsgnjx.s fa0, fa1, fa2                   | fa1=-1.5f fa2=-2.0f                          => fa0=1.5f
fsgnjx.s fa0, fa1, fa2                   | fa1=0xffffffff7f812345 fa2=0xffffffffff800000 => fa0=0xffffffffff812345
fsgnjx.s fa0, fa1, fa2                   | fa1=0x3ff000003f800000 fa2=-1.0f             => fa0=0xffffffffffc00000
fsgnjx.s fa0, fa1, fa2                   | fa1=1.5f fa2=0x8000000080000000              => fa0=1.5f
fsgnjx.d fa0, fa1, fa2                   | fa1=1.5 fa2=-2.0                             => fa0=-1.5
fsgnjx.d fa0, fa1, fa2                   | fa1=-1.5 fa2=-2.0                            => fa0=1.5
fsgnjx.d fa0, fa1, fa2                   | fa1=0x7ff0123456789abc fa2=0xfff0000000000000 => fa0=0xfff0123456789abc
fmin.s fa0, fa1, fa2                     | fa1=1.0f fa2=2.0f                            => fa0=1.0f
fmin.s fa0, fa1, fa2                     | fa1=-0.0f fa2=0.0f                           => fa0=-0.0f
fmin.s fa0, fa1, fa2                     | fa1=0.0f fa2=-0.0f                           => fa0=-0.0f
fmin.s fa0, fa1, fa2                     | fa1=0xffffffff7fc00000 fa2=1.0f              => fa0=1.0f
fmin.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffffffc12345              => fa0=1.0f
fmin.s fa0, fa1, fa2                     | fa1=0xffffffff7f812345 fa2=1.0f              => fa0=1.0f fflags=0x10
fmin.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff7f812345              => fa0=1.0f fflags=0x10
fmin.s fa0, fa1, fa2                     | fa1=0xffffffffffc12345 fa2=0xffffffffffc12345 => fa0=0xffffffff7fc00000
fmin.s fa0, fa1, fa2                     | fa1=0xffffffff7f812345 fa2=0xffffffffffc12345 => fa0=0xffffffff7fc00000 fflags=0x10
fmin.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=1.0f              => fa0=1.0f
fmin.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=0x3ff000003f800000 => fa0=0xffffffff7fc00000
fmin.s fa0, fa1, fa2                     | fa1=0xffffffffff800000 fa2=0xffffffff7f800000 => fa0=0xffffffffff800000
fmin.d fa0, fa1, fa2                     | fa1=1.0 fa2=2.0                              => fa0=1.0
fmin.d fa0, fa1, fa2                     | fa1=-0.0 fa2=0.0                             => fa0=-0.0
fmin.d fa0, fa1, fa2                     | fa1=0.0 fa2=-0.0                             => fa0=-0.0
fmin.d fa0, fa1, fa2                     | fa1=0x7ff8000000000000 fa2=1.0               => fa0=1.0
fmin.d fa0, fa1, fa2                     | fa1=1.0 fa2=0xfff8123456789abc               => fa0=1.0
fmin.d fa0, fa1, fa2                     | fa1=0x7ff0123456789abc fa2=1.0               => fa0=1.0 fflags=0x10
fmin.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x7ff0123456789abc               => fa0=1.0 fflags=0x10
fmin.d fa0, fa1, fa2                     | fa1=0xfff8123456789abc fa2=0xfff8123456789abc => fa0=0x7ff8000000000000
fmin.d fa0, fa1, fa2                     | fa1=0x7ff0123456789abc fa2=0xfff8123456789abc => fa0=0x7ff8000000000000 fflags=0x10
fmin.d fa0, fa1, fa2                     | fa1=0xfff0000000000000 fa2=0x7ff0000000000000 => fa0=0xfff0000000000000
fmax.s fa0, fa1, fa2                     | fa1=1.0f fa2=2.0f                            => fa0=2.0f
fmax.s fa0, fa1, fa2                     | fa1=-0.0f fa2=0.0f                           => fa0=0.0f
fmax.s fa0, fa1, fa2                     | fa1=0.0f fa2=-0.0f                           => fa0=0.0f
fmax.s fa0, fa1, fa2                     | fa1=0xffffffff7fc00000 fa2=1.0f              => fa0=1.0f
fmax.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffffffc12345              => fa0=1.0f
fmax.s fa0, fa1, fa2                     | fa1=0xffffffff7f812345 fa2=1.0f              => fa0=1.0f fflags=0x10
fmax.s fa0, fa1, fa2                     | fa1=1.0f fa2=0xffffffff7f812345              => fa0=1.0f fflags=0x10
fmax.s fa0, fa1, fa2                     | fa1=0xffffffffffc12345 fa2=0xffffffffffc12345 => fa0=0xffffffff7fc00000
fmax.s fa0, fa1, fa2                     | fa1=0xffffffff7f812345 fa2=0xffffffffffc12345 => fa0=0xffffffff7fc00000 fflags=0x10
fmax.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=1.0f              => fa0=1.0f
fmax.s fa0, fa1, fa2                     | fa1=0x3ff000003f800000 fa2=0x3ff000003f800000 => fa0=0xffffffff7fc00000
fmax.s fa0, fa1, fa2                     | fa1=0xffffffffff800000 fa2=0xffffffff7f800000 => fa0=0xffffffff7f800000
fmax.d fa0, fa1, fa2                     | fa1=1.0 fa2=2.0                              => fa0=2.0
fmax.d fa0, fa1, fa2                     | fa1=-0.0 fa2=0.0                             =>
fmax.d fa0, fa1, fa2                     | fa1=0.0 fa2=-0.0                             =>
fmax.d fa0, fa1, fa2                     | fa1=0x7ff8000000000000 fa2=1.0               => fa0=1.0
fmax.d fa0, fa1, fa2                     | fa1=1.0 fa2=0xfff8123456789abc               => fa0=1.0
fmax.d fa0, fa1, fa2                     | fa1=0x7ff0123456789abc fa2=1.0               => fa0=1.0 fflags=0x10
fmax.d fa0, fa1, fa2                     | fa1=1.0 fa2=0x7ff0123456789abc               => fa0=1.0 fflags=0x10
fmax.d fa0, fa1, fa2                     | fa1=0xfff8123456789abc fa2=0xfff8123456789abc => fa0=0x7ff8000000000000
fmax.d fa0, fa1, fa2                     | fa1=0x7ff0123456789abc fa2=0xfff8123456789abc => fa0=0x7ff8000000000000 fflags=0x10
fmax.d fa0, fa1, fa2                     | fa1=0xfff0000000000000 fa2=0x7ff0000000000000 => fa0=0x7ff0000000000000

# ---- comparisons, classes ----
feq.s a0, fa1, fa2                       | fa1=1.0f fa2=2.0f                            =>
feq.s a0, fa1, fa2                       | fa1=2.0f fa2=1.0f                            =>
feq.s a0, fa1, fa2                       | fa1=1.0f fa2=1.0f                            => a0=1
feq.s a0, fa1, fa2                       | fa1=-0.0f fa2=0.0f                           => a0=1
feq.s a0, fa1, fa2                       | fa1=0xffffffff7fc00000 fa2=1.0f              =>
feq.s a0, fa1, fa2                       | fa1=1.0f fa2=0xffffffff7f812345              => fflags=0x10
feq.s a0, fa1, fa2                       | fa1=0x3ff000003f800000 fa2=0x3ff000003f800000 =>
feq.s a0, fa1, fa2                       | fa1=0xffffffffff800000 fa2=0xffffffff7f800000 =>
feq.d a0, fa1, fa2                       | fa1=1.0 fa2=2.0                              =>
feq.d a0, fa1, fa2                       | fa1=2.0 fa2=1.0                              =>
feq.d a0, fa1, fa2                       | fa1=1.0 fa2=1.0                              => a0=1
feq.d a0, fa1, fa2                       | fa1=-0.0 fa2=0.0                             => a0=1
feq.d a0, fa1, fa2                       | fa1=1.0 fa2=0xfff8123456789abc               =>
feq.d a0, fa1, fa2                       | fa1=0x7ff0123456789abc fa2=1.0               => fflags=0x10
flt.s a0, fa1, fa2                       | fa1=1.0f fa2=2.0f                            => a0=1
flt.s a0, fa1, fa2                       | fa1=2.0f fa2=1.0f                            =>
flt.s a0, fa1, fa2                       | fa1=1.0f fa2=1.0f                            =>
flt.s a0, fa1, fa2                       | fa1=-0.0f fa2=0.0f                           =>
flt.s a0, fa1, fa2                       | fa1=0xffffffff7fc00000 fa2=1.0f              => fflags=0x10
flt.s a0, fa1, fa2                       | fa1=1.0f fa2=0xffffffff7f812345              => fflags=0x10
flt.s a0, fa1, fa2                       | fa1=0x3ff000003f800000 fa2=0x3ff000003f800000 => fflags=0x10
flt.s a0, fa1, fa2                       | fa1=0xffffffffff800000 fa2=0xffffffff7f800000 => a0=1
flt.d a0, fa1, fa2                       | fa1=1.0 fa2=2.0                              => a0=1
flt.d a0, fa1, fa2                       | fa1=2.0 fa2=1.0                              =>
flt.d a0, fa1, fa2                       | fa1=1.0 fa2=1.0                              =>
flt.d a0, fa1, fa2                       | fa1=-0.0 fa2=0.0                             =>
flt.d a0, fa1, fa2                       | fa1=1.0 fa2=0xfff8123456789abc               => fflags=0x10
flt.d a0, fa1, fa2                       | fa1=0x7ff0123456789abc fa2=1.0               => fflags=0x10
fle.s a0, fa1, fa2                       | fa1=1.0f fa2=2.0f                            => a0=1
fle.s a0, fa1, fa2                       | fa1=2.0f fa2=1.0f                            =>
fle.s a0, fa1, fa2                       | fa1=1.0f fa2=1.0f                            => a0=1
fle.s a0, fa1, fa2                       | fa1=-0.0f fa2=0.0f                           => a0=1
fle.s a0, fa1, fa2                       | fa1=0xffffffff7fc00000 fa2=1.0f              => fflags=0x10
fle.s a0, fa1, fa2                       | fa1=1.0f fa2=0xffffffff7f812345              => fflags=0x10
fle.s a0, fa1, fa2                       | fa1=0x3ff000003f800000 fa2=0x3ff000003f800000 => fflags=0x10
fle.s a0, fa1, fa2                       | fa1=0xffffffffff800000 fa2=0xffffffff7f800000 => a0=1
fle.d a0, fa1, fa2                       | fa1=1.0 fa2=2.0                              => a0=1
fle.d a0, fa1, fa2                       | fa1=2.0 fa2=1.0                              =>
fle.d a0, fa1, fa2                       | fa1=1.0 fa2=1.0                              => a0=1
fle.d a0, fa1, fa2                       | fa1=-0.0 fa2=0.0                             => a0=1
fle.d a0, fa1, fa2                       | fa1=1.0 fa2=0xfff8123456789abc               => fflags=0x10
fle.d a0, fa1, fa2                       | fa1=0x7ff0123456789abc fa2=1.0               => fflags=0x10
fclass.s a0, fa1                         | fa1=0xffffffffff800000                       => a0=1
fclass.s a0, fa1                         | fa1=-1.5f                                    => a0=2
fclass.s a0, fa1                         | fa1=0xffffffff80000001                       => a0=4
fclass.s a0, fa1                         | fa1=-0.0f                                    => a0=8
fclass.s a0, fa1                         | fa1=0.0f                                     => a0=16
fclass.s a0, fa1                         | fa1=0xffffffff00000001                       => a0=32
fclass.s a0, fa1                         | fa1=1.5f                                     => a0=64
fclass.s a0, fa1                         | fa1=0xffffffff7f800000                       => a0=128
fclass.s a0, fa1                         | fa1=0xffffffff7f812345                       => a0=256
fclass.s a0, fa1                         | fa1=0xffffffffffc12345                       => a0=512
fclass.s a0, fa1                         | fa1=0x3ff000003f800000                       => a0=512
fclass.d a0, fa1                         | fa1=0xfff0000000000000                       => a0=1
fclass.d a0, fa1                         | fa1=-1.5                                     => a0=2
fclass.d a0, fa1                         | fa1=0x8000000000000001                       => a0=4
fclass.d a0, fa1                         | fa1=-0.0                                     => a0=8
fclass.d a0, fa1                         | fa1=0.0                                      => a0=16
fclass.d a0, fa1                         | fa1=1                                        => a0=32
fclass.d a0, fa1                         | fa1=1.5                                      => a0=64
fclass.d a0, fa1                         | fa1=0x7ff0000000000000                       => a0=128
fclass.d a0, fa1                         | fa1=0x7ff0123456789abc                       => a0=256
fclass.d a0, fa1                         | fa1=0xfff8123456789abc                       => a0=512

# ---- conversions ----
fcvt.s.d fa0, fa1                        | fa1=1.5                                      => fa0=1.5f
fcvt.s.d fa0, fa1                        | fa1=0x7ff0123456789abc                       => fa0=0xffffffff7fc00000 fflags=0x10
fcvt.s.d fa0, fa1                        | fa1=0xfff8123456789abc                       => fa0=0xffffffff7fc00000
fcvt.s.d fa0, fa1                        | fa1=0x7ff0000000000000                       => fa0=0xffffffff7f800000
fcvt.s.d fa0, fa1                        | fa1=0x7fefffffffffffff                       => fa0=0xffffffff7f800000 fflags=0x5
fcvt.s.d fa0, fa1                        | fa1=1                                        => fa0=0.0f fflags=0x3
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000010000000                       => fa0=1.0f fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x3ff0000030000000                       => fa0=0xffffffff3f800002 fflags=0x1
fcvt.s.d fa0, fa1                        | fa1=0x380fffffe0000000                       => fa0=0xffffffff00800000 fflags=0x3
fcvt.s.d fa0, fa1                        | fa1=0x8000000000000000                       => fa0=-0.0f
fcvt.d.s fa0, fa1                        | fa1=1.5f                                     => fa0=1.5
fcvt.d.s fa0, fa1                        | fa1=0xffffffff7f812345                       => fa0=0x7ff8000000000000 fflags=0x10
fcvt.d.s fa0, fa1                        | fa1=0xffffffffffc12345                       => fa0=0x7ff8000000000000
fcvt.d.s fa0, fa1                        | fa1=0xffffffffff800000                       => fa0=0xfff0000000000000
fcvt.d.s fa0, fa1                        | fa1=0xffffffff00000001                       => fa0=0x36a0000000000000
fcvt.d.s fa0, fa1                        | fa1=0x3ff000003f800000                       => fa0=0x7ff8000000000000
fcvt.w.s a0, fa1                         | fa1=1.5f                                     => a0=2 fflags=0x1
fcvt.w.s a0, fa1                         | fa1=-1.5f                                    => a0=-2 fflags=0x1
fcvt.w.s a0, fa1                         | fa1=-0.5f                                    => fflags=0x1
fcvt.w.s a0, fa1                         | fa1=4294967296.0f                            => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=-2147483648.0f                           => a0=0xffffffff80000000
fcvt.w.s a0, fa1                         | fa1=2147483648.0f                            => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=0xffffffff7f800000                       => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=0xffffffffff800000                       => a0=0xffffffff80000000 fflags=0x10
fcvt.w.s a0, fa1                         | fa1=0xffffffffffc12345                       => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=0xffffffff7f812345                       => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=0x3ff000003f800000                       => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=1e19f                                    => a0=0x7fffffff fflags=0x10
fcvt.w.s a0, fa1                         | fa1=-1e19f                                   => a0=0xffffffff80000000 fflags=0x10
fcvt.w.s a0, fa1                         | fa1=2.0f                                     => a0=2
fcvt.w.d a0, fa1                         | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.w.d a0, fa1                         | fa1=-1.0                                     => a0=-1
fcvt.w.d a0, fa1                         | fa1=2147483647.5                             => a0=0x7fffffff fflags=0x10
fcvt.w.d a0, fa1                         | fa1=4294967295.5                             => a0=0x7fffffff fflags=0x10
fcvt.w.d a0, fa1                         | fa1=-2147483648.5                            => a0=0xffffffff80000000 fflags=0x1
fcvt.w.d a0, fa1                         | fa1=-0.75                                    => a0=-1 fflags=0x1
fcvt.w.d a0, fa1                         | fa1=9223372036854775808.0                    => a0=0x7fffffff fflags=0x10
fcvt.w.d a0, fa1                         | fa1=18446744073709551616.0                   => a0=0x7fffffff fflags=0x10
fcvt.w.d a0, fa1                         | fa1=0x7ff0000000000000                       => a0=0x7fffffff fflags=0x10
fcvt.w.d a0, fa1                         | fa1=0xfff0000000000000                       => a0=0xffffffff80000000 fflags=0x10
fcvt.w.d a0, fa1                         | fa1=0xfff8123456789abc                       => a0=0x7fffffff fflags=0x10
fcvt.w.d a0, fa1                         | fa1=3.0                                      => a0=3
fcvt.w.d a0, fa1, rne                    | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.w.d a0, fa1, rne                    | fa1=-2.5                                     => a0=-2 fflags=0x1
fcvt.w.d a0, fa1, rne                    | fa1=-0.5                                     => fflags=0x1
fcvt.w.d a0, fa1, rne                    | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.w.d a0, fa1, rtz                    | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.w.d a0, fa1, rtz                    | fa1=-2.5                                     => a0=-2 fflags=0x1
fcvt.w.d a0, fa1, rtz                    | fa1=-0.5                                     => fflags=0x1
fcvt.w.d a0, fa1, rtz                    | fa1=0.75                                     => fflags=0x1
fcvt.w.d a0, fa1, rdn                    | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.w.d a0, fa1, rdn                    | fa1=-2.5                                     => a0=-3 fflags=0x1
fcvt.w.d a0, fa1, rdn                    | fa1=-0.5                                     => a0=-1 fflags=0x1
fcvt.w.d a0, fa1, rdn                    | fa1=0.75                                     => fflags=0x1
fcvt.w.d a0, fa1, rup                    | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.w.d a0, fa1, rup                    | fa1=-2.5                                     => a0=-2 fflags=0x1
fcvt.w.d a0, fa1, rup                    | fa1=-0.5                                     => fflags=0x1
fcvt.w.d a0, fa1, rup                    | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.w.d a0, fa1, rmm                    | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.w.d a0, fa1, rmm                    | fa1=-2.5                                     => a0=-3 fflags=0x1
fcvt.w.d a0, fa1, rmm                    | fa1=-0.5                                     => a0=-1 fflags=0x1
fcvt.w.d a0, fa1, rmm                    | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.s.w fa0, a1                         | a1=0                                         => fa0=0.0f
fcvt.d.w fa0, a1                         | a1=0                                         =>
fcvt.s.w fa0, a1                         | a1=1                                         => fa0=1.0f
fcvt.d.w fa0, a1                         | a1=1                                         => fa0=1.0
fcvt.s.w fa0, a1                         | a1=-1                                        => fa0=-1.0f
fcvt.d.w fa0, a1                         | a1=-1                                        => fa0=-1.0
fcvt.s.w fa0, a1                         | a1=0x80000000                                => fa0=0xffffffffcf000000
fcvt.d.w fa0, a1                         | a1=0x80000000                                => fa0=0xc1e0000000000000
fcvt.s.w fa0, a1                         | a1=0x7fffffff                                => fa0=0xffffffff4f000000 fflags=0x1
fcvt.d.w fa0, a1                         | a1=0x7fffffff                                => fa0=0x41dfffffffc00000
fcvt.s.w fa0, a1                         | a1=0x8000000000000001                        => fa0=1.0f
fcvt.d.w fa0, a1                         | a1=0x8000000000000001                        => fa0=1.0
fcvt.s.w fa0, a1                         | a1=0x7fffffffffffffff                        => fa0=-1.0f
fcvt.d.w fa0, a1                         | a1=0x7fffffffffffffff                        => fa0=-1.0
fcvt.s.w fa0, a1                         | a1=0x100000081                               => fa0=129.0f
fcvt.d.w fa0, a1                         | a1=0x100000081                               => fa0=129.0
fcvt.s.w fa0, a1                         | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.d.w fa0, a1                         | a1=0x1000001                                 => fa0=16777217.0
fcvt.s.w fa0, a1, rtz                    | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.s.w fa0, a1, rup                    | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.s.w fa0, a1, rmm                    | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.wu.s a0, fa1                        | fa1=1.5f                                     => a0=2 fflags=0x1
fcvt.wu.s a0, fa1                        | fa1=-1.5f                                    => fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=-0.5f                                    => fflags=0x1
fcvt.wu.s a0, fa1                        | fa1=4294967296.0f                            => a0=-1 fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=-2147483648.0f                           => fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=2147483648.0f                            => a0=0xffffffff80000000
fcvt.wu.s a0, fa1                        | fa1=0xffffffff7f800000                       => a0=-1 fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=0xffffffffff800000                       => fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=0xffffffffffc12345                       => a0=-1 fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=0xffffffff7f812345                       => a0=-1 fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=0x3ff000003f800000                       => a0=-1 fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=1e19f                                    => a0=-1 fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=-1e19f                                   => fflags=0x10
fcvt.wu.s a0, fa1                        | fa1=2.0f                                     => a0=2
fcvt.wu.d a0, fa1                        | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.wu.d a0, fa1                        | fa1=-1.0                                     => fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=2147483647.5                             => a0=0xffffffff80000000 fflags=0x1
fcvt.wu.d a0, fa1                        | fa1=4294967295.5                             => a0=-1 fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=-2147483648.5                            => fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=-0.75                                    => fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=9223372036854775808.0                    => a0=-1 fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=18446744073709551616.0                   => a0=-1 fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=0x7ff0000000000000                       => a0=-1 fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=0xfff0000000000000                       => fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=0xfff8123456789abc                       => a0=-1 fflags=0x10
fcvt.wu.d a0, fa1                        | fa1=3.0                                      => a0=3
fcvt.wu.d a0, fa1, rne                   | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.wu.d a0, fa1, rne                   | fa1=-2.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rne                   | fa1=-0.5                                     => fflags=0x1
fcvt.wu.d a0, fa1, rne                   | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.wu.d a0, fa1, rtz                   | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.wu.d a0, fa1, rtz                   | fa1=-2.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rtz                   | fa1=-0.5                                     => fflags=0x1
fcvt.wu.d a0, fa1, rtz                   | fa1=0.75                                     => fflags=0x1
fcvt.wu.d a0, fa1, rdn                   | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.wu.d a0, fa1, rdn                   | fa1=-2.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rdn                   | fa1=-0.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rdn                   | fa1=0.75                                     => fflags=0x1
fcvt.wu.d a0, fa1, rup                   | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.wu.d a0, fa1, rup                   | fa1=-2.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rup                   | fa1=-0.5                                     => fflags=0x1
fcvt.wu.d a0, fa1, rup                   | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.wu.d a0, fa1, rmm                   | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.wu.d a0, fa1, rmm                   | fa1=-2.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rmm                   | fa1=-0.5                                     => fflags=0x10
fcvt.wu.d a0, fa1, rmm                   | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.s.wu fa0, a1                        | a1=0                                         => fa0=0.0f
fcvt.d.wu fa0, a1                        | a1=0                                         =>
fcvt.s.wu fa0, a1                        | a1=1                                         => fa0=1.0f
fcvt.d.wu fa0, a1                        | a1=1                                         => fa0=1.0
fcvt.s.wu fa0, a1                        | a1=-1                                        => fa0=0xffffffff4f800000 fflags=0x1
fcvt.d.wu fa0, a1                        | a1=-1                                        => fa0=0x41efffffffe00000
fcvt.s.wu fa0, a1                        | a1=0x80000000                                => fa0=0xffffffff4f000000
fcvt.d.wu fa0, a1                        | a1=0x80000000                                => fa0=0x41e0000000000000
fcvt.s.wu fa0, a1                        | a1=0x7fffffff                                => fa0=0xffffffff4f000000 fflags=0x1
fcvt.d.wu fa0, a1                        | a1=0x7fffffff                                => fa0=0x41dfffffffc00000
fcvt.s.wu fa0, a1                        | a1=0x8000000000000001                        => fa0=1.0f
fcvt.d.wu fa0, a1                        | a1=0x8000000000000001                        => fa0=1.0
fcvt.s.wu fa0, a1                        | a1=0x7fffffffffffffff                        => fa0=0xffffffff4f800000 fflags=0x1
fcvt.d.wu fa0, a1                        | a1=0x7fffffffffffffff                        => fa0=0x41efffffffe00000
fcvt.s.wu fa0, a1                        | a1=0x100000081                               => fa0=129.0f
fcvt.d.wu fa0, a1                        | a1=0x100000081                               => fa0=129.0
fcvt.s.wu fa0, a1                        | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.d.wu fa0, a1                        | a1=0x1000001                                 => fa0=16777217.0
fcvt.s.wu fa0, a1, rtz                   | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.s.wu fa0, a1, rup                   | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.s.wu fa0, a1, rmm                   | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.l.s a0, fa1                         | fa1=1.5f                                     => a0=2 fflags=0x1
fcvt.l.s a0, fa1                         | fa1=-1.5f                                    => a0=-2 fflags=0x1
fcvt.l.s a0, fa1                         | fa1=-0.5f                                    => fflags=0x1
fcvt.l.s a0, fa1                         | fa1=4294967296.0f                            => a0=0x100000000
fcvt.l.s a0, fa1                         | fa1=-2147483648.0f                           => a0=0xffffffff80000000
fcvt.l.s a0, fa1                         | fa1=2147483648.0f                            => a0=0x80000000
fcvt.l.s a0, fa1                         | fa1=0xffffffff7f800000                       => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.s a0, fa1                         | fa1=0xffffffffff800000                       => a0=0x8000000000000000 fflags=0x10
fcvt.l.s a0, fa1                         | fa1=0xffffffffffc12345                       => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.s a0, fa1                         | fa1=0xffffffff7f812345                       => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.s a0, fa1                         | fa1=0x3ff000003f800000                       => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.s a0, fa1                         | fa1=1e19f                                    => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.s a0, fa1                         | fa1=-1e19f                                   => a0=0x8000000000000000 fflags=0x10
fcvt.l.s a0, fa1                         | fa1=2.0f                                     => a0=2
fcvt.l.d a0, fa1                         | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.l.d a0, fa1                         | fa1=-1.0                                     => a0=-1
fcvt.l.d a0, fa1                         | fa1=2147483647.5                             => a0=0x80000000 fflags=0x1
fcvt.l.d a0, fa1                         | fa1=4294967295.5                             => a0=0x100000000 fflags=0x1
fcvt.l.d a0, fa1                         | fa1=-2147483648.5                            => a0=0xffffffff80000000 fflags=0x1
fcvt.l.d a0, fa1                         | fa1=-0.75                                    => a0=-1 fflags=0x1
fcvt.l.d a0, fa1                         | fa1=9223372036854775808.0                    => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.d a0, fa1                         | fa1=18446744073709551616.0                   => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.d a0, fa1                         | fa1=0x7ff0000000000000                       => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.d a0, fa1                         | fa1=0xfff0000000000000                       => a0=0x8000000000000000 fflags=0x10
fcvt.l.d a0, fa1                         | fa1=0xfff8123456789abc                       => a0=0x7fffffffffffffff fflags=0x10
fcvt.l.d a0, fa1                         | fa1=3.0                                      => a0=3
fcvt.l.d a0, fa1, rne                    | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.l.d a0, fa1, rne                    | fa1=-2.5                                     => a0=-2 fflags=0x1
fcvt.l.d a0, fa1, rne                    | fa1=-0.5                                     => fflags=0x1
fcvt.l.d a0, fa1, rne                    | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.l.d a0, fa1, rtz                    | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.l.d a0, fa1, rtz                    | fa1=-2.5                                     => a0=-2 fflags=0x1
fcvt.l.d a0, fa1, rtz                    | fa1=-0.5                                     => fflags=0x1
fcvt.l.d a0, fa1, rtz                    | fa1=0.75                                     => fflags=0x1
fcvt.l.d a0, fa1, rdn                    | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.l.d a0, fa1, rdn                    | fa1=-2.5                                     => a0=-3 fflags=0x1
fcvt.l.d a0, fa1, rdn                    | fa1=-0.5                                     => a0=-1 fflags=0x1
fcvt.l.d a0, fa1, rdn                    | fa1=0.75                                     => fflags=0x1
fcvt.l.d a0, fa1, rup                    | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.l.d a0, fa1, rup                    | fa1=-2.5                                     => a0=-2 fflags=0x1
fcvt.l.d a0, fa1, rup                    | fa1=-0.5                                     => fflags=0x1
fcvt.l.d a0, fa1, rup                    | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.l.d a0, fa1, rmm                    | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.l.d a0, fa1, rmm                    | fa1=-2.5                                     => a0=-3 fflags=0x1
fcvt.l.d a0, fa1, rmm                    | fa1=-0.5                                     => a0=-1 fflags=0x1
fcvt.l.d a0, fa1, rmm                    | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.s.l fa0, a1                         | a1=0                                         => fa0=0.0f
fcvt.d.l fa0, a1                         | a1=0                                         =>
fcvt.s.l fa0, a1                         | a1=1                                         => fa0=1.0f
fcvt.d.l fa0, a1                         | a1=1                                         => fa0=1.0
fcvt.s.l fa0, a1                         | a1=-1                                        => fa0=-1.0f
fcvt.d.l fa0, a1                         | a1=-1                                        => fa0=-1.0
fcvt.s.l fa0, a1                         | a1=0x80000000                                => fa0=0xffffffff4f000000
fcvt.d.l fa0, a1                         | a1=0x80000000                                => fa0=0x41e0000000000000
fcvt.s.l fa0, a1                         | a1=0x7fffffff                                => fa0=0xffffffff4f000000 fflags=0x1
fcvt.d.l fa0, a1                         | a1=0x7fffffff                                => fa0=0x41dfffffffc00000
fcvt.s.l fa0, a1                         | a1=0x8000000000000001                        => fa0=0xffffffffdf000000 fflags=0x1
fcvt.d.l fa0, a1                         | a1=0x8000000000000001                        => fa0=0xc3e0000000000000 fflags=0x1
fcvt.s.l fa0, a1                         | a1=0x7fffffffffffffff                        => fa0=0xffffffff5f000000 fflags=0x1
fcvt.d.l fa0, a1                         | a1=0x7fffffffffffffff                        => fa0=0x43e0000000000000 fflags=0x1
fcvt.s.l fa0, a1                         | a1=0x100000081                               => fa0=0xffffffff4f800000 fflags=0x1
fcvt.d.l fa0, a1                         | a1=0x100000081                               => fa0=0x41f0000008100000
fcvt.s.l fa0, a1                         | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.d.l fa0, a1                         | a1=0x1000001                                 => fa0=16777217.0
fcvt.s.l fa0, a1, rtz                    | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.s.l fa0, a1, rup                    | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.s.l fa0, a1, rmm                    | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.lu.s a0, fa1                        | fa1=1.5f                                     => a0=2 fflags=0x1
fcvt.lu.s a0, fa1                        | fa1=-1.5f                                    => fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=-0.5f                                    => fflags=0x1
fcvt.lu.s a0, fa1                        | fa1=4294967296.0f                            => a0=0x100000000
fcvt.lu.s a0, fa1                        | fa1=-2147483648.0f                           => fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=2147483648.0f                            => a0=0x80000000
fcvt.lu.s a0, fa1                        | fa1=0xffffffff7f800000                       => a0=-1 fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=0xffffffffff800000                       => fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=0xffffffffffc12345                       => a0=-1 fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=0xffffffff7f812345                       => a0=-1 fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=0x3ff000003f800000                       => a0=-1 fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=1e19f                                    => a0=0x8ac7230000000000
fcvt.lu.s a0, fa1                        | fa1=-1e19f                                   => fflags=0x10
fcvt.lu.s a0, fa1                        | fa1=2.0f                                     => a0=2
fcvt.lu.d a0, fa1                        | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.lu.d a0, fa1                        | fa1=-1.0                                     => fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=2147483647.5                             => a0=0x80000000 fflags=0x1
fcvt.lu.d a0, fa1                        | fa1=4294967295.5                             => a0=0x100000000 fflags=0x1
fcvt.lu.d a0, fa1                        | fa1=-2147483648.5                            => fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=-0.75                                    => fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=9223372036854775808.0                    => a0=0x8000000000000000
fcvt.lu.d a0, fa1                        | fa1=18446744073709551616.0                   => a0=-1 fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=0x7ff0000000000000                       => a0=-1 fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=0xfff0000000000000                       => fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=0xfff8123456789abc                       => a0=-1 fflags=0x10
fcvt.lu.d a0, fa1                        | fa1=3.0                                      => a0=3
fcvt.lu.d a0, fa1, rne                   | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.lu.d a0, fa1, rne                   | fa1=-2.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rne                   | fa1=-0.5                                     => fflags=0x1
fcvt.lu.d a0, fa1, rne                   | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.lu.d a0, fa1, rtz                   | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.lu.d a0, fa1, rtz                   | fa1=-2.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rtz                   | fa1=-0.5                                     => fflags=0x1
fcvt.lu.d a0, fa1, rtz                   | fa1=0.75                                     => fflags=0x1
fcvt.lu.d a0, fa1, rdn                   | fa1=2.5                                      => a0=2 fflags=0x1
fcvt.lu.d a0, fa1, rdn                   | fa1=-2.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rdn                   | fa1=-0.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rdn                   | fa1=0.75                                     => fflags=0x1
fcvt.lu.d a0, fa1, rup                   | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.lu.d a0, fa1, rup                   | fa1=-2.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rup                   | fa1=-0.5                                     => fflags=0x1
fcvt.lu.d a0, fa1, rup                   | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.lu.d a0, fa1, rmm                   | fa1=2.5                                      => a0=3 fflags=0x1
fcvt.lu.d a0, fa1, rmm                   | fa1=-2.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rmm                   | fa1=-0.5                                     => fflags=0x10
fcvt.lu.d a0, fa1, rmm                   | fa1=0.75                                     => a0=1 fflags=0x1
fcvt.s.lu fa0, a1                        | a1=0                                         => fa0=0.0f
fcvt.d.lu fa0, a1                        | a1=0                                         =>
fcvt.s.lu fa0, a1                        | a1=1                                         => fa0=1.0f
fcvt.d.lu fa0, a1                        | a1=1                                         => fa0=1.0
fcvt.s.lu fa0, a1                        | a1=-1                                        => fa0=0xffffffff5f800000 fflags=0x1
fcvt.d.lu fa0, a1                        | a1=-1                                        => fa0=0x43f0000000000000 fflags=0x1
fcvt.s.lu fa0, a1                        | a1=0x80000000                                => fa0=0xffffffff4f000000
fcvt.d.lu fa0, a1                        | a1=0x80000000                                => fa0=0x41e0000000000000
fcvt.s.lu fa0, a1                        | a1=0x7fffffff                                => fa0=0xffffffff4f000000 fflags=0x1
fcvt.d.lu fa0, a1                        | a1=0x7fffffff                                => fa0=0x41dfffffffc00000
fcvt.s.lu fa0, a1                        | a1=0x8000000000000001                        => fa0=0xffffffff5f000000 fflags=0x1
fcvt.d.lu fa0, a1                        | a1=0x8000000000000001                        => fa0=0x43e0000000000000 fflags=0x1
fcvt.s.lu fa0, a1                        | a1=0x7fffffffffffffff                        => fa0=0xffffffff5f000000 fflags=0x1
fcvt.d.lu fa0, a1                        | a1=0x7fffffffffffffff                        => fa0=0x43e0000000000000 fflags=0x1
fcvt.s.lu fa0, a1                        | a1=0x100000081                               => fa0=0xffffffff4f800000 fflags=0x1
fcvt.d.lu fa0, a1                        | a1=0x100000081                               => fa0=0x41f0000008100000
fcvt.s.lu fa0, a1                        | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.d.lu fa0, a1                        | a1=0x1000001                                 => fa0=16777217.0
fcvt.s.lu fa0, a1, rtz                   | a1=0x1000001                                 => fa0=0xffffffff4b800000 fflags=0x1
fcvt.s.lu fa0, a1, rup                   | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.s.lu fa0, a1, rmm                   | a1=0x1000001                                 => fa0=0xffffffff4b800001 fflags=0x1
fcvt.d.l fa0, a1, rup                    | a1=0x7fffffffffffffff                        => fa0=0x43e0000000000000 fflags=0x1
fcvt.d.lu fa0, a1, rtz                   | a1=-1                                        => fa0=0x43efffffffffffff fflags=0x1
fcvt.s.l fa0, a1, rdn                    | a1=-0x1000001                                => fa0=0xffffffffcb800001 fflags=0x1
.insn r 0x53, 1, 0x69, fa0, a1, f0       | a1=5                                         => fa0=5.0
.insn r 0x53, 6, 0x69, fa0, a1, f0       | a1=5                                         => fault=ILL
.insn r 0x53, 5, 0x21, fa0, fa1, f0      | fa1=1.0f                                     => fault=ILL
.insn r 0x53, 7, 0x21, fa0, fa1, f0      | fa1=1.0f frm=6                               => fault=ILL
