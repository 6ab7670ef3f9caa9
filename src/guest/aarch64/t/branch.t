# Branches and exceptions. The format: docs/insn-tests.md.

b .+12                          |                          => pc=P+12
b .-4                           |                          => pc=P-4
b .+0x7fffffc                   |                          => pc=P+0x7fffffc
bl .+8                          | x30=1                    => x30=P+4 pc=P+8
bl .-0x8000000                  |                          => x30=P+4 pc=P-0x8000000
b.eq .+8                        | nzcv=Z                   => pc=P+8
b.eq .+8                        |                          => pc=P+4
b.ne .-8                        |                          => pc=P-8
b.ne .+8                        | nzcv=Z                   => pc=P+4
b.hs .+8                        | nzcv=C                   => pc=P+8
b.lo .+8                        | nzcv=C                   => pc=P+4
b.mi .+8                        | nzcv=N                   => pc=P+8
b.pl .+8                        | nzcv=N                   => pc=P+4
b.vs .+8                        | nzcv=V                   => pc=P+8
b.vc .+8                        | nzcv=V                   => pc=P+4
b.hi .+8                        | nzcv=C                   => pc=P+8
b.hi .+8                        | nzcv=ZC                  => pc=P+4
b.ls .+8                        | nzcv=ZC                  => pc=P+8
b.ge .+8                        | nzcv=NV                  => pc=P+8
b.ge .+8                        | nzcv=N                   => pc=P+4
b.lt .+8                        | nzcv=V                   => pc=P+8
b.gt .+8                        | nzcv=NV                  => pc=P+8
b.gt .+8                        | nzcv=NZV                 => pc=P+4
b.le .+8                        | nzcv=Z                   => pc=P+8
b.al .+8                        |                          => pc=P+8
b.nv .+8                        | nzcv=Z                   => pc=P+8
.inst 0x54000050                |                          => fault=ILL
b.eq .+0xffffc                  | nzcv=Z                   => pc=P+0xffffc
cmp x1, x2; b.lt .+8            | x1=-1 x2=0               => nzcv=NC pc=P+12
cmp x1, x2; b.lo .+8            | x1=-1 x2=0               => nzcv=NC pc=P+8
cbz x0, .+8                     |                          => pc=P+8
cbz x0, .+8                     | x0=0x100000000           => pc=P+4
cbz w0, .+8                     | x0=0x100000000           => pc=P+8
cbz xzr, .+8                    |                          => pc=P+8
cbnz x0, .+8                    |                          => pc=P+4
cbnz w0, .+8                    | x0=0x100000000           => pc=P+4
cbnz x0, .-8                    | x0=0x100000000           => pc=P-8
tbz x0, #63, .+8                |                          => pc=P+8
tbz x0, #63, .+8                | x0=0x8000000000000000    => pc=P+4
tbz w0, #3, .-0x8000            | x0=7                     => pc=P-0x8000
tbnz x0, #32, .+8               | x0=0x100000000           => pc=P+8
tbnz w0, #31, .+0x7ffc          | x0=0x80000000            => pc=P+0x7ffc
tbnz w0, #31, .+8               | x0=0x7fffffff            => pc=P+4
br x1                           | x1=P+16                  => pc=P+16
br xzr                          |                          => pc=0
blr x1                          | x1=P+16                  => x30=P+4 pc=P+16
blr x30                         | x30=P+16                 => x30=P+4 pc=P+16
ret                             | x30=P+16                 => pc=P+16
ret x1                          | x1=P-16 x30=P            => pc=P-16
.inst 0xd63f0001                |                          => fault=ILL
.inst 0xd61e0000                |                          => fault=ILL
mov x0, #3; 1: add x1, x1, x0; subs x0, x0, #1; b.ne 1b | => x0=0 x1=6 nzcv=ZC

# ---- exceptions ----
svc #0                          | x8=1                     => fault=SYS
brk #1                          |                          => fault=TRAP
nop; brk #0xf000                |                          => fault=TRAP pc=P+4
hlt #1                          |                          => fault=ILL
udf #0                          |                          => fault=ILL
udf #0xffff                     |                          => fault=ILL
hvc #0                          |                          => fault=ILL
smc #0                          |                          => fault=ILL
dcps1                           |                          => fault=ILL
eret                            |                          => fault=ILL
drps                            |                          => fault=ILL
.inst 0xffffffff                |                          => fault=ILL
