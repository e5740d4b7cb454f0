#pragma once

#include <string>

#include "d2l/data/image_dataset.hpp"
#include "d2l/nn/sequential.hpp"

namespace d2l {

/// Prints a line with how long the gradients of a network's weights are for a batch, from the first layer to the last;
/// biases, and what else has a single axis, are left out (sections 5.5 and 5.10). The gradients stay in the network.
void show_gradient_lengths(const std::string& name, nn::Sequential& net, const ImageDataset::Batch& batch);

}  // namespace d2l
