# Zba, Zbb, Zbs, Zicond. The format: docs/insn-tests.md.

# ---- Zba ----
add.uw a0, a1, a2                        | a1=0xffffffff80000001 a2=0x100               => a0=0x80000101
add.uw a0, a1, a2                        | a1=-1 a2=1                                   => a0=0x100000000
sh1add a0, a1, a2                        | a1=0xffffffff80000001 a2=0x100               => a0=0xffffffff00000102
sh1add a0, a1, a2                        | a1=-1 a2=1                                   => a0=-1
sh2add a0, a1, a2                        | a1=0xffffffff80000001 a2=0x100               => a0=0xfffffffe00000104
sh2add a0, a1, a2                        | a1=-1 a2=1                                   => a0=-3
sh3add a0, a1, a2                        | a1=0xffffffff80000001 a2=0x100               => a0=0xfffffffc00000108
sh3add a0, a1, a2                        | a1=-1 a2=1                                   => a0=-7
sh1add.uw a0, a1, a2                     | a1=0xffffffff80000001 a2=0x100               => a0=0x100000102
sh1add.uw a0, a1, a2                     | a1=-1 a2=1                                   => a0=0x1ffffffff
sh2add.uw a0, a1, a2                     | a1=0xffffffff80000001 a2=0x100               => a0=0x200000104
sh2add.uw a0, a1, a2                     | a1=-1 a2=1                                   => a0=0x3fffffffd
sh3add.uw a0, a1, a2                     | a1=0xffffffff80000001 a2=0x100               => a0=0x400000108
sh3add.uw a0, a1, a2                     | a1=-1 a2=1                                   => a0=0x7fffffff9
slli.uw a0, a1, 0                        | a1=0xffffffff80000001                        => a0=0x80000001
slli.uw a0, a1, 33                       | a1=0xffffffff80000001                        => a0=0x200000000
slli.uw a0, a1, 63                       | a1=-1                                        => a0=0x8000000000000000

# ---- Zbb ----
andn a0, a1, a2                          | a1=0xff00ff00ff00ff00 a2=0x0ff00ff00ff00ff0  => a0=0xf000f000f000f000
orn a0, a1, a2                           | a1=0xff00ff00ff00ff00 a2=0x0ff00ff00ff00ff0  => a0=0xff0fff0fff0fff0f
xnor a0, a1, a2                          | a1=0xff00ff00ff00ff00 a2=0x0ff00ff00ff00ff0  => a0=0xf0f0f0f0f0f0f0f
min a0, a1, a2                           | a1=-1 a2=1                                   => a0=-1
min a0, a1, a2                           | a1=1 a2=-1                                   => a0=-1
min a0, a1, a2                           | a1=0x8000000000000000 a2=0x7fffffffffffffff  => a0=0x8000000000000000
minu a0, a1, a2                          | a1=-1 a2=1                                   => a0=1
minu a0, a1, a2                          | a1=1 a2=-1                                   => a0=1
minu a0, a1, a2                          | a1=0x8000000000000000 a2=0x7fffffffffffffff  => a0=0x7fffffffffffffff
max a0, a1, a2                           | a1=-1 a2=1                                   => a0=1
max a0, a1, a2                           | a1=1 a2=-1                                   => a0=1
max a0, a1, a2                           | a1=0x8000000000000000 a2=0x7fffffffffffffff  => a0=0x7fffffffffffffff
maxu a0, a1, a2                          | a1=-1 a2=1                                   => a0=-1
maxu a0, a1, a2                          | a1=1 a2=-1                                   => a0=-1
maxu a0, a1, a2                          | a1=0x8000000000000000 a2=0x7fffffffffffffff  => a0=0x8000000000000000
rol a0, a1, a2                           | a1=0x123456789abcdef0 a2=4                   => a0=0x23456789abcdef01
rol a0, a1, a2                           | a1=0x123456789abcdef0 a2=0                   => a0=0x123456789abcdef0
rol a0, a1, a2                           | a1=0x123456789abcdef0 a2=127                 => a0=0x91a2b3c4d5e6f78
ror a0, a1, a2                           | a1=0x123456789abcdef0 a2=4                   => a0=0x123456789abcdef
ror a0, a1, a2                           | a1=0x123456789abcdef0 a2=0                   => a0=0x123456789abcdef0
ror a0, a1, a2                           | a1=0x123456789abcdef0 a2=127                 => a0=0x2468acf13579bde0
rolw a0, a1, a2                          | a1=0x123456789abcdef0 a2=4                   => a0=0xffffffffabcdef09
rolw a0, a1, a2                          | a1=0x9abcdef0 a2=32                          => a0=0xffffffff9abcdef0
rolw a0, a1, a2                          | a1=0x12345678 a2=63                          => a0=0x91a2b3c
rorw a0, a1, a2                          | a1=0x123456789abcdef0 a2=4                   => a0=0x9abcdef
rorw a0, a1, a2                          | a1=0x9abcdef0 a2=32                          => a0=0xffffffff9abcdef0
rorw a0, a1, a2                          | a1=0x12345678 a2=63                          => a0=0x2468acf0
rori a0, a1, 60                          | a1=0x123456789abcdef0                        => a0=0x23456789abcdef01
rori a0, a1, 0                           | a1=0x123456789abcdef0                        => a0=0x123456789abcdef0
roriw a0, a1, 4                          | a1=0x123456789abcdef0                        => a0=0x9abcdef
roriw a0, a1, 0                          | a1=0x80000000                                => a0=0xffffffff80000000
clz a0, a1                               | a1=0                                         => a0=64
clz a0, a1                               | a1=1                                         => a0=63
clz a0, a1                               | a1=0x8000000000000000                        =>
clz a0, a1                               | a1=0x00ff000000000000                        => a0=8
ctz a0, a1                               | a1=0                                         => a0=64
ctz a0, a1                               | a1=1                                         =>
ctz a0, a1                               | a1=0x8000000000000000                        => a0=63
cpop a0, a1                              | a1=0                                         =>
cpop a0, a1                              | a1=-1                                        => a0=64
cpop a0, a1                              | a1=0x8000000000000001                        => a0=2
clzw a0, a1                              | a1=0                                         => a0=32
clzw a0, a1                              | a1=-1                                        =>
clzw a0, a1                              | a1=0x1000000000                              => a0=32
clzw a0, a1                              | a1=0x00010000                                => a0=15
ctzw a0, a1                              | a1=0x100000000                               => a0=32
ctzw a0, a1                              | a1=0x200000000                               => a0=32 | noqemu: 7.2 counts into the upper half
ctzw a0, a1                              | a1=0x80000000                                => a0=31
ctzw a0, a1                              | a1=-1                                        =>
cpopw a0, a1                             | a1=-1                                        => a0=32
cpopw a0, a1                             | a1=0xff000000ff                              => a0=8
sext.b a0, a1                            | a1=0x80                                      => a0=-128
sext.b a0, a1                            | a1=0x17f                                     => a0=127
sext.h a0, a1                            | a1=0x8000                                    => a0=-32768
sext.h a0, a1                            | a1=0x17fff                                   => a0=32767
zext.h a0, a1                            | a1=-1                                        => a0=65535
zext.h a0, a1                            | a1=0x123456                                  => a0=13398
orc.b a0, a1                             | a1=0x0100800000ff0001                        => a0=0xff00ff0000ff00ff
orc.b a0, a1                             | a1=0                                         =>
orc.b a0, a1                             | a1=0x8000000000000000                        => a0=0xff00000000000000
orc.b a0, a1                             | a1=-1                                        => a0=-1
rev8 a0, a1                              | a1=0x0123456789abcdef                        => a0=0xefcdab8967452301

