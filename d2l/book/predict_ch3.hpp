#pragma once

#include <concepts>
#include <vector>

#include "d2l/book/accuracy.hpp"
#include "d2l/book/figures.hpp"
#include "d2l/data/data_loader.hpp"
#include "d2l/data/image_dataset.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// Shows what a trained classifier takes the first `n` images for: prints their true and predicted labels, and draws
/// them as a figure, wrong ones marked, below the course of the training and above what `draw_more` draws, where --plot
/// asks for it (section 3.6).
void predict_ch3(const Classifier& net, const ImageDataset& data, const std::vector<program::Epoch>& epochs,
                 const program::Arguments& args, std::int64_t n = 10, const DrawMore& draw_more = {});

/// The same for the images of a loader.
template <std::derived_from<ImageDataset> Images>
void predict_ch3(const Classifier& net, const DataLoader<Images>& test_iter, const std::vector<program::Epoch>& epochs,
                 const program::Arguments& args, std::int64_t n = 10, const DrawMore& draw_more = {}) {
  predict_ch3(net, test_iter.dataset(), epochs, args, n, draw_more);
}

}  // namespace d2l
