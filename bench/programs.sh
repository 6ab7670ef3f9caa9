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

# program_list GUEST SIDE: a line each: name, three sizes (quick, about a second natively, twice as much), what to run. %q in a command is the
# size. Others than `gcc` do the larger work as the smaller one, for longer; `gcc` has more to translate.
program_list() {
    local cc1 zip=usr/lib/7zip/7za abi='-march=rv64gc -mabi=lp64d'
    cc1=$(compiler_of "$1" "$2")
    cc1=${cc1#* }
    [ "$1" = riscv64 ] || zip=usr/lib/p7zip/7za abi=
    cat <<END
7zip     | text1 text6 text12         | $zip a out -txz -mx5 -mmt1 -si -so <%q
xz       | text1 text4 text8          | usr/bin/xz -6 -c %q
unxz     | 4 24 48                    | usr/bin/xz -dc \$(yes text4.xz | head -%q)
zstd     | text1 text3 text6          | usr/bin/zstd --single-thread -19 -c %q
sha1     | 4 40 80                    | usr/bin/openssl dgst -sha1 \$(yes text32 | head -%q)
sha256   | 4 40 80                    | usr/bin/openssl dgst -sha256 \$(yes text32 | head -%q)
sha512   | 4 28 56                    | usr/bin/openssl dgst -sha512 \$(yes text32 | head -%q)
aes      | text16 text256 text512     | usr/bin/openssl enc -aes-256-ctr -K 00 -iv 00 -in %q
lua      | 60000 500000 1000000       | usr/bin/lua5.4 tables.lua %q
python   | 100000 1200000 2400000     | usr/bin/python3 objects.py %q
perl     | 1 10 20                    | usr/bin/perl text.pl text1 %q
sqlite   | 20000 160000 320000        | usr/bin/sqlite3 :memory: '.param set :size %q' '.read queries.sql'
gcc      | small.i large.i larger.i   | $cc1 -O2 -quiet $abi -fno-ident -o - %q
povray   | 120 800 1130               | usr/bin/povray +Iscene.pov +H%q +W%q +A -D +FT +O- +WT1 | head -c -600
END
}

# unity FILE...: one source of several. Static functions and tables whose names are in more than one of them get others.
unity() {
    local file name same n=0
    same=$(sed -nE 's/^static [^(=;]*\b([a-z_0-9]+)(\(|\[).*/\1/p' "$@" | sort | uniq -d)
    for file in "$@"; do
        n=$((n + 1))
        for name in $same; do echo "#define $name ${name}_$n"; done
        echo "#include \"$file\""
        for name in $same; do echo "#undef $name"; done
    done
}

# text_file N: N times the 800 KB of text1, with other letters each time; multiples of eight repeat text8.
text_file() {
    local letters=abcdefghijklmnopqrstuvwxyz n
    if [ "$1" -gt 8 ] && [ $(($1 % 8)) = 0 ]; then
        for ((n = 0; n < $1; n += 8)); do cat text8; done
    else
        for ((n = 0; n < $1; n++)); do tr a-z "${letters:n}${letters:0:n}" <text1; done
    fi >"text$1"
}

# preprocessed FILE...: all as one source.
preprocessed() { unity "$@" | $compiler -E -P -D_GNU_SOURCE -I. -Isrc -Ibuild/gen -; }

# Input for all: text of this repository, and preprocessed sources of it.
bench_data() {
    local data=$1 compiler=$2 n
    mkdir -p "$data"
    cp bench/programs/* "$data"
    git ls-files -z 'src/*.c' 'docs/*.md' | xargs -0 cat >"$data/text"
    head -c 800000 "$data/text" >"$data/text1"
    (
        cd "$data"
        for n in 3 4 6 8 12 16 32 256; do text_file $n; done
        [ "$mode" != steady ] || text_file 512
        xz -c text4 >text4.xz
    )
    preprocessed src/ir/build.c >"$data/small.i"
    preprocessed src/ir/[p-v]*.c >"$data/large.i"
    preprocessed src/ir/*.c >"$data/larger.i"
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

# program_commands GUEST SIDE ROOT RUNNER FOLDER: a file to run by sh for each program, and NAME.long for twice the work.
program_commands() {
    local name sizes command size suffix
    mkdir -p "$5"
    while IFS='|' read -r name sizes command; do
        suffix=
        for size in $(sized "$sizes"); do
            echo "cd $out/data && { $4 $3/$(sed "s/%q/$size/g" <<<"${command# }"); } 2>/dev/null" >"$5/${name// /}$suffix"
            suffix=.long
        done
    done < <(program_list "$1" "$2")
}
