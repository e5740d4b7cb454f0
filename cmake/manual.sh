#!/usr/bin/env bash
# Writes the completion of bash and zsh and the manual page, from what the programs say of themselves by --help.
#   cmake/manual.sh FOLDER-OF-PROGRAMS OUTPUT-FOLDER VERSION
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bin=$1 out=$2 version=$3
mkdir -p "$out"

# --- what there is ------------------------------------------------------------------------------------------------------

programs=() sections=() summaries=()
read_programs() {
  local line pattern='^d2l_program\(([^ ]+) ([^ ]+) [^ ]+ "(.*)"\)'
  while read -r line; do
    [[ $line =~ $pattern ]] || continue
    programs+=("${BASH_REMATCH[1]}") sections+=("${BASH_REMATCH[2]}") summaries+=("${BASH_REMATCH[3]}")
  done <"$root/chapters/CMakeLists.txt"
  # bench is no program of the book.
  programs+=(bench) sections+=(-) summaries+=("The trainings' times beside PyTorch's and the machine's limits")
}

# The options of program $1: names, what their values are called, and meanings, which may go on in the next line.
names=() values=() meanings=()
read_options() {
  local line pattern='^  --([a-z-]+) ?([A-Z]*) +(.*)$'
  names=() values=() meanings=()
  while IFS= read -r line; do
    if [[ $line =~ $pattern ]]; then
      names+=("${BASH_REMATCH[1]}") values+=("${BASH_REMATCH[2]}") meanings+=("${BASH_REMATCH[3]}")
    elif [[ $line == '                       '* ]]; then
      meanings[-1]+=" ${line##+( )}"
    fi
  done < <("$bin/$1" --help)
  ((${#names[@]})) || { echo "manual.sh: $bin/$1 --help shows no options" >&2 && exit 1; }
}
shopt -s extglob

models() {
  local program
  for program in "${programs[@]}"; do
    [[ $program != *-scratch ]] || echo "${program%-scratch}"
  done
}

# --- the three files ----------------------------------------------------------------------------------------------------

commands="list experiment test bench docs test-docs help"
note="made by cmake/manual.sh from the programs' --help: change it there"

bash_completion() {
  local program i
  cat <<END
# d2l in bash: ./run and its programs; $note.
declare -A _d2l_options=(
END
  for program in "${programs[@]}"; do
    read_options "$program"
    printf "  [%s]='" "$program"
    for i in "${!names[@]}"; do printf -- '--%s=%s ' "${names[i]}" "${values[i]}"; done
    printf "'\n"
  done
  cat <<END
)
_d2l_programs='${programs[*]}'
_d2l_models='$(models | tr '\n' ' ')'
_d2l_commands='$commands'
END
  sed 1d "$root/cmake/completion.bash"
}

# What zsh completes as the value of an option: the colon, what it is called, and how.
zsh_value() { # zsh_value NAME VALUE
  case $1,$2 in
    *,) ;;
    plot,*) echo ':FILE:_d2l_drawings' ;;
    *,FILE) echo ':FILE:_files' ;;
    *,DIR) echo ':DIR:_files -/' ;;
    *,DEVICE) echo ':DEVICE:(auto cpu cuda)' ;;
    *) echo ":$2:" ;;
  esac
}

zsh_completion() {
  local program i meaning
  echo "#compdef ${programs[*]/#compare/} -p */run" # compare alone is ImageMagick's
  echo "# d2l in zsh: ./run and its programs; $note."
  echo "typeset -gA _d2l_options _d2l_programs"
  for i in "${!programs[@]}"; do printf "_d2l_programs[%s]='%s'\n" "${programs[i]}" "${summaries[i]//\'/\'\\\'\'}"; done
  for program in "${programs[@]}"; do
    read_options "$program"
    echo "_d2l_options[$program]=\$(cat <<'END'"
    for i in "${!names[@]}"; do
      meaning=${meanings[i]//\[/\\[} meaning=${meaning//\]/\\]}
      echo "--${names[i]}${values[i]:+=}[$meaning]$(zsh_value "${names[i]}" "${values[i]}")"
    done
    printf 'END\n)\n'
  done
  echo "_d2l_models=($(models | tr '\n' ' '))"
  echo "_d2l_commands=($commands)"
  sed 1d "$root/cmake/completion.zsh"
}

# Text as roff takes it literally.
roff() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/"; }

manual_page() {
  local i j
  cat <<END
.\\" $note.
.TH D2L 1 "" "d2l $version" "Dive into Deep Learning in C++"
.SH NAME
d2l \\- Dive into Deep Learning in C++: every section of the book as a program
.SH SYNOPSIS
.B ./run
.I NAME
.RI [ options ]
.br
.B ./run compare
.I MODEL
.RI [ options ]
.SH DESCRIPTION
.B ./run
in the folder of the sources builds what is needed and runs a program; without arguments it trains softmax regression
from scratch and concisely, side by side. The programs that are built lie in build/release/bin.
.SH COMMANDS
.nf
$("$root/run" --help | sed -e '1,2d' | roff)
.fi
.SH PROGRAMS
END
  for i in "${!programs[@]}"; do
    read_options "${programs[i]}"
    [[ ${sections[i]} == - ]] && summary=${summaries[i]} || summary="${summaries[i]} (section ${sections[i]})"
    printf '.SS %s\n%s\n' "$(roff <<<"${programs[i]}")" "$(roff <<<"$summary")"
    for j in "${!names[@]}"; do
      printf '.TP\n.B %s\n%s\n' "$(roff <<<"--${names[j]} ${values[j]}")" "$(roff <<<"${meanings[j]}")"
    done
  done
}

read_programs
bash_completion >"$out/d2l.bash"
zsh_completion >"$out/_d2l"
manual_page >"$out/d2l.1"
