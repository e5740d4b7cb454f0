#pragma once

#include <vector>

#include "d2l/book/train_ch7.hpp"
#include "d2l/book/walk.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// The end of a training of chapter 7: prints what it has learned beside the closed-form solution, and the losses, and
/// saves the record.
void show_regression(const Regression& regression, const RegressionData& data, const program::Arguments& args);

/// Draws, where --plot asks for it, the paths of the walks, and beside them the loss in the course of the training.
void plot_regression(const Regression& regression, const std::vector<Walk>& walks, const program::Arguments& args);

}  // namespace d2l
