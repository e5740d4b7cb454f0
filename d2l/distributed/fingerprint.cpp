#include "d2l/distributed/fingerprint.hpp"

#include <limits>
#include <span>
#include <variant>

#include "d2l/io/sha256.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/system/file.hpp"

namespace d2l::distributed {
namespace {

template <class T>
std::string fingerprint_of(const Tensor<T>& x) {
  const auto elements = x.cpu().contiguous();
  return sha256(std::as_bytes(std::span(elements.data_ptr(), static_cast<std::size_t>(elements.numel()))));
}

}  // namespace

std::string fingerprint(const NamedTensors& tensors) {
  std::string lines;
  for (const auto& [name, x] : tensors)
    lines += name + ' ' + std::visit([](const auto& numbers) { return fingerprint_of(numbers); }, x) + '\n';
  return sha256(std::as_bytes(std::span(lines)));
}

std::string fingerprint_of_file(const std::filesystem::path& file) {
  return sha256(read_file(file, std::numeric_limits<std::size_t>::max()));
}

std::string fingerprint_of_program() { return fingerprint_of_file("/proc/self/exe"); }

}  // namespace d2l::distributed
