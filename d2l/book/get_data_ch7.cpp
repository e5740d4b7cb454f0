#include "d2l/book/get_data_ch7.hpp"

#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/data/dataset_files.hpp"
#include "d2l/data/find_dataset.hpp"
#include "d2l/data/manifest.hpp"
#include "d2l/io/table.hpp"
#include "d2l/ops/ops.hpp"
#include "d2l/system/printable.hpp"

namespace d2l {
namespace {

constexpr std::int64_t examples = 1500, features = 5;

RegressionData read_airfoil(const std::optional<std::filesystem::path>& data_dir) {
  constexpr std::int64_t measurements = 1503;
  const auto& manifest = manifest_of("airfoil");
  const auto folder = find_dataset(manifest, data_dir);
  const auto file = find_file(folder, manifest.files.front().name);
  const auto table = read_table(file);
  if (table.size(0) != measurements || table.size(1) != features + 1)
    throw FormatError(fmt::format("{}: has {} rows of {} numbers, not {} of {}; get the file again (docs/data.md)",
                                  file.string(), table.size(0), table.size(1), measurements, features + 1));
  if (!damaged_files(manifest, folder).empty())
    print_line(std::cerr, fmt::format("warning: {} is not the table of the book, by its SHA-256, so the "
                                      "numbers will be others, too",
                                      file.string()));
  return standardized(table, examples);
}

RegressionData draw_table() {
  const auto X = randn({examples, features});
  X(all, 4).copy_(0.8 * X(all, 1) + 0.6 * X(all, 4));
  const auto w = tensor({-0.6, -0.4, -0.45, 0.2, -0.4});
  return {X, matmul(X, w) + normal(0, 0.7, {examples})};
}

}  // namespace

RegressionData standardized(const Tensor<double>& table, std::int64_t n) {
  const auto deviations = d2l::std(table, 0);
  for (std::int64_t j = 0; j < deviations.size(0); ++j)
    if (const auto deviation = deviations[j].item(); !(deviation > 0) || std::isinf(deviation))
      throw ValueError(fmt::format("standardized: column {} has the standard deviation {}", j + 1, deviation));
  const auto columns = ((table - table.mean(0)) / deviations).slice(0, 0, n).to<float>();
  const auto last = columns.size(1) - 1;
  return {columns.slice(1, 0, last).contiguous(), columns(all, last).contiguous()};
}

RegressionData get_data_ch7(const program::Arguments& args) {
  return args.data == "airfoil" ? read_airfoil(args.data_dir) : draw_table();
}

}  // namespace d2l
