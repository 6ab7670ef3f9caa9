# Advanced SIMD: floating point.
# The format: docs/insn-tests.md.

# ---- arithmetic ----
# Lanes that are not there raise nothing.
fdiv v0.2s, v1.2s, v2.2s     | v1.s=1.0,6.0,0.0,1.0 v2.s=2.0,3.0                        => v0.s=0.5,2.0
fmul v0.2s, v1.2s, v2.2s     | v1.s=2.0,3.0,inf,0x7f800001 v2.s=4.0,5.0                 => v0.s=8.0,15.0
fadd v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-0.75,nan fpsr=0x1
fadd v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,inf fpsr=0x14
fadd v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-0.75,nan,0x7fc00003 fpsr=0x1
fadd v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,inf,-4.0,1.0 fpsr=0x14
fadd v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=-inf,inf,1.0,4.0
fadd v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-0.75,0x7ff8000000000003 fpsr=0x1
fadd v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=2.0,0.75 fpsr=0x10
fadd v0.2d, v1.2d, v2.2d     | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=inf,-inf
fsub v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=3.75,-inf
fsub v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5 fpsr=0x10
fsub v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=3.75,-inf,0x7fc00003,-0.0 fpsr=0x1
fsub v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,0.0,1e+01,1.0 fpsr=0x10
fsub v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=inf,inf,1.0
fsub v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-3.75,0x7ff8000000000003 fpsr=0x1
fsub v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=-0x1p-52,-0.75 fpsr=0x10
fsub v0.2d, v1.2d, v2.2d     | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=-inf,inf
fmul v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-3.375,-inf
fmul v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1.8p-30,inf fpsr=0x14
fmul v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-3.375,-inf,0x7fc00003,-0.0 fpsr=0x1
fmul v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1.8p-30,inf,-21.0,1e-45 fpsr=0x14
fmul v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=nan,nan,0.0,4.0 fpsr=0x1
fmul v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-3.375,0x7ff8000000000003 fpsr=0x1
fmul v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.0000000000001p+0,0x0.cp-1022
fmul v0.2d, v1.2d, v2.2d     | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=nan,nan fpsr=0x1
fdiv v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-0.6666667,nan fpsr=0x11
fdiv v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1.8p+30,1.0
fdiv v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-0.6666667,nan,0x7fc00003,nan fpsr=0x11
fdiv v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1.8p+30,1.0,-0x1.b6db6ep-2,inf fpsr=0x14
fdiv v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=-0.0,inf,inf,1.0 fpsr=0x2
fdiv v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-1.5,0x7ff8000000000003 fpsr=0x1
fdiv v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.ffffffffffffep-1,0x1.5555555555555p-1022 fpsr=0x10
fdiv v0.2d, v1.2d, v2.2d     | v0.d=-1,-1 v1.d=0.0,-0.0 v2.d=inf,-inf                   => v0.d=0.0
fmax v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=1.5,inf
fmax v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,0x1.fffffep+127
fmax v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=1.5,inf,0x7fc00003 fpsr=0x1
fmax v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,0x1.fffffep+127,3.0,1.0
fmax v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=0.0,inf,1.0,2.0
fmax v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=1.5,0x7ff8000000000003 fpsr=0x1
fmax v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.0000000000001p+0,0.75
fmax v0.2d, v1.2d, v2.2d     | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=inf,-0.0
fmin v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-2.25,-inf
fmin v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1p-30,0x1.fffffep+127
fmin v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-2.25,-inf,0x7fc00003,-0.0 fpsr=0x1
fmin v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1p-30,0x1.fffffep+127,-7.0,1e-45
fmin v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=-inf,0.0,0.0,2.0
fmin v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-2.25,0x7ff8000000000003 fpsr=0x1
fmin v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=1.0,0x1p-1022
fmin v0.2d, v1.2d, v2.2d     | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=0.0,-inf
fmaxnm v0.2s, v1.2s, v2.2s   | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=1.5,inf
fmaxnm v0.2s, v1.2s, v2.2s   | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,0x1.fffffep+127
fmaxnm v0.4s, v1.4s, v2.4s   | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=1.5,inf,0x7fc00003 fpsr=0x1
fmaxnm v0.4s, v1.4s, v2.4s   | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,0x1.fffffep+127,3.0,1.0
fmaxnm v0.4s, v1.4s, v2.4s   | v1.s=1.5,0x7fc00001,3.0,1.0 v2.s=2.5,2.0,-7.0,0x7fc00003 => v0.s=2.5,2.0,3.0,1.0 fpsr=0
fmaxnm v0.4s, v1.4s, v2.4s   | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=0.0,inf,1.0,2.0
fmaxnm v0.2d, v1.2d, v2.2d   | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=1.5,0x7ff8000000000003 fpsr=0x1
fmaxnm v0.2d, v1.2d, v2.2d   | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.0000000000001p+0,0.75
fmaxnm v0.2d, v1.2d, v2.2d   | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=inf,-0.0
fminnm v0.2s, v1.2s, v2.2s   | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-2.25,-inf
fminnm v0.2s, v1.2s, v2.2s   | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1p-30,0x1.fffffep+127
fminnm v0.4s, v1.4s, v2.4s   | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-2.25,-inf,0x7fc00003,-0.0 fpsr=0x1
fminnm v0.4s, v1.4s, v2.4s   | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1p-30,0x1.fffffep+127,-7.0,1e-45
fminnm v0.4s, v1.4s, v2.4s   | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=-inf,0.0,0.0,2.0
fminnm v0.2d, v1.2d, v2.2d   | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-2.25,0x7ff8000000000003 fpsr=0x1
fminnm v0.2d, v1.2d, v2.2d   | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=1.0,0x1p-1022
fminnm v0.2d, v1.2d, v2.2d   | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=0.0,-inf
fmulx v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-3.375,-inf
fmulx v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1.8p-30,inf fpsr=0x14
fmulx v0.4s, v1.4s, v2.4s    | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-3.375,-inf,0x7fc00003,-0.0 fpsr=0x1
fmulx v0.4s, v1.4s, v2.4s    | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=0x1.8p-30,inf,-21.0,1e-45 fpsr=0x14
fmulx v0.4s, v1.4s, v2.4s    | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=-2.0,2.0,0.0,4.0
fmulx v0.2d, v1.2d, v2.2d    | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-3.375,0x7ff8000000000003 fpsr=0x1
fmulx v0.2d, v1.2d, v2.2d    | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.0000000000001p+0,0x0.cp-1022
fmulx v0.2d, v1.2d, v2.2d    | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=2.0,2.0
fmulx s0, s1, s2             | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=-3.375
fmulx s0, s1, s2             | v0.d=-1,-1 s1=0x7f800003 s2=0x7fc00001                   => s0=0x7fc00003 fpsr=0x1
fmulx d0, d1, d2             | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=-0.0
fmulx d0, d1, d2             | v0.d=-1,-1 d1=1.0 d2=0xfff8000000000002                  => d0=0xfff8000000000002
fmulx s0, s1, s2             | v0.d=-1,-1 s1=-0.0 s2=inf                                => s0=-2.0
fmulx d0, d1, d2             | v0.d=-1,-1 d1=-inf d2=0.0                                => d0=-2.0
fabd v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=3.75,inf
fabd v0.2s, v1.2s, v2.2s     | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5 fpsr=0x10
fabd v0.4s, v1.4s, v2.4s     | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=3.75,inf,0x7fc00003 fpsr=0x1
fabd v0.4s, v1.4s, v2.4s     | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,0.0,1e+01,1.0 fpsr=0x10
fabd v0.4s, v1.4s, v2.4s     | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=inf,inf,1.0
fabd v0.2d, v1.2d, v2.2d     | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=3.75,0x7ff8000000000003 fpsr=0x1
fabd v0.2d, v1.2d, v2.2d     | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1p-52,0.75 fpsr=0x10
fabd v0.2d, v1.2d, v2.2d     | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=inf,inf
fabd s0, s1, s2              | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=3.75
fabd s0, s1, s2              | v0.d=-1,-1 s1=0x7f800003 s2=0x7fc00001                   => s0=0x7fc00003 fpsr=0x1
fabd d0, d1, d2              | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=0.0
fabd d0, d1, d2              | v0.d=-1,-1 d1=1.0 d2=0xfff8000000000002                  => d0=0x7ff8000000000002
frecps v0.2s, v1.2s, v2.2s   | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=5.375,inf
frecps v0.2s, v1.2s, v2.2s   | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=2.0,-inf fpsr=0x14
frecps v0.4s, v1.4s, v2.4s   | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=5.375,inf,0xffc00003,2.0 fpsr=0x1
frecps v0.4s, v1.4s, v2.4s   | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=2.0,-inf,23.0,2.0 fpsr=0x14
frecps v0.4s, v1.4s, v2.4s   | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=2.0,2.0,2.0,-2.0
frecps v0.2d, v1.2d, v2.2d   | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=5.375,0x7ff8000000000003 fpsr=0x1
frecps v0.2d, v1.2d, v2.2d   | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.ffffffffffffep-1,2.0 fpsr=0x10
frecps v0.2d, v1.2d, v2.2d   | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=2.0,2.0
frecps s0, s1, s2            | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=5.375
frecps s0, s1, s2            | v0.d=-1,-1 s1=0x7f800003 s2=0x7fc00001                   => s0=0xffc00003 fpsr=0x1
frecps d0, d1, d2            | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=2.0
frecps d0, d1, d2            | v0.d=-1,-1 d1=1.0 d2=0xfff8000000000002                  => d0=0xfff8000000000002
frecps s0, s1, s2            | v0.d=-1,-1 s1=-0.0 s2=inf                                => s0=2.0
frecps d0, d1, d2            | v0.d=-1,-1 d1=-inf d2=0.0                                => d0=2.0
frsqrts v0.2s, v1.2s, v2.2s  | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=3.1875,inf
frsqrts v0.2s, v1.2s, v2.2s  | v0.d=-1,-1 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,-inf fpsr=0x14
frsqrts v0.4s, v1.4s, v2.4s  | v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=3.1875,inf,0xffc00003,1.5 fpsr=0x1
frsqrts v0.4s, v1.4s, v2.4s  | v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.5,-inf,12.0,1.5 fpsr=0x14
frsqrts v0.4s, v1.4s, v2.4s  | v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0               => v0.s=1.5,1.5,1.5,-0.5
frsqrts v0.2d, v1.2d, v2.2d  | v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=3.1875,0x7ff8000000000003 fpsr=0x1
frsqrts v0.2d, v1.2d, v2.2d  | v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1     => v0.d=0x1.fffffffffffffp-1,1.5 fpsr=0x10
frsqrts v0.2d, v1.2d, v2.2d  | v1.d=0.0,-0.0 v2.d=inf,-inf                              => v0.d=1.5,1.5
frsqrts s0, s1, s2           | v0.d=-1,-1 s1=1.5 s2=-2.25                               => s0=3.1875
frsqrts s0, s1, s2           | v0.d=-1,-1 s1=0x7f800003 s2=0x7fc00001                   => s0=0xffc00003 fpsr=0x1
frsqrts d0, d1, d2           | v0.d=-1,-1 d1=-0.0 d2=0.0                                => d0=1.5
frsqrts d0, d1, d2           | v0.d=-1,-1 d1=1.0 d2=0xfff8000000000002                  => d0=0xfff8000000000002
frsqrts s0, s1, s2           | v0.d=-1,-1 s1=-0.0 s2=inf                                => s0=1.5
frsqrts d0, d1, d2           | v0.d=-1,-1 d1=-inf d2=0.0                                => d0=1.5
fmla v0.2s, v1.2s, v2.2s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-2.375,nan fpsr=0x1
fmla v0.2s, v1.2s, v2.2s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.0,inf fpsr=0x10
fmla v0.4s, v1.4s, v2.4s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=-2.375,nan,0x7fc00003 fpsr=0x1
fmla v0.4s, v1.4s, v2.4s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.0,inf,0xffc00002,1e-45 fpsr=0x10
fmla v0.4s, v1.4s, v2.4s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0 => v0.s=nan,nan,0xffc00002,4.0 fpsr=0x1
fmla v0.2d, v1.2d, v2.2d     | v0.d=1.0,0x7ff8000000000001 v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=-2.375,0x7ff8000000000003 fpsr=0x1
fmla v0.2d, v1.2d, v2.2d     | v0.d=1.0,0x7ff8000000000001 v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1 => v0.d=2.0,0x7ff8000000000001 fpsr=0x10
fmla v0.2d, v1.2d, v2.2d     | v0.d=1.0,0x7ff8000000000001 v1.d=0.0,-0.0 v2.d=inf,-inf  => v0.d=nan,nan fpsr=0x1
fmls v0.2s, v1.2s, v2.2s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=4.375,inf
fmls v0.2s, v1.2s, v2.2s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.0,inf fpsr=0x10
fmls v0.4s, v1.4s, v2.4s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,-inf,0x7f800003,-0.0 v2.s=-2.25,inf,0x7fc00001,0.0 => v0.s=4.375,inf,0xffc00003 fpsr=0x1
fmls v0.4s, v1.4s, v2.4s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,0x1.fffffep127,3.0,1.0 v2.s=0x1p-30,0x1.fffffep127,-7.0,0x1p-149 => v0.s=1.0,inf,0xffc00002,-1e-45 fpsr=0x10
fmls v0.4s, v1.4s, v2.4s     | v0.s=1.0,inf,0xffc00002,0.0 v1.s=0.0,inf,1.0,2.0 v2.s=-inf,0.0,0.0,2.0 => v0.s=nan,nan,0xffc00002,-4.0 fpsr=0x1
fmls v0.2d, v1.2d, v2.2d     | v0.d=1.0,0x7ff8000000000001 v1.d=-2.25,0xfff8000000000002 v2.d=1.5,0x7ff0000000000003 => v0.d=4.375,0x7ff8000000000003 fpsr=0x1
fmls v0.2d, v1.2d, v2.2d     | v0.d=1.0,0x7ff8000000000001 v1.d=1.0,0x1p-1022 v2.d=0x1.0000000000001p0,0x1.8p-1 => v0.d=-0x1p-52,0x7ff8000000000001
fmls v0.2d, v1.2d, v2.2d     | v0.d=1.0,0x7ff8000000000001 v1.d=0.0,-0.0 v2.d=inf,-inf  => v0.d=nan,nan fpsr=0x1
fabs v0.2s, v1.2s            | v0.d=-1,-1 v1.s=-2.25,inf,0xff800004,-0.0                => v0.s=2.25,inf
fabs v0.4s, v1.4s            | v1.s=-2.25,inf,0xff800004,-0.0                           => v0.s=2.25,inf,0x7f800004
fabs v0.2d, v1.2d            | v1.d=2.0,0xfff8000000000002                              => v0.d=2.0,0x7ff8000000000002
fneg v0.2s, v1.2s            | v0.d=-1,-1 v1.s=-2.25,inf,0xff800004,-0.0                => v0.s=2.25,-inf
fneg v0.4s, v1.4s            | v1.s=-2.25,inf,0xff800004,-0.0                           => v0.s=2.25,-inf,0x7f800004
fneg v0.2d, v1.2d            | v1.d=2.0,0xfff8000000000002                              => v0.d=-2.0,0x7ff8000000000002
fsqrt v0.2s, v1.2s           | v0.d=-1,-1 v1.s=-2.25,inf,0xff800004,-0.0                => v0.s=nan,inf fpsr=0x1
fsqrt v0.4s, v1.4s           | v1.s=-2.25,inf,0xff800004,-0.0                           => v0.s=nan,inf,0xffc00004,-0.0 fpsr=0x1
fsqrt v0.2d, v1.2d           | v1.d=2.0,0xfff8000000000002                              => v0.d=0x1.6a09e667f3bcdp+0,0xfff8000000000002 fpsr=0x10
fadd v0.4s, v1.4s, v2.4s     | v1.s=1.0,0x7fc00001,0x1p-130,-1.0 v2.s=0x1p-40,1.0,0.0,0x1p-40 fpcr=0x400000 => v0.s=1.0000001,0x7fc00001,0x1p-130,-0x1.fffffep-1 fpsr=0x10
fadd v0.4s, v1.4s, v2.4s     | v1.s=1.0,0x7fc00001,0x1p-130,-1.0 v2.s=0x1p-40,1.0,0.0,0x1p-40 fpcr=0x2000000 => v0.s=1.0,nan,0x1p-130,-1.0 fpsr=0x10
fadd v0.4s, v1.4s, v2.4s     | v1.s=1.0,0x7fc00001,0x1p-130,-1.0 v2.s=0x1p-40,1.0,0.0,0x1p-40 fpcr=0x1000000 => v0.s=1.0,0x7fc00001,0.0,-1.0 fpsr=0x90

