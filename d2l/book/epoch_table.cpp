#include "d2l/book/epoch_table.hpp"

#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/core/fmt.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

using program::Epoch;

bool is_share(double x) { return std::isnan(x) || (x >= 0 && x <= 1); }
bool is_finite(double x) { return std::isfinite(x); }
bool is_loss(double x) { return x != -HUGE_VAL; }  // one of the test may overflow, and there may be none
bool is_at_least_0(double x) { return std::isfinite(x) && x >= 0; }
bool is_count(double x) {
  constexpr double most = 9007199254740992;  // 2^53, up to which every whole number is a double
  return x >= 0 && x <= most && x == std::floor(x);
}

struct Column {
  const char* name;
  bool (*can_be)(double);
};
constexpr std::array<Column, 9> columns{{{"loss", is_finite},
                                         {"train_acc", is_share},
                                         {"test_acc", is_share},
                                         {"test_loss", is_loss},
                                         {"seconds", is_at_least_0},
                                         {"lr", is_at_least_0},
                                         {"batch_size", is_count},
                                         {"limit", is_count},
                                         {"threads", is_count}}};

void expect_possible(const Tensor<double>& table) {
  if (table.size(1) != std::ssize(columns))
    throw FormatError(fmt::format("its 'epochs' has {} columns, not {}", table.size(1), columns.size()));
  for (std::int64_t i = 0; i < table.size(0); ++i)
    for (std::int64_t j = 0; j < table.size(1); ++j)
      if (const auto& column = columns.at(static_cast<std::size_t>(j)); !column.can_be(table.at(i, j)))
        throw FormatError(
            fmt::format("says of epoch {} that its {} is {}, which cannot be", i + 1, column.name, table.at(i, j)));
}

}  // namespace

Tensor<double> to_table(const std::vector<Epoch>& epochs) {
  std::vector<double> values;
  for (const auto& e : epochs) {
    const auto with = e.trained_with.value_or(program::TrainedWith{});
    values.insert(values.end(), {e.loss, e.train_acc.value_or(NAN), e.test_acc.value_or(NAN), e.test_loss.value_or(NAN),
                                 e.seconds, with.lr, static_cast<double>(with.batch_size),
                                 static_cast<double>(with.limit), static_cast<double>(with.threads)});
  }
  return tensor<double>(values, {std::ssize(epochs), std::ssize(columns)});
}

std::vector<Epoch> from_table(const Tensor<double>& table) {
  expect_possible(table);
  const auto known = [](double value) { return std::isnan(value) ? std::nullopt : std::optional(value); };
  std::vector<Epoch> epochs;
  epochs.reserve(static_cast<std::size_t>(table.size(0)));
  for (std::int64_t i = 0; i < table.size(0); ++i) {
    const auto count = [&](std::int64_t column) { return static_cast<std::int64_t>(table.at(i, column)); };
    epochs.push_back({.epoch = i + 1,
                      .loss = table.at(i, 0),
                      .train_acc = known(table.at(i, 1)),
                      .test_acc = known(table.at(i, 2)),
                      .test_loss = known(table.at(i, 3)),
                      .seconds = table.at(i, 4),
                      .trained_with = program::TrainedWith{
                          .lr = table.at(i, 5), .batch_size = count(6), .limit = count(7), .threads = count(8)}});
  }
  return epochs;
}

}  // namespace d2l
