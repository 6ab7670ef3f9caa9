# The guest's own gcc compiles a real file, and a program that it builds runs.
# packages: gcc libc6-dev make
# twin: qemu
# seconds: 1800
src=$1
gcc -O2 -c -o compiled.o -I"$src/src" "$src/tests/programs/sample.c" && sha256sum compiled.o
gcc -O2 -S -o - -I"$src/src" "$src/tests/programs/sample.c" | sha256sum
gcc -O2 -static -o static compiled.o -lm && ./static
gcc -O0 -g -fPIE -pie -o dynamic "$src/tests/programs/sample.c" -lm && ./dynamic
printf 'all: one two\n%%: %%.x\n\tcp $< $@\n%%.x:\n\techo $* >$@\n' >Makefile
make -j2 2>&1 | sort
objdump -d compiled.o | sha256sum
