#include "d2l/data/image_dataset.hpp"

#include <algorithm>
#include <device_kinds.hpp>
#include <iterator>

#include <fmt/format.h>

#include "d2l/core/fmt.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l {
namespace {

// On the CPU; on a GPU the kernel that uses them does.
void expect_indices(const Tensor<std::int64_t>& index, std::int64_t n) {
  if (index.device().is_cuda()) return;
  for (std::int64_t i = 0; i < index.numel(); ++i)
    if (index.at(i) < 0 || index.at(i) >= n)
      throw IndexError(fmt::format("ImageDataset: there is no image {} among {}", index.at(i), n));
}

}  // namespace

ImageDataset::ImageDataset(const Tensor<std::uint8_t>& images, Tensor<std::int64_t> labels,
                           std::vector<std::string> class_names)
    : images_(images.contiguous()), labels_(std::move(labels)), class_names_(std::move(class_names)) {
  if ((images_.dim() != 3 && images_.dim() != 4) || labels_.dim() != 1 || images_.size(0) != labels_.size(0))
    throw ShapeError(
        fmt::format("ImageDataset: images of shape {} and labels of shape {} do not make a dataset: it takes (n, rows, "
                    "columns) or (n, channels, rows, columns), and (n)",
                    to_string(images_.shape()), to_string(labels_.shape())));
  if (size() == 0) return;
  const auto least = min(labels_).item(), largest = labels_.max().item();
  if (least < 0 || largest >= std::ssize(class_names_))
    throw ValueError(fmt::format("ImageDataset: there is a label {}, and the {} classes have the labels 0 to {}",
                                 least < 0 ? least : largest, class_names_.size(), std::ssize(class_names_) - 1));
}

ImageDataset::Batch ImageDataset::batch(const Tensor<std::int64_t>& index) const {
  const auto places = index.to(images_.device()).contiguous();
  expect_indices(places, size());
  const auto channels = images_.dim() == 4 ? images_.size(1) : 1;
  const auto pixels = channels * images_.size(-2) * images_.size(-1);
  auto X = empty({places.numel(), channels, images_.size(-2), images_.size(-1)}, images_.device());
  kernels::on(X, [&](auto device) {
    kernels::gather_images(device, X.view({places.numel(), pixels}), images_.view({size(), pixels}), places);
  });
  const bool as_they_are = !scaled_to_ || *scaled_to_ == Size2d(X.size(2), X.size(3));
  return {as_they_are ? X : interpolate(X, *scaled_to_), labels_.index_select(0, places)};
}

ImageDataset::Batch ImageDataset::first(std::int64_t n) const {
  return batch(arange<std::int64_t>(static_cast<double>(std::min(n, size()))));
}

void ImageDataset::resize(Size2d size) {
  if (size.height < 1 || size.width < 1)
    throw ValueError(fmt::format("ImageDataset: images of {} pixels; each must be at least 1", to_string(size)));
  scaled_to_ = size;
}

std::vector<std::string> names_of(const Tensor<std::int64_t>& labels, const std::vector<std::string>& class_names) {
  std::vector<std::string> result;
  for (const auto label : labels.to_vector()) {
    if (label < 0 || label >= std::ssize(class_names))
      throw IndexError(fmt::format("{} is no label; they go from 0 to {}", label, std::ssize(class_names) - 1));
    result.push_back(class_names[static_cast<std::size_t>(label)]);
  }
  return result;
}

}  // namespace d2l
