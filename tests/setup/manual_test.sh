#!/usr/bin/env bash
# Tests the completion of bash and the manual page that cmake/manual.sh makes from the programs in folder $1.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
manual=$work/manual
failed=0
fail() { failed=$((failed + 1)) && echo "FAILED: $1"; }

"$root/cmake/manual.sh" "$1" "$manual" 1.2.3 || fail "the files are made"

# --- every program and every option stands in all three -----------------------------------------------------------------

for program in bench $("$root/run" list | sed -nE 's/^[0-9.-]+ +([a-z0-9-]+) .*/\1/p'); do
  for file in d2l.bash _d2l; do
    grep -qF -- "$program" "$manual/$file" || fail "$file: $program"
  done
  page=$(sed -n "/^\.SS ${program//-/\\\\-}\$/,/^\.SS/p" "$manual/d2l.1")
  [[ $page ]] || fail "d2l.1: $program"
  for option in $("$1/$program" --help | sed -nE 's/^  (--[a-z-]+).*/\1/p'); do
    grep -qE "^  \[$program\]='.*$option=" "$manual/d2l.bash" || fail "d2l.bash: $program $option"
    sed -n "/^_d2l_options\[$program\]/,/^END/p" "$manual/_d2l" | grep -qE -- "^$option(\\[|=)" || fail "_d2l: $program $option"
    [[ $page == *".B ${option//-/\\-} "* ]] || fail "d2l.1: $program $option"
  done
done

# --- bash completes -----------------------------------------------------------------------------------------------------

# shellcheck disable=SC1091
source "$manual/d2l.bash"
complete -p ./run mlp-scratch >/dev/null || fail "bash knows whose completion it is"
cd "$work" && mkdir folder && touch loss.svg

completes() { # completes WORD... : WANTED...; an empty last word is one that has not begun
  local words=() COMP_WORDS COMP_CWORD COMPREPLY=() wanted
  while [[ $1 != : ]]; do words+=("$1") && shift; done
  shift
  COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1))
  _d2l "${words[0]}" "${words[COMP_CWORD]}" "${words[COMP_CWORD - 1]}" 2>/dev/null
  for wanted in "$@"; do
    [[ " ${COMPREPLY[*]} " == *" $wanted "* ]] || fail "bash: '${words[*]}' offers '${COMPREPLY[*]}', not $wanted"
  done
  (($#)) || [[ ! ${COMPREPLY[*]} ]] || fail "bash: '${words[*]}' offers '${COMPREPLY[*]}'"
}
completes ./run ml : mlp-scratch mlp-concise
completes ./run '' : list test compare tensor
completes ./run mlp-scratch --ep : --epochs
completes ./run mlp-scratch --device c : cpu cuda
completes ./run mlp-scratch --device = c : cpu cuda
completes ./run mlp-scratch --plot '' : window terminal loss.svg
completes ./run mlp-scratch --save l : loss.svg
completes ./run mlp-scratch --data-dir '' : folder
completes ./run mlp-scratch --data-dir l :
completes ./run mlp-scratch --epochs '' :
completes ./run mlp-scratch --no-progress --se : --seed
completes ./run compare so : softmax-regression
completes ./run compare mlp --re : --record
completes ./run help mlp-s : mlp-scratch
completes "$root/run" experiment adam/without-c : adam/without-correction
completes build/release/bin/mlp-concise --lo : --load
completes ./run nonsense '' :

# --- zsh takes its file, and the page is one ----------------------------------------------------------------------------

if command -v zsh >/dev/null; then zsh -n "$manual/_d2l" || fail "zsh reads its file"; fi
if command -v groff >/dev/null; then
  [[ ! $(groff -man -Tutf8 -ww -z "$manual/d2l.1" 2>&1) ]] || fail "groff warns: $(groff -man -Tutf8 -ww -z "$manual/d2l.1" 2>&1 | head -3)"
fi
((failed == 0)) && echo "all passed"
exit $((failed > 0))
