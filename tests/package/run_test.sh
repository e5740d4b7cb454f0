#!/usr/bin/env bash
# Builds docs/own-project in each of the three ways, from the build folder $1, and runs it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
export CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros  # as the build that it shares the objects with
trap 'rm -rf "$work"' EXIT

cmake --install "$1" --prefix "$work/prefix" >/dev/null
# With the flags of the release preset, so that ccache has most of the objects already.
for way in find_package add_subdirectory FetchContent; do
  build=$work/$way
  cmake -S "$root/docs/own-project" -B "$build" -G Ninja -DD2L_BY=$way -DD2L_SOURCE="$root" -DCMAKE_PREFIX_PATH="$work/prefix" \
    -DCMAKE_BUILD_TYPE=Release -DD2L_NATIVE=ON -DD2L_WERROR="${D2L_WERROR:-OFF}" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >/dev/null
  ! ninja -C "$build" -t targets all | grep -E '(^|/)(test-|fuzz-|mlp-)' || { echo "$way: our tests or chapters came with the library" && exit 1; }
  ninja -C "$build" >"$work/build.log" 2>&1 || { cat "$work/build.log" && exit 1; }
  ! grep -i warning "$work/build.log" || exit 1
  (cd "$work" && "$build/exclusive-or" >"$work/$way.txt")
  cmp "$work/find_package.txt" "$work/$way.txt"
  echo "$way: built and run"
done
