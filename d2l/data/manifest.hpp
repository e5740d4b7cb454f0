#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace d2l {

/// A file of a dataset, as it is unpacked.
struct DataFile {
  std::string name;  ///< without `.gz`; a file may be packed or not
  std::int64_t size = 0;
  std::string sha256 = {};
};

/// What a dataset is made of and where it comes from: datasets/NAME/manifest.json, built into the library.
struct Manifest {
  std::string name;  ///< also the name of its folder
  std::vector<DataFile> files;
  std::string debian_package;
  std::vector<std::string> mirrors;  ///< URLs of folders that hold the files, packed: HTTPS
};

/// The text of datasets/fashion-mnist/manifest.json, as it was when the library was built.
extern const std::string_view fashion_mnist_manifest;

}  // namespace d2l
