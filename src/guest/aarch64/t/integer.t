# Data processing on general registers. The format: docs/insn-tests.md.

# ---- addresses ----
adr x0, .+20                    | => x0=P+20
adr x0, .-3                     | => x0=P-3
adrp x0, .                      | => x0=P-0x400
.inst 0x90000800                | => x0=P+0xffc00
adr xzr, .                      | =>

# ---- add, subtract immediate ----
add x0, x1, #4095               | x1=5                     => x0=4100
add w0, w1, #1                  | x1=0xffffffff            => x0=0
add x0, sp, #1, lsl #12         | sp=0x1000                => x0=0x2000
add sp, x1, #16                 | x1=0x100                 => sp=0x110
add wsp, w1, #1                 | x1=0x1ffffffff sp=-1     => sp=0
mov x0, sp                      | sp=0x1002                => x0=0x1002
mov sp, x0                      | x0=0x1002                => sp=0x1002
mov wsp, w0                     | x0=0xff00001002          => sp=0x1002
sub sp, sp, #32                 | sp=0x100                 => sp=0xe0
sub w0, w1, #1                  |                          => x0=0xffffffff
sub x0, x1, #1, lsl #12         | x1=0x1001                => x0=1
adds x0, x1, #1                 | x1=0x7fffffffffffffff    => x0=0x8000000000000000 nzcv=NV
adds x0, x1, #1                 | x1=-1                    => x0=0 nzcv=ZC
adds w0, w1, #1                 | x1=0xffffffff            => x0=0 nzcv=ZC
adds w0, w1, #1                 | x1=0x7fffffff            => x0=0x80000000 nzcv=NV
adds w0, wsp, #2                | sp=3                     => x0=5
subs x0, x1, #7                 | x1=7                     => x0=0 nzcv=ZC
subs xzr, sp, #7                | sp=6                     => nzcv=N
cmp w1, #1                      | x1=0x80000000            => nzcv=CV
cmn x1, #1                      | x1=-1                    => nzcv=ZC
cmp x1, #0                      | nzcv=NZV                 => nzcv=ZC

# ---- logical immediate ----
and x0, x1, #0xff               | x1=0x1234                => x0=0x34
and sp, x1, #-16                | x1=0x12f                 => sp=0x120
and w0, w1, #0x80000001         | x1=-1                    => x0=0x80000001
and x0, x1, #0x5555555555555555 | x1=-1                    => x0=0x5555555555555555
and x0, x1, #0xc000000000000003 | x1=-1                    => x0=0xc000000000000003
orr x0, xzr, #0x00ff00ff00ff00ff |                         => x0=0x00ff00ff00ff00ff
orr w0, w1, #0x7fffffff         | x1=0xfffffff000000000    => x0=0x7fffffff
orr sp, x1, #0x10               | x1=1                     => sp=17
eor x0, x1, #0xfffffffffffffffe | x1=1                     => x0=-1
eor wsp, w1, #1                 | x1=0xff00000001          => sp=0
ands x0, x1, #0x8000000000000000 | x1=-1 nzcv=CV           => x0=0x8000000000000000 nzcv=N
ands wzr, w1, #0xf0             | x1=0x0f nzcv=NCV         => nzcv=Z
.inst 0x12400020                | x1=1                     => fault=ILL
.inst 0x9240fc20                | x1=1                     => fault=ILL
.inst 0x1200fc20                | x1=1                     => fault=ILL

# ---- move wide ----
movz x0, #0x1234, lsl #48       | x0=-1                    => x0=0x1234000000000000
movz w0, #0xffff, lsl #16       | x0=-1                    => x0=0xffff0000
mov w0, #0xffff                 | x0=-1                    => x0=0xffff
movn x0, #0                     |                          => x0=-1
movn w0, #1                     |                          => x0=0xfffffffe
movn w0, #1, lsl #16            |                          => x0=0xfffeffff
movk x0, #0xabcd, lsl #32       | x0=0x1111222233334444    => x0=0x1111abcd33334444
movk w0, #0xabcd                | x0=0x1111222233334444    => x0=0x3333abcd
.inst 0x12c00020                |                          => fault=ILL
.inst 0x52e00020                |                          => fault=ILL
.inst 0x72c00020                |                          => fault=ILL
.inst 0x32800020                |                          => fault=ILL

