#!/usr/bin/env bash
# Tests that docs/guide/dependencies.md names every package that ./run and .ci/run install, and every npm package of the site and
# its test, and docs/02/installation.md every variable of ./run.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

failed=0
expect() { # expect PAGE LEAST NAME...: at least so many names, each in backquotes on the page
  local name
  (($# - 2 >= $2)) || { printf 'FAILED: only %s names for %s were found\n' "$(($# - 2))" "$1" && failed=1; }
  for name in "${@:3}"; do
    grep -qF -e "\`$name\`" -e "\`$name=" "$1" || { printf 'FAILED: %s does not name %s\n' "$1" "$name" && failed=1; }
  done
}

page=docs/guide/dependencies.md
mapfile -t needed < <(grep -oE '"(command|header|library|file|dataset) [^"]+"' run | sed 's/"$//; s/.* //' | sort -u)
expect $page 22 "${needed[@]}"
mapfile -t for_ci < <(sed ':a; /\\$/ { N; s/\\\n//; ba }' .ci/run | sed -n 's/.*apt_get install //p' | grep -oE '(^| )[a-z][a-z0-9.+-]+' | tr -d ' ')
expect $page 7 "${for_ci[@]}"
mapfile -t npm < <(grep -hoE '^ {4}"[^"]+":' docs/package.json tests/docs/package.json | tr -d ' ":')
expect $page 5 "${npm[@]}"
mapfile -t variables < <(grep -oE '\bD2L_[A-Z_]+' run | sort -u)
expect docs/02/installation.md 5 "${variables[@]}"

exit "$failed"
