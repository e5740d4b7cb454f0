# shellcheck shell=bash
# For scripts that break the library on purpose, in a copy of its sources: $copy of $root.
: "${root:?}" "${copy:?}"

copy_sources() { # anew each time: ccache knows the objects
  rm -rf "$copy"
  mkdir -p "$copy/src"
  (cd "$root" && git ls-files -z -- . ':!docs' | xargs -0 cp --parents -t "$copy/src")
}

build() { # build TARGET...
  ninja -C "$copy/build" "$@" >"$copy/build.log" 2>&1
}

chosen() { # chosen NAME WORD...: whether the name holds one of the words, or there are none
  local word
  (($# > 1)) || return 0
  for word in "${@:2}"; do [[ $1 != *"$word"* ]] || return 0; done
  return 1
}
