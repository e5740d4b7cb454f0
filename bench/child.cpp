#include "child.hpp"

#include <fcntl.h>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/error.hpp>
#include <d2l/system/child.hpp>
#include <d2l/system/open_file.hpp>
#include <d2l/system/temporary_folder.hpp>

namespace d2l::bench {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Finished run(const std::vector<std::string>& command, const std::vector<std::string>& environment) {
  const TemporaryFolder folder;
  const auto path = folder / "output";
  const OpenFile output(path, O_WRONLY | O_CREAT);
  if (!output.is_open()) fail_writing(path);
  const auto end = Child(command, {.output = output.number()}, environment).wait();
  if (end.status != 0) throw Error(fmt::format("{} failed", fmt::join(command, " ")));
  constexpr double kilobytes_in_a_megabyte = 1000;
  return {bytes_of(path), static_cast<double>(end.peak_kilobytes) / kilobytes_in_a_megabyte};
}

}  // namespace d2l::bench
