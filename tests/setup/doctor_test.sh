#!/usr/bin/env bash
# Tests what ./run doctor says and how it ends, on a small tree, with things taken away.
# shellcheck source=tests/setup/small_tree.sh
source "$(dirname "${BASH_SOURCE[0]}")/small_tree.sh"
make_little
tools=$little

# Calls are noted, not obeyed.
for command in apt-get sudo npm curl wget; do
  cat >"$little/$command" <<END
#!/usr/bin/env bash
echo "$command \$*" >>"$work/calls"
END
  chmod +x "$little/$command"
done

run doctor --help
check "help" exits 0
check "help" prints "docs/02/installation.md"
run doctor --everything
check "an unknown option" exits 2
check "an unknown option: says so" says "doctor has no option '--everything'"
check "neither builds anything" absent "$tree/build"
run docter
check "a slip of the pen" says "did you mean 'doctor'?"

# --- everything is there ------------------------------------------------------------------------------------------------

http_proxy=http://me:hunter2@proxy HTTPS_PROXY=http://me:hunter2@proxy OMP_NUM_THREADS=3 run doctor
check "everything is there" exits 0
check "everything is there: says so" ends_with "everything is there"
for part in "$tree/build/release" "g++ (" "cmake version" "gnuplot 5" "MB free" "what d2l says               fine"; do
  check "tells" prints "$part"
done
check "variables that matter" prints "OMP_NUM_THREADS             3"
check "proxies" prints "http_proxy"
check "proxies" prints "HTTPS_PROXY"
check "but no password" never_shows hunter2

# --- the program's findings ---------------------------------------------------------------------------------------------

D2L_TEST_FINDS=trouble run doctor
check "what the program complains about" exits 1
check "what the program complains about: is counted" ends_with "1 thing to mend: trouble"
D2L_TEST_FINDS=death run doctor
check "the program dies" exits 1
check "the program dies: says so" prints "! doctor                      the program ended with status 134"
D2L_TEST_FINDS=trouble D2L_DATA_DIR=$work/nowhere TMPDIR=$work/nowhere run doctor
check "variables that name nothing" ends_with "3 things to mend: TMPDIR, D2L_DATA_DIR, trouble"

# --- what is missing ----------------------------------------------------------------------------------------------------

rm "$little/gnuplot"
run doctor
check "a missing tool" exits 1
check "a missing tool: named with its package" prints "! gnuplot-nox                 missing command gnuplot"
check "a missing tool: the command to get it" prints "apt-get install --no-install-recommends gnuplot-nox"
check "a missing tool: that does not stop the program" prints "what d2l says"
check "a missing tool: is counted" ends_with "1 thing to mend: gnuplot-nox"
check "a missing tool: the next ./run looks again" absent "$tree/build/release/.ready"
rm "$little/ninja" "$little/dot"
run doctor
check "no build" exits 1
check "no build: says so" prints "can be built when what is missing above is there"
check "no build: all are counted" ends_with "3 things to mend: ninja-build, gnuplot-nox, graphviz"
rm "$little"/{uname,df,head,tail,id,cmake,ccache,g++,apt-get}
run doctor
check "next to nothing" exits 1
check "next to nothing: names a header's package" prints "! g++ "
check "next to nothing: what apt-get would be called for" prints "the names are Debian's"
tools=$PATH
check "nothing was called that installs or reaches out" absent "$work/calls"

rm -r "$tree/build" # it remembers where the tools were
mkdir "$work/old"
cat >"$work/old/cmake" <<END
#!/usr/bin/env bash
[[ \$1 != --version ]] || { echo "cmake version 3.22.1" && exit; }
exec "$(command -v cmake)" "\$@"
END
chmod +x "$work/old/cmake"
tools=$work/old:$PATH
run doctor
tools=$PATH
check "an old tool" prints "! cmake                       cmake version 3.22.1, and 3.25 is the least that will do"
check "an old tool" ends_with "1 thing to mend: cmake"

# --- what cannot be built -----------------------------------------------------------------------------------------------

echo 'int main() { return broken; }' >"$tree/chapters/doctor/main.cpp"
run doctor
check "a build that fails" exits 1
check "a build that fails: the compiler's words" prints "main.cpp:1:"
check "a build that fails: is counted" ends_with "1 thing to mend: doctor"
touch "$work/file"
D2L_BUILD_DIR=$work/file run doctor
check "no build folder" exits 1
check "no build folder: says so" prints "! build                       cannot write to the build folder $work/file/release"
check "no build folder: is counted" ends_with "1 thing to mend: build"

finish
