# shellcheck shell=bash
# Whole Debian programs as benchmarks; sourced by scripts/bench, after common.sh. A guest's sysroot and that of its native twin, of the same
# packages in the same versions, are assembled once. All do a fixed amount of work on the same input and print
# something that shows that it was done (which is why xz and `7za a` stand for their own benchmark modes).
#
# PROGRAM, the part of a command behind what runs it, is below the sysroot; the working folder has the input.

bench_packages=(p7zip-full xz-utils zstd openssl lua5.4 python3 perl sqlite3 povray)

# The compiler itself, which makes code for the guest on both sides.
compiler_of() {
    case $1-$2 in
    arm64-guest) echo gcc-12 usr/lib/gcc/aarch64-linux-gnu/12/cc1 ;;
    arm64-native) echo gcc-12-aarch64-linux-gnu usr/lib/gcc-cross/aarch64-linux-gnu/12/cc1 ;;
    riscv64-guest) echo gcc-14 usr/libexec/gcc/riscv64-linux-gnu/14/cc1 ;;
    riscv64-native) echo gcc-14-riscv64-linux-gnu usr/libexec/gcc-cross/riscv64-linux-gnu/14/cc1 ;;
    esac
}

# program_list GUEST SIDE: a line each: name, what to run, full and quick. %q in a command is the size.
program_list() {
    local cc1 zip=usr/lib/7zip/7za abi='-march=rv64gc -mabi=lp64d'
    cc1=$(compiler_of "$1" "$2")
    cc1=${cc1#* }
    [ "$1" = riscv64 ] || zip=usr/lib/p7zip/7za abi=
    cat <<END
7zip     | text4 text1     | $zip a out -txz -mx5 -mmt1 -si -so <%q
xz       | text4 text1     | usr/bin/xz -6 -c %q
unxz     | 24 4            | usr/bin/xz -dc \$(yes text4.xz | head -%q)
zstd     | 19 12           | usr/bin/zstd --single-thread -%q -c text1
sha1     | 60 10           | usr/bin/openssl dgst -sha1 \$(yes text4 | head -%q)
sha256   | 60 10           | usr/bin/openssl dgst -sha256 \$(yes text4 | head -%q)
sha512   | 60 10           | usr/bin/openssl dgst -sha512 \$(yes text4 | head -%q)
aes      | text64 text16   | usr/bin/openssl enc -aes-256-ctr -K 00 -iv 00 -in %q
lua      | 400000 60000    | usr/bin/lua5.4 tables.lua %q
python   | 800000 100000   | usr/bin/python3 objects.py %q
perl     | 2 1             | usr/bin/perl text.pl text1 %q
sqlite   | 120000 20000    | usr/bin/sqlite3 :memory: '.param set :size %q' '.read queries.sql'
gcc      | 2 0             | $cc1 -O%q -quiet $abi -fno-ident -o - source.i
povray   | 240 60          | usr/bin/povray +Iscene.pov +H%q +W240 +A -D +FT +O- +WT1 | head -c -600
END
}

# Input for all: text of this repository, and a preprocessed source of it.
bench_data() {
    local data=$1 compiler=$2
    mkdir -p "$data"
    cp bench/programs/* "$data"
    git ls-files -z 'src/*.c' 'docs/*.md' | xargs -0 cat >"$data/text2"
    head -c 800000 "$data/text2" >"$data/text1"
    tr 'a-y' 'b-z' <"$data/text1" | cat "$data/text1" - >"$data/text4"
    for size in 16 64; do
        for _ in $(seq $((size / 4))); do head -c 4000000 "$data/text2"; done >"$data/text$size"
    done
    xz -c "$data/text4" >"$data/text4.xz"
    $compiler -E -P -Isrc -Ibuild/gen src/ir/build.c >"$data/source.i"
}

# bench_roots GUEST: makes both sysroots; prints their folders.
bench_roots() {
    local root=$cache/sysroot/bench-$1 suite compiler
    suite=$(suite_of "$1")
    read -r compiler _ < <(compiler_of "$1" guest)
    scripts/sysroot -d "$root" "$1" "${bench_packages[@]}" "$compiler"
    read -r compiler _ < <(compiler_of "$1" native)
    scripts/sysroot -d "$root-native" -s "$suite" amd64 "${bench_packages[@]}" "$compiler"
    echo "$root" "$root-native"
}

# The native twin runs by its own dynamic linker, with its own libraries.
native_runner() {
    local libs=$1/usr/lib/x86_64-linux-gnu
    echo "env PYTHONHOME=$1/usr $1/lib64/ld-linux-x86-64.so.2 --library-path $libs:$libs/pulseaudio:$libs/blas:$libs/lapack"
}

# program_commands GUEST SIDE ROOT RUNNER FOLDER: a file to run by sh for each program.
program_commands() {
    local name sizes command size
    mkdir -p "$5"
    while IFS='|' read -r name sizes command; do
        read -r size quick_size <<<"$sizes"
        [ -z "$quick" ] || size=$quick_size
        command=${command//%q/$size}
        echo "cd $out/data && { $4 $3/${command# }; } 2>/dev/null" >"$5/${name// /}"
    done < <(program_list "$1" "$2")
}
