#include <cmath>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

std::vector<Record> elementwise_records() {
  return {
      Record{"exp", one(), each([](double x) { return std::exp(x); })}
          .floats([](const auto& x) { return exp(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].exp_(); })
          .with_out([](const auto& x, const auto& y) { exp(x[0], out(y)); })
          .rounded(),
      Record{"log", one(Range::positive), each([](double x) { return std::log(x); })}
          .floats([](const auto& x) { return log(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].log_(); })
          .with_out([](const auto& x, const auto& y) { log(x[0], out(y)); })
          .rounded(),
      Record{"sqrt", one(Range::positive), each([](double x) { return std::sqrt(x); })}
          .floats([](const auto& x) { return sqrt(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].sqrt_(); })
          .with_out([](const auto& x, const auto& y) { sqrt(x[0], out(y)); }),
      Record{"tanh", one(), each([](double x) { return std::tanh(x); })}
          .floats([](const auto& x) { return tanh(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].tanh_(); })
          .with_out([](const auto& x, const auto& y) { tanh(x[0], out(y)); })
          .rounded(),
      Record{"sigmoid", one(), each([](double x) { return 1 / (1 + std::exp(-x)); })}
          .floats([](const auto& x) { return sigmoid(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].sigmoid_(); })
          .with_out([](const auto& x, const auto& y) { sigmoid(x[0], out(y)); })
          .rounded(),
      Record{"relu", one(), each([](double x) { return x < 0 ? 0 : x; })}
          .floats([](const auto& x) { return relu(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].relu_(); })
          .with_out([](const auto& x, const auto& y) { relu(x[0], out(y)); }),
      Record{"pow", one(Range::positive), each([](double x) { return std::pow(x, 1.75); })}
          .floats([](const auto& x) { return pow(x[0], 1.75); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].pow_(1.75); })
          .with_out([](const auto& x, const auto& y) { pow(x[0], 1.75, out(y)); })
          .rounded(),
      Record{"pow", one(), each([](double x) { return x * x * x; })}
          .floats([](const auto& x) { return pow(x[0], 3); })
          .of_any_shape()
          .rounded(),
      Record{"abs", one(), each([](double x) { return std::abs(x); })}
          .numbers([](const auto& x) { return abs(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].abs_(); })
          .with_out([](const auto& x, const auto& y) { abs(x[0], out(y)); }),
      Record{"neg", one(), each([](double x) { return -x; })}
          .numbers([](const auto& x) { return -x[0]; })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].neg_(); })
          .with_out([](const auto& x, const auto& y) { neg(x[0], out(y)); }),
      Record{"square", one(), each([](double x) { return x * x; })}
          .numbers([](const auto& x) { return square(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].square_(); })
          .with_out([](const auto& x, const auto& y) { square(x[0], out(y)); }),
      Record{"clamp",
             one(),
             each([](double x) { return std::min(std::max(x, -1.0), 1.0); }),
             {wrong<ValueError>(
                 "low above high", [] { clamp(ones({2}), 1, 0); }, "clamp")}}
          .numbers([](const auto& x) { return clamp(x[0], -1, 1); })
          .of_any_shape()
          .with_in_place([](const auto& x) { x[0].clamp_(-1, 1); })
          .with_out([](const auto& x, const auto& y) { clamp(x[0], -1, 1, out(y)); }),
  };
}
