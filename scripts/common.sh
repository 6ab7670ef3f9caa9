# shellcheck shell=bash
# Shared by the scripts of this folder; sourced, not run.
#
# Sets `top` (the checkout) and `cache` (where downloads and built tests are kept: build/, or
# DRAGOMAN_CACHE when several checkouts share one). Everything else here is a function.

set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C.UTF-8

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${DRAGOMAN_CACHE:-$top/build}
mkdir -p "$cache"

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$*"; exit 1; }

# The comment at the head of the calling script is its manual.
usage() { sed -n '2,/^[^#]*$/s/^#\( \|$\)//p' "$0"; }

# wants_help "$@": prints the manual and ends when the first argument asks for it.
wants_help() {
    case ${1-} in
    -h | --help) usage; exit 0 ;;
    esac
}

# The runner of a guest's programs: Dragoman as it was just built.
default_runner() { echo "$top/build/dragoman"; }

# absolute_runner "COMMAND ARGUMENTS": the same with COMMAND's full path; nothing stays nothing.
absolute_runner() {
    local words=($1) command
    [ ${#words[@]} -gt 0 ] || return 0
    command=$(command -v "${words[0]}") || die "no such runner: ${words[0]}"
    words[0]=$(realpath "$command")
    echo "${words[*]}"
}

# The outside judge: Debian's QEMU for that guest.
qemu_of() {
    case $1 in
    arm64) command -v qemu-aarch64 ;;
    riscv64) command -v qemu-riscv64 ;;
    *) die "no such guest: $1 (arm64 or riscv64)" ;;
    esac
}

# The GNU triplet of a guest, as cross tools and library folders are named.
triplet_of() {
    case $1 in
    arm64) echo aarch64-linux-gnu ;;
    riscv64) echo riscv64-linux-gnu ;;
    amd64) echo x86_64-linux-gnu ;;
    *) die "no such guest: $1 (arm64 or riscv64)" ;;
    esac
}

# The Debian release from which a guest's programs are taken: the first that has its architecture.
suite_of() {
    case $1 in
    riscv64) echo trixie ;;
    *) echo bookworm ;;
    esac
}
