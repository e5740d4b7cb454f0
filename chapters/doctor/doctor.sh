# shellcheck shell=bash disable=SC2154 # root, build, missing and others are run's, which sources this
# `./run doctor`: what this machine has and what it lacks, each lack with the command that mends it. Nothing is installed and
# nothing outside the build folder is written. What only d2l and its libraries know, the program `doctor` tells.

doctor_help() {
  cat <<'END_OF_HELP'
What this machine has for d2l, and what is missing with the command that gets it.

  ./run doctor    tools and their versions, the processor's instructions that the libraries use, threads, memory, disk, GPU,
                  which figures can be drawn, where the datasets were found, variables that matter

A line that starts with ! wants mending. The exit status is 1 if there is one, else 0. Nothing is installed, no network is used.
its page: docs/02/installation.md
END_OF_HELP
}

# --- the report: `  NAME  WHAT`, and `! NAME  WHAT` for what wants mending; report.cpp prints the same ----------------------

complaints=()
headline() { printf '\n%s\n' "$1"; }
tell() { printf '  %-26s  %s\n' "$1" "$2"; }
note_complaint() {
  local known
  for known in ${complaints[@]+"${complaints[@]}"}; do
    [[ $known != "$1" ]] || return 0
  done
  complaints+=("$1")
}
complain() { # NAME WHAT [COMMAND]
  note_complaint "$1"
  printf '! %-26s  %s\n' "$1" "$2"
  [[ ! ${3-} ]] || tell '' "mend: $3"
}

# From a folder that is there, which the caller's need not be.
first_line_of() { (cd "$root" && LC_ALL=C "$@" 2>&1 </dev/null) | head -n 1; }

# What the system says of itself by NAME; `unknown` where it does not.
os_release() { # NAME
  # shellcheck source=/dev/null
  (source /etc/os-release 2>/dev/null && printf '%s' "${!1-unknown}") || printf 'unknown'
}

# --- the parts --------------------------------------------------------------------------------------------------------------

examine_system() {
  headline "system"
  tell "distribution" "$(os_release PRETTY_NAME)"
  tell "kernel" "$(uname -srm)"
  tell "user" "$(id -un 2>/dev/null || id -u)"
  tell "working directory" "$PWD"
}

# The megabytes that are free where a folder is, or will be; nothing where df does not know.
free_space() {
  local folder=$1 kibibytes
  while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
  kibibytes=$(df -k --output=avail "$folder" 2>/dev/null | tail -n 1)
  [[ ! $kibibytes ]] || printf '%s' "$((kibibytes / 1024))"
}

examine_disk() { # NAME FOLDER MEGABYTES: complains where less than so many are free
  local free
  free=$(free_space "$2")
  if [[ $free ]] && ((free < $3)); then
    complain "$1" "$free MB free in $2" "make room there: $3 MB are needed"
  else
    tell "$1" "${free:-unknown} MB free in $2"
  fi
}

examine_folders() {
  headline "folders"
  tell "source" "$root"
  tell "commit" "$(git -C "$root" describe --always --dirty 2>/dev/null || echo "unknown (no git, or a copy without its history)")"
  tell "build" "$build"
  local reason
  writable=yes
  reason=$(make_build_folder 2>&1) || {
    writable=''
    complain "build" "${reason##*run: }" "D2L_BUILD_DIR=DIR ./run doctor, with a DIR of your own"
  }
  examine_disk "disk of the build" "$build_root" 300
  examine_disk "disk of temporary files" "${TMPDIR:-/tmp}" 50
  examine_disk "disk of the cache" "$data" 50
  [[ -d ${TMPDIR-/tmp} && -w ${TMPDIR-/tmp} ]] || complain "TMPDIR" "'${TMPDIR-/tmp}' is no folder that can be written to" "unset TMPDIR"
}

