#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/size2d.hpp"

namespace d2l {

/// Images with labels, such as those of MNIST, Fashion-MNIST and CIFAR. They stay on the device where they were given,
/// and the pixels stay bytes: a batch is gathered and converted there when it is asked for.
class ImageDataset {
 public:
  using Batch = std::pair<Tensor<>, Tensor<std::int64_t>>;

  /// Images of shape (n, rows, columns), or (n, channels, rows, columns), their labels (n), and the names of the
  /// classes, by label. Throws ShapeError where these do not fit, ValueError for a label without a name.
  ImageDataset(const Tensor<std::uint8_t>& images, Tensor<std::int64_t> labels, std::vector<std::string> class_names);

  std::int64_t size() const { return images_.size(0); }
  /// All images, as they were given: numbers from 0 to 255.
  const Tensor<std::uint8_t>& images() const { return images_; }
  /// All labels, (n).
  const Tensor<std::int64_t>& labels() const { return labels_; }
  const std::vector<std::string>& class_names() const { return class_names_; }
  /// The images (b, channels, rows, columns) that `index` names, as numbers from 0 to 1, and their labels (b). Where
  /// resize() was called, they are scaled (interpolate). Throws IndexError; on a GPU when its result is read.
  Batch batch(const Tensor<std::int64_t>& index) const;
  /// The first n of them, or all where there are fewer.
  Batch first(std::int64_t n) const;
  /// From now on batches have images of this height and width; images() stays as it is. Throws ValueError for a size
  /// below 1.
  void resize(Size2d size);

 private:
  Tensor<std::uint8_t> images_;
  Tensor<std::int64_t> labels_;
  std::vector<std::string> class_names_;
  std::optional<Size2d> scaled_to_;
};

/// The names of labels. Throws IndexError for a label without one.
std::vector<std::string> names_of(const Tensor<std::int64_t>& labels, const std::vector<std::string>& class_names);

}  // namespace d2l
