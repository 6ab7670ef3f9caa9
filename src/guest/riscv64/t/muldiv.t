# M. The format: docs/insn-tests.md.

# ---- multiplication ----
mul a0, a1, a2                           | a1=3 a2=5                                    => a0=15
mul a0, a1, a2                           | a1=-1 a2=-1                                  => a0=1
mul a0, a1, a2                           | a1=0x8000000000000000 a2=0x8000000000000000  =>
mul a0, a1, a2                           | a1=0x8000000000000000 a2=-1                  => a0=0x8000000000000000
mul a0, a1, a2                           | a1=0x123456789abcdef0 a2=0xfedcba9876543210  => a0=0x236d88fe5618cf00
mul a0, a1, a2                           | a1=-7 a2=3                                   => a0=-21
mulh a0, a1, a2                          | a1=3 a2=5                                    =>
mulh a0, a1, a2                          | a1=-1 a2=-1                                  =>
mulh a0, a1, a2                          | a1=0x8000000000000000 a2=0x8000000000000000  => a0=0x4000000000000000
mulh a0, a1, a2                          | a1=0x8000000000000000 a2=-1                  =>
mulh a0, a1, a2                          | a1=0x123456789abcdef0 a2=0xfedcba9876543210  => a0=0xffeb49923cc09532
mulh a0, a1, a2                          | a1=-7 a2=3                                   => a0=-1
mulhsu a0, a1, a2                        | a1=3 a2=5                                    =>
mulhsu a0, a1, a2                        | a1=-1 a2=-1                                  => a0=-1
mulhsu a0, a1, a2                        | a1=0x8000000000000000 a2=0x8000000000000000  => a0=0xc000000000000000
mulhsu a0, a1, a2                        | a1=0x8000000000000000 a2=-1                  => a0=0x8000000000000000
mulhsu a0, a1, a2                        | a1=0x123456789abcdef0 a2=0xfedcba9876543210  => a0=0x121fa00ad77d7422
mulhsu a0, a1, a2                        | a1=-7 a2=3                                   => a0=-1
mulhu a0, a1, a2                         | a1=3 a2=5                                    =>
mulhu a0, a1, a2                         | a1=-1 a2=-1                                  => a0=-2
mulhu a0, a1, a2                         | a1=0x8000000000000000 a2=0x8000000000000000  => a0=0x4000000000000000
mulhu a0, a1, a2                         | a1=0x8000000000000000 a2=-1                  => a0=0x7fffffffffffffff
mulhu a0, a1, a2                         | a1=0x123456789abcdef0 a2=0xfedcba9876543210  => a0=0x121fa00ad77d7422
mulhu a0, a1, a2                         | a1=-7 a2=3                                   => a0=2
mulw a0, a1, a2                          | a1=3 a2=5                                    => a0=15
mulw a0, a1, a2                          | a1=0x180000000 a2=0x100000003                => a0=0xffffffff80000000
mulw a0, a1, a2                          | a1=0x7fffffff a2=0x7fffffff                  => a0=1

