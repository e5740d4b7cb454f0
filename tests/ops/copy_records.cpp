#include <cmath>
#include <limits>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

const auto same = each([](double x) { return x; });

Tensor<double> as_number(bool truth) { return full<double>({}, truth); }

}  // namespace

std::vector<Record> copy_records() {
  return {
      Record{"clone", one(), same}.all_types([](const auto& x) { return x[0].clone(); }).of_any_shape(),
      Record{"contiguous", one(), same}.numbers([](const auto& x) { return x[0].contiguous(); }),
      Record{"to", one(), each([](double x) { return static_cast<double>(static_cast<float>(x)); })}
          .doubles([](const auto& x) { return x[0].detach().template to<float>().template to<double>(); })
          .without_gradient(),  // finite differences do not see through the rounding; see tests/autograd
      Record{"to", one(), each([](double x) { return std::trunc(x); })}
          .doubles([](const auto& x) { return x[0].template to<std::int64_t>().template to<double>(); })
          .without_gradient(),
      Record{"to", one(Range::whole), each([](double x) { return x != 0; })}
          .doubles([](const auto& x) { return x[0].template to<bool>().template to<double>(); })
          .without_gradient(),
      Record{"to", one(Range::positive), each([](double x) { return std::trunc(x); })}
          .doubles([](const auto& x) { return x[0].template to<std::uint8_t>().template to<double>(); })
          .without_gradient(),
      Record{"to", one(), same}.doubles([](const auto& x) { return x[0].to(Device{}).to(x[0].device()); }),
      Record{"copy_",
             two(),
             [](const std::vector<Plain>& x) {
               return make(broadcast(x[0].shape, x[1].shape), [&](const Places& p) { return spread(x[1], p); });
             },
             {wrong<ShapeError>(
                 "a source that does not broadcast", [] { zeros({2, 3}).copy_(zeros({2})); }, "copy_")}}
          .numbers([]<class T>(const List<T>& x) {
            auto target = x[0].clone();
            if (target.shape() != broadcast("test", x[0].shape(), x[1].shape()))
              target = empty<T>(broadcast("test", x[0].shape(), x[1].shape()));
            target.copy_(x[1]);
            return target;
          })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].copy_(x[1]); }),
      Record{"fill_", one(), each([](double) { return 4; })}
          .numbers([]<class T>(const List<T>& x) {
            auto target = x[0].clone();
            target.fill_(4);
            return target;
          })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].fill_(4); }),
      Record{"allclose",
             two(),
             [](const std::vector<Plain>& x) {
               if (x[0].shape != x[1].shape) return Plain{{}, {0}};
               bool close = true;
               for (std::size_t i = 0; i < x[0].values.size(); ++i)
                 close &= std::abs(x[0].values[i] - x[1].values[i]) <= 1e-8 + 1e-5 * std::abs(x[1].values[i]);
               return Plain{{}, {close ? 1.0 : 0.0}};
             },
             {wrong<ShapeError>(
                 "other shapes", [] { allclose(zeros({2}), zeros({3})); }, "allclose")}}
          .doubles([](const auto& x) {
            return as_number(x[0].shape() == x[1].shape() && allclose(x[0].detach(), x[1].detach()));
          })
          .without_gradient(),
      Record{"allclose", one(), [](const auto&) { return Plain{{}, {1}}; }}
          .doubles([](const auto& x) { return as_number(allclose(x[0].detach() * (1 + 1e-7), x[0].detach())); })
          .without_gradient(),
  };
}
