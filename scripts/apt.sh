# shellcheck shell=bash
# Debian packages of any release and architecture, downloaded beside the system and never installed
# into it; sourced by scripts that need them, after common.sh.
#
# Each pair of release and architecture has an apt configuration of its own under build/apt, with
# an empty dpkg status, so that nothing counts as installed; the architecture "source" stands for
# source packages. Mirrors are those of the machine's own
# apt sources; their indices are checked against Debian's archive keys. Network settings (proxies
# and the like) are the machine's.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# mirrors_of SUITE ARCH: the lines of a sources.list for them at the machine's Debian mirrors.
mirrors_of() {
    local type=deb here format targets
    [ "$2" != source ] || type=deb-src
    here=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
    format='$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)'
    targets=$(apt-get indextargets --format "$format" 'Created-By: Packages' 2>/dev/null)
    [ -n "$targets" ] || # nothing downloaded yet: ask for what is configured
        targets=$(apt-get indextargets --no-release-info --format "$format" 'Created-By: Packages')
    awk -v here="$here" -v suite="$1" -v type="$type" -v key="$keyring" '
        ($1 == "Debian" || $1 == "$(ORIGIN)") && $4 == "main" &&
        $3 ~ "^(" here "|stable|oldstable)(-updates|-security)?$" {
            sub("^[a-z]+", suite, $3)
            if (!seen[$2, $3]++)
                print type " [signed-by=" key "] " $2 " " $3 " main"
        }' <<<"$targets"
}

# write_apt_conf DIR ARCH: the machine's network settings, and everything else in DIR.
write_apt_conf() {
    local arch=${2/source/amd64}
    apt-config dump | grep '^Acquire::' | grep -v '::IndexTargets' >"$1/apt.conf" || true
    cat >>"$1/apt.conf" <<END
Acquire::Languages { "none"; };
Acquire::Retries "3";
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
APT::Get::Assume-Yes "true";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$1/state";
Dir::State::status "$1/status";
Dir::Cache "$1/cache";
Dir::Cache::archives "$cache/debs";
Dir::Log "$1/log";
END
}

# apt_update DIR SUITE ARCH: fetches the indices. Those of updates and security fixes may be out of
# step with the mirror; then the release itself has to do.
apt_update() {
    local index=binary-$3_Packages
    [ "$3" != source ] || index=source_Sources
    say "reading the package indices of $2, $3"
    APT_CONFIG=$1/apt.conf apt-get -qq update >"$1/log/update" 2>&1 || true
    compgen -G "$1/state/lists/*_dists_$2_main_$index*" >/dev/null || {
        cat "$1/log/update" >&2
        die "the mirror gave no indices of $2, $3; run again to retry"
    }
    ! grep -q '^E:' "$1/log/update" || say "some indices of $2 are missing: see $1/log/update"
    touch "$1/fresh"
}

# apt_private SUITE ARCH COMMAND...: an apt command in that pair's configuration. The indices are
# fetched the first time, and again after apt_refresh.
apt_private() {
    local dir=$cache/apt/$1-$2
    if [ ! -e "$dir/fresh" ]; then
        [ -r "$keyring" ] || die "no $keyring: run scripts/deps suites"
        mkdir -p "$dir"/{state/lists/partial,cache,log} "$cache/debs/partial"
        : >"$dir/status"
        write_apt_conf "$dir" "$2"
        mirrors_of "$1" "$2" >"$dir/sources.list"
        [ -s "$dir/sources.list" ] ||
            die "no Debian mirror in this machine's apt sources (apt-get indextargets)"
        apt_update "$dir" "$1" "$2"
    fi
    APT_CONFIG=$dir/apt.conf "${@:3}"
}

apt_refresh() { rm -f "$cache/apt/$1-$2/fresh"; }

# apt_closure SUITE ARCH PACKAGE...: the .deb file names of these packages and of all they need.
apt_closure() {
    apt_private "$1" "$2" apt-get -qq --print-uris -o Dir::Cache::archives="$cache/apt/none" \
        install "${@:3}" | awk '{ print $2 }'
}

# apt_fetch SUITE ARCH APT-GET-ARGUMENTS...: downloads into build/debs. apt resumes what was cut
# off; when it fails, the indices may be older than the mirror, so they are read again, once.
apt_fetch() {
    if ! apt_private "$1" "$2" apt-get -qq "${@:3}" >&2; then
        say "download failed; trying once more with new indices"
        apt_refresh "$1" "$2"
        apt_private "$1" "$2" apt-get -qq "${@:3}" >&2 ||
            die "the mirror did not give: ${*:3} ($1, $2); run again to resume"
    fi
}

# fetch_deb SUITE ARCH PACKAGE: downloads that package alone and prints where its .deb is.
fetch_deb() {
    local name
    name=$(apt_private "$1" "$2" apt-get -qq --print-uris download "$3" | awk '{ print $2 }')
    [ -n "$name" ] || die "no package $3 in $1 for $2"
    if [ ! -e "$cache/debs/$name" ]; then
        (cd "$cache/debs" && apt_fetch "$1" "$2" download "$3")
    fi
    echo "$cache/debs/$name"
}

# fetch_program GUEST PACKAGE NAME: takes one program out of a package; prints where it is now.
fetch_program() {
    local deb out=$cache/programs/$1/$3
    if [ ! -e "$out" ]; then
        deb=$(fetch_deb "$(suite_of "$1")" "$1" "$2")
        mkdir -p "${out%/*}"
        dpkg-deb --fsys-tarfile "$deb" | tar -x -O --wildcards "./*bin/$3" >"$out.new" ||
            die "no $3 in $deb"
        chmod +x "$out.new"
        mv "$out.new" "$out"
    fi
    echo "$out"
}

# fetch_qemu RELEASE ISA: that release's static qemu-user, unpacked beside the system. Prints the file.
fetch_qemu() {
    local file=$cache/programs/qemu-$1-$2 deb
    if [ ! -e "$file" ]; then
        deb=$(fetch_deb "$1" amd64 qemu-user)
        mkdir -p "${file%/*}"
        dpkg-deb --fsys-tarfile "$deb" | tar -x -O "./usr/bin/qemu-$2" >"$file.new"
        chmod +x "$file.new" && mv "$file.new" "$file"
    fi
    echo "$file"
}

qemu_version() { # of the file, without its last part
    "$1" --version | sed -n '1s/.*version \([0-9]*\.[0-9]*\).*/\1/p'
}
