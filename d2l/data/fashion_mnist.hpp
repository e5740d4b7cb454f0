#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/data/data_loader.hpp"
#include "d2l/data/image_dataset.hpp"

namespace d2l {

/// Fashion-MNIST (section 3.5; Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747): grey images (n, 28, 28) of ten kinds
/// of clothes, 60,000 to train and 10,000 to test, on the default device.
class FashionMnist : public ImageDataset {
 public:
  enum class Split { train, test };

  /// Reads the images and labels, of which the first `limit` are kept. `data_dir` is where to look first
  /// (docs/data.md). Throws FileError where the dataset cannot be had, FormatError where a file is damaged.
  explicit FashionMnist(Split split, const std::optional<std::filesystem::path>& data_dir = {},
                        std::optional<std::int64_t> limit = {});
};

/// The names of labels, `t-shirt` for 0 to `ankle boot` for 9. Throws IndexError for any other.
std::vector<std::string> get_fashion_mnist_labels(const Tensor<std::int64_t>& labels);

/// Where Fashion-MNIST is found, or downloaded to, by the rule of docs/data.md. Throws FileError, naming every place,
/// where it cannot be had.
std::filesystem::path find_fashion_mnist(const std::optional<std::filesystem::path>& data_dir = {});

using FashionMnistLoader = DataLoader<FashionMnist>;

/// The training images in random order and the test images in order, in batches (section 3.5), scaled to `resize`
/// pixels where that is given (section 5.6).
std::pair<FashionMnistLoader, FashionMnistLoader> load_data_fashion_mnist(
    std::int64_t batch_size, const std::optional<std::filesystem::path>& data_dir = {},
    std::optional<std::int64_t> limit = {}, std::optional<Size2d> resize = {});

}  // namespace d2l
