#!/usr/bin/env bash
# Tests that no include of the library goes up: the rooms of d2l/ are in the order in which docs/guide/inside.md lists them.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The rooms of the page's table, lowest first.
rooms() { sed -nE '/^## The rooms/,/^## A batch/ s/^\| [^a-z]([a-z]+)[^a-z] \|.*/\1/p' "$1/docs/guide/inside.md"; }

# FILE INCLUDED, both without d2l/, a line.
includes() { (cd "$1/d2l" && grep -rHoE '^ *# *include *["<]d2l/[^">]+' . | sed -E 's|^\./([^:]*):.*["<]d2l/|\1 |'); }

# What goes up in the tree $1, a line each: to a higher room, to the library's one header, or round among a room's folders.
climbing() {
  diff <(rooms "$1" | sort) <(find "$1/d2l" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort) |
    sed -nE 's/^< (.*)/\1 is in the table of rooms, and not in d2l/p; s/^> (.*)/\1 is in d2l, and not in the table of rooms/p'
  awk 'NR == FNR { floor[$1] = NR; next }
       $1 == "d2l.hpp" { next }
       { split($1, from, "/"); split($2, to, "/") }
       $2 == "d2l.hpp" || floor[to[1]] > floor[from[1]] { print "d2l/" $1 " includes d2l/" $2 }' <(rooms "$1") <(includes "$1")
  includes "$1" | awk '{ a = split($1, from, "/"); b = split($2, to, "/") }
       a > 2 && b > 2 && from[1] == to[1] && from[2] != to[2] { print from[1] "/" from[2], to[1] "/" to[2] }' |
    tsort 2>&1 >/dev/null | sed -n 's|^tsort: \(.*/.*\)|d2l/\1 is in a circle of includes|p'
}

failed=0
expect() { # expect WHAT FOUND WANTED
  [[ $2 == "$3" ]] || { printf 'FAILED: %s\n%s\n--- instead of\n%s\n' "$1" "$2" "$3" && failed=1; }
}

expect "nothing goes up" "$(climbing "$root")" ""
expect "rooms and includes were found" "$(($(rooms "$root" | wc -l) >= 12 && $(includes "$root" | wc -l) >= 500))" 1

# --- a tree whose includes go up is found out ---------------------------------------------------------------------------

mkdir -p "$work"/docs/guide "$work"/d2l/{low/a,low/b,high,loft}
cat >"$work/docs/guide/inside.md" <<'END'
## The rooms

| room | what is in it |
|---|---|
| `low` | this |
| `high` | that |
| `cellar` | nothing yet |

## A batch
END
cd "$work/d2l" || exit 1
echo '#include "d2l/low/x.hpp"' >high/fine.cpp
echo '#include "d2l/high/x.hpp"' >d2l.hpp
expect "what is in the table and what is there" "$(climbing "$work")" "cellar is in the table of rooms, and not in d2l
loft is in d2l, and not in the table of rooms"
rmdir loft && mkdir cellar
printf '#pragma once\n  # include <d2l/high/x.hpp>\n' >low/up.cpp
expect "a source that goes up" "$(climbing "$work")" "d2l/low/up.cpp includes d2l/high/x.hpp"
echo '#include "d2l/d2l.hpp"' >low/up.cpp
expect "what takes everything" "$(climbing "$work")" "d2l/low/up.cpp includes d2l/d2l.hpp"
echo '#include "d2l/low/b/x.hpp"' >low/a/x.hpp
echo '#include "d2l/low/a/x.hpp"' >low/b/x.cpp
rm low/up.cpp
expect "two folders of a room in a circle" "$(climbing "$work" | sort)" "d2l/low/a is in a circle of includes
d2l/low/b is in a circle of includes"

exit "$failed"
