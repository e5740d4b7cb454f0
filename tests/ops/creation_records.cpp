#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// What a maker of tensors must give: these values in this shape.
auto fixed(const Places& shape, std::function<double(const Places&)> f) {
  return [=](const std::vector<Plain>&) { return make(shape, f); };
}
auto like(double value) {
  return each([=](double) { return value; });
}

Record made(const char* name, const Places& shape, std::function<double(const Places&)> f,
            std::function<Tensor<double>(const List<double>&)> op, std::vector<Wrong> wrongs = {}) {
  return Record{name, none(), fixed(shape, std::move(f)), std::move(wrongs)}.doubles(std::move(op)).without_gradient();
}

const auto negative = [](auto op) { return wrong<ShapeError>("a negative size", [=] { op(Shape{2, -1}); }, "-1"); };

}  // namespace

std::vector<Record> creation_records() {
  return {
      made(
          "empty", {2, 3}, [](const Places&) { return 5; }, [](const auto&) { return empty<double>({2, 3}).fill_(5); },
          {negative([](const Shape& s) { empty(s); }),
           wrong<ShapeError>(
               "too many elements", [] { empty({INT64_MAX, 4}); }, "more elements than can be counted"),
           wrong<MemoryError>(
               "more memory than there is", [] { empty({std::int64_t{1} << 55}); }, "memory")}),
      made(
          "zeros", {3, 2}, [](const Places&) { return 0; }, [](const auto&) { return zeros<double>({3, 2}); },
          {negative([](const Shape& s) { zeros(s); })}),
      made(
          "ones", {}, [](const Places&) { return 1; }, [](const auto&) { return ones<double>({}); },
          {negative([](const Shape& s) { ones(s); })}),
      made(
          "full", {0, 2}, [](const Places&) { return 9; }, [](const auto&) { return full<double>({0, 2}, 9); },
          {negative([](const Shape& s) { full(s, 1); })}),
      made(
          "full", {2, 2}, [](const Places&) { return -0.25; }, [](const auto&) { return full<double>({2, 2}, -0.25); }),
      made(
          "eye", {2, 3}, [](const Places& p) { return p[0] == p[1]; }, [](const auto&) { return eye<double>(2, 3); }),
      made(
          "eye", {3, 3}, [](const Places& p) { return p[0] == p[1]; }, [](const auto&) { return eye<double>(3); }),
      made(
          "arange", {4}, [](const Places& p) { return static_cast<double>(p[0]); },
          [](const auto&) { return arange<double>(4); }),
      made(
          "arange", {3}, [](const Places& p) { return 1 + 0.5 * static_cast<double>(p[0]); },
          [](const auto&) { return arange<double>(1, 2.5, 0.5); },
          {wrong<ValueError>(
               "a step of 0", [] { arange(0, 1, 0); }, "arange"),
           wrong<ValueError>(
               "a step away from the end", [] { arange(0, 1, -1); }, "arange")}),
      made(
          "linspace", {5}, [](const Places& p) { return -1 + 0.5 * static_cast<double>(p[0]); },
          [](const auto&) { return linspace<double>(-1, 1, 5); },
          {wrong<ValueError>(
              "a negative number of steps", [] { linspace(0, 1, -1); }, "linspace")}),
      made(
          "linspace", {1}, [](const Places&) { return 2; }, [](const auto&) { return linspace<double>(2, 3, 1); }),
      made(
          "tensor", {2, 3}, [](const Places& p) { return static_cast<double>(10 * p[0] + p[1]); },
          [](const auto&) { return tensor<double>({{0, 1, 2}, {10, 11, 12}}); },
          {wrong<ShapeError>(
               "rows of different lengths", [] { tensor({{1, 2}, {3, 4, 5}}); }, "tensor"),
           wrong<ShapeError>(
               "values that do not fill the shape", [] { tensor(std::vector<float>{1, 2, 3}, {2, 2}); }, "tensor")}),
      made(
          "tensor", {2, 1, 2}, [](const Places& p) { return static_cast<double>(10 * p[0] + p[2]); },
          [](const auto&) { return tensor<double>({{{0, 1}}, {{10, 11}}}); }),
      made(
          "tensor", {}, [](const Places&) { return 5.5; }, [](const auto&) { return tensor<double>(5.5); }),
      Record{"empty_like", one(), like(3)}
          .doubles([](const auto& x) { return empty_like(x[0]).fill_(3); })
          .without_gradient(),
      Record{"zeros_like", one(), like(0)}.doubles([](const auto& x) { return zeros_like(x[0]); }).without_gradient(),
      Record{"ones_like", one(), like(1)}.doubles([](const auto& x) { return ones_like(x[0]); }).without_gradient(),
      Record{"full_like", one(), like(2)}.doubles([](const auto& x) { return full_like(x[0], 2); }).without_gradient(),
      Record{"full_like", one(), like(6)}
          .doubles([](const auto& x) {
            return x[0].new_full(x[0].shape(), 3) + x[0].new_ones(x[0].shape()) + x[0].new_zeros(x[0].shape()) +
                   x[0].new_empty(x[0].shape()).fill_(2);
          })
          .without_gradient(),
  };
}
