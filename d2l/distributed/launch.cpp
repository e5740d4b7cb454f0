#include "d2l/distributed/launch.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace d2l::distributed {
namespace {

int number_in(const char* variable, int otherwise) {
  const char* const value = std::getenv(variable);
  if (!value) return otherwise;
  const std::string_view text(value);
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

Launch launch() {
  return {.rank = number_in("OMPI_COMM_WORLD_RANK", 0),
          .size = number_in("OMPI_COMM_WORLD_SIZE", 1),
          .local_rank = number_in("OMPI_COMM_WORLD_LOCAL_RANK", 0)};
}

}  // namespace d2l::distributed
