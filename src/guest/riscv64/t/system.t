# The environment, fences, cache blocks, CSRs. The format: docs/insn-tests.md.

# ---- fences, hints ----
fence                                    |                                              =>
fence r, rw                              |                                              =>
fence w, r                               |                                              =>
fence.tso                                |                                              =>
fence i, o                               |                                              =>
.insn i 0x0f, 0, x0, x0, 0x7ff           |                                              =>
.4byte 0x0100000f                        |                                              =>
.insn i 0x0f, 1, x0, x0, 0               |                                              =>
fence.i; addi a0, a0, 1                  |                                              => a0=1
.insn i 0x73, 0, x0, x0, 0xd             |                                              =>  | noqemu: 7.2 has no Zawrs
.insn i 0x73, 0, x0, x0, 0x1d            |                                              =>  | noqemu: 7.2 has no Zawrs

# ---- calls to the environment ----
ecall                                    | a7=-1                                        => fault=SYS pc=P+4 | noqemu: a system call
.4byte 0x00100073                        |                                              => fault=TRAP | noqemu: how a run ends
c.ebreak                                 |                                              => fault=TRAP | noqemu: how a run ends
.insn i 0x73, 0, x0, x0, 0x105           |                                              => fault=ILL
.insn i 0x73, 0, x0, x0, 0x302           |                                              => fault=ILL
.4byte 0xffffffff                        |                                              => fault=ILL
.4byte 0x0000007f                        |                                              => fault=ILL

# ---- cache blocks, by encoding: cbo.clean 1, cbo.flush 2, cbo.zero 4 ----
.insn i 0x0f, 2, x0, a0, 1               | a0=M                                         =>  | noqemu: 7.2 has no cache-block operations
.insn i 0x0f, 2, x0, a0, 1               | a0=M-64                                      => fault=SEGV at=M-64 | noqemu: 7.2 has no cache-block operations
.insn i 0x0f, 2, x0, a0, 2               | a0=M+70                                      =>  | noqemu: 7.2 has no cache-block operations
.insn i 0x0f, 2, x0, a0, 4               | a0=M+64                                      => u64[M+64]=0 u64[M+72]=0 u64[M+80]=0 u64[M+88]=0 u64[M+96]=0 u64[M+104]=0 u64[M+112]=0 u64[M+120]=0 | noqemu: 7.2 has no cache-block operations
.insn i 0x0f, 2, x0, a0, 4               | a0=M+130                                     => u64[M+128]=0 u64[M+136]=0 u64[M+144]=0 u64[M+152]=0 u64[M+160]=0 u64[M+168]=0 u64[M+176]=0 u64[M+184]=0 | noqemu: 7.2 has no cache-block operations
.insn i 0x0f, 2, x0, a0, 4               | a0=M-1                                       => fault=SEGV at=M-64 | noqemu: 7.2 has no cache-block operations
.insn i 0x0f, 2, x0, a0, 0               | a0=M                                         => fault=ILL

# ---- CSRs ----
csrrw a0, fflags, a1                     | a1=0xff                                      => fflags=0x1f
csrrw a0, fflags, a1                     | a1=0x2 fflags=0x11                           => a0=17 fflags=0x2
csrrs a0, fflags, a1                     | a1=1 fflags=0x10                             => a0=16 fflags=0x11
csrrc a0, fflags, a1                     | a1=0x11 fflags=0x13                          => a0=19 fflags=0x2
csrrs a0, fflags, zero                   | fflags=0x15                                  => a0=21
csrrw zero, fflags, a1                   | a1=4                                         => fflags=0x4
csrrw a0, frm, a1                        | a1=0x1a frm=1                                => a0=1 frm=2
csrrs a0, frm, a1                        | a1=4 frm=3                                   => a0=3 frm=7
csrrc a0, frm, a1                        | a1=1 frm=3                                   => a0=3 frm=2
csrrw a0, fcsr, a1                       | a1=0xff fcsr=0x21                            => a0=33 fflags=0x1f frm=7
csrrw a0, fcsr, a1                       | a1=-1                                        => fflags=0x1f frm=7
csrrs a0, fcsr, zero                     | fcsr=0x8a                                    => a0=138
csrrs a0, fcsr, a1                       | a1=0x60 fcsr=0x01                            => a0=1 frm=3
csrrc a0, fcsr, a1                       | a1=0x21 fcsr=0x7f                            => a0=127 fflags=0x1e frm=2
csrrwi a0, fflags, 31                    | fflags=1                                     => a0=1 fflags=0x1f
csrrwi zero, frm, 2                      |                                              => frm=2
csrrsi a0, fflags, 8                     | fflags=1                                     => a0=1 fflags=0x9
csrrci a0, fcsr, 0                       | fcsr=0x1f                                    => a0=31
csrrci a0, fcsr, 3                       | fcsr=0x1f                                    => a0=31 fflags=0x1c
csrrwi a0, fcsr, 17                      | fcsr=0x2f                                    => a0=47 fflags=0x11 frm=0
csrrsi a0, frm, 0                        | frm=2                                        => a0=2
csrrw a1, fflags, a1                     | a1=3 fflags=0x10                             => a1=16 fflags=0x3
csrrwi a0, cycle, 1                      |                                              => fault=ILL
csrrs a0, time, a1                       |                                              => fault=ILL | noqemu: it takes a zero for no write
csrrs a0, instret, a1                    | a1=1                                         => fault=ILL
csrrw zero, cycle, zero                  |                                              => fault=ILL
csrrs a0, 0x300, zero                    |                                              => fault=ILL
csrrs a0, 0x000, zero                    |                                              => fault=ILL
csrrw zero, 0xc03, zero                  |                                              => fault=ILL
rdtime a0; rdtime a1; sltu a2, a1, a0; li a0, 0; li a1, 0 |                                              =>
rdcycle a0; rdcycle a1; sltu a2, a1, a0; li a0, 0; li a1, 0 |                                              =>
rdinstret a0; snez a0, a0                |                                              => a0=1
fadd.s fa0, fa1, fa2; frflags a0; fsflags a1, zero | fa1=1.0f fa2=0xffffffff33000000              => a0=1 a1=1 fa0=1.0f