# ---- comparison ----
fcmeq v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0 => v0.s=0xffffffff
fcmeq v0.4s, v1.4s, v2.4s    | v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0       => v0.s=0xffffffff,0,0,0xffffffff
fcmeq v0.2d, v1.2d, v2.2d    | v1.d=-inf,1.0 v2.d=inf,0x7ff0000000000003                => fpsr=0x1
fcmeq s0, s1, s2             | v0.d=-1,-1 s1=1.0 s2=1.0                                 => s0=0xffffffff
fcmeq s0, s1, s2             | v0.d=-1,-1 s1=0x7fc00001 s2=1.0                          => s0=0
fcmeq s0, s1, s2             | v0.d=-1,-1 s1=-2.0 s2=1.0                                => s0=0
fcmeq d0, d1, d2             | v0.d=-1,-1 d1=2.0 d2=1.0                                 => d0=0
fcmeq d0, d1, d2             | v0.d=-1,-1 d1=1.0 d2=0x7ff0000000000003                  => d0=0 fpsr=0x1
fcmge v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0 => v0.s=0xffffffff
fcmge v0.4s, v1.4s, v2.4s    | v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0       => v0.s=0xffffffff,0,0,0xffffffff fpsr=0x1
fcmge v0.2d, v1.2d, v2.2d    | v1.d=-inf,1.0 v2.d=inf,0x7ff0000000000003                => fpsr=0x1
fcmge s0, s1, s2             | v0.d=-1,-1 s1=1.0 s2=1.0                                 => s0=0xffffffff
fcmge s0, s1, s2             | v0.d=-1,-1 s1=0x7fc00001 s2=1.0                          => s0=0 fpsr=0x1
fcmge s0, s1, s2             | v0.d=-1,-1 s1=-2.0 s2=1.0                                => s0=0
fcmge d0, d1, d2             | v0.d=-1,-1 d1=2.0 d2=1.0                                 => d0=0xffffffffffffffff
fcmge d0, d1, d2             | v0.d=-1,-1 d1=1.0 d2=0x7ff0000000000003                  => d0=0 fpsr=0x1
fcmgt v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0 => v0.s=0
fcmgt v0.4s, v1.4s, v2.4s    | v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0       => fpsr=0x1
fcmgt v0.2d, v1.2d, v2.2d    | v1.d=-inf,1.0 v2.d=inf,0x7ff0000000000003                => fpsr=0x1
fcmgt s0, s1, s2             | v0.d=-1,-1 s1=1.0 s2=1.0                                 => s0=0
fcmgt s0, s1, s2             | v0.d=-1,-1 s1=0x7fc00001 s2=1.0                          => s0=0 fpsr=0x1
fcmgt s0, s1, s2             | v0.d=-1,-1 s1=-2.0 s2=1.0                                => s0=0
fcmgt d0, d1, d2             | v0.d=-1,-1 d1=2.0 d2=1.0                                 => d0=0xffffffffffffffff
fcmgt d0, d1, d2             | v0.d=-1,-1 d1=1.0 d2=0x7ff0000000000003                  => d0=0 fpsr=0x1
facge v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0 => v0.s=0xffffffff,0xffffffff
facge v0.4s, v1.4s, v2.4s    | v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0       => v0.s=0xffffffff,0xffffffff,0,0xffffffff fpsr=0x1
facge v0.2d, v1.2d, v2.2d    | v1.d=-inf,1.0 v2.d=inf,0x7ff0000000000003                => v0.d=0xffffffffffffffff fpsr=0x1
facge s0, s1, s2             | v0.d=-1,-1 s1=1.0 s2=1.0                                 => s0=0xffffffff
facge s0, s1, s2             | v0.d=-1,-1 s1=0x7fc00001 s2=1.0                          => s0=0 fpsr=0x1
facge s0, s1, s2             | v0.d=-1,-1 s1=-2.0 s2=1.0                                => s0=0xffffffff
facge d0, d1, d2             | v0.d=-1,-1 d1=2.0 d2=1.0                                 => d0=0xffffffffffffffff
facge d0, d1, d2             | v0.d=-1,-1 d1=1.0 d2=0x7ff0000000000003                  => d0=0 fpsr=0x1
facgt v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0 => v0.s=0,0xffffffff
facgt v0.4s, v1.4s, v2.4s    | v1.s=1.0,-3.0,0x7fc00001,0.0 v2.s=1.0,2.0,1.0,-0.0       => v0.s=0,0xffffffff fpsr=0x1
facgt v0.2d, v1.2d, v2.2d    | v1.d=-inf,1.0 v2.d=inf,0x7ff0000000000003                => fpsr=0x1
facgt s0, s1, s2             | v0.d=-1,-1 s1=1.0 s2=1.0                                 => s0=0
facgt s0, s1, s2             | v0.d=-1,-1 s1=0x7fc00001 s2=1.0                          => s0=0 fpsr=0x1
facgt s0, s1, s2             | v0.d=-1,-1 s1=-2.0 s2=1.0                                => s0=0xffffffff
facgt d0, d1, d2             | v0.d=-1,-1 d1=2.0 d2=1.0                                 => d0=0xffffffffffffffff
facgt d0, d1, d2             | v0.d=-1,-1 d1=1.0 d2=0x7ff0000000000003                  => d0=0 fpsr=0x1
fcmeq v0.2s, v1.2s, #0.0     | v0.d=-1,-1 v1.s=-0.0,1.0,0x7fc00001,-inf                 => v0.s=0xffffffff
fcmeq v0.4s, v1.4s, #0.0     | v1.s=-0.0,1.0,0x7fc00001,-inf                            => v0.s=0xffffffff
fcmeq v0.2d, v1.2d, #0.0     | v1.d=-1.0,0x7ff0000000000003                             => fpsr=0x1
fcmeq s0, s1, #0.0           | v0.d=-1,-1 s1=0.0                                        => s0=0xffffffff
fcmeq s0, s1, #0.0           | v0.d=-1,-1 s1=-1.0                                       => s0=0
fcmeq s0, s1, #0.0           | v0.d=-1,-1 s1=0x7fc00001                                 => s0=0
fcmeq d0, d1, #0.0           | v0.d=-1,-1 d1=0.0                                        => d0=0xffffffffffffffff
fcmeq d0, d1, #0.0           | v0.d=-1,-1 d1=-1.0                                       => d0=0
fcmeq d0, d1, #0.0           | v0.d=-1,-1 d1=0x7ff8000000000001                         => d0=0
fcmge v0.2s, v1.2s, #0.0     | v0.d=-1,-1 v1.s=-0.0,1.0,0x7fc00001,-inf                 => v0.s=0xffffffff,0xffffffff
fcmge v0.4s, v1.4s, #0.0     | v1.s=-0.0,1.0,0x7fc00001,-inf                            => v0.s=0xffffffff,0xffffffff fpsr=0x1
fcmge v0.2d, v1.2d, #0.0     | v1.d=-1.0,0x7ff0000000000003                             => fpsr=0x1
fcmge s0, s1, #0.0           | v0.d=-1,-1 s1=0.0                                        => s0=0xffffffff
fcmge s0, s1, #0.0           | v0.d=-1,-1 s1=-1.0                                       => s0=0
fcmge s0, s1, #0.0           | v0.d=-1,-1 s1=0x7fc00001                                 => s0=0 fpsr=0x1
fcmge d0, d1, #0.0           | v0.d=-1,-1 d1=0.0                                        => d0=0xffffffffffffffff
fcmge d0, d1, #0.0           | v0.d=-1,-1 d1=-1.0                                       => d0=0
fcmge d0, d1, #0.0           | v0.d=-1,-1 d1=0x7ff8000000000001                         => d0=0 fpsr=0x1
fcmgt v0.2s, v1.2s, #0.0     | v0.d=-1,-1 v1.s=-0.0,1.0,0x7fc00001,-inf                 => v0.s=0,0xffffffff
fcmgt v0.4s, v1.4s, #0.0     | v1.s=-0.0,1.0,0x7fc00001,-inf                            => v0.s=0,0xffffffff fpsr=0x1
fcmgt v0.2d, v1.2d, #0.0     | v1.d=-1.0,0x7ff0000000000003                             => fpsr=0x1
fcmgt s0, s1, #0.0           | v0.d=-1,-1 s1=0.0                                        => s0=0
fcmgt s0, s1, #0.0           | v0.d=-1,-1 s1=-1.0                                       => s0=0
fcmgt s0, s1, #0.0           | v0.d=-1,-1 s1=0x7fc00001                                 => s0=0 fpsr=0x1
fcmgt d0, d1, #0.0           | v0.d=-1,-1 d1=0.0                                        => d0=0
fcmgt d0, d1, #0.0           | v0.d=-1,-1 d1=-1.0                                       => d0=0
fcmgt d0, d1, #0.0           | v0.d=-1,-1 d1=0x7ff8000000000001                         => d0=0 fpsr=0x1
fcmle v0.2s, v1.2s, #0.0     | v0.d=-1,-1 v1.s=-0.0,1.0,0x7fc00001,-inf                 => v0.s=0xffffffff
fcmle v0.4s, v1.4s, #0.0     | v1.s=-0.0,1.0,0x7fc00001,-inf                            => v0.s=0xffffffff,0,0,0xffffffff fpsr=0x1
fcmle v0.2d, v1.2d, #0.0     | v1.d=-1.0,0x7ff0000000000003                             => v0.d=0xffffffffffffffff fpsr=0x1
fcmle s0, s1, #0.0           | v0.d=-1,-1 s1=0.0                                        => s0=0xffffffff
fcmle s0, s1, #0.0           | v0.d=-1,-1 s1=-1.0                                       => s0=0xffffffff
fcmle s0, s1, #0.0           | v0.d=-1,-1 s1=0x7fc00001                                 => s0=0 fpsr=0x1
fcmle d0, d1, #0.0           | v0.d=-1,-1 d1=0.0                                        => d0=0xffffffffffffffff
fcmle d0, d1, #0.0           | v0.d=-1,-1 d1=-1.0                                       => d0=0xffffffffffffffff
fcmle d0, d1, #0.0           | v0.d=-1,-1 d1=0x7ff8000000000001                         => d0=0 fpsr=0x1
fcmlt v0.2s, v1.2s, #0.0     | v0.d=-1,-1 v1.s=-0.0,1.0,0x7fc00001,-inf                 => v0.s=0
fcmlt v0.4s, v1.4s, #0.0     | v1.s=-0.0,1.0,0x7fc00001,-inf                            => v0.s=0,0,0,0xffffffff fpsr=0x1
fcmlt v0.2d, v1.2d, #0.0     | v1.d=-1.0,0x7ff0000000000003                             => v0.d=0xffffffffffffffff fpsr=0x1
fcmlt s0, s1, #0.0           | v0.d=-1,-1 s1=0.0                                        => s0=0
fcmlt s0, s1, #0.0           | v0.d=-1,-1 s1=-1.0                                       => s0=0xffffffff
fcmlt s0, s1, #0.0           | v0.d=-1,-1 s1=0x7fc00001                                 => s0=0 fpsr=0x1
fcmlt d0, d1, #0.0           | v0.d=-1,-1 d1=0.0                                        => d0=0
fcmlt d0, d1, #0.0           | v0.d=-1,-1 d1=-1.0                                       => d0=0xffffffffffffffff
fcmlt d0, d1, #0.0           | v0.d=-1,-1 d1=0x7ff8000000000001                         => d0=0 fpsr=0x1

