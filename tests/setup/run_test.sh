#!/usr/bin/env bash
# Tests ./run on a small tree of its own, in a folder whose name is a trap, with stand-ins for what installs packages.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree="$work/a böok (copy)"
unset D2L_BUILD_DIR D2L_PRESET D2L_NO_INSTALL D2L_DATA_DIR CXX CXXFLAGS

# --- the tree -----------------------------------------------------------------------------------------------------------

mkdir -p "$tree/cmake" "$tree/chapters/compare"
cp "$root/run" "$root/CMakePresets.json" "$tree"
cp "$root/cmake/programs.cmake" "$tree/cmake"
cat >"$tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(small LANGUAGES CXX)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
add_library(d2l_flags INTERFACE)
add_library(d2l::d2l ALIAS d2l_flags)
enable_testing()
add_subdirectory(chapters)
add_test(NAME passes COMMAND hello)
add_test(NAME fails COMMAND hello --fail)
END
cat >"$tree/chapters/CMakeLists.txt" <<'END'
include(${PROJECT_SOURCE_DIR}/cmake/programs.cmake)
d2l_program(hello 1.1 hello.cpp "Prints its arguments, one a line")
d2l_program(broken 1.2 broken.cpp "Does not compile")
d2l_program(compare - compare "Stands for the comparison")
set_target_properties(broken PROPERTIES EXCLUDE_FROM_ALL ON)
END
cat >"$tree/chapters/hello.cpp" <<'END'
#include <cstdio>
#include <string_view>
int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) std::printf("[%s]\n", argv[i]);
  return argc == 2 && argv[1] == std::string_view("--fail") ? 7 : 0;
}
END
cp "$tree/chapters/hello.cpp" "$tree/chapters/compare/main.cpp"
echo 'int main() { return broken; }' >"$tree/chapters/broken.cpp"

# --- checking -----------------------------------------------------------------------------------------------------------

passed=0 failed=0 tools=$PATH
run() { # run ARGUMENTS, with the commands of $tools: fills status, out and err
  PATH=$tools "$tree/run" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$? out=$(<"$work/out") err=$(<"$work/err")
}

check() { # check WHAT CONDITION...
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s (%s)\nstatus %s\n--- out\n%s\n--- err\n%s\n---\n' "$1" "${*:2}" "$status" "$out" "$err"
  fi
}

exits() { [[ $status == "$1" ]]; }
prints() { [[ $out == *"$1"* ]]; }
prints_exactly() { [[ $out == "$1" ]]; }
says() { [[ $err == *"$1"* ]]; }
says_nothing() { [[ ! $err ]]; }
keeps_quiet_about() { [[ $err != *"$1"* ]]; }
exists() { [[ -e $1 ]]; }
absent() { [[ ! -e $1 ]]; }

# --- help, list, names --------------------------------------------------------------------------------------------------

run --help
check "help" exits 0
check "help names the commands" prints "./run compare MODEL"
run list
check "list" exits 0
check "list: section, name, line" prints "1.1   hello                        Prints its arguments, one a line"
check "list builds nothing" absent "$tree/build"
run helo
check "unknown program" exits 2
check "unknown program: suggestion" says "there is no program 'helo'; did you mean 'hello'?"
run tset
check "unknown command: suggestion" says "did you mean 'test'?"
run completely-different
check "nothing near: no guess" keeps_quiet_about "did you mean"
run ''
check "empty name" exits 2

# --- what is missing ----------------------------------------------------------------------------------------------------

# A PATH with little more than the script itself needs, to take things away from.
little="$work/little"
mkdir "$little"
for command in bash env dirname mkdir sed grep rm tee cat id touch ln as ld flock g++ cmake ninja ccache gnuplot dot; do
  ln -s "$(command -v "$command")" "$little/$command"
done
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

# A compiler that finds no header of ours, until an apt-get has brought them.
rm "$little/g++"
cat >"$little/g++" <<END
#!/usr/bin/env bash
[[ -e "$work/installed" ]] && exec "$(command -v g++)" "\$@"
printf '#include <...> search starts here:\n $work/nothing\n' >&2
END
cat >"$little/apt-get" <<END
#!/usr/bin/env bash
echo "\$*" >>"$work/apt-get.log"
[[ ! -e "$work/apt-get fails" ]] || { echo 'E: no network'; exit 100; }
[[ \$* == *install* ]] && touch "$work/installed" && ln -s "$(command -v ninja)" "$little/ninja"
exit 0
END
cat >"$little/id" <<'END'
#!/usr/bin/env bash
echo "${FAKE_ID:-0}"
END
chmod +x "$little/g++" "$little/apt-get" "$little/id"

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
cat >"$little/sudo" <<'END'
#!/usr/bin/env bash
[[ $1 == -n ]] || exec "$@"
END
chmod +x "$little/sudo"
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
run
check "the main job" prints_exactly $'[softmax-regression]\n[--plot]\n['"$tree/build/softmax-regression.svg]"
(cd "$work" && D2L_BUILD_DIR="öther build" "$tree/run" compare x >"$work/out" 2>"$work/err")
out=$(<"$work/out")
check "from elsewhere, into another build folder" prints_exactly "[x]"
check "from elsewhere, into another build folder" exists "$work/öther build/release/bin/compare"
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

printf '%s passed, %s failed\n' "$passed" "$failed"
((failed == 0))
