#!/usr/bin/env bash
# Tests ./run, on a small tree, and the programs of the book, in the folder $1, where readers may be: with another language, in
# folders with odd names, with little permission and no network.
bin=$(cd "$1" && pwd -P)
# shellcheck source=tests/setup/small_tree.sh
source "$(dirname "${BASH_SOURCE[0]}")/small_tree.sh"

# --- ./run --------------------------------------------------------------------------------------------------------------

# Who may not write everywhere: root may, so it becomes somebody else.
as_reader=()
[[ $(id -u) != 0 ]] || as_reader=(setpriv --reuid=65534 --regid=65534 --clear-groups)
build=$work/build
mkdir "$build" "$work/gone"
chmod 777 "$build"
chmod -R a-w,a+rX "$tree"

try() { # try COMMAND...: as such a reader, without HOME; fills status, out and err
  "${as_reader[@]}" env -u HOME -u XDG_CACHE_HOME D2L_BUILD_DIR="$build" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$? out=$(<"$work/out") err=$(<"$work/err")
}

"${as_reader[@]}" "$tree/run" hello >"$work/out" 2>"$work/err"
status=$? out='' err=$(<"$work/err")
check "a source tree that cannot be written to" says "D2L_BUILD_DIR=DIR puts it elsewhere"
pushd "$work/gone" >/dev/null && rmdir "$work/gone"
umask 077
try "$tree/run" hello x
umask 022
popd >/dev/null || exit
check "from there, without HOME, under umask 077, from a folder that is gone" exits 0
check "from there, without HOME, under umask 077, from a folder that is gone" prints "[x]"
check "from there: nothing is written" absent "$tree/build"
chmod u+w "$tree/chapters/hello.cpp"
touch "$tree/chapters/hello.cpp"
TMPDIR=$work/nowhere try "$tree/run" hello y
check "a TMPDIR that is not there" prints "[y]"
mkdir "$work/not;there"
D2L_BUILD_DIR="$work/not;there" run hello
check "a path that CMake does not take" exits 1
check "a path that CMake does not take: says so" says "CMake builds in no path with"

offline=(unshare --user --map-root-user --net)
if "${offline[@]}" true 2>/dev/null; then
  try "${offline[@]}" "$tree/run" hello offline
  check "without network" prints "[offline]"
  check "without network" says_nothing
else
  skip "./run without network" "unshare may not do that here"
  offline=()
fi

# --- the programs -------------------------------------------------------------------------------------------------------

as_reader=() # their folder may be one that nobody else can enter
train() { # train DIR [COMMAND...]: runs in that folder, by the command; what it prints, draws and records but for the seconds is in out
  cd "$1" || return
  "${@:2}" "$bin/softmax-regression-scratch" --limit 300 --epochs 1 --lr 0.1 --init "$work/init" --device cpu --no-progress \
    --record 'ö 1.json' --plot 'ı.svg' >out.txt 2>"$work/err"
  status=$?
  "${@:2}" "$bin/activations" --no-progress --plot terminal >terminal.txt 2>>"$work/err"
  sed -i 's/, [0-9.]* s$//' out.txt
  sed -i '/"seconds"\|"start_up"/d' 'ö 1.json'
  out=$(cat out.txt 'ö 1.json' 'ı.svg' terminal.txt) err=$(<"$work/err")
  cd "$work" || return
}

"$bin/softmax-regression-scratch" --limit 300 --epochs 1 --save-init "$work/init" --no-progress >/dev/null
mkdir "$work/plain" "$work/Ä ö"$'\n'"日本"
train "$work/plain"
check "a training" exits 0
check "a training: a number with a point" prints '"lr": 0.1'
check "a training: figure and text" prints "</svg>"
plain=$out
train "$work/Ä ö"$'\n'"日本"
check "in a folder whose name is a trap" prints_exactly "$plain"

for language in de_DE tr_TR; do
  speaking=(env LOCPATH="$work" LC_ALL="$language.UTF-8")
  if localedef -i "$language" -f UTF-8 "$work/$language.UTF-8" 2>/dev/null && [[ $("${speaking[@]}" locale decimal_point) == , ]]; then
    mkdir "$work/in $language"
    train "$work/in $language" "${speaking[@]}"
    check "in $language" prints_exactly "$plain"
    try "${speaking[@]}" "$tree/run" hello --lr 0.5
    check "./run in $language" prints $'[--lr]\n[0.5]'
  else
    skip "the language $language" "it cannot be made here; the package locales has what that needs"
  fi
done

mkdir "$work/gone"
pushd "$work/gone" >/dev/null && rmdir "$work/gone"
try "${offline[@]}" "$bin/softmax-regression-concise" --limit 300 --epochs 1 --no-progress --plot terminal
popd >/dev/null || exit
check "without network and HOME, from a folder that is gone" exits 0
TMPDIR=$work/nowhere try "$bin/compare" softmax-regression --limit 300 --epochs 1
check "a TMPDIR that is not there" exits 1
check "a TMPDIR that is not there: says what to do" says "compare: TMPDIR names no folder; unset it"

# --- the doctor's program -----------------------------------------------------------------------------------------------

try "${offline[@]}" "$bin/doctor"
found=0
[[ $out != *$'\n! '* ]] || found=1
check "the doctor ends by what it found" exits "$found"
for part in "oneDNN takes" "OpenBLAS takes" "vector instructions" "open files" ".pdf  " "whole: 4 files with the right SHA-256"; do
  check "the doctor tells" prints "$part"
done

contained=(unshare --user --map-root-user --mount bash -c) # a container with half a processor's time
half='mount -t tmpfs none /sys/fs/cgroup && echo 50000 100000 >/sys/fs/cgroup/cpu.max'
if "${contained[@]}" "$half" 2>/dev/null; then
  try env OMP_NUM_THREADS=2 "${contained[@]}" "$half && exec \"\$0\"" "$bin/doctor"
  check "more threads than the container has processors" prints "! container                   0.5 processors' time, and 2 threads"
  check "more threads than the container has processors: what to do" prints "mend: export OMP_NUM_THREADS=1"
else
  skip "a container" "unshare may not do that here"
fi

mkdir -p "$work/some/fashion-mnist" "$work/damaged/fashion-mnist"
touch "$work/some/fashion-mnist/train-images-idx3-ubyte"
for file in {train,t10k}-{images-idx3,labels-idx1}-ubyte; do
  echo damaged >"$work/damaged/fashion-mnist/$file"
done
XDG_CACHE_HOME=$work D2L_DATA_DIR=$work/some "$bin/doctor" >"$work/out" 2>"$work/err"
status=$? out=$(<"$work/out") err=$(<"$work/err")
check "a dataset that lacks files" prints "in $work/some/fashion-mnist, but without train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte"
check "a cache without it" prints "not in $work/d2l/fashion-mnist"
D2L_DATA_DIR=$work/damaged "$bin/doctor" >"$work/out" 2>"$work/err"
status=$? out=$(<"$work/out") err=$(<"$work/err")
check "a damaged dataset" exits 1
check "a damaged dataset: the file" prints "! dataset-fashion-mnist       $work/damaged/fashion-mnist/train-images-idx3-ubyte: "

finish