# ---- pairs, across lanes ----
faddp v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=3.5,0x7fc00003 fpsr=0x1
faddp v0.4s, v1.4s, v2.4s    | v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=3.5,0.0,0x7fc00003,0xffc00002 fpsr=0x1
faddp v0.2d, v1.2d, v2.2d    | v1.d=inf,-inf v2.d=-1.0,0.5                              => v0.d=nan,-0.5 fpsr=0x1
faddp s0, v1.2s              | v0.d=-1,-1 v1.s=1.0,2.5,inf,0x7f800003                   => s0=3.5
faddp d0, v1.2d              | v1.d=0x7ff8000000000001,1.0                              => d0=0x7ff8000000000001
faddp d0, v1.2d              | v1.d=3.0,-4.0                                            => d0=-1.0
fmaxp v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=2.5,0x7fc00003 fpsr=0x1
fmaxp v0.4s, v1.4s, v2.4s    | v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=2.5,0.0,0x7fc00003,0xffc00002 fpsr=0x1
fmaxp v0.2d, v1.2d, v2.2d    | v1.d=inf,-inf v2.d=-1.0,0.5                              => v0.d=inf,0.5
fmaxp s0, v1.2s              | v0.d=-1,-1 v1.s=1.0,2.5,inf,0x7f800003                   => s0=2.5
fmaxp d0, v1.2d              | v1.d=0x7ff8000000000001,1.0                              => d0=0x7ff8000000000001
fmaxp d0, v1.2d              | v1.d=3.0,-4.0                                            => d0=3.0
fminp v0.2s, v1.2s, v2.2s    | v0.d=-1,-1 v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=1.0,0x7fc00003 fpsr=0x1
fminp v0.4s, v1.4s, v2.4s    | v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=1.0,-0.0,0x7fc00003,0xffc00002 fpsr=0x1
fminp v0.2d, v1.2d, v2.2d    | v1.d=inf,-inf v2.d=-1.0,0.5                              => v0.d=-inf,-1.0
fminp s0, v1.2s              | v0.d=-1,-1 v1.s=1.0,2.5,inf,0x7f800003                   => s0=1.0
fminp d0, v1.2d              | v1.d=0x7ff8000000000001,1.0                              => d0=0x7ff8000000000001
fminp d0, v1.2d              | v1.d=3.0,-4.0                                            => d0=-4.0
fmaxnmp v0.2s, v1.2s, v2.2s  | v0.d=-1,-1 v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=2.5,0x7fc00003 fpsr=0x1
fmaxnmp v0.4s, v1.4s, v2.4s  | v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=2.5,0.0,0x7fc00003,1.0 fpsr=0x1
fmaxnmp v0.2d, v1.2d, v2.2d  | v1.d=inf,-inf v2.d=-1.0,0.5                              => v0.d=inf,0.5
fmaxnmp s0, v1.2s            | v0.d=-1,-1 v1.s=1.0,2.5,inf,0x7f800003                   => s0=2.5
fmaxnmp d0, v1.2d            | v1.d=0x7ff8000000000001,1.0                              => d0=1.0
fmaxnmp d0, v1.2d            | v1.d=3.0,-4.0                                            => d0=3.0
fminnmp v0.2s, v1.2s, v2.2s  | v0.d=-1,-1 v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=1.0,0x7fc00003 fpsr=0x1
fminnmp v0.4s, v1.4s, v2.4s  | v1.s=1.0,2.5,-0.0,0.0 v2.s=0x7fc00001,0x7f800003,1.0,0xffc00002 => v0.s=1.0,-0.0,0x7fc00003,1.0 fpsr=0x1
fminnmp v0.2d, v1.2d, v2.2d  | v1.d=inf,-inf v2.d=-1.0,0.5                              => v0.d=-inf,-1.0
fminnmp s0, v1.2s            | v0.d=-1,-1 v1.s=1.0,2.5,inf,0x7f800003                   => s0=1.0
fminnmp d0, v1.2d            | v1.d=0x7ff8000000000001,1.0                              => d0=1.0
fminnmp d0, v1.2d            | v1.d=3.0,-4.0                                            => d0=-4.0
fmaxv s0, v1.4s              | v0.d=-1,-1 v1.s=1.0,-2.5,3.0,0.5                         => s0=3.0
fmaxv s0, v1.4s              | v1.s=1.0,0x7fc00001,0xffc00002,0.5                       => s0=0x7fc00001
fmaxv s0, v1.4s              | v1.s=-0.0,0.0,0x7f800003,0.0                             => s0=0x7fc00003 fpsr=0x1
fminv s0, v1.4s              | v0.d=-1,-1 v1.s=1.0,-2.5,3.0,0.5                         => s0=-2.5
fminv s0, v1.4s              | v1.s=1.0,0x7fc00001,0xffc00002,0.5                       => s0=0x7fc00001
fminv s0, v1.4s              | v1.s=-0.0,0.0,0x7f800003,0.0                             => s0=0x7fc00003 fpsr=0x1
fmaxnmv s0, v1.4s            | v0.d=-1,-1 v1.s=1.0,-2.5,3.0,0.5                         => s0=3.0
fmaxnmv s0, v1.4s            | v1.s=1.0,0x7fc00001,0xffc00002,0.5                       => s0=1.0
fmaxnmv s0, v1.4s            | v1.s=-0.0,0.0,0x7f800003,0.0                             => fpsr=0x1
fminnmv s0, v1.4s            | v0.d=-1,-1 v1.s=1.0,-2.5,3.0,0.5                         => s0=-2.5
fminnmv s0, v1.4s            | v1.s=1.0,0x7fc00001,0xffc00002,0.5                       => s0=0.5
fminnmv s0, v1.4s            | v1.s=-0.0,0.0,0x7f800003,0.0                             => s0=-0.0 fpsr=0x1

