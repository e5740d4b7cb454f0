#pragma once

#include <vector>

#include "d2l/book/accuracy.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// Shows what a trained classifier takes the first `n` test images for: prints their true and predicted labels, and
/// draws them as a figure, wrong ones marked, below the course of the training, where --plot asks for it (section 3.6).
void predict_ch3(const Classifier& net, const FashionMnistLoader& test_iter, const std::vector<program::Epoch>& epochs,
                 const program::Arguments& args, std::int64_t n = 10);

}  // namespace d2l
