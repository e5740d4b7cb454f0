#!/usr/bin/env bash
# Tests tests/gpu/check and tests/gpu/report, with stand-ins for programs, tools and a GPU. (tests/gpu/dry_run proves the pack itself.)
# shellcheck source=tests/setup/small_tree.sh
source "$(dirname "${BASH_SOURCE[0]}")/small_tree.sh"

home=$work/home
mkdir -p "$home"/{bin,tests,lib} "$work/tools" "$work/libraries"
cp -R "$root/tests/gpu" "$home/tests"

stand_in "$home/bin/softmax-regression-concise" <<'END'
echo 'it trains'
END
# Its losses on a GPU are 1/16 and, of an epoch, 1/2 apart from those of the CPU.
stand_in "$home/bin/some-training" <<'END'
[[ $1 != --help ]] || { echo '  --epochs N' && exit; }
[[ $2 == cpu ]] && a=1 b=4 || a=1.0625 b=6
echo '{"epochs": [{"loss": '$b', "seconds": 0.5, "first_batches": [3, '$a']}]}' >"$4"
END
stand_in "$home/bin/use-gpu" <<'END'
echo 'CUDA: 13.0, driver 13.0'
END
stand_in "$home/bin/test-cuda" <<'END'
[[ ! ${GONE_WRONG-} ]] || { echo 'element 3 is 4 on the GPU, 5 on the CPU' && exit 201; }
END
stand_in "$home/bin/bench" <<'END'
echo '{"races": [{"name": "mlp-concise", "ours": 0.5, "eager": 1, "graph": null, "ratio_to_eager": 0.5, "ratio_to_graph": null}]}' >"${@: -1}"
exit 1
END
printf '%s\t%s\n' cuda.hangs 'sleep 1000' cuda.works ./test-cuda cuda.does_not 'env GONE_WRONG=1 ./test-cuda' cuda.two 'exit 77' >"$home/suites"
stand_in "$work/tools/nvidia-smi" <<'END'
[[ ${GPUS-} ]] || { echo 'No devices were found' && exit 6; }
case "$*" in
  -L) echo 'GPU 0: Stand-in (UUID: 1)' ;;
  *--query-gpu*) echo 'Stand-in, 580.1' ;;
esac
END
stand_in "$work/tools/nvcc" <<'END'
echo 'Cuda compilation tools, release 13.0, V13.0.88'
END
python=$(PATH=/usr/bin:/bin type -P python3) || python=''
[[ ! $python ]] || stand_in "$work/tools/python3" <<END # without PyTorch
[[ \$* != *torch* ]] && exec $python "\$@"
END
stand_in "$work/tools/compute-sanitizer" <<'END'
[[ $2 == memcheck ]]
END

try() { # try COMMAND...: fills status, out and err
  env CUDA_HOME="$work/nowhere" PATH="$work/tools:/usr/bin:/bin" OUT="$work/out folder" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$? out=$(<"$work/out") err=$(<"$work/err")
}

# --- without a GPU ------------------------------------------------------------------------------------------------------

# shellcheck disable=SC2317 # check calls it
fits() { (($(awk '$2 == "s" { sum += $1 } END { print sum }' <<<"$out") <= $1)); }

try "$home/tests/gpu/check"
check "without a GPU" exits 77
check "without a GPU: the programs are tried" prints "it trains"
check "without a GPU: the list names a suite" prints "cuda.works"
check "without a GPU: the list names the tools" prints "racecheck"
check "without a GPU: the list is of 8 minutes" fits 480
check "without a GPU: nothing is written" absent "$work/out folder"
mapfile -t planned < <(sed -nE 's/^add ([a-z]+) ([0-9]+) .*/| \1 | \2 |/p; s/^add_suites ([0-9]+)$/| suites | \1 |/p' "$root/tests/gpu/check")
for row in "${planned[@]}"; do
  check "the page has the plan: $row" grep -qF "$row" "$root/docs/guide/cuda.md"
done
check "the plan was read" test "${#planned[@]}" -ge 9
try "$home/tests/gpu/check" 3
check "three minutes: the list is shorter" fits 180
for wrong in 0 x 8.5 100; do
  try "$home/tests/gpu/check" "$wrong"
  check "$wrong minutes" exits 2
done

echo 'int f() { return 0; }' | g++ -shared -fPIC -x c++ - -o "$work/libraries/libgone.so"
echo 'int f(); int main() { return f(); }' | g++ -x c++ - -x none "$work/libraries/libgone.so" -o "$home/bin/lacks"
rm "$work/libraries/libgone.so"
try "$home/tests/gpu/check"
check "a library that was not packed" exits 1
check "a library that was not packed is named" prints "lacks: "
check "a library that was not packed is named" prints "libgone.so => not found"
rm "$home/bin/lacks"

