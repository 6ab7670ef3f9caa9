# Scalar floating point. Not-a-number: 0x7fc..., 0x7ff8... quiet, 0x7f8..., 0x7ff0... signalling.
# The format: docs/insn-tests.md.

# ---- one source ----
fmov s0, s1                    | v0.d=-1,-1 s1=-1.5                                       => s0=-1.5
fmov s0, s1                    | s1=0x7f800003                                            => s0=0x7f800003
fmov d0, d1                    | v0.d=-1,-1 d1=-1.5                                       => d0=-1.5
fmov d0, d1                    | d1=0x7ff0000000000003                                    => d0=0x7ff0000000000003
fabs s0, s1                    | v0.d=-1,-1 s1=-1.5                                       => s0=1.5
fabs s0, s1                    | v0.d=-1,-1 s1=-0.0                                       => s0=0.0
fabs s0, s1                    | s1=0xff800004                                            => s0=0x7f800004
fabs d0, d1                    | v0.d=-1,-1 d1=-1.5                                       => d0=1.5
fabs d0, d1                    | v0.d=-1,-1 d1=-0.0                                       => d0=0.0
fabs d0, d1                    | d1=0xfff0000000000004                                    => d0=0x7ff0000000000004
fneg s0, s1                    | v0.d=-1,-1 s1=1.5                                        => s0=-1.5
fneg s0, s1                    | s1=0.0                                                   => s0=-0.0
fneg s0, s1                    | s1=0x7f800003                                            => s0=0xff800003
fneg s0, s1                    | s1=0xffc00002                                            => s0=0x7fc00002
fneg d0, d1                    | v0.d=-1,-1 d1=1.5                                        => d0=-1.5
fneg d0, d1                    | d1=0.0                                                   => d0=-0.0
fneg d0, d1                    | d1=0x7ff0000000000003                                    => d0=0xfff0000000000003
fneg d0, d1                    | d1=0xfff8000000000002                                    => d0=0x7ff8000000000002
fsqrt s0, s1                   | v0.d=-1,-1 s1=2.25                                       => s0=1.5
fsqrt s0, s1                   | s1=2.0                                                   => s0=1.4142135 fpsr=0x10
fsqrt s0, s1                   | s1=-0.0                                                  => s0=-0.0
fsqrt s0, s1                   | s1=-1.0                                                  => s0=nan fpsr=0x1
fsqrt s0, s1                   | s1=inf                                                   => s0=inf
fsqrt s0, s1                   | s1=0xffc00002                                            => s0=0xffc00002
fsqrt s0, s1                   | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
fsqrt s0, s1                   | s1=0x1p-149                                              => s0=0x1.6a09e6p-75 fpsr=0x10
fsqrt d0, d1                   | v0.d=-1,-1 d1=2.25                                       => d0=1.5
fsqrt d0, d1                   | d1=2.0                                                   => d0=0x1.6a09e667f3bcdp+0 fpsr=0x10
fsqrt d0, d1                   | d1=-0.0                                                  => d0=-0.0
fsqrt d0, d1                   | d1=-1.0                                                  => d0=nan fpsr=0x1
fsqrt d0, d1                   | d1=inf                                                   => d0=inf
fsqrt d0, d1                   | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
fsqrt d0, d1                   | d1=0x7ff0000000000003                                    => d0=0x7ff8000000000003 fpsr=0x1
fsqrt d0, d1                   | d1=0x1p-1074                                             => d0=0x1p-537
frintn s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=2.0
frintn s0, s1                  | s1=-1.5                                                  => s0=-2.0
frintn s0, s1                  | v0.d=-1,-1 s1=0.3                                        => s0=0.0
frintn s0, s1                  | s1=-0.3                                                  => s0=-0.0
frintn s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frintn d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=2.0
frintn d0, d1                  | d1=-1.5                                                  => d0=-2.0
frintn d0, d1                  | d1=0x1p52                                                => d0=0x1p+52
frintn d0, d1                  | d1=-0.0                                                  => d0=-0.0
frintn d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frintn d0, d1                  | d1=-inf                                                  => d0=-inf
frintp s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=3.0
frintp s0, s1                  | s1=-1.5                                                  => s0=-1.0
frintp s0, s1                  | s1=0.3                                                   => s0=1.0
frintp s0, s1                  | s1=-0.3                                                  => s0=-0.0
frintp s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frintp d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=3.0
frintp d0, d1                  | d1=-1.5                                                  => d0=-1.0
frintp d0, d1                  | d1=0x1p52                                                => d0=0x1p+52
frintp d0, d1                  | d1=-0.0                                                  => d0=-0.0
frintp d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frintp d0, d1                  | d1=-inf                                                  => d0=-inf
frintm s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=2.0
frintm s0, s1                  | s1=-1.5                                                  => s0=-2.0
frintm s0, s1                  | v0.d=-1,-1 s1=0.3                                        => s0=0.0
frintm s0, s1                  | s1=-0.3                                                  => s0=-1.0
frintm s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frintm d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=2.0
frintm d0, d1                  | d1=-1.5                                                  => d0=-2.0
frintm d0, d1                  | d1=0x1p52                                                => d0=0x1p+52
frintm d0, d1                  | d1=-0.0                                                  => d0=-0.0
frintm d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frintm d0, d1                  | d1=-inf                                                  => d0=-inf
frintz s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=2.0
frintz s0, s1                  | s1=-1.5                                                  => s0=-1.0
frintz s0, s1                  | v0.d=-1,-1 s1=0.3                                        => s0=0.0
frintz s0, s1                  | s1=-0.3                                                  => s0=-0.0
frintz s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frintz d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=2.0
frintz d0, d1                  | d1=-1.5                                                  => d0=-1.0
frintz d0, d1                  | d1=0x1p52                                                => d0=0x1p+52
frintz d0, d1                  | d1=-0.0                                                  => d0=-0.0
frintz d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frintz d0, d1                  | d1=-inf                                                  => d0=-inf
frinta s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=3.0
frinta s0, s1                  | s1=-1.5                                                  => s0=-2.0
frinta s0, s1                  | v0.d=-1,-1 s1=0.3                                        => s0=0.0
frinta s0, s1                  | s1=-0.3                                                  => s0=-0.0
frinta s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frinta d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=3.0
frinta d0, d1                  | d1=-1.5                                                  => d0=-2.0
frinta d0, d1                  | v0.d=-1,-1 d1=0.49999999999999994                        => d0=0.0
frinta d0, d1                  | d1=-0.0                                                  => d0=-0.0
frinta d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frinta d0, d1                  | d1=-inf                                                  => d0=-inf
frintx s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=2.0 fpsr=0x10
frintx s0, s1                  | s1=-1.5                                                  => s0=-2.0 fpsr=0x10
frintx s0, s1                  | s1=0.3                                                   => fpsr=0x10
frintx s0, s1                  | s1=-0.3                                                  => s0=-0.0 fpsr=0x10
frintx s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frintx d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=2.0 fpsr=0x10
frintx d0, d1                  | d1=-1.5                                                  => d0=-2.0 fpsr=0x10
frintx d0, d1                  | d1=0x1p52                                                => d0=0x1p+52
frintx d0, d1                  | d1=-0.0                                                  => d0=-0.0
frintx d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frintx d0, d1                  | d1=-inf                                                  => d0=-inf
frinti s0, s1                  | v0.d=-1,-1 s1=2.5                                        => s0=2.0
frinti s0, s1                  | s1=-1.5                                                  => s0=-2.0
frinti s0, s1                  | v0.d=-1,-1 s1=0.3                                        => s0=0.0
frinti s0, s1                  | s1=-0.3                                                  => s0=-0.0
frinti s0, s1                  | s1=0x7f800003                                            => s0=0x7fc00003 fpsr=0x1
frinti d0, d1                  | v0.d=-1,-1 d1=2.5                                        => d0=2.0
frinti d0, d1                  | d1=-1.5                                                  => d0=-2.0
frinti d0, d1                  | d1=0x1p52                                                => d0=0x1p+52
frinti d0, d1                  | d1=-0.0                                                  => d0=-0.0
frinti d0, d1                  | d1=0xfff8000000000002                                    => d0=0xfff8000000000002
frinti d0, d1                  | d1=-inf                                                  => d0=-inf
frintx d0, d1                  | d1=1.5 fpcr=0x400000                                     => d0=2.0 fpsr=0x10
frintx d0, d1                  | d1=1.5 fpcr=0x800000                                     => d0=1.0 fpsr=0x10
frintx d0, d1                  | d1=1.5 fpcr=0xc00000                                     => d0=1.0 fpsr=0x10
frinti d0, d1                  | d1=1.5 fpcr=0x400000                                     => d0=2.0
frinti d0, d1                  | d1=1.5 fpcr=0x800000                                     => d0=1.0
frinti d0, d1                  | d1=1.5 fpcr=0xc00000                                     => d0=1.0

