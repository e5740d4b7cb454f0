#include "d2l/data/dataset_files.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "d2l/io/gzip.hpp"
#include "d2l/io/sha256.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file.hpp"

namespace d2l {

namespace fs = std::filesystem;

namespace {

bool is_one_of_its_forms(std::span<const std::byte> contents, const DataFile& file) {
  const auto matches = [&](std::int64_t size, const std::string& sum) {
    return std::ssize(contents) == size && sha256(contents) == sum;
  };
  return matches(file.size, file.sha256) ||
         std::ranges::any_of(file.also, [&](const auto& form) { return matches(form.size, form.sha256); });
}

}  // namespace

fs::path find_file(const fs::path& folder, const std::string& name) {
  for (const auto& path : {folder / (name + ".gz"), folder / name})
    if (std::error_code ignored; fs::exists(path, ignored) && !fs::is_directory(path, ignored)) return path;
  return {};
}

std::vector<DataFile> missing_files(const Manifest& manifest, const fs::path& folder) {
  std::vector<DataFile> missing;
  std::ranges::copy_if(manifest.files, std::back_inserter(missing),
                       [&](const auto& file) { return find_file(folder, file.name).empty(); });
  return missing;
}

std::int64_t largest_size(const DataFile& file) {
  auto largest = file.size;
  for (const auto& form : file.also) largest = std::max(largest, form.size);
  return largest;
}

bool is_file(std::span<const std::byte> bytes, const DataFile& file) {
  if (!is_gzip(bytes)) return is_one_of_its_forms(bytes, file);
  try {
    const auto contents = unpack_gzip(bytes, static_cast<std::uint64_t>(largest_size(file)));
    return is_one_of_its_forms(
        std::as_bytes(std::span(contents.data_ptr(), static_cast<std::size_t>(contents.numel()))), file);
  } catch (const FormatError&) {
    return false;
  }
}

std::vector<DataFile> damaged_files(const Manifest& manifest, const fs::path& folder) {
  std::vector<DataFile> damaged;
  std::ranges::copy_if(manifest.files, std::back_inserter(damaged), [&](const auto& file) {
    const auto path = find_file(folder, file.name);
    return !path.empty() && !is_file(read_file(path, std::numeric_limits<std::size_t>::max() / 2), file);
  });
  return damaged;
}

}  // namespace d2l
