#pragma once

#include <functional>
#include <string>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/plot/figure.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// What a program adds of its own to a figure that a function of the book draws.
using DrawMore = std::function<void(plot::Figure&)>;

/// The elements in row-major order, as a panel takes them.
std::vector<double> to_doubles(const Tensor<>& x);

/// Adds a panel with the loss over the epochs.
void plot_loss(plot::Figure& figure, const std::vector<program::Epoch>& epochs);

/// The mean losses on the training and the test examples after each epoch.
struct LossCurves {
  std::vector<double> train, test;
};

/// Adds a panel with both curves, the losses on a logarithmic axis (the book's semilogy, section 3.11).
void plot_losses(plot::Figure& figure, const std::string& title, const LossCurves& losses);

/// The weights of a trained model, and what to call them.
struct NamedWeights {
  std::string name;
  Tensor<> weights;
};

/// Adds a panel with each model's weights as points: their values over their index (section 3.12).
void plot_weights(plot::Figure& figure, const std::vector<NamedWeights>& models);

/// Adds a panel with the loss, and one with the accuracies, over the epochs (the book's Animator, section 3.6).
void plot_training(plot::Figure& figure, const std::vector<program::Epoch>& epochs);

/// Adds a grid of grey images (n, rows, columns), `columns` of them in a row, with their titles, red where they are
/// marked (section 3.5).
void show_images(plot::Figure& figure, const Tensor<std::uint8_t>& images, const std::vector<std::string>& titles,
                 const std::vector<bool>& marked = {}, int columns = 5);

/// Adds maps of numbers (n, rows, columns) as grey images with their titles, `columns` in a row: in each the smallest
/// number is black, the largest white (section 3.6).
void show_maps(plot::Figure& figure, const Tensor<>& maps, const std::vector<std::string>& titles, int columns = 5);

/// The same with the titles `name` 1, 2, … (section 5.5).
void show_maps(plot::Figure& figure, const Tensor<>& maps, const std::string& name, int columns);

}  // namespace d2l
