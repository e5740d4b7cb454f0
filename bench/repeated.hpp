#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/device.hpp>
#include <d2l/core/error.hpp>
#include <d2l/program/run.hpp>

namespace d2l::bench {

/// Does this several times, each time so often in a row, and prints JSON: the seconds of one. `wait` returns when all
/// is done, since a GPU goes on by itself. What is done for the first time is not counted.
template <class Work, class Wait>
void print_seconds(int in_a_row, const Work& work, const Wait& wait) {
  constexpr int times = 7;
  std::vector<double> seconds;
  for (int i = 0; i <= times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    for (int j = 0; j < in_a_row; ++j) work();
    wait();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    if (i > 0) seconds.push_back(taken.count() / in_a_row);
  }
  fmt::print("{{\"seconds\": [{}]}}\n", fmt::join(seconds, ", "));
}

/// The main function of a part that is called with DEVICE N.
inline int run_part(const std::string& name, int argc, char** argv, void (*work)(Device, std::int64_t)) {
  return program::guard(name, [&] {
    if (argc != 3) throw UsageError("usage: " + name + " DEVICE N");
    work(parse_device(argv[1]), std::stoll(argv[2]));
  });
}

}  // namespace d2l::bench