# ---- Zbs ----
bclr a0, a1, a2                          | a1=0x123456789abcdef0 a2=63                  => a0=0x123456789abcdef0
bclr a0, a1, a2                          | a1=0x123456789abcdef0 a2=68                  => a0=0x123456789abcdee0
bclr a0, a1, a2                          | a1=-1 a2=0                                   => a0=-2
bext a0, a1, a2                          | a1=0x123456789abcdef0 a2=63                  =>
bext a0, a1, a2                          | a1=0x123456789abcdef0 a2=68                  => a0=1
bext a0, a1, a2                          | a1=-1 a2=0                                   => a0=1
binv a0, a1, a2                          | a1=0x123456789abcdef0 a2=63                  => a0=0x923456789abcdef0
binv a0, a1, a2                          | a1=0x123456789abcdef0 a2=68                  => a0=0x123456789abcdee0
binv a0, a1, a2                          | a1=-1 a2=0                                   => a0=-2
bset a0, a1, a2                          | a1=0x123456789abcdef0 a2=63                  => a0=0x923456789abcdef0
bset a0, a1, a2                          | a1=0x123456789abcdef0 a2=68                  => a0=0x123456789abcdef0
bset a0, a1, a2                          | a1=-1 a2=0                                   => a0=-1
bclri a0, a1, 60                         | a1=0x123456789abcdef0                        => a0=0x23456789abcdef0
bclri a0, a1, 4                          | a1=0x123456789abcdef0                        => a0=0x123456789abcdee0
bclri a0, a1, 63                         | a1=0                                         =>
bexti a0, a1, 60                         | a1=0x123456789abcdef0                        => a0=1
bexti a0, a1, 4                          | a1=0x123456789abcdef0                        => a0=1
bexti a0, a1, 63                         | a1=0                                         =>
binvi a0, a1, 60                         | a1=0x123456789abcdef0                        => a0=0x23456789abcdef0
binvi a0, a1, 4                          | a1=0x123456789abcdef0                        => a0=0x123456789abcdee0
binvi a0, a1, 63                         | a1=0                                         => a0=0x8000000000000000
bseti a0, a1, 60                         | a1=0x123456789abcdef0                        => a0=0x123456789abcdef0
bseti a0, a1, 4                          | a1=0x123456789abcdef0                        => a0=0x123456789abcdef0
bseti a0, a1, 63                         | a1=0                                         => a0=0x8000000000000000

# ---- Zicond, by encoding: czero.eqz, czero.nez a0, a1, a2 ----
.insn r 0x33, 5, 7, a0, a1, a2           | a1=5 a2=0 a0=9                               => a0=0 | noqemu: 7.2 has no Zicond
.insn r 0x33, 5, 7, a0, a1, a2           | a1=5 a2=1 a0=9                               => a0=5 | noqemu: 7.2 has no Zicond
.insn r 0x33, 5, 7, a0, a1, a2           | a1=5 a2=0x8000000000000000 a0=9              => a0=5 | noqemu: 7.2 has no Zicond
.insn r 0x33, 7, 7, a0, a1, a2           | a1=5 a2=0 a0=9                               => a0=5 | noqemu: 7.2 has no Zicond
.insn r 0x33, 7, 7, a0, a1, a2           | a1=5 a2=1 a0=9                               => a0=0 | noqemu: 7.2 has no Zicond
.insn r 0x33, 7, 7, a0, a1, a2           | a1=5 a2=0x8000000000000000 a0=9              => a0=0 | noqemu: 7.2 has no Zicond
