#include "d2l/program/options.hpp"

#include <algorithm>
#include <iostream>
#include <limits>
#include <omp.h>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/io/file.hpp"
#include "d2l/program/values.hpp"
#include "d2l/program/version.hpp"

namespace d2l::program {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_threads = 4096;
constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();  // sums and products of two of them fit

// What was given, read option by option into its type.
class Reader {
 public:
  explicit Reader(std::span<const Option> offered, std::map<std::string, std::string> given)
      : offered_(offered), given_(std::move(given)) {}

  bool has(const std::string& name) const { return given_.contains(name); }

  // The value given, else the preset; none where neither is.
  std::optional<std::string> text(const std::string& name) const {
    if (const auto found = given_.find(name); found != given_.end()) return found->second;
    return std::nullopt;
  }

 private:
  std::span<const Option> offered_;
  std::map<std::string, std::string> given_;
};

}  // namespace
}  // namespace d2l::program