# --- with one -----------------------------------------------------------------------------------------------------------

GPUS=1 try timeout --preserve-status --signal=TERM --kill-after=3 4 "$home/tests/gpu/check" 1
check "a signal, while a suite hangs, ends it" exits 130

results="$work/out folder/results.json"
# shellcheck disable=SC2317 # check calls it
tried() { grep -qE "^$1 +[0-9]+ +[0-9]+  $2" "$work/out folder/report.txt"; }
GPUS=1 try "$home/tests/gpu/check" 1
check "with a GPU" exits 1
check "a suite that passes" tried cuda.works passed
check "a suite that fails" tried cuda.does_not FAILED
check "a suite that fails: the page quotes it" grep -qF "element 3 is 4 on the GPU" "$work/out folder/report.txt"
check "a suite that has nothing to test here" tried cuda.two 'skipped: by itself'
check "a suite that hangs is ended" tried cuda.hangs 'out of time'
check "the sanitizer, which finds nothing" tried memcheck passed
check "the sanitizer, which finds something" tried racecheck FAILED
check "what needs a tool that is not there" tried kernels 'skipped: no ncu'
check "what fails half-way" tried bench FAILED
check "what it measured before is kept" grep -qF '"mlp-concise", "ours": 0.5' "$results"
check "the machine is described" grep -qF '{"gpu": "Stand-in", "driver": "580.1", "cuda": "13.0"' "$results"
check "everything that was printed is there" grep -q 'it trains' "$work/out folder/log.txt"

# --- what Python reads --------------------------------------------------------------------------------------------------

if [[ ! $python ]]; then
  skip "figures and report" "python3 is not installed"
  finish
fi

cp "$results" "$work/kept.json"
stand_in "$home/bin/bench" </dev/null
stand_in "$work/tools/ncu" <<'END'
while [[ $1 != --log-file ]]; do shift; done
exec >"$2"
echo '==PROF== Connected'
echo '"ID","Kernel Name","Metric Name","Metric Unit","Metric Value"'
for i in 1 2 3 4 5 6; do
  echo "\"$i\",\"void d2l::kernel_$i<d2l::Abs>(int, float)\",\"gpu__time_duration.sum\",\"ns\",\"${i},000\""
  echo "\"$i\",\"void d2l::kernel_$i<d2l::Abs>(int, float)\",\"sm__throughput.avg.pct_of_peak_sustained_elapsed\",\"%\",\"$i.5\""
  echo "\"$i\",\"void d2l::kernel_$i<d2l::Abs>(int, float)\",\"gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed\",\"%\",\"50\""
done
END
printf 'cuda.works\t./test-cuda\n' >"$home/suites"
sed -i 's/== memcheck/== *check/' "$work/tools/compute-sanitizer"
GPUS=1 try "$home/tests/gpu/check" 1
check "all is well" exits 0
check "how far the losses are apart" grep -qE '^some-training +6.2e-02 +5.0e-01 ' "$work/out folder/report.txt"
check "the slowest kernel comes first" grep -qF '[{"name": "kernel_6<Abs>", "launches": 1, "microseconds": 6.0,' "$results"
check "the sixth is left out" never_shows "kernel_1"

page=$work/page.md
cp "$root/docs/guide/cuda.md" "$page"
try "$root/tests/gpu/report" "$results" "$page"
check "a report" exits 0
check "a report: the machine" grep -qF 'Stand-in, driver 580.1, CUDA 13.0' "$page"
check "a report: the distances" grep -qF "| \`some-training\` | 6.2e-02 | 5.0e-01 | 0.5 | 0.5 |" "$page"
check "a report: how the steps ended" grep -qE "^\| \`memcheck\` \| passed \| [0-9]+ \|$" "$page"
check "a report: what was not measured" grep -qF '**Beside PyTorch.** Not measured yet.' "$page"
check "a report: the page around it" grep -qF '## The emulator' "$page"
cp "$page" "$work/once.md"
try "$root/tests/gpu/report" "$results" "$page"
check "a second report is the same" cmp -s "$page" "$work/once.md"
try "$root/tests/gpu/report" "$work/kept.json" "$page"
check "what was measured takes its place" grep -qF '| mlp-concise | 0.5 | 1 | 0.5 |  |  |' "$page"
check "what was not leaves it" grep -qF '**The five slowest kernels.** Not measured yet.' "$page"
try "$root/tests/gpu/report" "$work/nowhere.json" "$page"
check "no results" exits 1
check "no results: says so" says "nowhere.json: No such file or directory; it takes the results.json"
echo text >"$page"
try "$root/tests/gpu/report" "$results" "$page"
check "a page without marks" exits 1
check "a page without marks: says which" says "<!-- tests/gpu/report: from here -->"

finish
