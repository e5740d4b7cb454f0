#!/usr/bin/env bash
# Tests ./run on a small tree, with stand-ins for what installs packages.
# shellcheck source=tests/setup/small_tree.sh
source "$(dirname "${BASH_SOURCE[0]}")/small_tree.sh"

# --- help, list, names --------------------------------------------------------------------------------------------------

run --help
check "help" exits 0
check "help names the commands" prints "./run compare MODEL"
check "help keeps to 80 columns" keeps_to_80_columns
help=$out
run help
check "help: the same" prints_exactly "$help"
run --version
check "version" prints_exactly "d2l 1.2.3"
run list
check "list" exits 0
check "list: section, name, line" prints "1.1   hello                        Prints its arguments, one a line"
check "list: a long line goes on below" prints "lines that go
                                   on below, * and all"
check "list keeps to 80 columns" keeps_to_80_columns
check "list builds nothing" absent "$tree/build"
run helo
check "unknown program" exits 2
check "unknown program: suggestion" says "there is no program 'helo'; did you mean 'hello'?"
run tset
check "unknown command: suggestion" says "did you mean 'test'?"
run twin
check "a model of two versions" exits 2
check "a model of two versions: leads on" says "'twin' has two versions: twin-scratch, twin-concise, or ./run compare twin for both"
run tw
check "the beginning of a name: leads on" says "there is twin-scratch, twin-concise (./run list"
run completely-different
check "nothing near: no guess" keeps_quiet_about "did you mean"
run ''
check "empty name" exits 2
run experiment
check "experiments" exits 0
check "experiments: each with its question" prints "tides/spring
    The tides otherwise: section 1.5
waves/higher
    The waves otherwise: section 1.5"
check "experiments: keep to 80 columns" keeps_to_80_columns
run experiment high
check "no such experiment" exits 2
check "no such experiment: those that are near" says "there is no experiment 'high'; there is waves/higher (./run experiment"
run experiment tides/neap
check "no such experiment: those of the program" says "there is tides/how-long, tides/spring (./run experiment"
run experiment Tides-concise
check "no such experiment: a version's name, capitals" says "there is tides/how-long, tides/spring (./run experiment"
run experiment tides/
check "no such experiment: no name" says "there is tides/how-long, tides/spring (./run experiment"
run experiment moon
check "no such experiment: none is near" says "there is no experiment 'moon' (./run experiment"
run experiment ''
check "no such experiment: an empty name" exits 2
check "no such experiment: an empty name" keeps_quiet_about "there is waves"
run experiment --help
check "experiments: help" prints_exactly "$help"
run waves/higher
check "an experiment is no program" exits 2
check "an experiment is no program: leads on" says "./run experiment waves/higher"

# --- what is missing ----------------------------------------------------------------------------------------------------

make_little
rm "$little/ninja"
tools=$little
D2L_NO_INSTALL=1 run hello
check "no installation wanted" exits 1
check "the missing command and its package" says "missing command ninja"
check "the missing command and its package" says "from package ninja-build"
check "only that" keeps_quiet_about "cmake"
run hello
check "no apt-get" exits 1
check "no apt-get: says so" says "no apt-get"
check "no apt-get: names the package" says "from package ninja-build"
check "no apt-get, nor another that is known: no command" keeps_quiet_about "untried"
for install in "dnf install ninja-build" "pacman -S --needed ninja" "brew install ninja"; do
  ln -s "$(type -P true)" "$little/${install%% *}"
  run hello
  check "another system's command" says $'\n'"  untried here: $install"
  rm "$little/${install%% *}"
done

# A compiler that finds no header of ours, until an apt-get has brought them.
stand_in "$little/g++" <<END
[[ -e "$work/installed" ]] && exec "$(command -v g++)" "\$@"
printf '#include <...> search starts here:\n $work/nothing\n' >&2
END
stand_in "$little/apt-get" <<END
echo "\$*" >>"$work/apt-get.log"
[[ ! -e "$work/apt-get fails" ]] || { echo 'E: no network'; exit 100; }
[[ \$* == *install* ]] && touch "$work/installed" && ln -s "$(command -v ninja)" "$little/ninja"
exit 0
END
stand_in "$little/id" <<'END'
echo "${FAKE_ID:-0}"
END

