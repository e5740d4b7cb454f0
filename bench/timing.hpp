#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace d2l::bench {

/// What a training took.
struct Timing {
  std::vector<double> epochs;  ///< seconds of each, without evaluation
  double start_up;             ///< seconds from the start of the process to the end of the first batch
  double peak_megabytes;
};

double median(std::vector<double> values);

/// How a training is run: on so many threads, and PyTorch's with a kernel of OpenBLAS, or its own choice where empty.
struct Setting {
  int threads;
  std::string kernel = {};
};

/// A Python that has PyTorch; none where there is none.
std::optional<std::string> find_pytorch();

/// The settings under which PyTorch may be at its best: 1 and all threads, OpenBLAS with its own choice of kernels and,
/// where the processor has AVX-512, with those.
std::vector<Setting> pytorch_settings(int threads);

/// A training by bench/pytorch/programs.py.
struct Training {
  std::string way;  ///< `book` or `tight`
  std::string name;
  std::int64_t epochs;
  std::int64_t width = 256, batch_size = 256;
};
Timing time_pytorch(const std::string& python, const Training& training, const Setting& setting,
                    const std::filesystem::path& fashion_mnist);

/// A training by our program.
Timing time_ours(const std::filesystem::path& program, std::int64_t epochs, const Setting& setting,
                 const std::vector<std::string>& options);

}  // namespace d2l::bench
