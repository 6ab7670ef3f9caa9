# Dynamic programs one by one, by the runner and its -L alone.
# packages: python3-minimal perl-base
# run: direct
# twin: qemu
# quick
guest /bin/bash -c 'echo "$HOSTTYPE"; for i in 1 2 3; do echo $((i ** 20)); done; exit 3'
echo $?
guest /bin/uname -m
guest /bin/cat <<<'from stdin'
guest /bin/echo one 'two three' ''
guest /usr/bin/env -i A=b /nonexistent 2>&1 | sed 's/^.*: //'
guest /usr/bin/python3 -c 'import sys, platform; print(sys.argv, platform.machine(), 7 / 3)' x 'y z'
guest /usr/bin/perl -e 'print "perl $]\n"; print "$_\n" for sort { $a <=> $b } 10, 9, 8'
guest /usr/bin/sha256sum /dev/null
guest /bin/ls /proc/self/fd/0
guest /bin/date -u -d @0
guest /bin/false
echo $?
