#pragma once

#include <memory>
#include <string>

#include <d2l/d2l.hpp>

/// A network of the book with the optimizer that trains it there.
struct Model {
  d2l::nn::Sequential net;
  std::unique_ptr<d2l::optim::Optimizer> trainer;
};

/// `mlp` is that of section 3.10, `dropout` that of 3.13, `lenet` LeNet with batch normalization, of 5.10.
Model make_model(const std::string& name, double lr);
