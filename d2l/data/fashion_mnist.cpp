#include "d2l/data/fashion_mnist.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "d2l/data/dataset_files.hpp"
#include "d2l/data/find_dataset.hpp"
#include "d2l/data/idx.hpp"
#include "d2l/data/manifest.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t side = 28;

const std::vector<std::string>& class_names() { return manifest_of("fashion-mnist").classes; }

ImageDataset read(FashionMnist::Split split, const std::optional<fs::path>& data_dir,
                  std::optional<std::int64_t> limit) {
  const auto folder = find_fashion_mnist(data_dir);
  const std::string prefix = split == FashionMnist::Split::train ? "train" : "t10k";
  const auto images_file = find_file(folder, prefix + "-images-idx3-ubyte");
  const auto labels_file = find_file(folder, prefix + "-labels-idx1-ubyte");
  const auto images = read_idx(images_file, 3, limit.value_or(std::numeric_limits<std::int64_t>::max()));
  const auto labels = read_idx(labels_file, 1).elements;

  if (images.elements.size(1) != side || images.elements.size(2) != side)
    throw FormatError(fmt::format("{}: has images of {} x {} pixels, not {} x {}; it is not Fashion-MNIST",
                                  images_file.string(), images.elements.size(1), images.elements.size(2), side, side));
  if (images.count != labels.size(0))
    throw FormatError(fmt::format("{}: has {} images, and {} has {} labels; get both again (docs/data.md)",
                                  images_file.string(), images.count, labels_file.string(), labels.size(0)));
  if (images.count == 0)
    throw FormatError(fmt::format("{}: has no images; get the file again (docs/data.md)", images_file.string()));
  const auto largest = labels.max().item();
  if (largest >= std::ssize(class_names()))
    throw FormatError(fmt::format("{}: has the label {}, and the largest is {}; get the file again (docs/data.md)",
                                  labels_file.string(), largest, class_names().size() - 1));
  return {images.elements.to(default_device()),
          labels.slice(0, 0, images.elements.size(0)).to<std::int64_t>().to(default_device()), class_names()};
}

}  // namespace

fs::path find_fashion_mnist(const std::optional<fs::path>& data_dir) {
  return find_dataset(manifest_of("fashion-mnist"), data_dir);
}

FashionMnist::FashionMnist(Split split, const std::optional<fs::path>& data_dir, std::optional<std::int64_t> limit)
    : ImageDataset(read(split, data_dir, limit)) {}

std::vector<std::string> get_fashion_mnist_labels(const Tensor<std::int64_t>& labels) {
  return names_of(labels, class_names());
}

std::pair<FashionMnistLoader, FashionMnistLoader> load_data_fashion_mnist(std::int64_t batch_size,
                                                                          const std::optional<fs::path>& data_dir,
                                                                          std::optional<std::int64_t> limit,
                                                                          std::optional<Size2d> resize) {
  using enum FashionMnist::Split;
  FashionMnist train_images(train, data_dir, limit), test_images(test, data_dir, limit);
  if (resize)
    for (auto* const images : {&train_images, &test_images}) images->resize(*resize);
  return {FashionMnistLoader(std::move(train_images), batch_size, Order::sampled),
          FashionMnistLoader(std::move(test_images), batch_size)};
}

}  // namespace d2l
