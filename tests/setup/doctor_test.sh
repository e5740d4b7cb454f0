#!/usr/bin/env bash
# Tests what ./run doctor says and how it ends, on a small tree, with things taken away.
# shellcheck source=tests/setup/small_tree.sh
source "$(dirname "${BASH_SOURCE[0]}")/small_tree.sh"
make_little
tools=$little

# Calls are noted, not obeyed.
for command in apt-get sudo npm curl wget; do
  stand_in "$little/$command" <<END
echo "$command \$*" >>"$work/calls"
END
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
for part in "$tree/build/release" "distribution " "g++ (" "proven  " "cmake version" "gnuplot " "MB free" "what d2l says               fine"; do
  check "tells" prints "$part"
done
check "variables that matter" prints "OMP_NUM_THREADS             3"
check "proxies" prints "http_proxy"
check "proxies" prints "HTTPS_PROXY"
check "but no password" never_shows hunter2
if command -v dpkg-query >/dev/null; then # which is not in $tools
  tools=$little:$PATH
  run doctor
  tools=$little
  version=$(dpkg-query --show --showformat '${Version}' libarmadillo-dev)
  check "the versions of packages" prints "$(printf '  %-26s  %s' libarmadillo-dev "$version")"
fi

# --- what wants mending -------------------------------------------------------------------------------------------------

D2L_TEST_FINDS=death run doctor
check "the program dies" exits 1
check "the program dies: says so" prints "! doctor                      the program ended with status 134"
D2L_TEST_FINDS=trouble D2L_DATA_DIR=$work/nowhere TMPDIR=$work/nowhere run doctor
check "variables that name nothing, and what the program complains about" exits 1
check "variables that name nothing, and what the program complains about" ends_with "3 things to mend: TMPDIR, D2L_DATA_DIR, trouble"

mkdir "$work/old"
cat >"$work/old/cmake" <<END
#!/usr/bin/env bash
[[ \$1 != --version ]] || { echo "cmake version 3.22.1" && exit; }
exec "$(command -v cmake)" "\$@"
END
chmod +x "$work/old/cmake"
rm "$little/gnuplot"
tools=$work/old:$little
run doctor
tools=$little
check "an old tool" prints "! cmake                       cmake version 3.22.1, and 3.25 is the least that will do"
check "a missing tool, named with its package" prints "! gnuplot-nox                 missing command gnuplot"
check "a missing tool: the command to get it" prints "apt-get install --no-install-recommends gnuplot-nox"
check "neither stops the program" prints "what d2l says"
check "both are counted" ends_with "2 things to mend: cmake, gnuplot-nox"
check "the next ./run looks again for what is missing" absent "$tree/build/release/.ready"

echo 'int main() { return broken; }' >"$tree/chapters/doctor/main.cpp"
run doctor
check "a build that fails" exits 1
check "a build that fails: the compiler's words" prints "main.cpp:1:"
check "a build that fails: is counted" ends_with "2 things to mend: gnuplot-nox, doctor"
touch "$work/file"
D2L_BUILD_DIR=$work/file run doctor
check "no build folder" exits 1
check "no build folder: says so" prints "! build                       cannot write to the build folder $work/file/release"

stand_in "$little/uname" <<<'echo pdp11'
run doctor
check "an unknown machine" prints " pdp11, g++ "
check "an unknown machine: says what is proven" prints "debian 12 x86_64, g++ 12; debian 13 x86_64, g++ 14; debian"
check "an unknown machine: nothing to mend" ends_with "2 things to mend: gnuplot-nox, doctor"

rm "$little"/{cmake,ccache,g++,apt-get}
ln -s "$(type -P true)" "$little/pacman"
run doctor
check "next to nothing" exits 1
check "next to nothing: no compiler, no combination" never_shows "proven"
check "next to nothing: is named" prints "! g++ "
check "next to nothing: no build" prints "can be built when what is missing above is there"
check "next to nothing: no apt-get" prints "the names are Debian's"
check "next to nothing: another system's command" prints "pacman -S --needed gcc cmake ccache gnuplot"
check "next to nothing: all are counted" prints "things to mend: g++, cmake, ccache, gnuplot-nox"
check "nothing was called that installs or reaches out" absent "$work/calls"

finish
