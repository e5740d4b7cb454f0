#!/usr/bin/env bash
# Tests data-parallel on several machines: network namespaces, with names and addresses of their own, that a bridge connects. The weights are
# those of one machine; and when one is cut off, all end. Ends with 77 where this machine has no MPI, or forbids namespaces.
# hosts_test.sh FOLDER: where the programs are.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=$1/data-parallel
work=$(mktemp -d)
id=d2l$$

skip() {
  echo "skipped: $1"
  exit 77
}

# shellcheck disable=SC2317 # called by the trap
clean_up() {
  local i
  for i in 1 2 3 switch; do ip netns delete "$id-$i" 2>/dev/null; done
  rm -rf "$work"
}
trap clean_up EXIT

command -v mpirun >/dev/null || skip "there is no mpirun"
command -v ip >/dev/null || skip "there is no ip (iproute2)"
ip netns add "$id-switch" 2>/dev/null || skip "no network namespace may be made here"
{ ip netns exec "$id-switch" ip link add name sw type bridge && ip netns exec "$id-switch" ip link set sw up; } || skip "no bridge may be made here"

# What mpirun calls instead of ssh: AGENT HOST COMMAND...
cat >"$work/agent" <<END
#!/usr/bin/env bash
number=\${1##*.}
shift
exec ip netns exec "$id-\$number" unshare --uts sh -c "hostname machine\$number; \$*"
END
chmod +x "$work/agent"
for i in 1 2 3; do
  ip netns add "$id-$i"
  ip link add "d2l$i" netns "$id-$i" type veth peer name "port$i" netns "$id-switch"
  ip netns exec "$id-switch" ip link set "port$i" master sw up
  ip netns exec "$id-$i" ip address add "10.77.0.$i/24" dev "d2l$i"
  ip netns exec "$id-$i" ip link set "d2l$i" up
  ip netns exec "$id-$i" ip link set lo up
  echo "10.77.0.$i slots=1" >>"$work/hosts"
done

export OMPI_MCA_plm_rsh_agent=$work/agent OMPI_MCA_oob_tcp_if_include=10.77.0.0/24 OMPI_MCA_btl_tcp_if_include=10.77.0.0/24
export PRTE_MCA_plm_ssh_agent=$work/agent PRTE_MCA_prte_if_include=10.77.0.0/24 # the same of Open MPI 5

launch=$root/chapters/08_computational_performance/data-parallel/launch
# A training on the three machines, started from the first.
train() { timeout 120 "$work/agent" 10.77.0.1 "$launch $program --processes 3 --hosts $work/hosts --limit 2000 $*"; }

failed=0
fail() {
  printf 'FAILED: %s\n%s\n' "$1" "$(cat "$work/out" "$work/err")"
  failed=1
}

train --epochs 2 >"$work/out" 2>"$work/err" || {
  grep -q 'this build has no MPI' "$work/err" && skip "this build has no MPI"
  fail "three machines train"
}
alone=$("$program" --limit 2000 --epochs 2 | grep -A1 SHA-256 | tail -n 1)
[[ $alone && $(grep -A1 SHA-256 "$work/out" | tail -n 1) == "$alone" ]] || fail "the weights are those of one machine: $alone"

# The same over a slow network, where the kernel has one.
for i in 1 2 3; do
  ip netns exec "$id-$i" tc qdisc add dev "d2l$i" root netem delay 1ms rate 1gbit 2>/dev/null || {
    echo "skipped: a network with delays (tc netem)"
    break
  }
  [[ $i != 3 ]] || {
    train --epochs 2 >"$work/out" 2>"$work/err"
    [[ $(grep -A1 SHA-256 "$work/out" | tail -n 1) == "$alone" ]] || fail "the weights are the same over a slow network"
  }
done

# A machine is cut off in the middle of the training: it has gone on after that for less than a minute, and a line says who was waited for.
train --epochs 100000 --time-limit 3 --save "$work/state" >"$work/out" 2>"$work/err" &
training=$!
for ((i = 0; i < 300; ++i)); do
  [[ -e $work/state ]] && break
  sleep 0.1
done
ip netns exec "$id-switch" ip link set port3 down
start=$SECONDS
wait "$training"
status=$?
[[ $status == 1 ]] || fail "a machine that is cut off: exit status 1, not $status"
((SECONDS - start < 60)) || fail "a machine that is cut off: all have ended after $((SECONDS - start)) s"
grep -q 'waited 3 s for process 2 of 3 on machine3' "$work/err" || fail "a machine that is cut off is named"
"$program" --load "$work/state" --epochs 100000 --limit 10 --seed 1 >"$work/out" 2>"$work/err"
grep -q -- '--seed 1: .* holds a training of seed 0' "$work/err" || fail "the state is whole"
sleep 4 # so long those that were cut off wait, at most
! pgrep -f "$program --processes 3 --limit 2000 --epochs 100000" >"$work/out" || fail "processes were left"

exit "$failed"
