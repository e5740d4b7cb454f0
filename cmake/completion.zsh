# The part of d2l's completion that is the same in every version; cmake/manual.sh puts the programs and their options before it.
_d2l_drawings() { _alternative 'words:where:(window terminal)' 'files:file:_files' }

# The options of program $1, for the words from it on.
_d2l_program() {
  local -a options=("${(@f)_d2l_options[$1]}")
  [[ $1 == compare ]] && options+=("1:model:($_d2l_models)")
  _arguments $options
}

_d2l() {
  local name=${service:t}
  if [[ $name != run ]]; then
    _d2l_program $name
  elif ((CURRENT == 2)); then
    local -a programs
    local program
    for program in ${(k)_d2l_programs}; do programs+=("$program:$_d2l_programs[$program]"); done
    _describe program programs
    compadd -- $_d2l_commands --help --version
  elif [[ $words[2] == experiment ]] && ((CURRENT == 3)); then
    compadd -- ${(f)"$($words[1] experiment 2>/dev/null | grep -v '^ ')"}
  elif ((${+_d2l_options[$words[2]]})); then
    shift words
    ((CURRENT -= 1))
    _d2l_program $words[1]
  fi
}

_d2l "$@"
