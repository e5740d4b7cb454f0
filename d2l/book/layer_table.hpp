#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/nn/sequential.hpp"

namespace d2l {

/// How many numbers a training changes.
std::int64_t count_parameters(const nn::Module& module);

/// What a layer makes of one example, and what that takes.
struct LayerRow {
  std::string name;
  Shape output;                                      ///< of one example
  std::int64_t parameters = 0, multiplications = 0;  ///< multiplications of weights, in convolutions and Linear layers
};

/// A row for each layer of a network, for an example of this shape, such as (1, 28, 28). The network is called once, on
/// zeros and in evaluation: the multiplications are counted on the tape of that call, whatever the layers are made of.
std::vector<LayerRow> layer_table(nn::Sequential& net, const Shape& example);

/// A row, called `in all`, with the sums over all of them.
LayerRow in_all(const std::vector<LayerRow>& rows);

/// Prints the rows and their sums (section 5.5).
void show_layers(nn::Sequential& net, const Shape& example);

}  // namespace d2l