# ---- by element ----
fmul v0.2s, v1.2s, v18.s[3]  | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v18.s=1.0,2.0,3.0,-1.5 => v0.s=-2.25,inf
fmul v0.4s, v1.4s, v18.s[0]  | v1.s=0.0,-inf,1.0,3.0 v18.s=inf                          => v0.s=nan,-inf,inf,inf fpsr=0x1
fmul v0.2d, v1.2d, v31.d[1]  | v1.d=2.0,-0.0 v31.d=9.0,-inf                             => v0.d=-inf,nan fpsr=0x1
fmul s0, s1, v2.s[2]         | v0.s=1.0,1.0 s1=0x1.000002p0 v2.s=0.0,0.0,0x1.000002p0   => s0=1.0000002 fpsr=0x10
fmul d0, d1, v2.d[1]         | v0.d=1.0,1.0 d1=0.0 v2.d=0.0,inf                         => d0=nan fpsr=0x1
fmul d0, d1, v2.d[0]         | v0.d=1.0,1.0 d1=3.0 v2.d=7.0,inf                         => d0=21.0
fmulx v0.2s, v1.2s, v18.s[3] | v0.d=-1,-1 v1.s=1.5,-inf,0x7f800003,-0.0 v18.s=1.0,2.0,3.0,-1.5 => v0.s=-2.25,inf
fmulx v0.4s, v1.4s, v18.s[0] | v1.s=0.0,-inf,1.0,3.0 v18.s=inf                          => v0.s=2.0,-inf,inf,inf
fmulx v0.2d, v1.2d, v31.d[1] | v1.d=2.0,-0.0 v31.d=9.0,-inf                             => v0.d=-inf,2.0
fmulx s0, s1, v2.s[2]        | v0.s=1.0,1.0 s1=0x1.000002p0 v2.s=0.0,0.0,0x1.000002p0   => s0=1.0000002 fpsr=0x10
fmulx d0, d1, v2.d[1]        | v0.d=1.0,1.0 d1=0.0 v2.d=0.0,inf                         => d0=2.0
fmulx d0, d1, v2.d[0]        | v0.d=1.0,1.0 d1=3.0 v2.d=7.0,inf                         => d0=21.0
fmla v0.2s, v1.2s, v18.s[3]  | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,-inf,0x7f800003,-0.0 v18.s=1.0,2.0,3.0,-1.5 => v0.s=-1.25,inf
fmla v0.4s, v1.4s, v18.s[0]  | v0.s=1.0,inf,0xffc00002,0.0 v1.s=0.0,-inf,1.0,3.0 v18.s=inf => v0.s=nan,nan,0xffc00002,inf fpsr=0x1
fmla v0.2d, v1.2d, v31.d[1]  | v0.d=1.0,0x7ff8000000000001 v1.d=2.0,-0.0 v31.d=9.0,-inf => v0.d=-inf,nan fpsr=0x1
fmla s0, s1, v2.s[2]         | v0.s=1.0,1.0 s1=0x1.000002p0 v2.s=0.0,0.0,0x1.000002p0   => s0=2.0000002 fpsr=0x10
fmla d0, d1, v2.d[1]         | v0.d=1.0,1.0 d1=0.0 v2.d=0.0,inf                         => d0=nan fpsr=0x1
fmla d0, d1, v2.d[0]         | v0.d=1.0,1.0 d1=3.0 v2.d=7.0,inf                         => d0=22.0
fmls v0.2s, v1.2s, v18.s[3]  | v0.s=1.0,inf,0xffc00002,0.0 v1.s=1.5,-inf,0x7f800003,-0.0 v18.s=1.0,2.0,3.0,-1.5 => v0.s=3.25,nan fpsr=0x1
fmls v0.4s, v1.4s, v18.s[0]  | v0.s=1.0,inf,0xffc00002,0.0 v1.s=0.0,-inf,1.0,3.0 v18.s=inf => v0.s=nan,inf,0xffc00002,-inf fpsr=0x1
fmls v0.2d, v1.2d, v31.d[1]  | v0.d=1.0,0x7ff8000000000001 v1.d=2.0,-0.0 v31.d=9.0,-inf => v0.d=inf,nan fpsr=0x1
fmls s0, s1, v2.s[2]         | v0.s=1.0,1.0 s1=0x1.000002p0 v2.s=0.0,0.0,0x1.000002p0   => s0=-0x1p-22 fpsr=0x10
fmls d0, d1, v2.d[1]         | v0.d=1.0,1.0 d1=0.0 v2.d=0.0,inf                         => d0=nan fpsr=0x1
fmls d0, d1, v2.d[0]         | v0.d=1.0,1.0 d1=3.0 v2.d=7.0,inf                         => d0=-20.0

