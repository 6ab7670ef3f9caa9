Cases of machine functions as text, for text.c. A case begins with "== NAME"; its function ends with "--". Behind that stands what is expected:
  error TEXT     the parser's
  refused TEXT   the verifier's
or, after allocation and emission as usual (registers chosen at random must be right, too):
  slots N        spill slots
  has N REGEX    so many lines of the allocated text
  bytes N        of the code

== a value that is used up shares its register with the result
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = add.64.i %reg64, 5
  %reg66 = sub.64.i %reg65, 3
  exit direct 0x2000: %reg66
--
slots 0
has 1 add\.64\.i r12, 5
has 1 sub\.64\.i r12, 3
has 0 mov\.64

== a value that is needed again is copied first
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16
block 0: entry 0x1000
  %reg64, %reg65 = entry
  %reg66 = and.64 %reg64, %reg65
  %reg67 = xor.64 %reg66, %reg64
  exit direct 0x2000: %reg66, %reg67
--
slots 0
has 1 and\.64
has 1 xor\.64
has 3 = mov\.64 

== a shift's count is in rcx, also when a pin is there
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24 rdi=state+32 rsi=state+40 rdx=state+48 rcx=state+56
block 0: entry 0x1000
  %reg64, %reg65, %reg66, %reg67, %reg68, %reg69, %reg70 = entry
  %reg71 = shl.64.cl %reg64, %reg65
  exit direct 0x2000: %reg71, %reg65, %reg66, %reg67, %reg68, %reg69, %reg70
--
slots 0
has 1 shl\.64\.cl r[a-z0-9]+, rcx
has 3 = mov\.64 |xchg

== a product of two words clobbers rax and rdx
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24 rdi=state+32 rsi=state+40 rdx=state+48
block 0: entry 0x1000
  %reg64, %reg65, %reg66, %reg67, %reg68, %reg69 = entry
  %reg70, %reg71 = mul.64.wide %reg64, %reg65
  exit direct 0x2000: %reg70, %reg71, %reg66, %reg67, %reg68, %reg69
--
slots 0
has 1 rax, rdx = mul\.64\.wide

== a pin that rests is read where it is, and nothing else gets its register
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24 rdi=state+32
resting r12 r15
block 0: entry 0x1000
  %reg64, %reg65 = entry
  %reg66 = mov.64 [r12 + 8]	at 0x1000, r14=%reg64, rdi=%reg65
  %reg67 = add.64 r15, %reg66
  exit direct 0x2000: r15, %reg67
--
slots 0
has 1 = mov\.64 \[r12 \+ 8\]
has 1 rdi = lea\.64 \[r15 \+ rax\]
has 0 r1[35] =

== a sum in another register needs no copy
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24
block 0: entry 0x1000
  %reg64, %reg65, %reg66 = entry
  %reg67 = add.64.i %reg64, 5
  %reg68 = add.32 %reg64, %reg67
  exit direct 0x2000: %reg64, %reg67, %reg68
--
slots 0
has 1 r14 = lea\.64 \[r12 \+ 5\]
has 1 r15 = lea\.32 \[r12 \+ r14\]
has 0 = mov

== but its flags do
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24
block 0: entry 0x1000
  %reg64, %reg65, %reg66 = entry
  %reg67 = add.64.i %reg64, 5
  %reg68 = set o
  exit direct 0x2000: %reg64, %reg67, %reg68
--
slots 0
has 1 = add\.64\.i
has 0 lea