# ---- formats ----
fcvt d0, s1                    | v0.d=-1,-1 s1=1.1                                        => d0=0x1.19999ap+0
fcvt d0, s1                    | s1=-inf                                                  => d0=-inf
fcvt d0, s1                    | s1=0x1p-149                                              => d0=0x1p-149
fcvt d0, s1                    | s1=0xffc00002                                            => d0=0xfff8000040000000
fcvt d0, s1                    | s1=0x7f800003                                            => d0=0x7ff8000060000000 fpsr=0x1
fcvt s0, d1                    | v0.d=-1,-1 d1=1.1                                        => s0=1.1 fpsr=0x10
fcvt s0, d1                    | d1=0x1p-140                                              => s0=7.17e-43
fcvt s0, d1                    | d1=0x1p-160                                              => fpsr=0x18
fcvt s0, d1                    | d1=0x1p200                                               => s0=inf fpsr=0x14
fcvt s0, d1                    | d1=0xfff8000000000002                                    => s0=0xffc00000
fcvt s0, d1                    | d1=0x7ff0000000000003                                    => s0=nan fpsr=0x1
fcvt s0, d1                    | d1=0x1.fffffffp127                                       => s0=inf fpsr=0x14
fcvt h0, s1                    | v0.d=-1,-1 s1=1.5                                        => h0=0x3e00
fcvt h0, s1                    | s1=65504.0                                               => h0=0x7bff
fcvt h0, s1                    | s1=65519.9                                               => h0=0x7bff fpsr=0x10
fcvt h0, s1                    | s1=65520.0                                               => h0=0x7c00 fpsr=0x14
fcvt h0, s1                    | s1=0x1p-24                                               => h0=0x1
fcvt h0, s1                    | s1=0x1p-25                                               => fpsr=0x18
fcvt h0, s1                    | s1=0x1.8p-25                                             => h0=0x1 fpsr=0x18
fcvt h0, s1                    | s1=0xffc00002                                            => h0=0xfe00
fcvt h0, s1                    | s1=0x7f800003                                            => h0=0x7e00 fpsr=0x1
fcvt h0, d1                    | v0.d=-1,-1 d1=1.5                                        => h0=0x3e00
fcvt h0, d1                    | d1=1e10                                                  => h0=0x7c00 fpsr=0x14
fcvt h0, d1                    | d1=0x1p-14                                               => h0=0x400
fcvt h0, d1                    | d1=-0x1.ffcp-15                                          => h0=0x8400 fpsr=0x18
fcvt h0, d1                    | d1=0x7ff0000000000003                                    => h0=0x7e00 fpsr=0x1
fcvt h0, d1                    | d1=0x1.002p0                                             => h0=0x3c00 fpsr=0x10
fcvt h0, d1                    | d1=0x1.0020000000001p0                                   => h0=0x3c01 fpsr=0x10
fcvt s0, h1                    | v0.d=-1,-1 h1=0x3c00                                     => s0=1.0
fcvt s0, h1                    | h1=0xfc00                                                => s0=-inf
fcvt s0, h1                    | h1=0x0001                                                => s0=0x1p-24
fcvt s0, h1                    | h1=0x7e01                                                => s0=0x7fc02000
fcvt s0, h1                    | h1=0x7c01                                                => s0=0x7fc02000 fpsr=0x1
fcvt d0, h1                    | v0.d=-1,-1 h1=0xc000                                     => d0=-2.0
fcvt d0, h1                    | h1=0x83ff                                                => d0=-0x1.ff8p-15
fcvt d0, h1                    | h1=0x7c00                                                => d0=inf
fcvt d0, h1                    | h1=0xfd00                                                => d0=0xfffc000000000000 fpsr=0x1
# Arm's alternative half precision has no infinities and no NaNs.
fcvt h0, s1                    | s1=1e6 fpcr=0x4000000                                    => h0=0x7fff fpsr=0x1
fcvt h0, s1                    | s1=nan fpcr=0x4000000                                    => fpsr=0x1
fcvt s0, h1                    | h1=0x7c00 fpcr=0x4000000                                 => s0=65536.0