# ---- estimates ----
frecpe v0.2s, v1.2s          | v0.d=-1,-1 v1.s=3.0,0x1p-127                             => v0.s=0.3330078,0x1.ffp+126
frecpe v0.4s, v1.4s          | v1.s=0.0,-2.0,inf,0x7f800003                             => v0.s=inf,-0x1.ffp-2,0.0,0x7fc00003 fpsr=0x3
frecpe v0.2d, v1.2d          | v1.d=1.5,0x1p1023                                        => v0.d=0.666015625,0x0.7fcp-1022
frecpe s0, s1                | v0.d=-1,-1 s1=10.0                                       => s0=0x1.99p-4
frecpe s0, s1                | v0.d=-1,-1 s1=-0.0                                       => s0=-inf fpsr=0x2
frecpe s0, s1                | v0.d=-1,-1 s1=0x1p-149                                   => s0=inf fpsr=0x14
frecpe s0, s1                | v0.d=-1,-1 s1=0x1p127                                    => s0=0x1.ffp-128
frecpe s0, s1                | v0.d=-1,-1 s1=0xffc00002                                 => s0=0xffc00002
frecpe d0, d1                | v0.d=-1,-1 d1=10.0                                       => d0=0x1.99p-4
frecpe d0, d1                | v0.d=-1,-1 d1=-inf                                       => d0=-0.0
frecpe d0, d1                | v0.d=-1,-1 d1=0x1p-1074                                  => d0=inf fpsr=0x14
frecpe d0, d1                | v0.d=-1,-1 d1=-1.0                                       => d0=-0.998046875
frsqrte v0.2s, v1.2s         | v0.d=-1,-1 v1.s=3.0,0x1p-127                             => v0.s=0.5761719,0x1.69p+63
frsqrte v0.4s, v1.4s         | v1.s=0.0,-2.0,inf,0x7f800003                             => v0.s=inf,nan,0.0,0x7fc00003 fpsr=0x3
frsqrte v0.2d, v1.2d         | v1.d=1.5,0x1p1023                                        => v0.d=0.81640625,0x1.69p-512
frsqrte s0, s1               | v0.d=-1,-1 s1=10.0                                       => s0=0.3154297
frsqrte s0, s1               | v0.d=-1,-1 s1=-0.0                                       => s0=-inf fpsr=0x2
frsqrte s0, s1               | v0.d=-1,-1 s1=0x1p-149                                   => s0=0x1.69p+74
frsqrte s0, s1               | v0.d=-1,-1 s1=0x1p127                                    => s0=0x1.69p-64
frsqrte s0, s1               | v0.d=-1,-1 s1=0xffc00002                                 => s0=0xffc00002
frsqrte d0, d1               | v0.d=-1,-1 d1=10.0                                       => d0=0.3154296875
frsqrte d0, d1               | v0.d=-1,-1 d1=-inf                                       => d0=nan fpsr=0x1
frsqrte d0, d1               | v0.d=-1,-1 d1=0x1p-1074                                  => d0=0x1.ffp+536
frsqrte d0, d1               | v0.d=-1,-1 d1=-1.0                                       => d0=nan fpsr=0x1
frecpx s0, s1                | v0.d=-1,-1 s1=10.0                                       => s0=0.25
frecpx s0, s1                | v0.d=-1,-1 s1=-0.0                                       => s0=-0x1p+127
frecpx s0, s1                | v0.d=-1,-1 s1=inf                                        => s0=0.0
frecpx s0, s1                | v0.d=-1,-1 s1=0x1p-149                                   => s0=0x1p+127
frecpx s0, s1                | v0.d=-1,-1 s1=0x1.fffffep127                             => s0=0x1p-126
frecpx s0, s1                | v0.d=-1,-1 s1=0x7f800003                                 => s0=0x7fc00003 fpsr=0x1
frecpx d0, d1                | v0.d=-1,-1 d1=10.0                                       => d0=0.25
frecpx d0, d1                | v0.d=-1,-1 d1=-0.0                                       => d0=-0x1p+1023
frecpx d0, d1                | v0.d=-1,-1 d1=inf                                        => d0=0.0
frecpx d0, d1                | v0.d=-1,-1 d1=0x1p-1074                                  => d0=0x1p+1023
frecpx d0, d1                | v0.d=-1,-1 d1=0x1.fffffffffffffp1023                     => d0=0x1p-1022
frecpx d0, d1                | v0.d=-1,-1 d1=0x7ff0000000000003                         => d0=0x7ff8000000000003 fpsr=0x1