mv "$little/apt-get" "$little/dnf"
run hello
mv "$little/dnf" "$little/apt-get"
check "another system: each package once" says "ninja-build boost-devel armadillo-devel onednn-devel openblas-devel"
check "another system: what it has not" says "to be built from source: libgnuplot-iostream-dev"
D2L_NO_INSTALL=1 run hello
for package in ninja-build libboost-test-dev libarmadillo-dev libopenblas-openmp-dev nlohmann-json3-dev; do
  check "a missing header's package" says "from package $package"
done
check "what is there is not named" keeps_quiet_about "package ccache"
check "nothing installed" absent "$work/apt-get.log"
FAKE_ID=1000 run hello
check "neither root nor sudo" exits 1
check "neither root nor sudo: says so" says "not root, and sudo does not work here"
check "nothing installed" absent "$work/apt-get.log"
touch "$work/apt-get fails"
run hello
check "apt-get fails" exits 1
check "apt-get fails: its own words" says "E: no network"
rm "$work/apt-get fails" "$work/apt-get.log"
stand_in "$little/sudo" <<'END'
[[ $1 == -n ]] || exec "$@"
END
FAKE_ID=1000 run hello
check "sudo" exits 0
check "sudo: says so" says "sudo does the installing"
tools=$PATH
err=$(<"$work/apt-get.log")
check "updates first" says "update"
check "no recommended packages" says "install -y --no-install-recommends ninja-build libboost-program-options-dev"
check "only what is missing" keeps_quiet_about "ccache"

# --- building and running -----------------------------------------------------------------------------------------------

run hello --epo 3 'two words' 'ä"$*'
check "run a program" exits 0
check "options untouched" prints_exactly $'[--epo]\n[3]\n[two words]\n[ä"$*]'
check "nothing to build: nothing said" says_nothing
run hello --fail
check "the program's own exit status" exits 7
check "only what is needed is built" absent "$tree/build/release/bin/compare"
touch "$tree/chapters/hello.cpp"
run hello
check "a changed source is built" says "building hello ..."
run broken
check "a build that fails" exits 1
check "a build that fails: the compiler's words" says "broken.cpp:1:"
run experiment waves/higher
check "an experiment" exits 0
check "an experiment: the changed program" prints_exactly "as 2"
run waves
check "an experiment: the program stays as it is" prints_exactly "1"
run experiment tides/spring
check "an experiment: a change of a header" prints_exactly "3"
run experiment tides/how-long
check "an experiment: a program of its own" exits 12
sed -i "s/height);/-height);/" "$tree/chapters/01_start/waves/main.cpp"
run experiment waves/higher
check "an experiment that no longer fits" exits 1
check "an experiment that no longer fits: which, and what to do" says "higher.patch does not fit its program as that is now."
sed 's/waves/winds/' "$tree/chapters/01_start/waves/experiments/higher.patch" >"$tree/chapters/01_start/waves/experiments/lower.patch"
: >"$tree/chapters/01_start/waves/experiments/empty.patch"
cp "$tree/chapters/01_start/waves/experiments/lower.patch" "$tree/chapters/01_start/waves/experiments/a name.patch"
run waves
check "experiments that cannot be built: other programs can" prints_exactly "-1"
run experiment
check "experiments that cannot be built: the list" exits 0
run experiment waves/lower
check "an experiment that changes no program" exits 1
check "an experiment that changes no program: says so" says "lower.patch changes no program"
rm "$tree"/chapters/01_start/waves/experiments/{lower,empty,"a name"}.patch
run
check "the main job" prints_exactly $'[softmax-regression]\n[--plot]\n['"$tree/build/softmax-regression.svg]"
(cd "$work" && D2L_BUILD_DIR="öther build" "$tree/run" compare x >"$work/out" 2>"$work/err")
out=$(<"$work/out")
check "from elsewhere, into another build folder" prints_exactly "[x]"
check "from elsewhere, into another build folder" exists "$work/öther build/release/bin/compare"
run help hello
check "help on a program" prints_exactly "[--help]"
D2L_PRESET=debug run hello
check "another preset" exists "$tree/build/debug/bin/hello"
D2L_PRESET=nonsense run hello
check "no such preset" exits 1
check "no such preset: says so" says "nonsense"
run test -R passes
check "tests" exits 0
check "tests: CTest's summary" prints "100% tests passed, 0 tests failed out of 1"
run test
check "a test fails" exits 8
check "a test fails: CTest's summary" prints "1 tests failed out of 2"
mv "$tree" "$work/moved"
tree="$work/moved"
run hello moved
check "a moved tree" prints_exactly "[moved]"

finish
