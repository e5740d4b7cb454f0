#pragma once

#include <functional>
#include <optional>
#include <string>
#include <typeinfo>
#include <vector>

#include <d2l/core/error.hpp>
#include <d2l/core/tensor.hpp>

// What the suite knows of an op. Values, gradients, layouts, in-place and out(...) forms are tested from these records
// (ops_test.cpp), on a GPU beside the CPU, too (cuda_test.cpp), random calls are drawn from them (properties/), and an
// op of d2l/ops without one fails the suite (completeness_test.cpp).

using d2l::Shape;
using d2l::Tensor;
template <class T>
using List = std::vector<Tensor<T>>;

/// The plain result of an op, computed by loops over numbers and nothing of d2l's.
struct Plain {
  std::vector<std::int64_t> shape;
  std::vector<double> values;  // row-major
};

/// Inputs to try an op on, and what is special about them.
struct Sample {
  std::string label;
  List<double> inputs;
};

/// A call that must fail with an error of this type that says `said`.
struct Wrong {
  std::string label;
  std::function<void()> call;
  const std::type_info* error;
  std::string said;
};
template <class Error>
Wrong wrong(std::string label, std::function<void()> call, std::string said) {
  return {std::move(label), std::move(call), &typeid(Error), std::move(said)};
}

/// An op: how it is called, what it must give, and on what. `Op` is a generic callable from a list of tensors.
struct Record {
  std::string name;
  std::vector<Sample> samples;
  std::function<Plain(const std::vector<Plain>&)> reference;
  std::vector<Wrong> wrongs = {};
  bool differentiable = true;
  bool any_shape = false;   // whether call and reference take inputs of all shapes, broadcast where there are two
  bool is_rounded = false;  // whether another device may have other last digits

  std::function<Tensor<double>(const List<double>&)> in_double = {};
  std::function<Tensor<float>(const List<float>&)> in_float = {};
  std::function<Tensor<std::int64_t>(const List<std::int64_t>&)> in_int64 = {};
  std::function<Tensor<std::uint8_t>(const List<std::uint8_t>&)> in_uint8 = {};
  std::function<Tensor<bool>(const List<bool>&)> in_bool = {};
  std::function<void(const List<double>&)> in_place = {};  // changes the first input
  std::function<void(const List<double>&, const Tensor<double>&)> into = {};

  /// The op for both float and double.
  template <class Op>
  Record floats(Op op) && {
    in_double = op;
    in_float = op;
    return std::move(*this);
  }
  /// ... and for int64, as one of the types that count.
  template <class Op>
  Record numbers(Op op) && {
    in_int64 = op;
    return std::move(*this).floats(op);
  }
  /// ... and for bytes, which wrap around at 256.
  template <class Op>
  Record numbers_and_bytes(Op op) && {
    in_uint8 = op;
    return std::move(*this).numbers(op);
  }
  /// ... and for bools: the op for all types.
  template <class Op>
  Record all_types(Op op) && {
    in_bool = op;
    return std::move(*this).numbers_and_bytes(op);
  }
  /// The op for doubles alone: one that makes or draws numbers.
  template <class Op>
  Record doubles(Op op) && {
    in_double = op;
    return std::move(*this);
  }
  Record with_in_place(std::function<void(const List<double>&)> form) && {
    in_place = std::move(form);
    return std::move(*this);
  }
  Record with_out(std::function<void(const List<double>&, const Tensor<double>&)> form) && {
    into = std::move(form);
    return std::move(*this);
  }
  /// The op is tried on inputs of random shapes, too (properties/).
  Record of_any_shape() && {
    any_shape = true;
    return std::move(*this);
  }
  Record without_gradient() && {
    differentiable = false;
    return std::move(*this);
  }
  /// The last digits of the result depend on who computes it: on an order of additions, or a library's exp. Without
  /// this all devices must give the same (cuda_test.cpp).
  Record rounded() && {
    is_rounded = true;
    return std::move(*this);
  }
};

/// Every record, of all families.
const std::vector<Record>& all_records();

std::vector<Record> activation_records();
std::vector<Record> arithmetic_records();
std::vector<Record> batch_norm_records();
std::vector<Record> comparison_records();
std::vector<Record> convolution_records();
std::vector<Record> copy_records();
std::vector<Record> creation_records();
std::vector<Record> elementwise_records();
std::vector<Record> indexing_records();
std::vector<Record> loss_records();
std::vector<Record> masking_records();
std::vector<Record> pieces_records();
std::vector<Record> order_records();
std::vector<Record> pooling_records();
std::vector<Record> product_records();
std::vector<Record> random_records();
std::vector<Record> reduction_records();
std::vector<Record> resizing_records();
std::vector<Record> scatter_records();
std::vector<Record> softmax_records();
std::vector<Record> view_records();