== and so does an operand in a slot
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = mov.64 [%reg64 + 8]
  %reg66 = mov.64 [%reg64 + 16]
  %reg67 = mov.64 [%reg64 + 24]
  %reg68 = mov.64 [%reg64 + 32]
  %reg69 = mov.64 [%reg64 + 40]
  %reg70 = mov.64 [%reg64 + 48]
  %reg71 = mov.64 [%reg64 + 56]
  %reg72 = mov.64 [%reg64 + 64]
  %reg73 = mov.64 [%reg64 + 72]
  %reg74 = mov.64 [%reg64 + 80]
  %reg75 = mov.64 [%reg64 + 88]
  %reg76 = mov.64 [%reg64 + 96]
  %reg77 = mov.64 [%reg64 + 104]
  %reg78 = mov.64 [%reg64 + 112]
  %reg79 = mov.64 [%reg64 + 120]
  %reg80 = mov.64 [%reg64 + 128]
  %reg81 = add.64 %reg65, %reg80
  mov.64.st [%reg64 + 200], %reg81
  %reg82 = add.64 %reg66, %reg79
  mov.64.st [%reg64 + 208], %reg82
  %reg83 = add.64 %reg67, %reg78
  mov.64.st [%reg64 + 216], %reg83
  %reg84 = add.64 %reg68, %reg77
  mov.64.st [%reg64 + 224], %reg84
  %reg85 = add.64 %reg69, %reg76
  mov.64.st [%reg64 + 232], %reg85
  %reg86 = add.64 %reg70, %reg75
  mov.64.st [%reg64 + 240], %reg86
  %reg87 = add.64 %reg71, %reg74
  mov.64.st [%reg64 + 248], %reg87
  %reg88 = add.64 %reg72, %reg73
  mov.64.st [%reg64 + 256], %reg88
  mov.64.st [%reg64 + 400], %reg65
  mov.64.st [%reg64 + 408], %reg66
  mov.64.st [%reg64 + 416], %reg67
  mov.64.st [%reg64 + 424], %reg68
  mov.64.st [%reg64 + 432], %reg69
  mov.64.st [%reg64 + 440], %reg70
  mov.64.st [%reg64 + 448], %reg71
  mov.64.st [%reg64 + 456], %reg72
  mov.64.st [%reg64 + 464], %reg73
  mov.64.st [%reg64 + 472], %reg74
  mov.64.st [%reg64 + 480], %reg75
  mov.64.st [%reg64 + 488], %reg76
  mov.64.st [%reg64 + 496], %reg77
  mov.64.st [%reg64 + 504], %reg78
  mov.64.st [%reg64 + 512], %reg79
  mov.64.st [%reg64 + 520], %reg80
  exit direct 0x2000: %reg64
--
slots 4
has 4 add\.64 .*, slot
has 4 lea\.64

== a pin that rests is copied to where an instruction wants it
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24
resting r12 r15
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = shl.64.cl r15, r12
  exit direct 0x2000: %reg65
--
slots 0
has 1 rcx = mov\.64 r12
has 1 r14 = mov\.64 r15
has 1 shl\.64\.cl r14, rcx

== a pin that rests comes to a phi
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16
resting r14
block 0: entry 0x1000
  %reg64 = entry
  test.64 %reg64, %reg64
  branch e 1, 2
block 1: after 0
  jump 3
block 2: after 0
  jump 3
block 3: after 1 2
  %reg65 = phi r14, %reg64
  exit direct 0x2000: %reg65
--
slots 0
has 1 r12 = mov\.64 r14
has 1 = mov\.64

== constants are made again, not spilled
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = mov.64.i 1000
  %reg66 = mov.64 [%reg64]
  %reg67 = mov.64 [%reg64 + 8]
  %reg68 = mov.64 [%reg64 + 16]
  %reg69 = mov.64 [%reg64 + 24]
  %reg70 = mov.64 [%reg64 + 32]
  %reg71 = mov.64 [%reg64 + 40]
  %reg72 = mov.64 [%reg64 + 48]
  %reg73 = mov.64 [%reg64 + 56]
  %reg74 = mov.64 [%reg64 + 64]
  %reg75 = mov.64 [%reg64 + 72]
  %reg76 = mov.64 [%reg64 + 80]
  %reg77 = mov.64 [%reg64 + 88]
  %reg78 = mov.64 [%reg64 + 96]
  mov.64.st [%reg66], %reg67
  mov.64.st [%reg68], %reg69
  mov.64.st [%reg70], %reg71
  mov.64.st [%reg72], %reg73
  mov.64.st [%reg74], %reg75
  mov.64.st [%reg76], %reg77
  mov.64.st [%reg78], %reg65
  exit direct 0x2000: %reg65
--
slots 0

== more values than registers: one is spilled and comes back once
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg66 = mov.64 [%reg64]
  %reg67 = mov.64 [%reg64 + 8]
  %reg68 = mov.64 [%reg64 + 16]
  %reg69 = mov.64 [%reg64 + 24]
  %reg70 = mov.64 [%reg64 + 32]
  %reg71 = mov.64 [%reg64 + 40]
  %reg72 = mov.64 [%reg64 + 48]
  %reg73 = mov.64 [%reg64 + 56]
  %reg74 = mov.64 [%reg64 + 64]
  %reg75 = mov.64 [%reg64 + 72]
  %reg76 = mov.64 [%reg64 + 80]
  %reg77 = mov.64 [%reg64 + 88]
  %reg78 = mov.64 [%reg64 + 96]
  %reg79 = mov.64 [%reg64 + 104]
  mov.64.st [%reg66], %reg67
  mov.64.st [%reg68], %reg69
  mov.64.st [%reg70], %reg71
  mov.64.st [%reg72], %reg73
  mov.64.st [%reg74], %reg75
  mov.64.st [%reg76], %reg77
  mov.64.st [%reg78], %reg79
  exit direct 0x2000: %reg64