# ---- two sources ----
fadd s0, s1, s2                | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=-0.75
fadd s0, s1, s2                | s1=inf s2=-inf                                           => s0=nan fpsr=0x1
fadd s0, s1, s2                | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fadd s0, s1, s2                | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fadd s0, s1, s2                | v0.d=-1,-1 s1=0.0 s2=-0.0                                => s0=0.0
fadd s0, s1, s2                | s1=0x1p-149 s2=0x1p-149                                  => s0=3e-45
fadd s0, s1, s2                | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=inf fpsr=0x14
fadd d0, d1, d2                | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=-0.75
fadd d0, d1, d2                | d1=1.0 d2=0x1p-53                                        => d0=1.0 fpsr=0x10
fadd d0, d1, d2                | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fadd d0, d1, d2                | d1=1.0 d2=0xfff8000000000002                             => d0=0xfff8000000000002
fadd d0, d1, d2                | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=0.0
fadd d0, d1, d2                | d1=0x1p-1022 d2=0.75                                     => d0=0.75 fpsr=0x10
fsub s0, s1, s2                | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=3.75
fsub s0, s1, s2                | s1=inf s2=inf                                            => s0=nan fpsr=0x1
fsub s0, s1, s2                | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fsub s0, s1, s2                | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fsub s0, s1, s2                | v0.d=-1,-1 s1=0.0 s2=-0.0                                => s0=0.0
fsub s0, s1, s2                | v0.d=-1,-1 s1=0x1p-149 s2=0x1p-149                       => s0=0.0
fsub s0, s1, s2                | v0.d=-1,-1 s1=0x1.fffffep127 s2=0x1.fffffep127           => s0=0.0
fsub d0, d1, d2                | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=3.75
fsub d0, d1, d2                | d1=1.0 d2=0x1p-53                                        => d0=0x1.fffffffffffffp-1
fsub d0, d1, d2                | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fsub d0, d1, d2                | d1=1.0 d2=0xfff8000000000002                             => d0=0xfff8000000000002
fsub d0, d1, d2                | d1=-0.0 d2=0.0                                           => d0=-0.0
fsub d0, d1, d2                | d1=0x1p-1022 d2=0.75                                     => d0=-0.75 fpsr=0x10
fmul s0, s1, s2                | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=-3.375
fmul s0, s1, s2                | s1=inf s2=-inf                                           => s0=-inf
fmul s0, s1, s2                | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fmul s0, s1, s2                | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fmul s0, s1, s2                | s1=0.0 s2=-0.0                                           => s0=-0.0
fmul s0, s1, s2                | s1=0x1p-149 s2=0x1p-149                                  => fpsr=0x18
fmul s0, s1, s2                | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=inf fpsr=0x14
fmul s0, s1, s2                | s1=0.0 s2=inf                                            => s0=nan fpsr=0x1
fmul d0, d1, d2                | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=-3.375
fmul d0, d1, d2                | d1=1.0 d2=0x1p-53                                        => d0=0x1p-53
fmul d0, d1, d2                | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fmul d0, d1, d2                | d1=1.0 d2=0xfff8000000000002                             => d0=0xfff8000000000002
fmul d0, d1, d2                | d1=-0.0 d2=0.0                                           => d0=-0.0
fmul d0, d1, d2                | d1=0x1p-1022 d2=0.75                                     => d0=0x0.cp-1022
fmul d0, d1, d2                | d1=0.0 d2=inf                                            => d0=nan fpsr=0x1
fdiv s0, s1, s2                | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=-0.6666667 fpsr=0x10
fdiv s0, s1, s2                | s1=inf s2=inf                                            => s0=nan fpsr=0x1
fdiv s0, s1, s2                | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fdiv s0, s1, s2                | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fdiv s0, s1, s2                | s1=0.0 s2=-0.0                                           => s0=nan fpsr=0x1
fdiv s0, s1, s2                | s1=0x1p-149 s2=0x1p-149                                  => s0=1.0
fdiv s0, s1, s2                | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=1.0
fdiv s0, s1, s2                | s1=1.0 s2=0.0                                            => s0=inf fpsr=0x2
fdiv d0, d1, d2                | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=-0x1.5555555555555p-1 fpsr=0x10
fdiv d0, d1, d2                | d1=1.0 d2=3.0                                            => d0=0x1.5555555555555p-2 fpsr=0x10
fdiv d0, d1, d2                | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fdiv d0, d1, d2                | d1=1.0 d2=0xfff8000000000002                             => d0=0xfff8000000000002
fdiv d0, d1, d2                | d1=-0.0 d2=0.0                                           => d0=nan fpsr=0x1
fdiv d0, d1, d2                | d1=0x1p-1022 d2=0.75                                     => d0=0x1.5555555555555p-1022 fpsr=0x10
fdiv d0, d1, d2                | d1=1.0 d2=0.0                                            => d0=inf fpsr=0x2
fmax s0, s1, s2                | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=1.5
fmax s0, s1, s2                | s1=inf s2=-inf                                           => s0=inf
fmax s0, s1, s2                | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fmax s0, s1, s2                | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fmax s0, s1, s2                | v0.d=-1,-1 s1=0.0 s2=-0.0                                => s0=0.0
fmax s0, s1, s2                | s1=0x1p-149 s2=0x1p-149                                  => s0=1e-45
fmax s0, s1, s2                | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=0x1.fffffep+127
fmax d0, d1, d2                | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=1.5
fmax d0, d1, d2                | d1=1.0 d2=0x1p-53                                        => d0=1.0
fmax d0, d1, d2                | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fmax d0, d1, d2                | d1=1.0 d2=0xfff8000000000002                             => d0=0xfff8000000000002
fmax d0, d1, d2                | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=0.0
fmax d0, d1, d2                | d1=0x1p-1022 d2=0.75                                     => d0=0.75
fmin s0, s1, s2                | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=-2.25
fmin s0, s1, s2                | s1=inf s2=-inf                                           => s0=-inf
fmin s0, s1, s2                | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fmin s0, s1, s2                | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fmin s0, s1, s2                | s1=0.0 s2=-0.0                                           => s0=-0.0
fmin s0, s1, s2                | s1=0x1p-149 s2=0x1p-149                                  => s0=1e-45
fmin s0, s1, s2                | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=0x1.fffffep+127
fmin d0, d1, d2                | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=-2.25
fmin d0, d1, d2                | d1=1.0 d2=0x1p-53                                        => d0=0x1p-53
fmin d0, d1, d2                | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fmin d0, d1, d2                | d1=1.0 d2=0xfff8000000000002                             => d0=0xfff8000000000002
fmin d0, d1, d2                | d1=-0.0 d2=0.0                                           => d0=-0.0
fmin d0, d1, d2                | d1=0x1p-1022 d2=0.75                                     => d0=0x1p-1022
fmaxnm s0, s1, s2              | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=1.5
fmaxnm s0, s1, s2              | s1=inf s2=-inf                                           => s0=inf
fmaxnm s0, s1, s2              | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fmaxnm s0, s1, s2              | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fmaxnm s0, s1, s2              | v0.d=-1,-1 s1=0.0 s2=-0.0                                => s0=0.0
fmaxnm s0, s1, s2              | s1=0x1p-149 s2=0x1p-149                                  => s0=1e-45
fmaxnm s0, s1, s2              | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=0x1.fffffep+127
fmaxnm d0, d1, d2              | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=1.5
fmaxnm d0, d1, d2              | d1=1.0 d2=0x1p-53                                        => d0=1.0
fmaxnm d0, d1, d2              | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fmaxnm d0, d1, d2              | d1=1.0 d2=0xfff8000000000002                             => d0=1.0
fmaxnm d0, d1, d2              | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=0.0
fmaxnm d0, d1, d2              | d1=0x1p-1022 d2=0.75                                     => d0=0.75
fminnm s0, s1, s2              | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=-2.25
fminnm s0, s1, s2              | s1=inf s2=-inf                                           => s0=-inf
fminnm s0, s1, s2              | s1=0x7fc00001 s2=0x7f800003                              => s0=0x7fc00003 fpsr=0x1
fminnm s0, s1, s2              | s1=0xffc00002 s2=0x7fc00001                              => s0=0xffc00002
fminnm s0, s1, s2              | s1=0.0 s2=-0.0                                           => s0=-0.0
fminnm s0, s1, s2              | s1=0x1p-149 s2=0x1p-149                                  => s0=1e-45
fminnm s0, s1, s2              | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=0x1.fffffep+127
fminnm d0, d1, d2              | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=-2.25
fminnm d0, d1, d2              | d1=1.0 d2=0x1p-53                                        => d0=0x1p-53
fminnm d0, d1, d2              | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0xfff8000000000004 fpsr=0x1
fminnm d0, d1, d2              | d1=1.0 d2=0xfff8000000000002                             => d0=1.0
fminnm d0, d1, d2              | d1=-0.0 d2=0.0                                           => d0=-0.0
fminnm d0, d1, d2              | d1=0x1p-1022 d2=0.75                                     => d0=0x1p-1022
fnmul s0, s1, s2               | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=3.375
fnmul s0, s1, s2               | s1=inf s2=-inf                                           => s0=inf
fnmul s0, s1, s2               | s1=0x7fc00001 s2=0x7f800003                              => s0=0xffc00003 fpsr=0x1
fnmul s0, s1, s2               | s1=0xffc00002 s2=0x7fc00001                              => s0=0x7fc00002
fnmul s0, s1, s2               | v0.d=-1,-1 s1=0.0 s2=-0.0                                => s0=0.0
fnmul s0, s1, s2               | s1=0x1p-149 s2=0x1p-149                                  => s0=-0.0 fpsr=0x18
fnmul s0, s1, s2               | s1=0x1.fffffep127 s2=0x1.fffffep127                      => s0=-inf fpsr=0x14
fnmul s0, s1, s2               | s1=0.0 s2=inf                                            => s0=0xffc00000 fpsr=0x1
fnmul d0, d1, d2               | v0.d=-1,-1 d1=1.5 d2=-2.25                               => d0=3.375
fnmul d0, d1, d2               | d1=1.0 d2=0x1p-53                                        => d0=-0x1p-53
fnmul d0, d1, d2               | d1=0xfff0000000000004 d2=0x7ff0000000000003              => d0=0x7ff8000000000004 fpsr=0x1
fnmul d0, d1, d2               | d1=1.0 d2=0xfff8000000000002                             => d0=0x7ff8000000000002
fnmul d0, d1, d2               | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=0.0
fnmul d0, d1, d2               | d1=0x1p-1022 d2=0.75                                     => d0=-0x0.cp-1022
fnmul d0, d1, d2               | d1=0.0 d2=inf                                            => d0=0xfff8000000000000 fpsr=0x1