examine_tool() { # COMMAND ARGUMENT [LEAST VERSION]
  has_command "$1" || return 0 # examine_packages names its package
  local line version=0.0
  line=$(first_line_of "$1" "$2")
  [[ $line =~ [0-9]+(\.[0-9]+)+[^\ ]*$ || $line =~ [0-9]+(\.[0-9]+)+ ]] && version=${BASH_REMATCH[0]}
  local major=${version%%.*} least=${3-0.0}
  local minor=${version#*.}
  minor=${minor%%[!0-9]*}
  if ((major < ${least%.*} || (major == ${least%.*} && minor < ${least#*.}))); then
    complain "$1" "$line, and $least is the least that will do" "install a newer one, or a newer Debian or Ubuntu"
  else
    tell "$1" "$line"
  fi
}

# Where every test has passed: in .ci/run, by its own machine or in the bare root of tests/roots/run.
proven=(
  "debian 12 x86_64, g++ 12"
  "debian 13 x86_64, g++ 14"
  "debian 12 x86_64, clang 19"
)

# Whether this distribution with this compiler is one of them.
examine_combination() {
  local compiler line name=g++ here known all
  read -ra compiler <<<"${CXX:-g++}" # which may be 'ccache g++', or have options
  has_command "${compiler[0]}" || return 0
  line=$(first_line_of "${compiler[@]}" -dumpversion)
  [[ ${CXX:-g++} != *clang* ]] || name=clang
  here="$(os_release ID) $(os_release VERSION_ID) $(uname -m), $name ${line%%.*}"
  for known in "${proven[@]}"; do
    [[ $here != "$known" ]] || { tell "proven" "yes: all tests pass on $here" && return; }
  done
  printf -v all '%s; ' "${proven[@]}"
  tell "proven" "no: this is $here. Proven are ${all%; }. Others may do as well: ./run test tells"
}

examine_tools() {
  headline "tools"
  local least=12.0 optional
  [[ ${CXX:-g++} == *clang* ]] && least=19.0
  examine_tool "${CXX:-g++}" --version "$least"
  examine_tool cmake --version 3.25
  examine_tool ninja --version
  examine_tool ccache --version
  examine_tool gnuplot --version
  examine_tool dot -V
  examine_combination
  if has_command mpirun; then
    tell "mpirun" "$(first_line_of mpirun --version)"
  else
    tell "mpirun" "not here; only ./run data-parallel with several processes needs it, and installs it"
  fi
  for optional in node npm doxygen 'chromium|chromium-headless-shell'; do
    has_command "$optional" || tell "${optional%%|*}" "not here; only ./run docs and ./run test-docs need it, and install it"
  done
}

# The versions of what is here, where packages are Debian's.
tell_versions() {
  has_command dpkg-query || return 0
  local package version
  while read -r package version; do
    [[ ! $version ]] || tell "$package" "$version"
  done < <(dpkg-query --show --showformat '${Package} ${Version}\n' "${needs[@]##* }" 2>/dev/null)
}

# What `needs` in run lists: the same list that ./run installs from.
examine_packages() {
  headline "packages"
  find_missing
  tell_versions
  if ((${#missing[@]} == 0)); then
    tell "needed" "all ${#needs[@]} are here"
    return
  fi
  local i command
  for i in "${!missing[@]}"; do
    complain "${packages[i]}" "missing ${missing[i]//|/ or }"
  done
  command="apt-get install --no-install-recommends ${packages[*]}"
  [[ $(id -u) == 0 ]] || command="sudo $command"
  has_command apt-get || command="install these by this system's own means; the names are Debian's"
  tell '' "mend: $command"
  has_command apt-get || command_elsewhere
  [[ $command != *apt-get* || ${D2L_NO_INSTALL-} == 1 ]] || tell '' "      (any other ./run does that by itself)"
}

examine_gpu() {
  headline "GPU"
  local gpus gpu
  if ! has_command nvidia-smi; then
    tell "NVIDIA" "no nvidia-smi here, and none is needed: without a GPU d2l computes on the CPU"
  elif gpus=$(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>&1 </dev/null); then
    while IFS= read -r gpu; do tell "NVIDIA" "$gpu (name, driver, memory)"; done <<<"$gpus"
  else
    tell "NVIDIA" "nvidia-smi fails: ${gpus%%$'\n'*}"
  fi
}

# Variables that change what is built, found, computed or printed. An address may hold a password.
examine_environment() {
  headline "environment"
  local name
  while read -r name; do
    case $name in
      *_proxy | *_PROXY | D2L_MIRROR) tell "$name" "is set (not shown, since it may hold a password)" ;;
      D2L_* | OMP_* | OMPI_* | GOMP_* | KMP_* | OPENBLAS_* | GOTO_* | DNNL_* | ONEDNN_* | CUDA_* | CXX | CXXFLAGS | LDFLAGS | CMAKE_* | \
        CCACHE_* | LD_LIBRARY_PATH | XDG_CACHE_HOME | TMPDIR | LANG | LC_* | TERM | NO_COLOR | DISPLAY | WAYLAND_DISPLAY | GNUTERM)
        tell "$name" "${!name}"
        ;;
    esac
  done < <(compgen -e)
  [[ ${HOME-} ]] || tell "HOME" "is not set"
  if [[ ${D2L_DATA_DIR-} && ! -d $D2L_DATA_DIR ]]; then
    complain "D2L_DATA_DIR" "there is no folder $D2L_DATA_DIR" "unset D2L_DATA_DIR"
  fi
}

# Whether what is missing is needed to compile.
can_build() {
  local what
  [[ $writable ]] || return
  for what in ${missing[@]+"${missing[@]}"}; do
    case $what in
      header* | "command g++" | "command cmake" | "command ninja") return 1 ;;
    esac
  done
}

build_program() {
  local log=$build/doctor.log
  [[ -x $build/bin/doctor ]] || say "building the program doctor; the first time this takes a few minutes ..."
  (
    # shellcheck disable=SC2317 # configure calls it
    install_missing() { :; }
    build doctor doctor
  ) 2>"$log" || {
    complain "doctor" "the program cannot be built:" "rm -r '$build', and call again; if that does not help, show $log to somebody"
    grep -m 5 -iE 'error|failed' "$log" | sed 's/^/    /'
    return 1
  }
}

run_doctor_program() {
  local line found='' status=0 output
  output=$("$build/bin/doctor" 2>&1 </dev/null) || status=$?
  while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line == '! '* ]] || continue
    line=${line#! } found=yes
    note_complaint "${line%%  *}"
  done <<<"$output"
  [[ $status == 0 || $found ]] || complain "doctor" "the program ended with status $status" "rm -r '$build', and call again"
}

examine_by_program() {
  if can_build; then
    build_program && run_doctor_program
  else
    headline "d2l and its libraries"
    tell "not examined" "the program doctor can be built when what is missing above is there"
  fi
  ((${#missing[@]} == 0)) || rm -f "$build/.ready" # so that the next ./run installs it
}

doctor() {
  case ${1-} in
    '') ;;
    -h | --help) doctor_help && return ;;
    *) fail "doctor has no option '$1' (./run doctor --help)" 2 ;;
  esac
  set +e # a part that fails is no reason to keep silent about the others
  local writable
  examine_system
  examine_folders
  examine_tools
  examine_packages
  examine_gpu
  examine_environment
  examine_by_program
  case ${#complaints[@]} in
    0) printf '\neverything is there\n' ;;
    1) printf '\n1 thing to mend: %s\n' "${complaints[0]}" ;;
    *) printf '\n%s things to mend: %s\n' "${#complaints[@]}" "$(IFS=, && printf '%s' "${complaints[*]}" | sed 's/,/, /g')" ;;
  esac
  exit $((${#complaints[@]} > 0))
}
