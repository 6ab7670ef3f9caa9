# How a test of GCC's suite is to be built, from the directives in its comments.
#
#   awk -v cpu=aarch64 -v default=run -f dejagnu.awk FILE...
#
# prints for each FILE that is to be run on that cpu a line "FILE <tab> options <tab> more sources".
# `default` is what a file without a dg-do asks for: run or compile. Obeyed are the directives that
# say how a program is built, with their target selectors: dg-do, dg-options, dg-additional-options
# and dg-additional-sources. Those that predict failure (dg-skip-if, dg-require-..., dg-xfail-...)
# are not: what does not build, or does not pass under the outside judge, rules itself out.
# A directive is one line of Tcl words: bare, "quoted" or {braced}.

BEGIN {
    triplet = cpu "-unknown-linux-gnu"
    # Of DejaGnu's effective targets, those that our guests have and that selectors ask for.
    split("lp64 int32plus int32 int128 size32plus stdint_types fpic pie mmap pthread signal " \
          "cas_int nonpic freorder fstack_protector c99_runtime non_strict_align", names)
    for (i in names)
        effective[names[i]] = 1
}

FNR == 1 { finish(); start() }
/dg-(do|options|additional-options|additional-sources) / { directive($0) }
END { finish() }

function start() {
    file = FILENAME
    action = default
    options = more = sources = ""
}

function finish() {
    if (file != "" && action == "run")
        print file "\t" join(options, more) "\t" sources
}

function join(a, b) { return a (a != "" && b != "" ? " " : "") b }

function directive(line,    kind, value, selector) {
    sub(/^.*{[ \t]*dg-/, "dg-", line)
    kind = word(line)
    line = rest(line)
    value = word(line)
    selector = word(rest(line))
    if (selector ~ /^target/ && !holds(rest(selector)))
        return
    if (kind == "dg-do")
        action = value
    else if (kind == "dg-options")
        options = value
    else if (kind == "dg-additional-options")
        more = join(more, value)
    else
        sources = join(sources, value)
}

# The length of the Tcl word that s begins with.
function extent(s,    i, c, depth) {
    if (substr(s, 1, 1) == "\"")
        return match(s, /^"([^"\\]|\\.)*"/) ? RLENGTH : length(s)
    for (i = 1; i <= length(s); i++) {
        c = substr(s, i, 1)
        if (c == "{")
            depth++
        else if (c == "}" && --depth <= 0)
            return depth < 0 && i > 1 ? i - 1 : i
        else if (depth == 0 && (c == " " || c == "\t"))
            return i - 1
    }
    return length(s)
}

function trim(s) {
    gsub(/^[ \t]+|[ \t]+$/, "", s)
    return s
}

function rest(s) {
    s = trim(s)
    return trim(substr(s, extent(s) + 1))
}

# The first word of s, without its quotes or braces.
function word(s) {
    s = trim(s)
    s = substr(s, 1, extent(s))
    while (s ~ /^".*"$/ || s ~ /^{.*}$/)
        s = trim(substr(s, 2, length(s) - 2))
    gsub(/\\"/, "\"", s)
    return s
}

# A selector holds if any of its words does; A && B, A || B and ! A bind as in C.
function holds(s,    value) {
    s = trim(s)
    value = 0
    while (s != "") {
        if (s ~ /^&&/)
            return value && holds(substr(s, 3))
        if (s ~ /^\|\|/)
            return value || holds(substr(s, 3))
        if (s ~ /^!/) {
            s = trim(substr(s, 2))
            value = !atom(s)
        } else {
            value = atom(s) || value
        }
        s = rest(s)
    }
    return value
}

function atom(s,    name) {
    s = trim(s)
    name = word(s)
    if (substr(s, 1, 1) == "{")
        return holds(name)
    return name ~ /-/ ? fits(name) : (name in effective)
}

# Whether the triplet fits a shell pattern.
function fits(pattern) {
    gsub(/\./, "[.]", pattern)
    gsub(/\*/, ".*", pattern)
    gsub(/\?/, ".", pattern)
    return triplet ~ ("^" pattern "$")
}