# ---- bitfields ----
sbfx x0, x1, #4, #8             | x1=0xf80                 => x0=-8
sbfx w0, w1, #31, #1            | x1=0x80000000            => x0=0xffffffff
sbfiz x0, x1, #60, #4           | x1=0xf9                  => x0=0x9000000000000000
sbfiz w0, w1, #4, #4            | x1=8                     => x0=0xffffff80
sxtb x0, w1                     | x1=0x180                 => x0=-128
sxth w0, w1                     | x1=0x8000                => x0=0xffff8000
sxtw x0, w1                     | x1=0x80000000            => x0=0xffffffff80000000
asr x0, x1, #63                 | x1=0x8000000000000000    => x0=-1
asr w0, w1, #3                  | x1=0x80000000            => x0=0xf0000000
ubfx x0, x1, #8, #16            | x1=0x12345678            => x0=0x3456
ubfx w0, w1, #30, #2            | x1=0xc0000000            => x0=3
ubfiz x0, x1, #4, #8            | x1=0xfff                 => x0=0xff0
ubfiz w0, w1, #28, #4           | x1=0x1f                  => x0=0xf0000000
lsl x0, x1, #63                 | x1=3                     => x0=0x8000000000000000
lsl w0, w1, #1                  | x1=0x80000001            => x0=2
lsr x0, x1, #63                 | x1=-1                    => x0=1
lsr w0, w1, #31                 | x1=0x1ffffffff           => x0=1
uxtb w0, w1                     | x1=0x1234                => x0=0x34
bfi x0, x1, #8, #8              | x0=-1 x1=0x12            => x0=0xffffffffffff12ff
bfi w0, w1, #28, #4             | x0=0x5500000000 x1=0x19  => x0=0x90000000
bfxil x0, x1, #8, #8            | x0=-1 x1=0x1234          => x0=0xffffffffffffff12
bfxil x0, x1, #0, #64           | x0=-1 x1=0x1234          => x0=0x1234
bfc x0, #4, #56                 | x0=-1                    => x0=0xf00000000000000f
.inst 0x13400020                |                          => fault=ILL
.inst 0x93000020                |                          => fault=ILL
.inst 0x13200020                |                          => fault=ILL
.inst 0x13008020                |                          => fault=ILL
.inst 0x73000020                |                          => fault=ILL

# ---- extract ----
extr x0, x1, x2, #8             | x1=0x1122 x2=0x3344556677889900 => x0=0x2233445566778899
extr w0, w1, w2, #31            | x1=1 x2=0x80000000       => x0=3
extr x0, x1, x2, #0             | x1=1 x2=7                => x0=7
ror w0, w1, #4                  | x1=0x12345678            => x0=0x81234567
ror x0, x1, #63                 | x1=0x8000000000000000    => x0=1
.inst 0x13828020                |                          => fault=ILL
.inst 0x13c20020                |                          => fault=ILL
.inst 0x93820020                |                          => fault=ILL

