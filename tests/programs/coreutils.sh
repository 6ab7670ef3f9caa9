# Files, text and numbers by coreutils.
# quick
seq 1 5000 >numbers
for sum in md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum; do
    $sum numbers
done
sort -R --random-source=/bin/true numbers | sort -n | cmp - numbers && echo same
shuf -n 5 --random-source=numbers numbers
split -l 1000 numbers part. && wc -l part.*
comm -12 <(sort numbers) <(seq 2 2 50 | sort) | tr '\n' ' '
join <(seq 1 5) <(seq 3 7)
paste -d, <(seq 1 3) <(seq 4 6)
numfmt --to=iec 123456789 1024 5
factor 18446744073709551557 123456789012345678901234567890
expr 9223372036854775807 + 0
printf '%d %o %X %e %g\n' 42 42 42 3.14159 1e100
date -u -d '2001-09-09 01:46:40' '+%s %A %j %V'
mkdir -p a/b && ln -s ../numbers a/link && cp -a a c && ls -R c | head
stat -c '%s %F %a' numbers a a/link
mv c d && rm -r d && [ ! -e d ] && echo moved and removed
chmod 640 numbers && ls -l numbers | cut -c 1-10
touch -d '2020-01-02 03:04:05 UTC' t && date -u -r t
df . >/dev/null && du -s --apparent-size numbers
truncate -s 1M sparse && stat -c %s sparse && dd if=sparse bs=4k count=3 2>/dev/null | od | head -n 2
realpath a/../numbers
readlink a/link
env -i A=b env
nproc >/dev/null && id -u && whoami
tac numbers | head -n 2
fold -w 7 <<<'the quick brown fox' | nl
tee copy <numbers | tail -n 1; cmp copy numbers
timeout 0.2 sleep 5; echo $?
test -d a -a -f numbers && echo yes
base64 -w 40 <<<'some text to encode' | base64 -d
ls --color=always -d a numbers
od -A x -t f8 -N 16 /bin/true >/dev/null; head -c 16 numbers | od -t a
ptx <<<'word order' | head -n 3
stdbuf -o0 echo unbuffered 2>/dev/null || true
