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
      Record{"sin", one(), each([](double x) { return std::sin(x); })}
          .floats([](const auto& x) { return sin(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { sin_(x[0]); })
          .with_out([](const auto& x, const auto& y) { sin(x[0], out(y)); })
          .rounded(),
      Record{"cos", one(), each([](double x) { return std::cos(x); })}
          .floats([](const auto& x) { return cos(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { cos_(x[0]); })
          .with_out([](const auto& x, const auto& y) { cos(x[0], out(y)); })
          .rounded(),
      Record{"log1p", one(Range::positive), each([](double x) { return std::log1p(x); })}
          .floats([](const auto& x) { return log1p(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { log1p_(x[0]); })
          .with_out([](const auto& x, const auto& y) { log1p(x[0], out(y)); })
          .rounded(),
      Record{"expm1", one(), each([](double x) { return std::expm1(x); })}
          .floats([](const auto& x) { return expm1(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { expm1_(x[0]); })
          .with_out([](const auto& x, const auto& y) { expm1(x[0], out(y)); })
          .rounded(),
      Record{"floor", one(), each([](double x) { return std::floor(x); })}
          .floats([](const auto& x) { return floor(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { floor_(x[0]); })
          .with_out([](const auto& x, const auto& y) { floor(x[0], out(y)); }),
      Record{"ceil", one(), each([](double x) { return std::ceil(x); })}
          .floats([](const auto& x) { return ceil(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { ceil_(x[0]); })
          .with_out([](const auto& x, const auto& y) { ceil(x[0], out(y)); }),
      Record{"round", one(), each([](double x) { return std::nearbyint(x); })}
          .floats([](const auto& x) { return round(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { round_(x[0]); })
          .with_out([](const auto& x, const auto& y) { round(x[0], out(y)); }),
      Record{"sign", one(), each([](double x) { return (x > 0) - (x < 0); })}
          .numbers([](const auto& x) { return sign(x[0]); })
          .of_any_shape()
          .with_in_place([](const auto& x) { sign_(x[0]); })
          .with_out([](const auto& x, const auto& y) { sign(x[0], out(y)); }),
      Record{"clamp_min", one(), each([](double x) { return std::max(x, -1.0); })}
          .numbers([](const auto& x) { return clamp_min(x[0], -1); })
          .of_any_shape()
          .with_in_place([](const auto& x) { clamp_min_(x[0], -1); })
          .with_out([](const auto& x, const auto& y) { clamp_min(x[0], -1, out(y)); }),
      Record{"clamp_max", one(), each([](double x) { return std::min(x, 1.0); })}
          .numbers([](const auto& x) { return clamp_max(x[0], 1); })
          .of_any_shape()
          .with_in_place([](const auto& x) { clamp_max_(x[0], 1); })
          .with_out([](const auto& x, const auto& y) { clamp_max(x[0], 1, out(y)); }),
      Record{"pow",
             two(Range::positive),
             each_pair([](double a, double b) { return std::pow(a, b); }),
             {wrong<ShapeError>(
                 "shapes that do not broadcast", [] { pow(ones({2, 3}), ones({4})); }, "pow")}}
          .floats([](const auto& x) { return pow(x[0], x[1]); })
          .with_in_place([](const auto& x) { pow_(x[0], x[1]); })
          .with_out([](const auto& x, const auto& y) { pow(x[0], x[1], out(y)); })
          .rounded(),
  };
}
