# grep, sed, awk, find, diff, tar, bc.
# packages: grep sed gawk mawk findutils diffutils tar bc file less
seq 1 20000 >numbers
grep -c 7 numbers; grep -E '^(12){2}' numbers; grep -P '(?<=1)99(?=0)' numbers | head -n 3
sed -E 's/([0-9])([0-9])$/\2\1/; 3q' numbers | tail -n 1
for awk in gawk mawk; do
    $awk 'BEGIN { srand(1) } { s += sin($1); a[$1 % 7] += $1 } END { printf "%.9f\n", s; for (i = 0; i < 7; i++) printf "%d ", a[i]; print "" }' numbers
    $awk 'BEGIN { x = "hello"; print toupper(x), substr(x, 2, 3), index(x, "l"), length(x), 2 ^ 31, log(10) }'
done
find /usr/share -maxdepth 1 -type d | sort | head -n 5
find /bin/ -name 'ba*' | sort
diff -u <(seq 1 20) <(seq 1 3; seq 5 21) | tail -n +3
tar -cf - -C / etc/passwd etc/group 2>/dev/null | tar -tvf - | awk '{ print $1, $3, $6 }'
echo 'scale=60; 4*a(1); e(1); 2^300; sqrt(2)' | bc -l
xargs -P 2 -n 5 echo <<<'1 2 3 4 5 6 7 8 9 10' | sort
file -b numbers
