# Tables and what the generator says of them: `==== title`, a table named t, then `=> ` and a line of
# its standard error for each error, in order. Without any the table must be accepted.

==== an empty table
width 32

==== no width
%rd 0:5
=> t:1: the table does not start with its width

==== a width that is none
width 24
=> t:1: width 24 is not 16 or 32

==== comments, continued lines, quotes
width 32   # all of them
&a x       \
   y
one 11 x:15 \
       y:15 &a  "one #{x}, # {y}"   # the end
two 10 ----- ----- ----- ----- ----- -----

==== line numbers after a continued line
width 32
one 1111 \
    0000
two 1
=> t:2: has 8 bits, not 32
=> t:4: has 1 bits, not 32

==== a field's part is out of range
width 32
%x 30:4
%y 5:0
%z 32:1
=> t:2: field 'x': 30:4 is out of range
=> t:3: field 'y': 5:0 is out of range
=> t:4: field 'z': 32:1 is out of range

==== a field's parts overlap
width 32
%x 8:4 0:8 11:2
=> t:2: field 'x': 11:2 overlaps an earlier part

==== the sign is the first part's
width 32
%x 8:s4 0:4
%y 8:4 0:s4
=> t:3: field 'y': only the first part has a sign

==== functions of fields
width 32
%a 0:4 !shl3
%b 0:4 !mine
%c !=7
%d !get
%e 0:4 !shl1 !shl2
%f 0:4 !shl1 4:4
%g 0:4 !=3
=> t:6: field 'e' has two functions
=> t:7: field 'f': the function comes last
=> t:8: field 'g' has both bits and a constant

==== defined twice
width 32
%x 0:4
&x a b
@x ................................
%x 1:4
&x c
@x ................................
&y a a
=> t:5: field 'x' is defined twice (t:2)
=> t:6: argument set 'x' is defined twice (t:3)
=> t:7: format 'x' is defined twice (t:4)
=> t:8: argument set 'y' has 'a' twice

==== unknown names
width 32
&a x
one 0000 x:28 &b
two 0001 x:28 @f
three 0010 ............................ x=%x
four 0011 x:28 !never
five 0100 ............................ %x
=> t:3: unknown argument set '&b'
=> t:4: unknown format '@f'
=> t:5: unknown field '%x'
=> t:6: unknown flag '!never'
=> t:7: unknown field '%x'

==== bits that do not add up
width 32
one 000 x:28
two 0000 x:29
three 0000 x:12
@f 0000 x:13
=> t:2: has 31 bits, not 32
=> t:3: field 'x' does not fit
=> t:4: has 16 bits, not 32
=> t:5: has 17 bits, not 32

==== two widths
width 16 32
%wide 16:4
one 0000 x:12
two 0000 x:28
three 0001 x:11
four 0001 ............ x=%wide
=> t:5: has 15 bits, not 16 or 32
=> t:6: field 'x' is out of the range of 16 bits

==== a pattern narrower than its format
width 16 32
@f .... x:28
one 0000 ............ @f
=> t:3: pattern 'one' has 16 bits, its format '@f' 32

==== a field in place over a fixed bit, a field, an ignored bit
width 32
@f 0... x:12 -... ....  ........
one .... a:12 .... .... ........ @f
two a:2 .. ............ .... .... ........ @f
three .... ............ a:1... .... ........ @f
=> t:3: a field of pattern 'one' overlaps bit 27 of format '@f' (t:2)
=> t:3: bit 30 of pattern 'one' is in no field (write - to ignore it)
=> t:4: a field of pattern 'two' overlaps bit 31 of format '@f' (t:2)
=> t:4: bit 29 of pattern 'two' is in no field (write - to ignore it)
=> t:5: bit 15 of pattern 'three' and format '@f' (t:2) is ignored by one
=> t:5: bit 30 of pattern 'three' is in no field (write - to ignore it)
=> t:5: bit 15 of pattern 'three' is written - but is in a field

==== a pattern contradicts its format
width 32
@f 01.. x:28
one 011. ............................ @f
two 010- ............................ @f
three 00-- ............................ @f
=> t:3: bit 28 of pattern 'one' is in no field (write - to ignore it)
=> t:5: bit 30 of pattern 'three' contradicts format '@f' (t:2)

==== a pattern may fix bits of its format's fields
width 32
@f 01 x:5 y:25
one .. 00000 ......................... @f
two .. 1.... ......................... @f

==== duplicate fields
width 32
%x 0:4
@f 1... y:24 .... x=%x
one 0000 x:28 x=3
two 0001 x:28 %x
three .000 ........................ x:4 @f
=> t:4: duplicate field 'x'
=> t:5: duplicate field 'x'
=> t:6: duplicate field 'x' of pattern 'three' and format '@f' (t:3)