# ---- to integral numbers ----
frintn v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2.0,-2.0
frintn v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-0.0,1e+20,0x7fc00003,1.0 fpsr=0x1
frintn v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-4.0,0x1.8p+51
frintp v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=3.0,-1.0
frintp v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-0.0,1e+20,0x7fc00003,1.0 fpsr=0x1
frintp v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-3.0,0x1.8p+51
frintm v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2.0,-2.0
frintm v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-1.0,1e+20,0x7fc00003 fpsr=0x1
frintm v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-4.0,0x1.8p+51
frintz v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2.0,-1.0
frintz v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-0.0,1e+20,0x7fc00003 fpsr=0x1
frintz v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-3.0,0x1.8p+51
frinta v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=3.0,-2.0
frinta v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-0.0,1e+20,0x7fc00003,1.0 fpsr=0x1
frinta v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-4.0,0x1.8p+51
frintx v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2.0,-2.0 fpsr=0x10
frintx v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-0.0,1e+20,0x7fc00003,1.0 fpsr=0x11
frintx v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-4.0,0x1.8p+51 fpsr=0x10
frinti v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2.0,-2.0
frinti v0.4s, v1.4s          | v1.s=-0.3,1e20,0x7f800003,0.7                            => v0.s=-0.0,1e+20,0x7fc00003,1.0 fpsr=0x1
frinti v0.2d, v1.2d          | v1.d=-3.5,0x1.8p51                                       => v0.d=-4.0,0x1.8p+51
frinti v0.2d, v1.2d          | v1.d=-3.5,2.5 fpcr=0x400000                              => v0.d=-3.0,3.0
frintx v0.2d, v1.2d          | v1.d=-3.5,2.5 fpcr=0xc00000                              => v0.d=-3.0,2.0 fpsr=0x10

