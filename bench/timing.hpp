#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <d2l/book/median.hpp>

namespace d2l::bench {

/// What a training took.
struct Timing {
  std::vector<double> epochs;  ///< seconds of each, without evaluation
  double start_up;             ///< seconds from the start of the process to the end of the first batch
  double peak_megabytes;
};

/// The median of the runs' median epochs, of their start-ups and of their memory.
Timing medians(const std::vector<Timing>& runs);

/// Where and with what everything runs.
struct Surroundings {
  std::filesystem::path folder;         ///< our programs
  std::filesystem::path fashion_mnist;  ///< the dataset
  int threads;                          ///< the most
  std::optional<std::string> python;    ///< one that has PyTorch
};

/// A Python that has PyTorch, which finds a GPU where it shall; none where there is none.
std::optional<std::string> find_pytorch(bool with_gpu = false);

/// How a training is run: on so many threads, and PyTorch's with a kernel of OpenBLAS, or its own choice where empty.
struct Setting {
  int threads;
  std::string kernel = {};
};

/// `1 thread`, `2 threads, SkylakeX`.
std::string to_string(const Setting& setting);

/// The settings under which a training may be at its best: 1 and all threads.
std::vector<Setting> thread_settings(int threads);

/// The same for PyTorch: each with OpenBLAS's own choice of kernels and, where the processor has AVX-512, with those.
std::vector<Setting> pytorch_settings(int threads);

/// A training by bench/pytorch/programs.py.
struct Training {
  std::string way;  ///< `book` or `tight`
  std::string name;
  std::int64_t epochs;
  std::int64_t width = 256, batch_size = 256;
};
Timing time_pytorch(const Surroundings& surroundings, const Training& training, const Setting& setting);

/// A training by one of our programs.
Timing time_ours(const std::filesystem::path& program, std::int64_t epochs, const Setting& setting,
                 const std::string& device = "cpu");

/// A training by bench-mlp: mlp-concise, of any width.
Timing time_mlp(const Surroundings& surroundings, const Training& training, const Setting& setting);

}  // namespace d2l::bench
