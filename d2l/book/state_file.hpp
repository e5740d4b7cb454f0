#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "d2l/book/updater.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/io/any_tensor.hpp"

// What the files of --init and of --load have in common: tensors by name, those of each training of a program under its
// prefix, and the state of the random stream among them.
namespace d2l {

inline constexpr auto generator_name = "generator";

/// The tensors whose names start with a prefix, under their names without it.
NamedTensors part_of(const NamedTensors& all, std::string_view prefix);

/// Adds the tensors, with a prefix in front of each name.
void append(NamedTensors& all, const NamedTensors& part, std::string_view prefix);

/// The values of parameters, as tensors of any type.
NamedTensors values_of(const NamedParameters& parameters);

/// The state of the random stream as a tensor.
Tensor<std::uint8_t> generator_state();

/// Values for the tensors that a training changes, and the random stream that goes with them.
class StartingPoint {
 public:
  /// Takes them out of the tensors of a file. Throws FormatError, starting with `who`, unless these are exactly the
  /// generator and all of `into`, each with its shape and type.
  StartingPoint(const std::string& who, const NamedTensors& from, NamedTensors into);

  /// Changes the tensors, and the default generator.
  void take() const;

 private:
  NamedTensors into_, values_;
  Generator generator_;
};

}  // namespace d2l
