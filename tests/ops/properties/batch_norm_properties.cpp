#include <algorithm>
#include <cmath>

#include <d2l/ops/ops.hpp>

#include "grids.hpp"
#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

// X, and things of which there is one for each of its channels; these are mostly so many.
struct Channels {
  const Operand& X;
  std::int64_t count, numbers;  // channels, and numbers of each of them
  bool fit;

  explicit Channels(Trial& t)
      : X(t.tensor(t.one_of(floats), t.shape(4, 2), Values::exact)),
        count(X.axes() > 1 ? X.shape()[1] : 1),
        numbers(count > 0 ? ::count(X.shape()) / count : 0),
        fit(X.axes() > 1) {}

  const Operand& of_channels(Trial& t) { return noted(t.tensor(X.type(), shape(t), Values::exact)); }
  const Operand& variances(Trial& t) {
    const auto drawn = make(shape(t), [&](const Places&) { return static_cast<double>(1 + t.pick(5)) / 4; });
    return noted(t.tensor(X.type(), drawn));
  }

 private:
  Places shape(Trial& t) const { return t.rarely() ? t.mostly({count}) : Places{count}; }
  const Operand& noted(const Operand& x) {
    fit = fit && x.shape() == Places{count};
    return x;
  }
};

const Plain* numbers(const Operand* x) { return x ? &x->numbers : nullptr; }
template <class T>
Tensor<T> tensor_of(const Operand* x) {
  return x ? x->in<T>() : Tensor<T>();
}

// As exact as the largest number is after the change of scale.
Tolerance tolerance(const Plain& X, const Plain& variance, const Plain* gamma, const Plain* beta, double mean) {
  const double least = variance.values.empty() ? 1 : std::ranges::min(variance.values);
  const double scale = (magnitude(X) + mean) / std::sqrt(least + BatchNormOptions().eps);
  return {16, scale * (gamma ? magnitude(*gamma) : 1) + (beta ? magnitude(*beta) : 0)};
}

void try_values(Trial& t) {
  Channels c(t);
  const bool training = t.pick(2) == 0;
  const auto* mean = training ? nullptr : &c.of_channels(t);
  const auto* variance = training ? nullptr : &c.variances(t);
  const auto* gamma = t.flag("with gamma") ? &c.of_channels(t) : nullptr;
  const auto* beta = t.flag("with beta") ? &c.of_channels(t) : nullptr;
  const bool has_statistics = training || !t.rarely();
  t.refused_if<ShapeError>(!c.fit);
  t.refused_if<ValueError>(!has_statistics || (training && c.numbers < 2));
  const auto moments = [&] {
    return training ? std::pair(channel_means(c.X.numbers), channel_variances(c.X.numbers))
                    : std::pair(mean->numbers, variance->numbers);
  };
  const bool is_computed = c.fit && (!training || c.numbers > 1);
  const auto exactness =
      is_computed ? tolerance(c.X.numbers, moments().second, numbers(gamma), numbers(beta), magnitude(moments().first))
                  : exactly;
  t.expect(
      [&] {
        return normalized(c.X.numbers, moments().first, moments().second, numbers(gamma), numbers(beta),
                          BatchNormOptions().eps);
      },
      [&] {
        return applied(c.X, [&]<std::floating_point T>(const Tensor<T>& X) {
          return batch_norm(X, tensor_of<T>(mean), has_statistics ? tensor_of<T>(variance) : Tensor<T>(),
                            tensor_of<T>(gamma), tensor_of<T>(beta), {.training = training});
        });
      },
      exactness);
}

void try_running_variance(Trial& t) {
  Channels c(t);
  const auto& running = c.variances(t);
  t.refused_if<ShapeError>(!c.fit || is_expanded(running.tensor));
  t.refused_if<ValueError>(c.numbers < 2);
  t.changes(running);
  const double momentum = t.one_of(std::vector<double>{0.1, 0.5, 1, 0});
  t.expect(
      [&] {
        auto moved = channel_variances(c.X.numbers);
        const auto n = static_cast<double>(c.numbers);
        for (std::size_t i = 0; i < moved.values.size(); ++i)
          moved.values[i] = (1 - momentum) * running.numbers.values[i] + momentum * moved.values[i] * n / (n - 1);
        return moved;
      },
      [&] {
        return applied(c.X, [&]<std::floating_point T>(const Tensor<T>& X) {
          batch_norm(X, {}, running.in<T>(), {}, {}, {.training = true, .momentum = momentum});
          return running.in<T>();
        });
      },
      {16, std::pow(magnitude(c.X.numbers), 2)});
}

}  // namespace

std::vector<Property> batch_norm_properties() {
  return {{"batch_norm", try_values}, {"batch_norm", try_running_variance}};
}