# ---- two sources ----
udiv x0, x1, x2                 | x1=-1 x2=10              => x0=0x1999999999999999
udiv w0, w1, w2                 | x1=0xffffffff x2=0x100000002 => x0=0x7fffffff
udiv x0, x1, x2                 | x1=5                     => x0=0
sdiv x0, x1, x2                 | x1=-7 x2=2               => x0=-3
sdiv w0, w1, w2                 | x1=0xfffffff9 x2=2       => x0=0xfffffffd
sdiv x0, x1, x2                 | x1=0x8000000000000000 x2=-1 => x0=0x8000000000000000
sdiv w0, w1, w2                 | x1=0x80000000 x2=0xffffffff => x0=0x80000000
sdiv x0, x1, x2                 | x1=5                     => x0=0
lsl x0, x1, x2                  | x1=3 x2=65               => x0=6
lsl w0, w1, w2                  | x1=3 x2=63               => x0=0x80000000
lsr x0, x1, x2                  | x1=-1 x2=127             => x0=1
lsr w0, w1, w2                  | x1=-1 x2=32              => x0=0xffffffff
asr x0, x1, x2                  | x1=-2 x2=-1              => x0=-1
asr w0, w1, w2                  | x1=0x80000000 x2=31      => x0=0xffffffff
ror x0, x1, x2                  | x1=1 x2=1                => x0=0x8000000000000000
ror w0, w1, w2                  | x1=0x100000001 x2=33     => x0=0x80000000
adc x0, x1, x2                  | x1=1 x2=2 nzcv=C         => x0=4
adc w0, w1, w2                  | x1=0xffffffff x2=0 nzcv=C => x0=0
adcs x0, x1, x2                 | x1=-1 x2=-1 nzcv=C       => x0=-1 nzcv=NC
adcs x0, x1, x2                 | x1=-1 x2=0 nzcv=C        => x0=0 nzcv=ZC
adcs x0, x1, x2                 | x1=-1 x2=0 nzcv=NZV      => x0=-1 nzcv=N
adcs w0, w1, w2                 | x1=0x7fffffff nzcv=C     => x0=0x80000000 nzcv=NV
sbc x0, x1, x2                  | x1=5 x2=3                => x0=1
sbc w0, w1, w2                  | x1=5 x2=5                => x0=0xffffffff
sbcs x0, x1, x2                 | x1=5 x2=5 nzcv=C         => x0=0 nzcv=ZC
sbcs x0, x1, x2                 | x1=5 x2=5                => x0=-1 nzcv=N
sbcs x0, x1, x2                 | x1=0x8000000000000000    => x0=0x7fffffffffffffff nzcv=CV
sbcs w0, w1, w2                 | x2=0xffffffff            => x0=0 nzcv=Z
ngcs x0, x2                     | x2=-1                    => x0=0 nzcv=Z

# ---- CRC ----
crc32b w0, w1, w2               | x1=-1 x2=0x131           => x0=0x7c231048
crc32h w0, w1, w2               | x1=1 x2=0x3231           => x0=0x17916773
crc32w w0, w1, w2               | x1=0 x2=0x64636261       => x0=0xccc6120d
crc32x w0, w1, x2               | x1=0 x2=0x0102030405060708 => x0=0xc0ee324c
crc32cb w0, w1, w2              | x1=-1 x2=0x31            => x0=0x6f0a661c
crc32ch w0, w1, w2              | x1=1 x2=0x3231           => x0=0x91962bc5
crc32cw w0, w1, w2              | x1=0 x2=0x64636261       => x0=0xdaaf41f6
crc32cx w0, w1, x2              | x1=0 x2=0x0102030405060708 => x0=0xaad1b096
.inst 0x9ac24020                |                          => fault=ILL
.inst 0x1ac24c20                |                          => fault=ILL

# ---- one source ----
rbit x0, x1                     | x1=1                     => x0=0x8000000000000000
rbit w0, w1                     | x1=0xff00000003          => x0=0xc0000000
rev16 x0, x1                    | x1=0x0102030405060708    => x0=0x0201040306050807
rev16 w0, w1                    | x1=0x0102030405060708    => x0=0x06050807
rev w0, w1                      | x1=0x0102030405060708    => x0=0x08070605
rev x0, x1                      | x1=0x0102030405060708    => x0=0x0807060504030201
rev32 x0, x1                    | x1=0x0102030405060708    => x0=0x0403020108070605
clz x0, x1                      | x1=1                     => x0=63
clz w0, w1                      | x1=0xff00000000          => x0=32
cls x0, x1                      |                          => x0=63
cls x0, x1                      | x1=0xc000000000000000    => x0=1
cls w0, w1                      | x1=0xffffffff            => x0=31
cls w0, w1                      | x1=0x40000000            => x0=0
.inst 0x5ac00c20                |                          => fault=ILL

