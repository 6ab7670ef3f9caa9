# What toy.tab makes of instruction words: hex width | pattern: lifted; (without the feature;) disassembled
8b1f03e5 32 | add: add 5 31 31 1; add: add x5, x31, x31
0b03fc41 32 | add: add 1 2 3 0; add: add w1, w2, w3
0b230041 32 | -: ; -: .word 0x0b230041
cb030041 32 | sub: sub 1 2 3 1; sub: 100% #3 \x
4b030041 32 | sub: sub 1 2 3 0; -: ; sub: 100% #3 \x
f040ffe3 32 | mov: mov 3 -1; mov: mov 3, #-1
f040dfe3 32 | mov: mov 3 255; mov: mov 3, #255
80800063 32 | branch: branch -4096 -16 7; branch: b -4096, -16, 7; distance 00fe0f80 -4096
80020fe3 32 | branch: branch 2110 -16 7; branch: b 2110, -16, 7; distance 00fe0f80 2110
20a0b0c0 32 | open: open 160 176; open: open {160, 176}
21a0b0c0 32 | open.2: open 160 176; open.2: open
22a0b0c0 32 | open1: open1 160 176 192; open1: 160 176 192
230000f0 32 | whole: whole 30 16; whole: 30 16
30000000 32 | none: none; none: none
30000042 32 | maybe_a: maybe_a 2 ; maybe_a: maybe_a
30000082 32 | maybe_b: maybe_b 2 ; maybe_b: maybe_b
30000041 32 | maybe_c: maybe_a 1 maybe_c 1 1 ; maybe_a: maybe_a
30000085 32 | maybe_c: maybe_b 5 maybe_c 5 -2 ; maybe_b: maybe_b
30000043 32 | last: maybe_a 3 maybe_c 3 1 last 67; maybe_a: maybe_a
30000002 32 | last: maybe_c 2 0 last 2; maybe_c: maybe_c
30000100 32 | last: last 256; last: last
ffffffff 32 | -: ; -: .word 0xffffffff
5580 16 | c_add: c_add 11 5; c_add: c.add 11, 5
7781 16 | c_add.2: c_add 15 5; c_add.2: c.add2 15, 5
0000 16 | c_nop: c_nop; c_nop: c_nop
1234 16 | c_any: c_any 4660; c_any: c_any
5581 16 | -: ; -: .half 0x5581
0000 8 | -: ; -: .word 0x00000000
