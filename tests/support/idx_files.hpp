#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <libdeflate.h>
#include <string>
#include <vector>

/// The bytes of an IDX file of unsigned bytes with these sizes.
inline std::string idx_bytes(const std::vector<std::uint32_t>& sizes, const std::string& elements) {
  std::string bytes{'\0', '\0', '\x08', static_cast<char>(sizes.size())};
  for (const auto size : sizes)
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift & 0xff);
  return bytes + elements;
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline void write_gzip(const std::filesystem::path& path, const std::string& bytes) {
  constexpr int level = 6;
  auto* const compressor = libdeflate_alloc_compressor(level);
  std::string packed(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  packed.resize(libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), packed.data(), packed.size()));
  libdeflate_free_compressor(compressor);
  write_bytes(path, packed);
}

/// A small Fashion-MNIST of made-up images in `folder`/fashion-mnist: n to train, n to test. Pixel p of image i is
/// (7 i + p) mod 256, its label (3 i) mod 10.
inline void write_small_fashion_mnist(const std::filesystem::path& folder, std::uint32_t n) {
  const auto place = folder / "fashion-mnist";
  std::filesystem::create_directories(place);
  std::string images, labels;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t p = 0; p < 28 * 28; ++p) images += static_cast<char>((7 * i + p) % 256);
    labels += static_cast<char>(3 * i % 10);
  }
  for (const std::string prefix : {"train", "t10k"}) {
    write_gzip(place / (prefix + "-images-idx3-ubyte.gz"), idx_bytes({n, 28, 28}, images));
    write_gzip(place / (prefix + "-labels-idx1-ubyte.gz"), idx_bytes({n}, labels));
  }
}