# ---- FPCR: rounding modes, default NaN, flush to zero ----
fadd s0, s1, s2                | s1=1.0 s2=0x1p-30 fpcr=0x400000                          => s0=1.0000001 fpsr=0x10
fmul d0, d1, d2                | d1=-0x1.fffffffffffffp1023 d2=2.0 fpcr=0x400000          => d0=-0x1.fffffffffffffp+1023 fpsr=0x14
fdiv d0, d1, d2                | d1=1.0 d2=3.0 fpcr=0x400000                              => d0=0x1.5555555555556p-2 fpsr=0x10
scvtf s0, w1                   | x1=0x1000001 fpcr=0x400000                               => s0=16777218.0 fpsr=0x10
fcvt s0, d1                    | d1=-1.1 fpcr=0x400000                                    => s0=-1.0999999 fpsr=0x10
fadd s0, s1, s2                | s1=1.0 s2=0x1p-30 fpcr=0x800000                          => s0=1.0 fpsr=0x10
fmul d0, d1, d2                | d1=-0x1.fffffffffffffp1023 d2=2.0 fpcr=0x800000          => d0=-inf fpsr=0x14
fdiv d0, d1, d2                | d1=1.0 d2=3.0 fpcr=0x800000                              => d0=0x1.5555555555555p-2 fpsr=0x10
scvtf s0, w1                   | x1=0x1000001 fpcr=0x800000                               => s0=16777216.0 fpsr=0x10
fcvt s0, d1                    | d1=-1.1 fpcr=0x800000                                    => s0=-1.1 fpsr=0x10
fadd s0, s1, s2                | s1=1.0 s2=0x1p-30 fpcr=0xc00000                          => s0=1.0 fpsr=0x10
fmul d0, d1, d2                | d1=-0x1.fffffffffffffp1023 d2=2.0 fpcr=0xc00000          => d0=-0x1.fffffffffffffp+1023 fpsr=0x14
fdiv d0, d1, d2                | d1=1.0 d2=3.0 fpcr=0xc00000                              => d0=0x1.5555555555555p-2 fpsr=0x10
scvtf s0, w1                   | x1=0x1000001 fpcr=0xc00000                               => s0=16777216.0 fpsr=0x10
fcvt s0, d1                    | d1=-1.1 fpcr=0xc00000                                    => s0=-1.0999999 fpsr=0x10
fadd d0, d1, d2                | d1=0xfff8000000000002 d2=1.0 fpcr=0x2000000              => d0=nan
fmax s0, s1, s2                | s1=1.0 s2=0xff800004 fpcr=0x2000000                      => s0=nan fpsr=0x1
fneg s0, s1                    | s1=0xff800004 fpcr=0x2000000                             => s0=0x7f800004
fmul s0, s1, s2                | s1=0x1p-126 s2=0.5 fpcr=0x1000000                        => fpsr=0x8
fadd s0, s1, s2                | s1=0x1p-140 s2=-0x1p-140 fpcr=0x1000000                  => fpsr=0x80
fadd d0, d1, d2                | d1=-0x1p-1040 d2=0.0 fpcr=0x1000000                      => fpsr=0x80
fcmp d1, d2                    | d1=0x1p-1040 d2=0.0 fpcr=0x1000000                       => nzcv=ZC fpsr=0x80
fcvtzs x0, d1                  | d1=0x1p-1040 fpcr=0x1000000                              => fpsr=0x80
fabs s0, s1                    | s1=-0x1p-140 fpcr=0x1000000                              => s0=7.17e-43

# ---- multiply-add ----
fmadd s0, s1, s2, s3           | v0.d=-1,-1 s1=2.0 s2=3.0 s3=10.0                         => s0=16.0
fmadd s0, s1, s2, s3           | s1=1.0 s2=1.0 s3=0xffc00002                              => s0=0xffc00002
fmadd s0, s1, s2, s3           | s1=0.0 s2=inf s3=0x7fc00001                              => s0=nan fpsr=0x1
fmadd s0, s1, s2, s3           | s1=0.0 s2=inf s3=1.0                                     => s0=nan fpsr=0x1
fmadd s0, s1, s2, s3           | s1=0x7f800003 s2=0xffc00002 s3=0x7fc00001                => s0=0x7fc00003 fpsr=0x1
fmadd s0, s1, s2, s3           | s1=0x7fc00001 s2=0xff800004 s3=1.0                       => s0=0xffc00004 fpsr=0x1
fmadd s0, s1, s2, s3           | s1=inf s2=1.0 s3=-inf                                    => s0=nan fpsr=0x1
fmadd d0, d1, d2, d3           | v0.d=-1,-1 d1=2.0 d2=3.0 d3=10.0                         => d0=16.0
fmadd d0, d1, d2, d3           | d1=1.0 d2=1.0 d3=0xfff8000000000002                      => d0=0xfff8000000000002
fmadd d0, d1, d2, d3           | d1=0.0 d2=inf d3=0x7ff8000000000001                      => d0=nan fpsr=0x1
fmadd d0, d1, d2, d3           | d1=0.0 d2=inf d3=1.0                                     => d0=nan fpsr=0x1
fmadd d0, d1, d2, d3           | d1=0x1.0000000000001p0 d2=0x1.0000000000001p0 d3=-0x1.0000000000002p0 => d0=0x1p-104
fmadd d0, d1, d2, d3           | d1=0xfff8000000000002 d2=1.0 d3=0x7ff0000000000003       => d0=0x7ff8000000000003 fpsr=0x1
fmadd d0, d1, d2, d3           | v0.d=-1,-1 d1=1.0 d2=2.0 d3=-2.0                         => d0=0.0
fmadd d0, d1, d2, d3           | v0.d=-1,-1 d1=-0.0 d2=1.0 d3=0.0                         => d0=0.0
fmsub s0, s1, s2, s3           | v0.d=-1,-1 s1=2.0 s2=3.0 s3=10.0                         => s0=4.0
fmsub s0, s1, s2, s3           | s1=1.0 s2=1.0 s3=0xffc00002                              => s0=0xffc00002
fmsub s0, s1, s2, s3           | s1=0.0 s2=inf s3=0x7fc00001                              => s0=nan fpsr=0x1
fmsub s0, s1, s2, s3           | s1=0.0 s2=inf s3=1.0                                     => s0=nan fpsr=0x1
fmsub s0, s1, s2, s3           | s1=0x7f800003 s2=0xffc00002 s3=0x7fc00001                => s0=0xffc00003 fpsr=0x1
fmsub s0, s1, s2, s3           | s1=0x7fc00001 s2=0xff800004 s3=1.0                       => s0=0xffc00004 fpsr=0x1
fmsub s0, s1, s2, s3           | s1=inf s2=1.0 s3=-inf                                    => s0=-inf
fmsub d0, d1, d2, d3           | v0.d=-1,-1 d1=2.0 d2=3.0 d3=10.0                         => d0=4.0
fmsub d0, d1, d2, d3           | d1=1.0 d2=1.0 d3=0xfff8000000000002                      => d0=0xfff8000000000002
fmsub d0, d1, d2, d3           | d1=0.0 d2=inf d3=0x7ff8000000000001                      => d0=nan fpsr=0x1
fmsub d0, d1, d2, d3           | d1=0.0 d2=inf d3=1.0                                     => d0=nan fpsr=0x1
fmsub d0, d1, d2, d3           | d1=0x1.0000000000001p0 d2=0x1.0000000000001p0 d3=-0x1.0000000000002p0 => d0=-0x1.0000000000002p+1 fpsr=0x10
fmsub d0, d1, d2, d3           | d1=0xfff8000000000002 d2=1.0 d3=0x7ff0000000000003       => d0=0x7ff8000000000003 fpsr=0x1
fmsub d0, d1, d2, d3           | d1=1.0 d2=2.0 d3=-2.0                                    => d0=-4.0
fmsub d0, d1, d2, d3           | v0.d=-1,-1 d1=-0.0 d2=1.0 d3=0.0                         => d0=0.0
fnmadd s0, s1, s2, s3          | v0.d=-1,-1 s1=2.0 s2=3.0 s3=10.0                         => s0=-16.0
fnmadd s0, s1, s2, s3          | s1=1.0 s2=1.0 s3=0xffc00002                              => s0=0x7fc00002
fnmadd s0, s1, s2, s3          | s1=0.0 s2=inf s3=0x7fc00001                              => s0=nan fpsr=0x1
fnmadd s0, s1, s2, s3          | s1=0.0 s2=inf s3=1.0                                     => s0=nan fpsr=0x1
fnmadd s0, s1, s2, s3          | s1=0x7f800003 s2=0xffc00002 s3=0x7fc00001                => s0=0xffc00003 fpsr=0x1
fnmadd s0, s1, s2, s3          | s1=0x7fc00001 s2=0xff800004 s3=1.0                       => s0=0xffc00004 fpsr=0x1
fnmadd s0, s1, s2, s3          | s1=inf s2=1.0 s3=-inf                                    => s0=nan fpsr=0x1
fnmadd d0, d1, d2, d3          | v0.d=-1,-1 d1=2.0 d2=3.0 d3=10.0                         => d0=-16.0
fnmadd d0, d1, d2, d3          | d1=1.0 d2=1.0 d3=0xfff8000000000002                      => d0=0x7ff8000000000002
fnmadd d0, d1, d2, d3          | d1=0.0 d2=inf d3=0x7ff8000000000001                      => d0=nan fpsr=0x1
fnmadd d0, d1, d2, d3          | d1=0.0 d2=inf d3=1.0                                     => d0=nan fpsr=0x1
fnmadd d0, d1, d2, d3          | d1=0x1.0000000000001p0 d2=0x1.0000000000001p0 d3=-0x1.0000000000002p0 => d0=-0x1p-104
fnmadd d0, d1, d2, d3          | d1=0xfff8000000000002 d2=1.0 d3=0x7ff0000000000003       => d0=0xfff8000000000003 fpsr=0x1
fnmadd d0, d1, d2, d3          | v0.d=-1,-1 d1=1.0 d2=2.0 d3=-2.0                         => d0=0.0
fnmadd d0, d1, d2, d3          | v0.d=-1,-1 d1=-0.0 d2=1.0 d3=0.0                         => d0=0.0
fnmsub s0, s1, s2, s3          | v0.d=-1,-1 s1=2.0 s2=3.0 s3=10.0                         => s0=-4.0
fnmsub s0, s1, s2, s3          | s1=1.0 s2=1.0 s3=0xffc00002                              => s0=0x7fc00002
fnmsub s0, s1, s2, s3          | s1=0.0 s2=inf s3=0x7fc00001                              => s0=nan fpsr=0x1
fnmsub s0, s1, s2, s3          | s1=0.0 s2=inf s3=1.0                                     => s0=nan fpsr=0x1
fnmsub s0, s1, s2, s3          | s1=0x7f800003 s2=0xffc00002 s3=0x7fc00001                => s0=0x7fc00003 fpsr=0x1
fnmsub s0, s1, s2, s3          | s1=0x7fc00001 s2=0xff800004 s3=1.0                       => s0=0xffc00004 fpsr=0x1
fnmsub s0, s1, s2, s3          | s1=inf s2=1.0 s3=-inf                                    => s0=inf
fnmsub d0, d1, d2, d3          | v0.d=-1,-1 d1=2.0 d2=3.0 d3=10.0                         => d0=-4.0
fnmsub d0, d1, d2, d3          | d1=1.0 d2=1.0 d3=0xfff8000000000002                      => d0=0x7ff8000000000002
fnmsub d0, d1, d2, d3          | d1=0.0 d2=inf d3=0x7ff8000000000001                      => d0=nan fpsr=0x1
fnmsub d0, d1, d2, d3          | d1=0.0 d2=inf d3=1.0                                     => d0=nan fpsr=0x1
fnmsub d0, d1, d2, d3          | d1=0x1.0000000000001p0 d2=0x1.0000000000001p0 d3=-0x1.0000000000002p0 => d0=0x1.0000000000002p+1 fpsr=0x10
fnmsub d0, d1, d2, d3          | d1=0xfff8000000000002 d2=1.0 d3=0x7ff0000000000003       => d0=0xfff8000000000003 fpsr=0x1
fnmsub d0, d1, d2, d3          | d1=1.0 d2=2.0 d3=-2.0                                    => d0=4.0
fnmsub d0, d1, d2, d3          | d1=-0.0 d2=1.0 d3=0.0                                    => d0=-0.0

