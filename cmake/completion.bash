# shellcheck shell=bash disable=SC2154,SC2207
# The part of d2l's completion that is the same in every version; cmake/manual.sh puts the programs and their options before it.

# The words that begin as $2, of those in $1.
_d2l_offer() { COMPREPLY=($(compgen -W "$1" -- "$2")); }

_d2l_files() {
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen "$1" -- "$2"))
}

# The value of option $1, which its program calls $2, begun as $3.
_d2l_value() {
  case $1,$2 in
    plot,*) _d2l_offer 'window terminal' "$3" && _d2l_files -f "$3" ;;
    *,FILE) _d2l_files -f "$3" ;;
    *,DIR) _d2l_files -d "$3" ;;
    *,DEVICE) _d2l_offer 'auto cpu cuda' "$3" ;;
  esac
}

# The options of program $1, for the word $2 behind the word $3.
_d2l_program() {
  local option names='' word=$2 before=$3
  [[ $word != '=' ]] || word=''                                    # bash breaks --save=FILE in three
  [[ $before != '=' ]] || before=${COMP_WORDS[COMP_CWORD - 2]}
  [[ $2 != '=' ]] || before=${COMP_WORDS[COMP_CWORD - 1]}
  for option in ${_d2l_options[$1]}; do
    names+=" ${option%%=*}"
    [[ $before == "${option%%=*}" && $option != *= ]] || continue
    option=${option#--}
    _d2l_value "${option%%=*}" "${option#*=}" "$word"
    return
  done
  if [[ $1 == compare && $before != -* && $word != -* ]]; then
    _d2l_offer "$_d2l_models" "$word"
  else
    _d2l_offer "$names" "$word"
  fi
}

_d2l() {
  local command=${1##*/} at=1
  COMPREPLY=()
  if [[ $command != run ]]; then
    _d2l_program "$command" "$2" "$3"
  elif ((COMP_CWORD == at)); then
    _d2l_offer "$_d2l_programs $_d2l_commands --help --version" "$2"
  elif [[ ${_d2l_options[${COMP_WORDS[1]}]-} ]]; then
    _d2l_program "${COMP_WORDS[1]}" "$2" "$3"
  elif [[ ${COMP_WORDS[1]} == experiment ]] && ((COMP_CWORD == at + 1)); then
    _d2l_offer "$("$1" experiment 2>/dev/null | grep -v '^ ')" "$2"
  elif [[ ${COMP_WORDS[1]} == help ]]; then
    _d2l_offer "$_d2l_programs" "$2"
  elif [[ ${COMP_WORDS[1]} == docs ]]; then
    _d2l_offer '--build --port --refresh --check' "$2"
  fi
}

# shellcheck disable=SC2086
complete -F _d2l ./run $_d2l_programs
