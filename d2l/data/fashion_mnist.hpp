#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/data/data_loader.hpp"
#include "d2l/data/manifest.hpp"

namespace d2l {

/// Fashion-MNIST (section 3.5; Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747): grey images of 28 × 28 pixels of
/// clothes of ten kinds, 60,000 to train and 10,000 to test. They lie on the default device, and the pixels stay bytes:
/// a batch is gathered and converted there when it is asked for.
class FashionMnist {
 public:
  enum class Split { train, test };
  using Batch = std::pair<Tensor<>, Tensor<std::int64_t>>;

  /// Reads the images and labels, of which the first `limit` are kept. `data_dir` is where to look first
  /// (docs/data.md). Throws FileError where the dataset cannot be had, FormatError where a file is damaged.
  explicit FashionMnist(Split split, const std::optional<std::filesystem::path>& data_dir = {},
                        std::optional<std::int64_t> limit = {});

  std::int64_t size() const { return images_.size(0); }
  /// All images, (n, 28, 28), 0 (background) to 255.
  const Tensor<std::uint8_t>& images() const { return images_; }
  /// All labels, (n), 0 to 9.
  const Tensor<std::int64_t>& labels() const { return labels_; }
  /// The images (b, 1, 28, 28) that `index` names, as numbers from 0 to 1, and their labels (b).
  Batch batch(const Tensor<std::int64_t>& index) const;

 private:
  Tensor<std::uint8_t> images_;
  Tensor<std::int64_t> labels_;
};

/// The names of labels, `t-shirt` for 0 to `ankle boot` for 9. Throws IndexError for any other.
std::vector<std::string> get_fashion_mnist_labels(const Tensor<std::int64_t>& labels);

/// What the dataset is made of and where it comes from.
Manifest manifest_of_fashion_mnist();

/// Where Fashion-MNIST is found, or downloaded to, by the rule of docs/data.md. Throws FileError, naming every place,
/// where it cannot be had.
std::filesystem::path find_fashion_mnist(const std::optional<std::filesystem::path>& data_dir = {});

using FashionMnistLoader = DataLoader<FashionMnist>;

/// The training images in random order and the test images in order, in batches (section 3.5).
std::pair<FashionMnistLoader, FashionMnistLoader> load_data_fashion_mnist(
    std::int64_t batch_size, const std::optional<std::filesystem::path>& data_dir = {},
    std::optional<std::int64_t> limit = {});

}  // namespace d2l