# ---- to integers ----
fcvtns v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2,-2 fpsr=0x10
fcvtns v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=2147483647,-2147483648,0,1 fpsr=0x11
fcvtns v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=-4,0x7fffffffffffffff fpsr=0x11
fcvtns s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=6 fpsr=0x10
fcvtns d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x10
fcvtns d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0x7fffffffffffffff fpsr=0x1
fcvtnu v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2 fpsr=0x11
fcvtnu v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=3000000000,0,0,1 fpsr=0x11
fcvtnu v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=0,0x8ac7230489e80000 fpsr=0x1
fcvtnu s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=6 fpsr=0x10
fcvtnu d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x10
fcvtnu d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0xffffffffffffffff fpsr=0x1
fcvtps v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=3,-1 fpsr=0x10
fcvtps v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=2147483647,-2147483648,0,1 fpsr=0x11
fcvtps v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=-3,0x7fffffffffffffff fpsr=0x11
fcvtps s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=7 fpsr=0x10
fcvtps d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x10
fcvtps d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0x7fffffffffffffff fpsr=0x1
fcvtpu v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=3 fpsr=0x11
fcvtpu v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=3000000000,0,0,1 fpsr=0x11
fcvtpu v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=0,0x8ac7230489e80000 fpsr=0x1
fcvtpu s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=7 fpsr=0x10
fcvtpu d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x10
fcvtpu d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0xffffffffffffffff fpsr=0x1
fcvtms v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2,-2 fpsr=0x10
fcvtms v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=2147483647,-2147483648 fpsr=0x11
fcvtms v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=-4,0x7fffffffffffffff fpsr=0x11
fcvtms s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=6 fpsr=0x10
fcvtms d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=-1 fpsr=0x10
fcvtms d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0x7fffffffffffffff fpsr=0x1
fcvtmu v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2 fpsr=0x11
fcvtmu v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=3000000000 fpsr=0x11
fcvtmu v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=0,0x8ac7230489e80000 fpsr=0x1
fcvtmu s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=6 fpsr=0x10
fcvtmu d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x1
fcvtmu d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0xffffffffffffffff fpsr=0x1
fcvtzs v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2,-1 fpsr=0x10
fcvtzs v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=2147483647,-2147483648 fpsr=0x11
fcvtzs v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=-3,0x7fffffffffffffff fpsr=0x11
fcvtzs s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=6 fpsr=0x10
fcvtzs d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x10
fcvtzs d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0x7fffffffffffffff fpsr=0x1
fcvtzu v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=2 fpsr=0x11
fcvtzu v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=3000000000 fpsr=0x11
fcvtzu v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=0,0x8ac7230489e80000 fpsr=0x1
fcvtzu s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=6 fpsr=0x10
fcvtzu d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x10
fcvtzu d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0xffffffffffffffff fpsr=0x1
fcvtas v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=3,-2 fpsr=0x10
fcvtas v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=2147483647,-2147483648,0,1 fpsr=0x11
fcvtas v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=-4,0x7fffffffffffffff fpsr=0x11
fcvtas s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=7 fpsr=0x10
fcvtas d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=-1 fpsr=0x10
fcvtas d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0x7fffffffffffffff fpsr=0x1
fcvtau v0.2s, v1.2s          | v0.d=-1,-1 v1.s=2.5,-1.5,0.5,0.5                         => v0.s=3 fpsr=0x11
fcvtau v0.4s, v1.4s          | v1.s=3e9,-3e9,0x7fc00001,0.7                             => v0.s=3000000000,0,0,1 fpsr=0x11
fcvtau v0.2d, v1.2d          | v1.d=-3.5,1e19                                           => v0.d=0,0x8ac7230489e80000 fpsr=0x1
fcvtau s0, s1                | v0.d=-1,-1 s1=6.5                                        => s0=7 fpsr=0x10
fcvtau d0, d1                | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x1
fcvtau d0, d1                | v0.d=-1,-1 d1=1e300                                      => d0=0xffffffffffffffff fpsr=0x1
fcvtzs v0.2s, v1.2s, #1      | v0.d=-1,-1 v1.s=2.75,-1.5,0.3,0.3                        => v0.s=5,-3 fpsr=0x10
fcvtzs v0.4s, v1.4s, #32     | v1.s=0.25,-1.5,0.75,0x7fc00001                           => v0.s=1073741824,-2147483648,2147483647 fpsr=0x1
fcvtzs v0.2d, v1.2d, #64     | v1.d=0.25,0.75                                           => v0.d=0x4000000000000000,0x7fffffffffffffff fpsr=0x1
fcvtzs s0, s1, #16           | v0.d=-1,-1 s1=6.5                                        => s0=425984
fcvtzs d0, d1, #3            | v0.d=-1,-1 d1=-0.5                                       => d0=-4
fcvtzs d0, d1, #33           | v0.d=-1,-1 d1=6.25                                       => d0=53687091200
fcvtzu v0.2s, v1.2s, #1      | v0.d=-1,-1 v1.s=2.75,-1.5,0.3,0.3                        => v0.s=5 fpsr=0x11
fcvtzu v0.4s, v1.4s, #32     | v1.s=0.25,-1.5,0.75,0x7fc00001                           => v0.s=1073741824,0,3221225472 fpsr=0x1
fcvtzu v0.2d, v1.2d, #64     | v1.d=0.25,0.75                                           => v0.d=0x4000000000000000,0xc000000000000000
fcvtzu s0, s1, #16           | v0.d=-1,-1 s1=6.5                                        => s0=425984
fcvtzu d0, d1, #3            | v0.d=-1,-1 d1=-0.5                                       => d0=0 fpsr=0x1
fcvtzu d0, d1, #33           | v0.d=-1,-1 d1=6.25                                       => d0=53687091200

