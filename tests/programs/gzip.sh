# gzip, xz, bzip2: round trips at several levels, and the very bytes.
# packages: gzip xz-utils bzip2 diffutils sed coreutils
# quick
cat /bin/bash >data 2>/dev/null
seq 1 30000 >text
for level in 1 6 9; do
    gzip -n -$level -c text | tee t.gz | sha256sum
    gzip -d -c t.gz | cmp - text && echo same
done
for level in 0 3; do
    xz -T1 -$level -c text | tee t.xz | sha256sum
    xz -d -c t.xz | cmp - text && echo same
done
bzip2 -c text | tee t.bz2 | sha256sum
bzip2 -d -c t.bz2 | cmp - text && echo same
for tool in gzip bzip2; do $tool -c data | $tool -d -c | cmp - data && echo same; done
head -c 1000 t.gz | gzip -t 2>&1 | sed 's/^.*: //'
