# Hints, barriers, cache maintenance and system registers. The format: docs/insn-tests.md.

nop                             | x1=1                     => x1=1
yield                           |                          =>
wfe                             |                          =>
sev                             |                          =>
sevl                            |                          =>
bti c                           |                          =>
hint #127                       |                          =>
paciasp                         | x30=P sp=M               =>          | cpu=cortex-a53 noqemu: its max has pointer authentication
autiasp                         | x30=P sp=M               =>          | cpu=cortex-a53 noqemu: the same
xpaclri                         | x30=P                    =>          | cpu=cortex-a53 noqemu: the same
clrex                           |                          =>
dsb sy                          |                          =>
dsb ishst                       |                          =>
dmb ish                         |                          =>
dmb ishld                       |                          =>
dmb oshst                       |                          =>
isb                             |                          =>
.inst 0xd503309f                |                          =>
.inst 0xd503301f                |                          => fault=ILL
.inst 0xd50330bf                |                          =>
.inst 0xd503307f                |                          => fault=ILL

# ---- cache maintenance ----
ic ivau, x0                     | x0=P                     =>
adr x1, 1f; ldr w2, [x1, #4]; str w2, [x1]; dc cvau, x1; dsb ish; ic ivau, x1; dsb ish; isb; 1: mov x0, #1; mov x0, #2 | => x0=2 x1=P+32 x2=0xd2800040
mov x3, #2; 1: adr x1, 2f; ldr w2, [x1, #12]; 2: mov x0, #1; str w2, [x1]; ic ivau, x1; subs x3, x3, #1; mov x4, #7 | => x0=1 x1=P+12 x2=0xf1000463 x3=1 x4=7 nzcv=C
dc zva, x0                      | x0=M+65                  => u128[M+64]=0 u128[M+80]=0 u128[M+96]=0 u128[M+112]=0 | noqemu: larger blocks there
dc zva, x0                      | x0=M+4101                => fault=SEGV at=M+4101 | noqemu: tells of the block's start
dc cvac, x0                     | x0=M                     =>
dc cvau, x0                     | x0=M                     =>
dc civac, x0                    | x0=M                     =>
dc ivac, x0                     | x0=M                     => fault=ILL
ic iallu                        |                          => fault=ILL

# ---- flags and FP registers ----
mrs x0, nzcv                    | nzcv=ZC                  => x0=0x60000000
cmp x1, x2; mrs x0, nzcv        | x1=1 x2=2                => x0=0x80000000 nzcv=N
msr nzcv, x0                    | x0=0xffffffff5fffffff    => nzcv=ZV
mrs x0, fpcr                    | fpcr=0x03c00000          => x0=0x03c00000
mrs x0, fpsr                    | fpsr=0x0800009f          => x0=0x0800009f
mrs x0, fpsr                    |                          => x0=0
msr fpcr, x0                    | x0=0x07c00000            => fpcr=0x07c00000
msr fpcr, x0                    | x0=0x01000000 fpcr=0x00c00000 => fpcr=0x01000000
msr fpsr, x0                    | x0=0x0800009f            => fpsr=0x0800009f
msr fpsr, x0                    | x0=1 fpsr=0x08000002     => fpsr=1
msr fpsr, x0                    | x0=-1                    => fpsr=0xf800009f
msr fpsr, x1; mrs x0, fpsr      | x1=0x10                  => x0=0x10 fpsr=0x10

# ---- threads and time ----
msr tpidr_el0, x1; mrs x0, tpidr_el0 | x1=0x123456789     => x0=0x123456789
mrs x0, tpidrro_el0             | x0=1                     => x0=0
mrs x0, pmuserenr_el0           | x0=1                     => x0=0
mrs x0, cntfrq_el0              |                          => x0=1000000000 | noqemu: counts slower there
mrs x0, cntvct_el0; mrs x1, cntvct_el0; cmp x1, x0; cset x2, hs; mov x0, #0; mov x1, #0; cmp x0, x0 | => x2=1 nzcv=ZC

# ---- identification ----
mrs x0, ctr_el0                 |                          => x0=0x8444c004 | noqemu: larger lines there
mrs x0, dczid_el0               |                          => x0=4          | noqemu: larger blocks there
mrs x0, midr_el1                |                          => x0=0x000f0510 | noqemu: a number of its own
mrs x0, midr_el1                |                          => x0=0x410fd034 | cpu=cortex-a53 noqemu: another cpu
mrs x0, mpidr_el1               |                          => x0=0x80000000
mrs x0, revidr_el1              | x0=1                     => x0=0
mrs x0, id_aa64pfr0_el1         |                          => x0=0x11       | noqemu: has more
mrs x0, id_aa64dfr0_el1         |                          => x0=6
mrs x0, id_aa64isar0_el1        |                          => x0=0x0000100110212120 | noqemu: has more
mrs x0, id_aa64isar0_el1        |                          => x0=0x11120    | cpu=cortex-a53 noqemu: another cpu
mrs x0, id_aa64isar1_el1        |                          => x0=0x100000   | noqemu: has more
mrs x0, id_aa64mmfr0_el1        |                          => x0=0xff000000 | noqemu: has more
mrs x0, s3_0_c0_c7_7            | x0=1                     => x0=0
mrs x0, s3_0_c0_c0_1            |                          => fault=ILL
mrs x0, s3_0_c0_c1_0            |                          => fault=ILL
mrs x0, s3_0_c0_c3_7            |                          => fault=ILL
mrs x0, s3_0_c0_c8_0            |                          => fault=ILL

# ---- not for user mode ----
mrs x0, daif                    |                          => fault=ILL     | noqemu: allowed there
mrs x0, currentel               |                          => fault=ILL
mrs x0, sctlr_el1               |                          => fault=ILL
mrs x0, cntpct_el0              |                          => fault=ILL     | noqemu: allowed there
msr daifset, #2                 |                          => fault=ILL
msr spsel, #0                   |                          => fault=ILL
msr tpidrro_el0, x0             |                          => fault=ILL
tlbi vmalle1                    |                          => fault=ILL
at s1e0r, x0                    |                          => fault=ILL
.inst 0xd500401f                |                          => fault=ILL     | cpu=cortex-a53 noqemu: CFINV there