# ---- comparison and selection ----
fcmp s1, s2                    | s1=1.0 s2=2.0                                            => nzcv=N
fcmp s1, s2                    | s1=2.0 s2=1.0                                            => nzcv=C
fcmp s1, s2                    | s1=0.0 s2=-0.0 nzcv=NZ                                   => nzcv=ZC
fcmp s1, s2                    | s1=inf s2=inf                                            => nzcv=ZC
fcmp s1, s2                    | s1=1.0 s2=0x7fc00001                                     => nzcv=CV
fcmp s1, s2                    | s1=0x7f800003 s2=1.0                                     => nzcv=CV fpsr=0x1
fcmp s1, #0.0                  | s1=-1.0                                                  => nzcv=N
fcmp s1, #0.0                  | s1=1.0                                                   => nzcv=C
fcmp s1, #0.0                  | s1=-0.0                                                  => nzcv=ZC
fcmp s1, #0.0                  | s1=0xffc00002                                            => nzcv=CV
fcmp s1, #0.0                  | s1=0xff800004                                            => nzcv=CV fpsr=0x1
fcmp d1, d2                    | d1=1.0 d2=2.0                                            => nzcv=N
fcmp d1, d2                    | d1=2.0 d2=1.0                                            => nzcv=C
fcmp d1, d2                    | d1=0.0 d2=-0.0 nzcv=NZ                                   => nzcv=ZC
fcmp d1, d2                    | d1=inf d2=inf                                            => nzcv=ZC
fcmp d1, d2                    | d1=1.0 d2=0x7ff8000000000001                             => nzcv=CV
fcmp d1, d2                    | d1=0x7ff0000000000003 d2=1.0                             => nzcv=CV fpsr=0x1
fcmp d1, #0.0                  | d1=-1.0                                                  => nzcv=N
fcmp d1, #0.0                  | d1=1.0                                                   => nzcv=C
fcmp d1, #0.0                  | d1=-0.0                                                  => nzcv=ZC
fcmp d1, #0.0                  | d1=0xfff8000000000002                                    => nzcv=CV
fcmp d1, #0.0                  | d1=0xfff0000000000004                                    => nzcv=CV fpsr=0x1
# Against zero the bits of rm are not looked at.
.inst 0x1e7f2028               | d1=1.0                                                   => nzcv=C
fcmpe s1, s2                   | s1=1.0 s2=2.0                                            => nzcv=N
fcmpe s1, s2                   | s1=2.0 s2=1.0                                            => nzcv=C
fcmpe s1, s2                   | s1=0.0 s2=-0.0 nzcv=NZ                                   => nzcv=ZC
fcmpe s1, s2                   | s1=inf s2=inf                                            => nzcv=ZC
fcmpe s1, s2                   | s1=1.0 s2=0x7fc00001                                     => nzcv=CV fpsr=0x1
fcmpe s1, s2                   | s1=0x7f800003 s2=1.0                                     => nzcv=CV fpsr=0x1
fcmpe s1, #0.0                 | s1=-1.0                                                  => nzcv=N
fcmpe s1, #0.0                 | s1=1.0                                                   => nzcv=C
fcmpe s1, #0.0                 | s1=-0.0                                                  => nzcv=ZC
fcmpe s1, #0.0                 | s1=0xffc00002                                            => nzcv=CV fpsr=0x1
fcmpe s1, #0.0                 | s1=0xff800004                                            => nzcv=CV fpsr=0x1
fcmpe d1, d2                   | d1=1.0 d2=2.0                                            => nzcv=N
fcmpe d1, d2                   | d1=2.0 d2=1.0                                            => nzcv=C
fcmpe d1, d2                   | d1=0.0 d2=-0.0 nzcv=NZ                                   => nzcv=ZC
fcmpe d1, d2                   | d1=inf d2=inf                                            => nzcv=ZC
fcmpe d1, d2                   | d1=1.0 d2=0x7ff8000000000001                             => nzcv=CV fpsr=0x1
fcmpe d1, d2                   | d1=0x7ff0000000000003 d2=1.0                             => nzcv=CV fpsr=0x1
fcmpe d1, #0.0                 | d1=-1.0                                                  => nzcv=N
fcmpe d1, #0.0                 | d1=1.0                                                   => nzcv=C
fcmpe d1, #0.0                 | d1=-0.0                                                  => nzcv=ZC
fcmpe d1, #0.0                 | d1=0xfff8000000000002                                    => nzcv=CV fpsr=0x1
fcmpe d1, #0.0                 | d1=0xfff0000000000004                                    => nzcv=CV fpsr=0x1
.inst 0x1e7f2038               | d1=1.0                                                   => nzcv=C
fccmp s1, s2, #5, eq           | s1=1.0 s2=2.0 nzcv=Z                                     => nzcv=N
fccmp s1, s2, #5, eq           | s1=0x7f800003 s2=2.0 nzcv=C                              => nzcv=ZV
fccmp s1, s2, #15, ge          | s1=0x7fc00001 s2=2.0 nzcv=NV                             => nzcv=CV
fccmp s1, s2, #0, al           | s1=3.0 s2=2.0                                            => nzcv=C
fccmp s1, s2, #9, nv           | s1=2.0 s2=2.0                                            => nzcv=ZC
fccmp d1, d2, #5, eq           | d1=1.0 d2=2.0 nzcv=Z                                     => nzcv=N
fccmp d1, d2, #5, eq           | d1=0x7ff0000000000003 d2=2.0 nzcv=C                      => nzcv=ZV
fccmp d1, d2, #15, ge          | d1=0x7ff8000000000001 d2=2.0 nzcv=NV                     => nzcv=CV
fccmp d1, d2, #0, al           | d1=3.0 d2=2.0                                            => nzcv=C
fccmp d1, d2, #9, nv           | d1=2.0 d2=2.0                                            => nzcv=ZC
fccmpe s1, s2, #5, eq          | s1=1.0 s2=2.0 nzcv=Z                                     => nzcv=N
fccmpe s1, s2, #5, eq          | s1=0x7f800003 s2=2.0 nzcv=C                              => nzcv=ZV
fccmpe s1, s2, #15, ge         | s1=0x7fc00001 s2=2.0 nzcv=NV                             => nzcv=CV fpsr=0x1
fccmpe s1, s2, #0, al          | s1=3.0 s2=2.0                                            => nzcv=C
fccmpe s1, s2, #9, nv          | s1=2.0 s2=2.0                                            => nzcv=ZC
fccmpe d1, d2, #5, eq          | d1=1.0 d2=2.0 nzcv=Z                                     => nzcv=N
fccmpe d1, d2, #5, eq          | d1=0x7ff0000000000003 d2=2.0 nzcv=C                      => nzcv=ZV
fccmpe d1, d2, #15, ge         | d1=0x7ff8000000000001 d2=2.0 nzcv=NV                     => nzcv=CV fpsr=0x1
fccmpe d1, d2, #0, al          | d1=3.0 d2=2.0                                            => nzcv=C
fccmpe d1, d2, #9, nv          | d1=2.0 d2=2.0                                            => nzcv=ZC
fcsel s0, s1, s2, ne           | v0.d=-1,-1 s1=0x7f800003 s2=2.0                          => s0=0x7f800003
fcsel s0, s1, s2, ne           | s1=1.0 s2=2.0 nzcv=Z                                     => s0=2.0
fcsel s0, s1, s2, nv           | s1=1.0 s2=2.0 nzcv=Z                                     => s0=1.0
fcsel d0, d1, d2, ne           | v0.d=-1,-1 d1=0x7ff0000000000003 d2=2.0                  => d0=0x7ff0000000000003
fcsel d0, d1, d2, ne           | d1=1.0 d2=2.0 nzcv=Z                                     => d0=2.0
fcsel d0, d1, d2, nv           | d1=1.0 d2=2.0 nzcv=Z                                     => d0=1.0