--
slots 1
has 1 mov\.64\.st slot0, r
has 1 r.* = mov\.64 slot0

== a loop's value stays in one register
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16
block 0: entry 0x1000
  %reg64, %reg65 = entry
  jump 1
block 1: after 0 1, loop 1
  %reg66 = phi %reg64, %reg68
  %reg67 = phi %reg65, %reg69
  %reg68 = add.64 %reg66, %reg67
  %reg69 = sub.64.i %reg67, 1
  branch ne 1, 2
block 2: after 1
  exit direct 0x2000: %reg68, %reg69
--
slots 0
has 0 mov\.64
has 0 phi

== two values that a loop exchanges
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16 r15=state+24
block 0: entry 0x1000
  %reg64, %reg65, %reg66 = entry
  jump 1
block 1: after 0 1, loop 1
  %reg67 = phi %reg64, %reg68
  %reg68 = phi %reg65, %reg67
  %reg69 = phi %reg66, %reg70
  %reg70 = sub.64.i %reg69, 1
  branch ne 1, 2
block 2: after 1
  exit direct 0x2000: %reg67, %reg68, %reg70
--
slots 0
has 1 xchg\.64

== a vector over a loop, one that is spilled nowhere
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %vec65 = movups [r13 + 64]
  jump 1
block 1: after 0 1, loop 1
  %vec66 = phi %vec65, %vec67
  %reg68 = phi %reg64, %reg69
  %vec67 = paddd %vec66, %vec66
  %reg69 = sub.64.i %reg68, 1
  branch ne 1, 2
block 2: after 1
  movups.st [r13 + 64], %vec67
  exit direct 0x2000: %reg69
--
slots 0
has 1 = movups
has 1 paddd (xmm[0-9]+), xmm
has 0 movaps

== cold code goes behind everything else, and branches are short
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  cmp.64.i %reg64, 7
  branch e 1, 2
block 1: after 0, cold
  exit trap 0x1000 trap 1: %reg64
block 2: after 0
  %reg65 = add.64.i %reg64, 1
  exit direct 0x2000: %reg65
--
slots 0
has 1 branch e 2, 1
has 1 block 2: after 0, cold
bytes 38

== what a fault must know is where the allocator has put it
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16
block 0: entry 0x1000
  %reg64, %reg65 = entry
  %reg66 = add.64 %reg64, %reg65
  %reg67 = mov.64 [%reg65]	at 0x1004, r12=%reg66, r14=%reg65, state+64.8=%reg64
  %reg68 = mov.64 [%reg67]	at 0x1008, r14=%reg67, state+64.8=stored
  exit direct 0x2000: %reg66, %reg68
--
slots 0
has 1 	at 0x1004, (r12=r[a-z0-9]+, )?state\+64\.8=r[a-z0-9]+$
has 1 	at 0x1008, .*state\+64\.8=stored

== bad: no function
# nothing
--
error there is no function

== bad: another target
mips, ssa, pc 0x1000
--
error x86_64 expected

== bad: neither form
x86_64, raw
--
error ssa or allocated expected

== bad: an instruction that is not there
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = frobnicate.64 %reg64
  exit direct 0x2000: %reg65
--
error line 5: frobnicate.64 is no instruction

== bad: a register of two classes
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %vec64 = paddd %vec64, %vec64
--
error register 64 is of two classes

== bad: results where there are none
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = cmp.64 %reg64, %reg64
--
error 1 results

== bad: a block that is not there
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  jump 7
--
error there is no block 7

== bad: a pin in another register
x86_64, ssa, pc 0x1000
pins rbx=state+8
--
error pin 0 is in another register

== bad: a snapshot of no guest state
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = mov.64 [%reg64]	at 0x1000, r14=%reg64
--
error r14 is no guest state

== bad: something rests that is no pin
x86_64, ssa, pc 0x1000
pins r12=state+8
resting r14
--
error r14 is no pin

== bad: a pin that rests is named
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16
resting r14
block 0: entry 0x1000
  %reg64, %reg65 = entry
  exit direct 0x2000: %reg64
--
refused 2 operands for 1

== bad: a pin that rests is written
x86_64, ssa, pc 0x1000
pins r12=state+8 r14=state+16
resting r14
block 0: entry 0x1000
  %reg64 = entry
  r14 = add.64.i %reg64, 1
  exit direct 0x2000: %reg64
--
refused r14 is written

== bad: an index times three
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = mov.64 [%reg64 + %reg64*3]
--
error an index times 3

== bad: a value that is not there
x86_64, ssa, pc 0x1000
pins r12=state+8
block 0: entry 0x1000
  %reg64 = entry
  %reg65 = add.64 %reg64, %reg66
  exit direct 0x2000: %reg65
--
refused %reg66 is not defined on all paths
