# An interactive bash on a terminal of its own: stop by ^Z, fg, bg, ^C.
# packages: bsdutils
{
    sleep 1
    echo 'sleep 20'; sleep 1; printf '\032'; sleep 1
    echo 'jobs'; sleep 0.5
    echo 'fg'; sleep 1; printf '\003'; sleep 0.5
    echo 'echo "status $?"'; sleep 0.5
    echo 'stty size; tty | tr 0-9 N'; sleep 0.5
    echo 'exit 4'; sleep 0.5
} | PS1='$ ' script -q -e -c 'stty rows 24 cols 80; bash --norc --noediting -i' typescript |
    tr -d '\r' | sed 's/\x1b\[[?0-9]*[a-z]//g'
echo "${PIPESTATUS[1]}"