# ---- moves ----
fmov s0, #1.0                  | v0.d=-1,-1                                               => s0=1.0
fmov s0, #-0.125               | v0.d=-1,-1                                               => s0=-0.125
fmov s0, #31.0                 | v0.d=-1,-1                                               => s0=31.0
fmov s0, #0.1328125            | v0.d=-1,-1                                               => s0=0.1328125
fmov d0, #1.0                  | v0.d=-1,-1                                               => d0=1.0
fmov d0, #-0.125               | v0.d=-1,-1                                               => d0=-0.125
fmov d0, #31.0                 | v0.d=-1,-1                                               => d0=31.0
fmov d0, #0.1328125            | v0.d=-1,-1                                               => d0=0.1328125
fmov w0, s1                    | x0=-1 v1.s=0x80000001,-1                                 => x0=0x80000001
fmov x0, d1                    | v1.d=0x8000000000000001,-1                               => x0=0x8000000000000001
fmov s0, w1                    | v0.d=-1,-1 x1=0x1234567880000001                         => s0=0x80000001
fmov d0, x1                    | v0.d=-1,-1 x1=0x8000000000000001                         => d0=0x8000000000000001
fmov s0, wzr                   | v0.d=-1,-1                                               => s0=0.0
fmov d0, xzr                   | v0.d=-1,-1                                               => d0=0.0
fmov xzr, d1; fmov x0, v1.d[1] | v1.d=1,0x8000000000000002                                => x0=0x8000000000000002
fmov v0.d[1], x1               | v0.d=3,4 x1=-2                                           => v0.d=1.5e-323,0xfffffffffffffffe