# ---- from integers ----
scvtf v0.2s, v1.2s           | v0.d=-1,-1 v1.s=-1,16777217,1,1                          => v0.s=-1.0,16777216.0 fpsr=0x10
scvtf v0.4s, v1.4s           | v1.s=5,-5,0x80000000,0                                   => v0.s=5.0,-5.0,-0x1p+31
scvtf v0.2d, v1.2d           | v1.d=-1,0x20000000000001                                 => v0.d=-1.0,0x1p+53 fpsr=0x10
scvtf s0, s1                 | v0.d=-1,-1 s1=-7                                         => s0=-7.0
scvtf d0, d1                 | v0.d=-1,-1 d1=-7                                         => d0=-7.0
scvtf v0.2s, v1.2s, #1       | v0.d=-1,-1 v1.s=-1,3,1,1                                 => v0.s=-0.5,1.5
scvtf v0.4s, v1.4s, #32      | v1.s=5,-5,0x80000000,0                                   => v0.s=0x1.4p-30,-0x1.4p-30,-0.5
scvtf v0.2d, v1.2d, #64      | v1.d=-1,0x20000000000001                                 => v0.d=-0x1p-64,0x1p-11 fpsr=0x10
scvtf s0, s1, #4             | v0.d=-1,-1 s1=-7                                         => s0=-0.4375
scvtf d0, d1, #60            | v0.d=-1,-1 d1=-7                                         => d0=-0x1.cp-58
ucvtf v0.2s, v1.2s           | v0.d=-1,-1 v1.s=-1,16777217,1,1                          => v0.s=0x1p+32,16777216.0 fpsr=0x10
ucvtf v0.4s, v1.4s           | v1.s=5,-5,0x80000000,0                                   => v0.s=5.0,0x1p+32,0x1p+31 fpsr=0x10
ucvtf v0.2d, v1.2d           | v1.d=-1,0x20000000000001                                 => v0.d=0x1p+64,0x1p+53 fpsr=0x10
ucvtf s0, s1                 | v0.d=-1,-1 s1=-7                                         => s0=0x1p+32 fpsr=0x10
ucvtf d0, d1                 | v0.d=-1,-1 d1=-7                                         => d0=0x1p+64 fpsr=0x10
ucvtf v0.2s, v1.2s, #1       | v0.d=-1,-1 v1.s=-1,3,1,1                                 => v0.s=0x1p+31,1.5 fpsr=0x10
ucvtf v0.4s, v1.4s, #32      | v1.s=5,-5,0x80000000,0                                   => v0.s=0x1.4p-30,1.0,0.5 fpsr=0x10
ucvtf v0.2d, v1.2d, #64      | v1.d=-1,0x20000000000001                                 => v0.d=1.0,0x1p-11 fpsr=0x10
ucvtf s0, s1, #4             | v0.d=-1,-1 s1=-7                                         => s0=0x1p+28 fpsr=0x10
ucvtf d0, d1, #60            | v0.d=-1,-1 d1=-7                                         => d0=16.0 fpsr=0x10

# ---- formats ----
fcvtl v0.4s, v1.4h           | v1.h=0x3c00,0x8001,0x7c01,0xfe12,0x3c01                  => v0.s=1.0,-0x1p-24,0x7fc02000,0xffc24000 fpsr=0x1
fcvtl2 v0.4s, v1.8h          | v1.h=0x3c00,0x8001,0x7c01,0xfe12,0x3c01,0xfc00,0x7bff,0  => v0.s=1.0009766,-inf,65504.0
fcvtl v0.2d, v1.2s           | v1.s=1.1,0x1p-149,3.0,4.0                                => v0.d=0x1.19999ap+0,0x1p-149
fcvtl2 v0.2d, v1.4s          | v1.s=1.1,0x1p-149,-inf,0x7f800003                        => v0.d=-inf,0x7ff8000060000000 fpsr=0x1
fcvtn v0.4h, v1.4s           | v0.d=-1,-1 v1.s=1.0,65520.0,0x1p-25,0xffc00002           => v0.h=0x3c00,0x7c00,0x0,0xfe00 fpsr=0x1c
fcvtn2 v0.8h, v1.4s          | v0.d=1,2 v1.s=1.0,-2.0,0x1.ffcp-15,0x7f800003            => v0.h=0x1,0x0,0x0,0x0,0x3c00,0xc000,0x400,0x7e00 fpsr=0x19
fcvtn v0.2s, v1.2d           | v0.d=-1,-1 v1.d=1.1,1e300                                => v0.s=1.1,inf fpsr=0x14
fcvtn2 v0.4s, v1.2d          | v0.d=1,2 v1.d=0x1p-149,0xfff8000000000002                => v0.s=1,0,1,0xffc00000
fcvtxn v0.2s, v1.2d          | v0.d=-1,-1 v1.d=1.1,1e300                                => v0.s=0x3f8ccccd,0x7f7fffff fpsr=0x14
fcvtxn2 v0.4s, v1.2d         | v0.d=1,2 v1.d=0x1.0000010000001p0,-0x1p-200              => v0.s=1,0,0x3f800001,0x80000001 fpsr=0x18
fcvtxn s0, d1                | v0.d=-1,-1 d1=-1.1                                       => s0=0xbf8ccccd fpsr=0x10
fcvtxn s0, d1                | v0.d=-1,-1 d1=1.5                                        => s0=0x3fc00000
fcvtxn s0, d1                | v0.d=-1,-1 d1=0x7ff0000000000003                         => s0=0x7fc00000 fpsr=0x1
fcvtn v0.4h, v1.4s           | v1.s=1.0,1e6,0x7fc00001,inf fpcr=0x4000000               => v0.h=0x3c00,0x7fff,0x0,0x7fff fpsr=0x1
fcvtl v0.4s, v1.4h           | v1.h=0x7c00,0xfe12 fpcr=0x4000000                        => v0.s=65536.0,-99456.0

# ---- no such instructions ----
# 1D: fadd, fmla, fcmgt, fsqrt, scvtf, by element. Element number above 1 of doublewords.
.inst 0x0e62d420             |                                                          => fault=ILL
.inst 0x0e62cc20             |                                                          => fault=ILL
.inst 0x2ee2e420             |                                                          => fault=ILL
.inst 0x2ee1f820             |                                                          => fault=ILL
.inst 0x0e61d820             |                                                          => fault=ILL
.inst 0x0fc29020             |                                                          => fault=ILL
.inst 0x4fe29020             |                                                          => fault=ILL
.inst 0x5fe29020             |                                                          => fault=ILL
# fmaxv of two words and of doublewords; fcvtxn of halfwords; fixed-point of bytes, halves of the reserved arrangement.
.inst 0x2e30f820             |                                                          => fault=ILL
.inst 0x6e70f820             |                                                          => fault=ILL
.inst 0x2e216820             |                                                          => fault=ILL
.inst 0x7e216820             |                                                          => fault=ILL
.inst 0x4f08e420             |                                                          => fault=ILL
.inst 0x0f40e420             |                                                          => fault=ILL
.inst 0x0f40fc20             |                                                          => fault=ILL