# ---- division ----
div a0, a1, a2                           | a1=7 a2=2                                    => a0=3
div a0, a1, a2                           | a1=-7 a2=2                                   => a0=-3
div a0, a1, a2                           | a1=7 a2=-2                                   => a0=-3
div a0, a1, a2                           | a1=7 a2=0                                    => a0=-1
div a0, a1, a2                           | a1=-7 a2=0                                   => a0=-1
div a0, a1, a2                           | a1=0x8000000000000000 a2=-1                  => a0=0x8000000000000000
div a0, a1, a2                           | a1=0 a2=0                                    => a0=-1
div a0, a1, a2                           | a1=0x8000000000000000 a2=1                   => a0=0x8000000000000000
divu a0, a1, a2                          | a1=7 a2=2                                    => a0=3
divu a0, a1, a2                          | a1=-7 a2=2                                   => a0=0x7ffffffffffffffc
divu a0, a1, a2                          | a1=7 a2=-2                                   =>
divu a0, a1, a2                          | a1=7 a2=0                                    => a0=-1
divu a0, a1, a2                          | a1=-7 a2=0                                   => a0=-1
divu a0, a1, a2                          | a1=0x8000000000000000 a2=-1                  =>
divu a0, a1, a2                          | a1=0 a2=0                                    => a0=-1
divu a0, a1, a2                          | a1=0x8000000000000000 a2=1                   => a0=0x8000000000000000
rem a0, a1, a2                           | a1=7 a2=2                                    => a0=1
rem a0, a1, a2                           | a1=-7 a2=2                                   => a0=-1
rem a0, a1, a2                           | a1=7 a2=-2                                   => a0=1
rem a0, a1, a2                           | a1=7 a2=0                                    => a0=7
rem a0, a1, a2                           | a1=-7 a2=0                                   => a0=-7
rem a0, a1, a2                           | a1=0x8000000000000000 a2=-1                  =>
rem a0, a1, a2                           | a1=0 a2=0                                    =>
rem a0, a1, a2                           | a1=0x8000000000000000 a2=1                   =>
remu a0, a1, a2                          | a1=7 a2=2                                    => a0=1
remu a0, a1, a2                          | a1=-7 a2=2                                   => a0=1
remu a0, a1, a2                          | a1=7 a2=-2                                   => a0=7
remu a0, a1, a2                          | a1=7 a2=0                                    => a0=7
remu a0, a1, a2                          | a1=-7 a2=0                                   => a0=-7
remu a0, a1, a2                          | a1=0x8000000000000000 a2=-1                  => a0=0x8000000000000000
remu a0, a1, a2                          | a1=0 a2=0                                    =>
remu a0, a1, a2                          | a1=0x8000000000000000 a2=1                   =>
divw a0, a1, a2                          | a1=7 a2=2                                    => a0=3
divw a0, a1, a2                          | a1=-7 a2=2                                   => a0=-3
divw a0, a1, a2                          | a1=7 a2=-2                                   => a0=-3
divw a0, a1, a2                          | a1=0x80000007 a2=0                           => a0=-1
divw a0, a1, a2                          | a1=0x100000007 a2=0x500000000                => a0=-1
divw a0, a1, a2                          | a1=0x80000000 a2=-1                          => a0=0xffffffff80000000
divw a0, a1, a2                          | a1=0xffffffff a2=0x10                        =>
divuw a0, a1, a2                         | a1=7 a2=2                                    => a0=3
divuw a0, a1, a2                         | a1=-7 a2=2                                   => a0=0x7ffffffc
divuw a0, a1, a2                         | a1=7 a2=-2                                   =>
divuw a0, a1, a2                         | a1=0x80000007 a2=0                           => a0=-1
divuw a0, a1, a2                         | a1=0x100000007 a2=0x500000000                => a0=-1
divuw a0, a1, a2                         | a1=0x80000000 a2=-1                          =>
divuw a0, a1, a2                         | a1=0xffffffff a2=0x10                        => a0=0xfffffff
remw a0, a1, a2                          | a1=7 a2=2                                    => a0=1
remw a0, a1, a2                          | a1=-7 a2=2                                   => a0=-1
remw a0, a1, a2                          | a1=7 a2=-2                                   => a0=1
remw a0, a1, a2                          | a1=0x80000007 a2=0                           => a0=0xffffffff80000007
remw a0, a1, a2                          | a1=0x100000007 a2=0x500000000                => a0=7
remw a0, a1, a2                          | a1=0x80000000 a2=-1                          =>
remw a0, a1, a2                          | a1=0xffffffff a2=0x10                        => a0=-1
remuw a0, a1, a2                         | a1=7 a2=2                                    => a0=1
remuw a0, a1, a2                         | a1=-7 a2=2                                   => a0=1
remuw a0, a1, a2                         | a1=7 a2=-2                                   => a0=7
remuw a0, a1, a2                         | a1=0x80000007 a2=0                           => a0=0xffffffff80000007
remuw a0, a1, a2                         | a1=0x100000007 a2=0x500000000                => a0=7
remuw a0, a1, a2                         | a1=0x80000000 a2=-1                          => a0=0xffffffff80000000
remuw a0, a1, a2                         | a1=0xffffffff a2=0x10                        => a0=15
