# shellcheck shell=bash disable=SC2154 # root, build, needs and others are run's, which sources this
# `./run data-parallel`: many processes of the program, started by mpirun. One process needs no MPI.

# The value of the option $1 among the words that follow, in `value`; nothing where it is not there.
find_value() {
  local option=$1
  value=
  shift
  while (($#)); do
    case $1 in
      "$option") value=${2-} ;;
      "$option"=*) value=${1#*=} ;;
    esac
    shift
  done
}

# The words that follow without the option $1 and its value, in `rest`.
leave_out() {
  local option=$1
  rest=()
  shift
  while (($#)); do
    case $1 in
      "$option") (($# < 2)) || shift ;;
      "$option"=*) ;;
      *) rest+=("$1") ;;
    esac
    shift
  done
}

# What mpirun says stands in boxes. Of one about a process that was ended, a line is left; of how a process failed, which it has told
# itself, nothing; and what several processes say alike is said once. Those that mpirun ends are not interrupted by anybody.
filter_messages() {
  awk -v program="$1" '
    function tell(line) { if (!told[line]++) { print line; fflush() } }
    /^-{40,}$/ {
      if (boxed && match(box, /process rank [0-9]+ with PID [0-9]+ on node [^ ]+ exited on signal [0-9]+ \([^)]*\)/)) {
        split(substr(box, RSTART, RLENGTH), word, " ")
        name = substr(box, RSTART, RLENGTH); sub(/.*\(/, "", name); sub(/\).*/, "", name)
        tell(program ": process " word[3] " on " word[8] " was ended from outside (signal " word[12] ", " name "); the others were ended, too. A training that has --save goes on with --load")
      } else if (boxed && box !~ /non-zero|MPI_ABORT|exited on signal/) {
        printf "%s", box; fflush()
      }
      boxed = !boxed; box = ""; next
    }
    boxed { box = box $0 "\n"; next }
    $0 == program ": interrupted" || $0 == "" { next }
    { tell($0) }
    END { if (box != "") printf "%s", box }'
}

launch_processes() {
  local name=$1 value rest processes hosts status
  shift
  find_value --hosts "$@"
  hosts=$value
  find_value --processes "$@"
  processes=${value:-1}
  # What is no number, the program refuses; and it tells of itself without mpirun.
  if [[ ! $processes =~ ^[1-9][0-9]{0,5}$ || " $* " == *' --help '* || " $* " == *' -h '* || " $* " == *' --version '* ]] || [[ $processes == 1 && ! $hosts ]]; then
    run_program "$name" "$@"
  fi
  [[ ! $hosts || -r $hosts ]] || fail "--hosts: $hosts cannot be read; it has a machine a line, as mpirun's hostfile: NAME slots=2"
  needs+=("command mpirun openmpi-bin" "command mpicxx libopenmpi-dev")
  grep -qs '^-- MPI: TRUE' "$build/configure.log" || rm -f "$build/.ready" # built without it: to be configured anew
  build "$name" "$name"

  local mpirun=(mpirun -np "$processes" --map-by slot:OVERSUBSCRIBE --bind-to none)
  [[ $(id -u) != 0 ]] || mpirun+=(--allow-run-as-root)
  [[ ! $hosts ]] || mpirun+=(--hostfile "$hosts" -x GOMP_SPINCOUNT)
  leave_out --hosts "$@"
  set +e +o pipefail
  { "${mpirun[@]}" "$build/bin/$name" "${rest[@]}" 2>&1 >&3 </dev/null | filter_messages "$name" >&2; status=${PIPESTATUS[0]}; } 3>&1
  ((status <= 2)) || status=1
  exit "$status"
}
