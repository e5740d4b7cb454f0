#include <cmath>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

template <class Op>
std::vector<Wrong> wrongs(const std::string& name, Op op) {
  return {wrong<ShapeError>("shapes that do not broadcast", [=] { op(ones({2, 3}), ones({4})); }, name + ": ")};
}

}  // namespace

std::vector<Record> arithmetic_records() {
  return {
      Record{"add", two(), each_pair([](double x, double y) { return x + y; }),
             wrongs("add", [](const auto& x, const auto& y) { return x + y; })}
          .numbers_and_bytes([](const auto& x) { return x[0] + x[1]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].add_(x[1]); })
          .with_out([](const auto& x, const auto& y) { add(x[0], x[1], out(y)); }),
      Record{"sub", two(), each_pair([](double x, double y) { return x - y; }),
             wrongs("sub", [](const auto& x, const auto& y) { return x - y; })}
          .numbers_and_bytes([](const auto& x) { return x[0] - x[1]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0] -= x[1]; })
          .with_out([](const auto& x, const auto& y) { sub(x[0], x[1], out(y)); }),
      Record{"mul", two(), each_pair([](double x, double y) { return x * y; }),
             wrongs("mul", [](const auto& x, const auto& y) { return x * y; })}
          .numbers_and_bytes([](const auto& x) { return x[0] * x[1]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].mul_(x[1]); })
          .with_out([](const auto& x, const auto& y) { mul(x[0], x[1], out(y)); }),
      Record{"div", two(Range::positive), each_pair([](double x, double y) { return x / y; }),
             wrongs("div", [](const auto& x, const auto& y) { return x / y; })}
          .floats([](const auto& x) { return x[0] / x[1]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0] /= x[1]; })
          .with_out([](const auto& x, const auto& y) { div(x[0], x[1], out(y)); }),
      Record{"maximum", two(), each_pair([](double x, double y) { return std::isnan(x) || x > y ? x : y; }),
             wrongs("maximum", [](const auto& x, const auto& y) { return maximum(x, y); })}
          .floats([](const auto& x) { return maximum(x[0], x[1]); })
          .of_any_shape()
          .with_out([](const auto& x, const auto& y) { maximum(x[0], x[1], out(y)); }),
      Record{"minimum", two(), each_pair([](double x, double y) { return std::isnan(x) || x < y ? x : y; }),
             wrongs("minimum", [](const auto& x, const auto& y) { return minimum(x, y); })}
          .floats([](const auto& x) { return minimum(x[0], x[1]); })
          .of_any_shape()
          .with_out([](const auto& x, const auto& y) { minimum(x[0], x[1], out(y)); }),
      // With a number on one side.
      Record{"add", one(), each([](double x) { return x + 3; })}
          .numbers_and_bytes([](const auto& x) { return 3 + x[0]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0] += 3; })
          .with_out([](const auto& x, const auto& y) { add(x[0], 3, out(y)); }),
      Record{"sub", one(), each([](double x) { return x - 3; })}
          .numbers_and_bytes([](const auto& x) { return x[0] - 3; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0] -= 3; })
          .with_out([](const auto& x, const auto& y) { sub(x[0], 3, out(y)); }),
      Record{"mul", one(), each([](double x) { return 3 * x; })}
          .numbers_and_bytes([](const auto& x) { return 3 * x[0]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0] *= 3; })
          .with_out([](const auto& x, const auto& y) { mul(x[0], 3, out(y)); }),
      Record{"div", one(), each([](double x) { return x / 3; })}
          .floats([](const auto& x) { return x[0] / 3; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0] /= 3; })
          .with_out([](const auto& x, const auto& y) { div(x[0], 3, out(y)); }),
      Record{"rsub", one(), each([](double x) { return 3 - x; })}
          .numbers_and_bytes([](const auto& x) { return 3 - x[0]; })
          .of_any_shape()
          .with_out([](const auto& x, const auto& y) { rsub(3, x[0], out(y)); }),
      Record{"rdiv", one(Range::positive), each([](double x) { return 3 / x; })}
          .floats([](const auto& x) { return 3 / x[0]; })
          .of_any_shape()
          .with_out([](const auto& x, const auto& y) { rdiv(3, x[0], out(y)); }),
      // One tensor in both places: its gradient has two parts.
      Record{"mul", one(), each([](double x) { return x * x; })}
          .numbers_and_bytes([](const auto& x) { return x[0] * x[0]; })
          .of_any_shape()
          .with_out([](const auto& x, const auto& y) { mul(x[0], x[0], out(y)); }),
  };
}
