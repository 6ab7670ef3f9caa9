# Job control, signals, pipes and redirections of bash.
# packages: diffutils coreutils
# quick
set -m
{
    sleep 30 &
    kill -STOP %1
    sleep 0.5
    jobs -s
    kill -CONT %1
    sleep 0.5
    jobs -r
    kill %1
    wait $!
    echo "status $?"
} 2>/dev/null # when bash tells of the end of a job is a matter of luck
(exit 7) &
wait $!
echo "status $?"
set +m
for i in 1 2 3; do (sleep 0.$i; exit "$i") & done
ended=()
for i in 1 2 3; do wait -n; ended+=("$?"); done
printf '%s\n' "${ended[@]}" | sort

trap 'echo INT' INT
kill -INT $$
trap 'echo EXIT' EXIT
(trap 'echo USR1 in the subshell; exit 3' USR1; kill -USR1 "$BASHPID"; sleep 5)
echo "status $?"
{ bash -c 'kill -KILL $$'; } 2>/dev/null
echo "status $?"
{ bash -c 'kill -SEGV $$'; } 2>/dev/null
echo "status $?"

seq 1 100000 | tail -n 1
yes | head -n 3
echo "${PIPESTATUS[*]}"
seq 1 1000 | while read -r n; do echo $((n * n)); done | sort -n | tail -n 2
diff <(seq 1 5) <(seq 2 6)
exec 5>file
echo to five >&5
exec 5>&-
cat file <<<'unused'
coproc CAT { cat; }
echo through a coprocess >&"${CAT[1]}"
read -r line <&"${CAT[0]}"
echo "$line"
exec {CAT[1]}>&-
wait
mkfifo fifo
echo through a fifo >fifo &
cat fifo
(ulimit -n 32; ulimit -n)
time_limited=$(timeout 0.5 sleep 10; echo $?)
echo "$time_limited"
read -r -t 0.3 nothing < <(sleep 2) || echo "read timed out"
declare -A map=([one]=1 [two]=2)
for key in $(printf '%s\n' "${!map[@]}" | sort); do echo "$key ${map[$key]}"; done
[[ 2024-05-06 =~ ^([0-9]+)-0?([0-9]+) ]] && echo "${BASH_REMATCH[@]}"
printf '%q %.3f\n' 'a b$c' 2.71828