# ---- to integers ----
fcvtns w0, s1                  | s1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtns w0, s1                  | s1=-1.5                                                  => x0=0xfffffffe fpsr=0x10
fcvtns w0, s1                  | s1=1e20                                                  => x0=0x7fffffff fpsr=0x1
fcvtns w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtns w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtns w0, d1                  | d1=3e9                                                   => x0=0x7fffffff fpsr=0x1
fcvtns x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtns x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtns x0, d1                  | d1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtns x0, d1                  | d1=-1.5                                                  => x0=0xfffffffffffffffe fpsr=0x10
fcvtns x0, d1                  | d1=-1e20                                                 => x0=0x8000000000000000 fpsr=0x1
fcvtns x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtns x0, d1                  | d1=inf                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtnu w0, s1                  | s1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtnu w0, s1                  | s1=-1.5                                                  => fpsr=0x1
fcvtnu w0, s1                  | s1=1e20                                                  => x0=0xffffffff fpsr=0x1
fcvtnu w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtnu w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtnu w0, d1                  | d1=3e9                                                   => x0=0xb2d05e00
fcvtnu x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtnu x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtnu x0, d1                  | d1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtnu x0, d1                  | d1=-1.5                                                  => fpsr=0x1
fcvtnu x0, d1                  | d1=-1e20                                                 => fpsr=0x1
fcvtnu x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtnu x0, d1                  | d1=inf                                                   => x0=0xffffffffffffffff fpsr=0x1
fcvtps w0, s1                  | s1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtps w0, s1                  | s1=-1.5                                                  => x0=0xffffffff fpsr=0x10
fcvtps w0, s1                  | s1=1e20                                                  => x0=0x7fffffff fpsr=0x1
fcvtps w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtps w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtps w0, d1                  | d1=3e9                                                   => x0=0x7fffffff fpsr=0x1
fcvtps x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtps x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtps x0, d1                  | d1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtps x0, d1                  | d1=-1.5                                                  => x0=0xffffffffffffffff fpsr=0x10
fcvtps x0, d1                  | d1=-1e20                                                 => x0=0x8000000000000000 fpsr=0x1
fcvtps x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtps x0, d1                  | d1=inf                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtpu w0, s1                  | s1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtpu w0, s1                  | s1=-1.5                                                  => fpsr=0x1
fcvtpu w0, s1                  | s1=1e20                                                  => x0=0xffffffff fpsr=0x1
fcvtpu w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtpu w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtpu w0, d1                  | d1=3e9                                                   => x0=0xb2d05e00
fcvtpu x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtpu x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtpu x0, d1                  | d1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtpu x0, d1                  | d1=-1.5                                                  => fpsr=0x1
fcvtpu x0, d1                  | d1=-1e20                                                 => fpsr=0x1
fcvtpu x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtpu x0, d1                  | d1=inf                                                   => x0=0xffffffffffffffff fpsr=0x1
fcvtms w0, s1                  | s1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtms w0, s1                  | s1=-1.5                                                  => x0=0xfffffffe fpsr=0x10
fcvtms w0, s1                  | s1=1e20                                                  => x0=0x7fffffff fpsr=0x1
fcvtms w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtms w0, d1                  | d1=-0.5 x0=-1                                            => x0=0xffffffff fpsr=0x10
fcvtms w0, d1                  | d1=3e9                                                   => x0=0x7fffffff fpsr=0x1
fcvtms x0, s1                  | s1=-0.5 x0=-1                                            => fpsr=0x10
fcvtms x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtms x0, d1                  | d1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtms x0, d1                  | d1=-1.5                                                  => x0=0xfffffffffffffffe fpsr=0x10
fcvtms x0, d1                  | d1=-1e20                                                 => x0=0x8000000000000000 fpsr=0x1
fcvtms x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtms x0, d1                  | d1=inf                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtmu w0, s1                  | s1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtmu w0, s1                  | s1=-1.5                                                  => fpsr=0x1
fcvtmu w0, s1                  | s1=1e20                                                  => x0=0xffffffff fpsr=0x1
fcvtmu w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtmu w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x1
fcvtmu w0, d1                  | d1=3e9                                                   => x0=0xb2d05e00
fcvtmu x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x1
fcvtmu x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtmu x0, d1                  | d1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtmu x0, d1                  | d1=-1.5                                                  => fpsr=0x1
fcvtmu x0, d1                  | d1=-1e20                                                 => fpsr=0x1
fcvtmu x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtmu x0, d1                  | d1=inf                                                   => x0=0xffffffffffffffff fpsr=0x1
fcvtzs w0, s1                  | s1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtzs w0, s1                  | s1=-1.5                                                  => x0=0xffffffff fpsr=0x10
fcvtzs w0, s1                  | s1=1e20                                                  => x0=0x7fffffff fpsr=0x1
fcvtzs w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtzs w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtzs w0, d1                  | d1=3e9                                                   => x0=0x7fffffff fpsr=0x1
fcvtzs x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtzs x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtzs x0, d1                  | d1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtzs x0, d1                  | d1=-1.5                                                  => x0=0xffffffffffffffff fpsr=0x10
fcvtzs x0, d1                  | d1=-1e20                                                 => x0=0x8000000000000000 fpsr=0x1
fcvtzs x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtzs x0, d1                  | d1=inf                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtzu w0, s1                  | s1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtzu w0, s1                  | s1=-1.5                                                  => fpsr=0x1
fcvtzu w0, s1                  | s1=1e20                                                  => x0=0xffffffff fpsr=0x1
fcvtzu w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtzu w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtzu w0, d1                  | d1=3e9                                                   => x0=0xb2d05e00
fcvtzu x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x10
fcvtzu x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtzu x0, d1                  | d1=2.5 x0=-1                                             => x0=2 fpsr=0x10
fcvtzu x0, d1                  | d1=-1.5                                                  => fpsr=0x1
fcvtzu x0, d1                  | d1=-1e20                                                 => fpsr=0x1
fcvtzu x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtzu x0, d1                  | d1=inf                                                   => x0=0xffffffffffffffff fpsr=0x1
fcvtas w0, s1                  | s1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtas w0, s1                  | s1=-1.5                                                  => x0=0xfffffffe fpsr=0x10
fcvtas w0, s1                  | s1=1e20                                                  => x0=0x7fffffff fpsr=0x1
fcvtas w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtas w0, d1                  | d1=-0.5 x0=-1                                            => x0=0xffffffff fpsr=0x10
fcvtas w0, d1                  | d1=3e9                                                   => x0=0x7fffffff fpsr=0x1
fcvtas x0, s1                  | s1=-0.5 x0=-1                                            => fpsr=0x10
fcvtas x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtas x0, d1                  | d1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtas x0, d1                  | d1=-1.5                                                  => x0=0xfffffffffffffffe fpsr=0x10
fcvtas x0, d1                  | d1=-1e20                                                 => x0=0x8000000000000000 fpsr=0x1
fcvtas x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtas x0, d1                  | d1=inf                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtau w0, s1                  | s1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtau w0, s1                  | s1=-1.5                                                  => fpsr=0x1
fcvtau w0, s1                  | s1=1e20                                                  => x0=0xffffffff fpsr=0x1
fcvtau w0, s1                  | s1=0x7fc00001                                            => fpsr=0x1
fcvtau w0, d1                  | d1=-0.5 x0=-1                                            => x0=0 fpsr=0x1
fcvtau w0, d1                  | d1=3e9                                                   => x0=0xb2d05e00
fcvtau x0, s1                  | s1=-0.5 x0=-1                                            => x0=0 fpsr=0x1
fcvtau x0, s1                  | s1=1e10                                                  => x0=0x2540be400
fcvtau x0, d1                  | d1=2.5 x0=-1                                             => x0=3 fpsr=0x10
fcvtau x0, d1                  | d1=-1.5                                                  => fpsr=0x1
fcvtau x0, d1                  | d1=-1e20                                                 => fpsr=0x1
fcvtau x0, d1                  | d1=0x7ff0000000000003                                    => fpsr=0x1
fcvtau x0, d1                  | d1=inf                                                   => x0=0xffffffffffffffff fpsr=0x1
fcvtzs w0, s1, #1              | s1=1.75                                                  => x0=3 fpsr=0x10
fcvtzs w0, s1, #16             | s1=-0.3                                                  => x0=0xffffb334 fpsr=0x10
fcvtzs w0, s1, #32             | s1=0.75                                                  => x0=0x7fffffff fpsr=0x1
fcvtzs w0, d1, #1              | d1=1.75                                                  => x0=3 fpsr=0x10
fcvtzs w0, d1, #16             | d1=-0.3                                                  => x0=0xffffb334 fpsr=0x10
fcvtzs w0, d1, #32             | d1=0.75                                                  => x0=0x7fffffff fpsr=0x1
fcvtzs x0, s1, #1              | s1=1.75                                                  => x0=3 fpsr=0x10
fcvtzs x0, s1, #16             | s1=-0.3                                                  => x0=0xffffffffffffb334 fpsr=0x10
fcvtzs x0, s1, #32             | s1=0.75                                                  => x0=0xc0000000
fcvtzs x0, s1, #64             | s1=0.5                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtzs x0, d1, #1              | d1=1.75                                                  => x0=3 fpsr=0x10
fcvtzs x0, d1, #16             | d1=-0.3                                                  => x0=0xffffffffffffb334 fpsr=0x10
fcvtzs x0, d1, #32             | d1=0.75                                                  => x0=0xc0000000
fcvtzs x0, d1, #64             | d1=0.5                                                   => x0=0x7fffffffffffffff fpsr=0x1
fcvtzu w0, s1, #1              | s1=1.75                                                  => x0=3 fpsr=0x10
fcvtzu w0, s1, #16             | s1=-0.3                                                  => fpsr=0x1
fcvtzu w0, s1, #32             | s1=0.75                                                  => x0=0xc0000000
fcvtzu w0, d1, #1              | d1=1.75                                                  => x0=3 fpsr=0x10
fcvtzu w0, d1, #16             | d1=-0.3                                                  => fpsr=0x1
fcvtzu w0, d1, #32             | d1=0.75                                                  => x0=0xc0000000
fcvtzu x0, s1, #1              | s1=1.75                                                  => x0=3 fpsr=0x10
fcvtzu x0, s1, #16             | s1=-0.3                                                  => fpsr=0x1
fcvtzu x0, s1, #32             | s1=0.75                                                  => x0=0xc0000000
fcvtzu x0, s1, #64             | s1=0.5                                                   => x0=0x8000000000000000
fcvtzu x0, d1, #1              | d1=1.75                                                  => x0=3 fpsr=0x10
fcvtzu x0, d1, #16             | d1=-0.3                                                  => fpsr=0x1
fcvtzu x0, d1, #32             | d1=0.75                                                  => x0=0xc0000000
fcvtzu x0, d1, #64             | d1=0.5                                                   => x0=0x8000000000000000

