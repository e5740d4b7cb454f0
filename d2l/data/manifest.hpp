#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace d2l {

/// What a file may hold.
struct Contents {
  std::int64_t size;
  std::string sha256;
};

/// A file of a dataset, as it is unpacked.
struct DataFile {
  std::string name;  ///< without `.gz`; a file may be packed or not
  std::int64_t size = 0;
  std::string sha256 = {};
  std::vector<Contents> also = {};  ///< other forms that will do as well, such as a text with other line ends
};

/// What a dataset is made of and where it comes from: datasets/NAME/manifest.json, built into the library.
struct Manifest {
  std::string name;  ///< also the name of its folder
  std::vector<DataFile> files;
  std::string debian_package;             ///< "" where there is none
  std::vector<std::string> mirrors;       ///< URLs of folders that hold the files: HTTPS
  std::vector<std::string> classes = {};  ///< the names of the labels, where it has labels
  bool packed = true;                     ///< whether the mirrors hold the files packed by gzip, as NAME.gz
};

/// The manifests of all folders of datasets/, in the order of their names.
const std::vector<Manifest>& all_manifests();

/// The manifest of this name. Throws ValueError where there is none.
const Manifest& manifest_of(std::string_view name);

/// The texts of the manifests, as they were when the library was built.
std::vector<std::string_view> manifest_texts();

}  // namespace d2l
