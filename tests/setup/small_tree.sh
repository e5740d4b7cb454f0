# shellcheck shell=bash
# For the tests of ./run: a small tree of its own, in a folder whose name is a trap, and what checks say about it. Sourced.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
chmod 755 "$work" # for those who are not root
tree="$work/a böok (copy)"
unset D2L_BUILD_DIR D2L_PRESET D2L_NO_INSTALL D2L_DATA_DIR CXX CXXFLAGS

# --- the tree -----------------------------------------------------------------------------------------------------------

mkdir -p "$tree/cmake" "$tree/chapters/compare" "$tree/chapters/doctor"
cp "$root/run" "$root/CMakePresets.json" "$tree"
cp "$root/cmake/programs.cmake" "$root/cmake/experiments.cmake" "$root/cmake/apply_patch.cmake" "$root/cmake/packages_elsewhere.txt" "$tree/cmake"
cp "$root/chapters/doctor/doctor.sh" "$tree/chapters/doctor"
cat >"$tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(small VERSION 1.2.3 LANGUAGES CXX)
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
d2l_program(twin-scratch 1.3 hello.cpp "A line that is as long as the lines that go on below, * and all, where 80 columns end")
d2l_program(twin-concise 1.4 hello.cpp "The same in few words")
d2l_program(compare - compare "Stands for the comparison")
d2l_program(doctor - doctor "Stands for the part of the doctor that asks d2l")
d2l_program(waves 1.5 01_start/waves/main.cpp "Prints how high they are")
d2l_program(tides 1.6 01_start/tides "The same, from a folder of sources")
set_target_properties(broken PROPERTIES EXCLUDE_FROM_ALL ON)
include(${PROJECT_SOURCE_DIR}/cmake/experiments.cmake)
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
for program in waves tides; do
  mkdir -p "$tree/chapters/01_start/$program/experiments"
  printf '#include <cstdio>\n#include "height.hpp"\nint main() {\n  std::printf("%%d\\n", height);\n}\n' >"$tree/chapters/01_start/$program/main.cpp"
  printf '#pragma once\nconst int height = 1;\n' >"$tree/chapters/01_start/$program/height.hpp"
done
# write_patch PROGRAM FILE LINE OTHER: on standard output, a patch of that program that changes a line of its file.
write_patch() {
  local file=chapters/01_start/$1/$2
  echo "The $1 otherwise: section 1.5"
  sed "s/^$3\$/$4/" "$tree/$file" | diff -u --label "a/$file" --label "b/$file" "$tree/$file" -
}
write_patch waves main.cpp '  std::printf.*' '  std::printf("as %d\\n", 2 * height);' >"$tree/chapters/01_start/waves/experiments/higher.patch"
write_patch tides height.hpp 'const int height = 1;' 'const int height = 3;' >"$tree/chapters/01_start/tides/experiments/spring.patch"
printf '// 1.6 How long a tide takes, in hours: a sentence that is as long as those that go on below, where 80 columns end\nint main() { return 12; }\n' \
  >"$tree/chapters/01_start/tides/experiments/how-long.cpp"
echo 'int main() { return broken; }' >"$tree/chapters/broken.cpp"
cat >"$tree/chapters/doctor/main.cpp" <<'END'
#include <cstdio>
#include <cstdlib>
#include <string_view>
int main() {
  const char* const variable = std::getenv("D2L_TEST_FINDS");
  const std::string_view finds = variable ? variable : "nothing";
  std::puts("  what d2l says               fine");
  if (finds == "death") std::abort();
  if (finds == "trouble") std::puts("! trouble                     bad\n                              mend: do this");
  return finds != "nothing";
}
END

# --- checking -----------------------------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0 tools=$PATH
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

skip() { # skip WHAT WHY
  skipped=$((skipped + 1))
  printf 'SKIPPED: %s: %s\n' "$1" "$2"
}

exits() { [[ $status == "$1" ]]; }
prints() { [[ $out == *"$1"* ]]; }
keeps_to_80_columns() {
  local line
  while IFS= read -r line; do
    ((${#line} <= 80)) || return 1
  done <<<"$out$err"
}
prints_exactly() { [[ $out == "$1" ]]; }
ends_with() { [[ $out == *$'\n'"$1" ]]; }
never_shows() { [[ $out$err != *"$1"* ]]; }
says() { [[ $err == *"$1"* ]]; }
says_nothing() { [[ ! $err ]]; }
keeps_quiet_about() { [[ $err != *"$1"* ]]; }
exists() { [[ -e $1 ]]; }
absent() { [[ ! -e $1 ]]; }

finish() { # prints the sums; 77 stands for skipped
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  ((failed == 0)) || exit 1
  ((skipped == 0)) || exit 77
  exit 0
}

# A PATH with little more than the script itself needs, to take things away from.
little="$work/little"
make_little() {
  local command
  mkdir "$little"
  for command in bash env dirname mkdir sed grep rm tee cat id touch ln as ld flock uname df head tail g++ cmake ninja ccache gnuplot dot; do
    ln -s "$(command -v "$command")" "$little/$command"
  done
}

stand_in() { # stand_in FILE: a script of what comes from standard input. A link that was there leads to the system's own command, which must stay
  rm -f "$1"
  { echo '#!/usr/bin/env bash' && cat; } >"$1"
  chmod +x "$1"
}