# ---- logical, shifted register ----
and x0, x1, x2, lsl #4          | x1=0xff x2=0x1f          => x0=0xf0
and w0, w1, w2                  | x1=-1 x2=0xf00000001     => x0=1
bic x0, x1, x2, lsr #4          | x1=0xff x2=0xf0          => x0=0xf0
orr x0, xzr, x2                 | x2=77                    => x0=77
orr w0, w1, w2, asr #31         | x2=0x80000000            => x0=0xffffffff
orn x0, x1, x2                  | x2=1                     => x0=-2
mvn w0, w2                      |                          => x0=0xffffffff
eor x0, x1, x2, ror #1          | x1=1 x2=3                => x0=0x8000000000000000
eon w0, w1, w2, ror #31         | x2=0x80000000            => x0=0xfffffffe
ands x0, x1, x2                 | x1=6 x2=9 nzcv=NCV       => x0=0 nzcv=Z
ands w0, w1, w2, lsl #31        | x1=-1 x2=1               => x0=0x80000000 nzcv=N
bics x0, x1, x2                 | x1=7 x2=2 nzcv=Z         => x0=5 nzcv=0
tst x1, x2, asr #1              | x1=-1 x2=0x8000000000000000 => nzcv=N
.inst 0x0a028020                |                          => fault=ILL

# ---- add, subtract, shifted register ----
add x0, x1, x2                  | x1=5 x2=7                => x0=12
add x0, x1, x2, lsl #3          | x1=5 x2=7                => x0=61
add w0, w1, w2, lsr #31         | x1=1 x2=-1               => x0=2
adds x0, x1, x2, asr #2         | x1=1 x2=-4               => x0=0 nzcv=ZC
adds w0, w1, w2                 | x1=0x80000000 x2=0x80000000 => x0=0 nzcv=ZCV
sub x0, x1, x2                  | x1=5 x2=7                => x0=-2
neg w0, w2, lsl #1              | x2=1                     => x0=0xfffffffe
subs x0, x1, x1                 | x1=5                     => x0=0 nzcv=ZC
subs x0, x1, x2                 | x1=0x8000000000000000 x2=1 => x0=0x7fffffffffffffff nzcv=CV
subs w0, w1, w2                 | x1=1 x2=2                => x0=0xffffffff nzcv=N
cmn x1, x2, lsl #1              | x1=-2 x2=1               => nzcv=ZC
cmp x1, x2                      | x1=-1 x2=1               => nzcv=NC
.inst 0x0bc20020                |                          => fault=ILL
.inst 0x0b028020                |                          => fault=ILL

# ---- add, subtract, extended register ----
add x0, sp, w2, uxtw #3         | sp=16 x2=0xf00000001     => x0=24
add x0, x1, w2, sxtw            | x1=16 x2=0xffffffff      => x0=15
add sp, sp, x2, lsl #4          | sp=16 x2=1               => sp=32
add x0, x1, w2, uxtb            | x1=1 x2=0x1ff            => x0=256
add x0, x1, w2, sxtb #1         | x1=1 x2=0x180            => x0=-255
add w0, w1, w2, uxth            | x1=1 x2=0x1ffff          => x0=0x10000
add w0, w1, w2, sxth #4         | x1=1 x2=0x8000           => x0=0xfff80001
add x0, x1, x2, sxtx #1         | x1=1 x2=-1               => x0=-1
adds x0, x1, w2, sxtw           | x1=1 x2=0xffffffff       => x0=0 nzcv=ZC
adds w0, w1, w2, uxtb #4        | x1=1 x2=0xff             => x0=0xff1
sub x0, sp, x2                  | sp=16 x2=1               => x0=15
sub wsp, w1, w2, uxtw           | x1=1 x2=2                => sp=0xffffffff
subs x0, sp, w2, uxtb           | sp=16 x2=0x110           => x0=0 nzcv=ZC
cmn x1, w2, uxtb                | x1=-255 x2=0x1ff         => nzcv=ZC
cmp w1, w2, sxtb                | x1=0xffffff80 x2=0x80    => nzcv=ZC
.inst 0x0b221420                |                          => fault=ILL
.inst 0x8b62001f                |                          => fault=ILL

