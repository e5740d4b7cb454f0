#pragma once

#include <cstddef>
#include <iterator>
#include <random>
#include <span>
#include <string>

#include <d2l/data/manifest.hpp>
#include <d2l/io/sha256.hpp>

#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

/// Bytes that cannot be packed.
inline std::string noise(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string result(bytes, '\0');
  for (auto& c : result) c = static_cast<char>(random());
  return result;
}

/// A dataset of two files that no machine has.
struct MadeUp {
  std::string a = packed(noise(300'000, 1)), b = packed("labels");
  d2l::Manifest manifest{"made-up", {file("a", noise(300'000, 1)), file("b", "labels")}, "dataset-made-up", {}};

  static std::string packed(const std::string& contents) {
    const ScratchFolder scratch;
    write_gzip(scratch.path() / "packed", contents);
    return bytes_of(scratch.file("packed"));
  }
  static d2l::DataFile file(const std::string& name, const std::string& contents) {
    return {name, std::ssize(contents), d2l::sha256(std::as_bytes(std::span(contents)))};
  }
};

inline const MadeUp& made_up() {
  static const MadeUp result;
  return result;
}
