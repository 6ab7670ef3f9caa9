# zstd: round trips at several levels, with and without threads.
# packages: zstd diffutils coreutils
seq 1 30000 >text
for level in 1 6 12 19; do
    zstd -q -$level -c --single-thread text | tee t.zst | sha256sum
    zstd -q -d -c t.zst | cmp - text && echo same
done
zstd -q -T2 -c /bin/bash | zstd -q -d -c | cmp - /bin/bash && echo same