# ---- conditional compare ----
ccmp x1, x2, #0, eq             | x1=5 x2=5 nzcv=Z         => nzcv=ZC
ccmp x1, x2, #9, eq             | x1=5 x2=5                => nzcv=NV
ccmp w1, #31, #0, ne            | x1=0x10000001f           => nzcv=ZC
ccmp w1, #31, #15, ne           | nzcv=Z                   => nzcv=NZCV
ccmn x1, x2, #0, ge             | x1=1 x2=-1               => nzcv=ZC
ccmn w1, w2, #6, lt             | x1=1 x2=-1               => nzcv=ZC
ccmn x1, #1, #0, al             | x1=-1                    => nzcv=ZC
ccmn w1, #1, #0, hi             | x1=0x7fffffff nzcv=C     => nzcv=NV
ccmn w1, #1, #0, hi             | x1=0x7fffffff nzcv=ZC    => nzcv=0

# ---- conditional select ----
csel x0, x1, x2, eq             | x1=1 x2=2 nzcv=Z         => x0=1
csel w0, w1, w2, eq             | x1=1 x2=0xf00000002      => x0=2
csinc x0, x1, x2, mi            | x1=1 x2=-1               => x0=0
cset w0, lo                     |                          => x0=1
csinv x0, x1, x2, vs            | x1=1 x2=5                => x0=-6
csetm w0, vc                    |                          => x0=0xffffffff
csneg x0, x1, x2, ls            | x1=1 x2=5 nzcv=C         => x0=-5
csneg w0, w1, w2, gt            | x1=1 x2=5 nzcv=N         => x0=0xfffffffb
csel x0, x1, x2, hs             | x1=1 x2=2 nzcv=C         => x0=1
csel x0, x1, x2, pl             | x1=1 x2=2 nzcv=N         => x0=2
csel x0, x1, x2, hi             | x1=1 x2=2 nzcv=C         => x0=1
csel x0, x1, x2, ge             | x1=1 x2=2 nzcv=NV        => x0=1
csel x0, x1, x2, lt             | x1=1 x2=2 nzcv=NV        => x0=2
csel x0, x1, x2, gt             | x1=1 x2=2 nzcv=NV        => x0=1
csel x0, x1, x2, le             | x1=1 x2=2 nzcv=Z         => x0=1
csel x0, x1, x2, al             | x1=1 x2=2                => x0=1
csel x0, x1, x2, nv             | x1=1 x2=2                => x0=1
.inst 0x1a820820                |                          => fault=ILL

# ---- multiply ----
madd x0, x1, x2, x3             | x1=5 x2=7 x3=1           => x0=36
mul w0, w1, w2                  | x1=0x10001 x2=0x10001    => x0=0x20001
msub x0, x1, x2, x3             | x1=5 x2=7 x3=1           => x0=-34
mneg w0, w1, w2                 | x1=5 x2=7                => x0=0xffffffdd
smaddl x0, w1, w2, x3           | x1=0xffffffff x2=2 x3=1  => x0=-1
smull x0, w1, w2                | x1=0xffffffff x2=2       => x0=-2
umull x0, w1, w2                | x1=0xffffffff x2=2       => x0=0x1fffffffe
smsubl x0, w1, w2, x3           | x1=0xffffffff x2=2 x3=1  => x0=3
umaddl x0, w1, w2, x3           | x1=0xfffffffff x2=0xffffffff x3=1 => x0=0xfffffffe00000002
umsubl x0, w1, w2, x3           | x1=0xffffffff x2=2 x3=1  => x0=0xfffffffe00000003
smulh x0, x1, x2                | x1=-1 x2=1               => x0=-1
smulh x0, x1, x2                | x1=0x8000000000000000 x2=0x8000000000000000 => x0=0x4000000000000000
umulh x0, x1, x2                | x1=-1 x2=-1              => x0=0xfffffffffffffffe
.inst 0x1b420020                |                          => fault=ILL
.inst 0x9b620020                |                          => fault=ILL
