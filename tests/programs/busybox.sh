# Applets of the static busybox, one by one, by the runner alone.
# packages: busybox-static
# run: direct
# quick
busybox=/bin/busybox
[ -e "$root$busybox" ] || exit
b() { guest $busybox "$@"; }
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t" || exit
b seq 1 2000 >numbers
b sha256sum numbers
b md5sum <numbers
b sha512sum numbers
b cksum numbers
b sort -rn numbers | b head -n 3
b awk '{ s += $1 * $1; n++ } END { print n, s }' numbers
b sed -n '/9\{2\}/s/9/nine /gp' numbers
b grep -c '^1.*7$' numbers
b gzip -9 -c numbers | b gunzip | b cmp - numbers && echo same
b bzip2 -c numbers | b bunzip2 | b cmp - numbers && echo same
b xz -d -c /dev/null
b tar cf all.tar numbers && b tar tf all.tar
b od -A d -t x2 -N 64 numbers
b xxd -l 32 numbers
b base64 numbers | b tail -n 1
b tr 0-9 a-j <numbers | b uniq | b wc
b cut -c 2-3 numbers | b sort -u | b wc -l
b expr 12345 '*' 6789
b factor 1000000007 999999999989
b printf '%05.2f %s %x\n' 3.14159 text 255
b date -u -d @1000000000 '+%Y-%m-%d %H:%M:%S'
b cal 2 2024
b dc -e '2 100 ^ p'
b find . -type f | b sort
b stat -c '%s %F' numbers
b diff numbers /dev/null | b wc -l
b mkdir -p a/b/c && b touch a/b/c/d && b rm -r a && b ls
b dd if=numbers bs=100 skip=3 count=2 2>/dev/null
b env -i A=1 B=2 "$root$busybox" env
b basename /usr/lib/x.so .so; b dirname /usr/lib/x.so
b test 3 -lt 4 && echo less
b false; echo $?
b sh -c 'i=0; while [ $i -lt 100 ]; do i=$((i + 1)); done; echo $i'
b sh -c 'f() { [ $1 -le 1 ] && echo 1 || echo $(($1 * $(f $(($1 - 1))))); }; f 12'
b ash -c 'trap "echo got TERM" TERM; kill -TERM $$; echo after'
b ls /nonexistent 2>&1 | b sed 's/^.*: //'
b timeout 5 "$root$busybox" true; echo $?