==== an argument set is short of a field
width 32
&a x y
one 0000 x:28 &a
two 0001 x:27 y:1 &a
=> t:3: pattern 'one' lacks field 'y' of argument set '&a'

==== a field is not in the argument set
width 32
&a x
@f .... x:28 &a
one 0000 ............................ @f y=1
=> t:4: field 'y' of pattern 'one' is not in argument set '&a'

==== two argument sets, two formats
width 32
&a x
@f .... x:28 &a
@g .... x:28
one 0000 ............................ @f @g
two 0001 ............................ @f &a
three 0010 x:28 &a &a
four 0011 ............................ @g &a
=> t:5: a second format '@g'
=> t:7: a second argument set '&a'
=> t:6: pattern 'two' and format '@f' both name an argument set

==== patterns of one name and different arguments
width 32
&a x
&b x
one 0000 x:28 &a
one 0001 x:28 &b
two 0010 x:28
two 0011 y:28
three 0100 x:27 y:1
three 0101 y:27 x:1
=> t:5: pattern 'one' has argument set 'b', the one of t:4 has 'a'
=> t:7: the fields of pattern 'two' are not those of argument set 'two' (t:6)

==== an inferred set's name is taken
width 32
&one y
one 0000 x:28
two 0001 x:28
two 0010 x:28
two_2 0011 x:28
=> t:3: the fields of pattern 'one' are not those of argument set 'one' (t:2)
=> t:6: pattern 'two_2' needs the name 'two_2', which t:5 has

==== a format that says nothing of a bit
width 32
one 00.0 x:28
=> t:2: bit 29 of pattern 'one' is in no field (write - to ignore it)

==== overlapping patterns
width 32
one 00-- x:28
two 0-01 x:28
=> t:3: pattern 'two' overlaps pattern 'one' (t:2)

==== overlapping patterns in groups that do not order them
width 32
{
  [
    one 0000 x:28
    two 0001 x:28
  ]
  three 000- x:28
}
four 00-- x:28
[
  {
    five 1--0 x:28
  }
  {
    six 1-00 x:28
  }
]
=> t:9: pattern 'four' overlaps pattern 'one' (t:4)
=> t:9: pattern 'four' overlaps pattern 'two' (t:5)
=> t:9: pattern 'four' overlaps pattern 'three' (t:7)
=> t:15: pattern 'six' overlaps pattern 'five' (t:12)

==== a shadowed pattern
width 32
{
  one 00-- x:28
  two 0001 x:28
  three -0-- x:28
  four 01-- x:28 +f
  five 011- x:28
}
=> t:4: pattern 'two' is never reached: 'one' (t:3) covers it

==== groups that do not match
width 32
{
one 0000 x:28
]
}
}
[ x
=> t:4: ']' closes no group
=> t:6: '}' closes no group
=> t:7: 'x' after the start of a group
=> t:7: this group is not closed

==== the assembly text
width 32
one 0000 x:28 "one {y}"
two 0001 x:28 "two {x:r}"
three 0010 x:28 "three {x"
four 0011 x:28 "four x}"
five 0100 x:28 "five
six 0101 x:28 "six" x
seven 0110 x:28 "seven {{{x}}}, {r:x}"
eight 0111 x:28 "eight {2:x}"
=> t:6: the text has no closing '"'
=> t:7: 'x' after the text
=> t:2: the text of pattern 'one' prints 'y', which is no argument (of {kind:arg})
=> t:3: the text of pattern 'two' prints 'r', which is no argument (of {kind:arg})
=> t:4: the text of pattern 'three' has a single brace
=> t:5: the text of pattern 'four' has a single brace
=> t:9: the text of pattern 'eight': '2' names no printer

==== what is no item
width 32
one 0000 x:28 ;
two 0001 x;28
three 0010 x:
=> t:2: unexpected ';'
=> t:3: expected ':' or '=' after 'x'
=> t:4: expected a number at ''

==== files
width 32
include nowhere
include t
include a b
include
=> nowhere:1: this file cannot be read
=> t:3: 't' is included twice
=> t:4: expected one file name
=> t:5: expected one file name

==== distances
width 32
%half 0:16
%twice 0:16 !double
%none !=1
a 0000 0000 0000 0000 x:16 !distance:y
b 0000 0000 0000 0001 ................ x=%twice !distance:x
c 0000 0000 0000 0010 x:16 y=%none !distance:y
d 0000 0000 0000 0011 x:16 y=%half !distance:x
=> t:5: the distance of pattern 'a' is no argument made of bits alone: 'y'
=> t:6: the distance of pattern 'b' is no argument made of bits alone: 'x'
=> t:7: the distance of pattern 'c' is no argument made of bits alone: 'y'
=> t:8: 'y' of pattern 'd' has bits of its distance
