Tables with mistakes, and what machgen says of them (without mistakes: nothing). scripts/test-mach runs it.

==== an empty table
==== a table with everything
feature avx 1.0.ecx.28 1.0.ecx.27 xcr0=6
feature bmi2 7.0.ebx.8
insn mov.64     =r64 rm64        | RM REX.W 8B /r
insn mov.64.i   =r64 i64         | OI B8 +r ud ; MI REX.W C7 /0 id ; OI REX.W B8 +r io   # a comment
insn shl.64.cl  +r64 r64 {rcx}   | M REX.W D3 /4 | flags asm="shl %0, cl # no comment"
insn addps      =x x xm128       | RVM VEX.128.0F 58 /r +avx ; \
                                   RM 0F 58 /r | commutes
insn mulx.64    =r64 =&r64 {rdx} rm64 | RVM VEX.LZ.F2.0F38.W1 F6 /r | +bmi2
insn call.m     m64              | M FF /2 | clobbers=rax,rdx
insn xor.zero   =r32             | B 33 /r | flags
insn cmc                         | ZO F5 | flags uses-flags
==== names
insn            =r64 rm64        | RM 8B /r
insn a.b        =r64 rm64        | RM 8B /r
insn a_b        =r64 rm64        | RM 8B /r
=> t:1: expected a name at '=r64 rm64        | RM 8B /r'
=> t:3: 'a_b' is defined twice (t:2)
==== operands
insn a          =r7 r64          | RM 8B /r
insn b          =q64 r64         | RM 8B /r
insn c          =i32 r64         | RM 8B /r
insn d          =r64 +r64        | RM 8B /r
insn e          +r64 m64         | R 8B /r
insn f          ={rcx r64        | M 8B /0
insn g          +r64 x x         | RM 8B /r
insn h          xm256 x          | RM 8B /r
=> t:1: operand 'r7': '7' is no size
=> t:2: unknown operand 'q64'
=> t:3: only registers are written: '=i32 r64         | RM 8B /r'
=> t:4: only the first operand can be tied to the next
=> t:5: '+' wants a register of the same kind behind it
=> t:6: '{rcx' is not closed
=> t:7: '+' wants a register of the same kind behind it
=> t:8: operand 'xm256': '256' is no size
==== placing
insn a          =r64 r64         | RQ 8B /r
insn b          =r64 r64         | R 8B /r
insn c          =r64 r64         | RR 8B /r
insn d          =r64 r64         | ZO 8B
insn e          =r64 rm64        | MR 8B /r
insn f          =r64 r64         | RM 8B /3
insn g          =r64 r64         | RM 8B
insn h          =r64 i32         | RM 8B /r
insn i          =r64 i32         | MI 8B /0
insn j          =r64 r64         | MI 8B /0 id
insn k          =x x x           | RM VEX.128.0F 58 /r
=> t:1: 'Q' places no operand, or a second one
=> t:2: 'R' does not place 2 operands
=> t:3: 'R' places no operand, or a second one
=> t:4: 'ZO' does not place 2 operands
=> t:5: 'e': only M can be memory
=> t:6: 'f': the placing and the ModRM byte disagree
=> t:7: 'g': the placing and the ModRM byte disagree
=> t:8: 'h': M wants a register or memory
=> t:9: 'i': the placing and the immediate disagree
=> t:10: 'j': I wants an immediate
=> t:11: 'k': only legacy forms overwrite a source
==== encodings
insn a          =r64 r64
insn b          =r64 r64         | RM /r
insn c          =r64 r64         | RM 8B 0F 0F /r
insn d          =r64 r64         | RM 8B /9
insn e          =r64 r64         | RM 8B /r xx
insn f          =r64 r64         | RM VEX.128.77.0F 58 /r
insn g          =r64 r64         | RM VEX.128 58 /r
insn h          =r64 r64         | RM 8B /r +avx
insn i          =r64 r64         | RM 8B /r ; RM 8B /r ; RM 8B /r ; RM 8B /r ; RM 8B /r
=> t:1: 'a' has no encoding
=> t:2: 'b' has no opcode
=> t:3: a third opcode byte '0F'
=> t:4: unknown '/9'
=> t:5: unknown part 'xx' of an encoding
=> t:6: unknown part '77' of a VEX prefix
=> t:7: a VEX prefix names its map: 0F, 0F38 or 0F3A
=> t:8: unknown feature 'avx'
=> t:9: 'i' has more than 4 forms
==== attributes
insn a          =r64 r64         | RM 8B /r | flag
insn b          =r64 r64         | RM 8B /r | asm=x
insn c          =r64 r64         | RM 8B /r | +nothing
insn d          =r64 r64         | RM 8B /r | flags | flags
=> t:1: unknown attribute 'flag'
=> t:2: expected a quoted text at 'x'
=> t:3: unknown feature 'nothing'
=> t:4: expected an attribute at '| flags'
==== features
feature a 1.0.ecx
feature b 1.0.eex.1
feature c 1.0.ecx.32
feature d 1.0.ecx.1
feature d 1.0.ecx.2
=> t:1: expected a number at ''
=> t:2: 'eex' is no register of CPUID
=> t:3: expected LEAF.SUBLEAF.REGISTER.BIT
=> t:5: feature 'd' is defined twice