# ---- from integers ----
scvtf s0, w1                   | v0.d=-1,-1 x1=-1                                         => s0=-1.0
scvtf s0, w1                   | v0.d=-1,-1 x1=0x8000000000000000                         => s0=0.0
scvtf s0, w1                   | x1=0x7fffffffffffffff                                    => s0=-1.0
scvtf s0, w1                   | x1=16777217                                              => s0=16777216.0 fpsr=0x10
scvtf s0, w1                   | v0.d=-1,-1 x1=0                                          => s0=0.0
scvtf s0, w1, #1               | x1=0x80000003                                            => s0=-0x1p+30 fpsr=0x10
scvtf s0, w1, #31              | x1=0x80000003                                            => s0=-1.0 fpsr=0x10
scvtf d0, w1                   | v0.d=-1,-1 x1=-1                                         => d0=-1.0
scvtf d0, w1                   | v0.d=-1,-1 x1=0x8000000000000000                         => d0=0.0
scvtf d0, w1                   | x1=0x7fffffffffffffff                                    => d0=-1.0
scvtf d0, w1                   | x1=16777217                                              => d0=16777217.0
scvtf d0, w1                   | v0.d=-1,-1 x1=0                                          => d0=0.0
scvtf d0, w1, #1               | x1=0x80000003                                            => d0=-0x1.fffffff4p+29
scvtf d0, w1, #31              | x1=0x80000003                                            => d0=-0x1.fffffff4p-1
scvtf s0, x1                   | v0.d=-1,-1 x1=-1                                         => s0=-1.0
scvtf s0, x1                   | x1=0x8000000000000000                                    => s0=-0x1p+63
scvtf s0, x1                   | x1=0x7fffffffffffffff                                    => s0=0x1p+63 fpsr=0x10
scvtf s0, x1                   | x1=16777217                                              => s0=16777216.0 fpsr=0x10
scvtf s0, x1                   | v0.d=-1,-1 x1=0                                          => s0=0.0
scvtf s0, x1, #1               | x1=0x80000003                                            => s0=0x1p+30 fpsr=0x10
scvtf s0, x1, #31              | x1=0x80000003                                            => s0=1.0 fpsr=0x10
scvtf s0, x1, #64              | x1=0x80000003                                            => s0=0x1p-33 fpsr=0x10
scvtf d0, x1                   | v0.d=-1,-1 x1=-1                                         => d0=-1.0
scvtf d0, x1                   | x1=0x8000000000000000                                    => d0=-0x1p+63
scvtf d0, x1                   | x1=0x7fffffffffffffff                                    => d0=0x1p+63 fpsr=0x10
scvtf d0, x1                   | x1=16777217                                              => d0=16777217.0
scvtf d0, x1                   | v0.d=-1,-1 x1=0                                          => d0=0.0
scvtf d0, x1, #1               | x1=0x80000003                                            => d0=1073741825.5
scvtf d0, x1, #31              | x1=0x80000003                                            => d0=0x1.00000006p+0
scvtf d0, x1, #64              | x1=0x80000003                                            => d0=0x1.00000006p-33
ucvtf s0, w1                   | v0.d=-1,-1 x1=-1                                         => s0=0x1p+32 fpsr=0x10
ucvtf s0, w1                   | v0.d=-1,-1 x1=0x8000000000000000                         => s0=0.0
ucvtf s0, w1                   | x1=0x7fffffffffffffff                                    => s0=0x1p+32 fpsr=0x10
ucvtf s0, w1                   | x1=16777217                                              => s0=16777216.0 fpsr=0x10
ucvtf s0, w1                   | v0.d=-1,-1 x1=0                                          => s0=0.0
ucvtf s0, w1, #1               | x1=0x80000003                                            => s0=0x1p+30 fpsr=0x10
ucvtf s0, w1, #31              | x1=0x80000003                                            => s0=1.0 fpsr=0x10
ucvtf d0, w1                   | v0.d=-1,-1 x1=-1                                         => d0=4294967295.0
ucvtf d0, w1                   | v0.d=-1,-1 x1=0x8000000000000000                         => d0=0.0
ucvtf d0, w1                   | x1=0x7fffffffffffffff                                    => d0=4294967295.0
ucvtf d0, w1                   | x1=16777217                                              => d0=16777217.0
ucvtf d0, w1                   | v0.d=-1,-1 x1=0                                          => d0=0.0
ucvtf d0, w1, #1               | x1=0x80000003                                            => d0=1073741825.5
ucvtf d0, w1, #31              | x1=0x80000003                                            => d0=0x1.00000006p+0
ucvtf s0, x1                   | v0.d=-1,-1 x1=-1                                         => s0=0x1p+64 fpsr=0x10
ucvtf s0, x1                   | x1=0x8000000000000000                                    => s0=0x1p+63
ucvtf s0, x1                   | x1=0x7fffffffffffffff                                    => s0=0x1p+63 fpsr=0x10
ucvtf s0, x1                   | x1=16777217                                              => s0=16777216.0 fpsr=0x10
ucvtf s0, x1                   | v0.d=-1,-1 x1=0                                          => s0=0.0
ucvtf s0, x1, #1               | x1=0x80000003                                            => s0=0x1p+30 fpsr=0x10
ucvtf s0, x1, #31              | x1=0x80000003                                            => s0=1.0 fpsr=0x10
ucvtf s0, x1, #64              | x1=0x80000003                                            => s0=0x1p-33 fpsr=0x10
ucvtf d0, x1                   | v0.d=-1,-1 x1=-1                                         => d0=0x1p+64 fpsr=0x10
ucvtf d0, x1                   | x1=0x8000000000000000                                    => d0=0x1p+63
ucvtf d0, x1                   | x1=0x7fffffffffffffff                                    => d0=0x1p+63 fpsr=0x10
ucvtf d0, x1                   | x1=16777217                                              => d0=16777217.0
ucvtf d0, x1                   | v0.d=-1,-1 x1=0                                          => d0=0.0
ucvtf d0, x1, #1               | x1=0x80000003                                            => d0=1073741825.5
ucvtf d0, x1, #31              | x1=0x80000003                                            => d0=0x1.00000006p+0
ucvtf d0, x1, #64              | x1=0x80000003                                            => d0=0x1.00000006p-33

# ---- no such instructions ----
# Fixed-point with 33 bits behind the point in 32; type 2; conditional compare of half precision.
.inst 0x1e187c20               |                                                          => fault=ILL
.inst 0x1e027c20               |                                                          => fault=ILL
.inst 0x1ea02820               |                                                          => fault=ILL
.inst 0x1ea04020               |                                                          => fault=ILL
.inst 0x1ea21400               |                                                          => fault=ILL
.inst 0x1e62c020               |                                                          => fault=ILL
.inst 0x1e660020               |                                                          => fault=ILL
.inst 0x1eae0020               |                                                          => fault=ILL
.inst 0x1e6e0020               |                                                          => fault=ILL
