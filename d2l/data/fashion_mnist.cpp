#include "d2l/data/fashion_mnist.hpp"

#include <algorithm>
#include <device_kinds.hpp>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "d2l/core/fmt.hpp"
#include "d2l/data/dataset_files.hpp"
#include "d2l/data/find_dataset.hpp"
#include "d2l/data/idx.hpp"
#include "d2l/data/manifest.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t side = 28;

const nlohmann::json& manifest_json() {
  static const auto json = nlohmann::json::parse(fashion_mnist_manifest);
  return json;
}

const std::vector<std::string>& class_names() {
  static const auto names = manifest_json()["classes"].get<std::vector<std::string>>();
  return names;
}

// On the CPU; on a GPU the kernel that uses them does.
void expect_indices(const Tensor<std::int64_t>& index, std::int64_t n) {
  if (index.device().is_cuda()) return;
  for (std::int64_t i = 0; i < index.numel(); ++i)
    if (index.at(i) < 0 || index.at(i) >= n)
      throw IndexError(fmt::format("FashionMnist: there is no image {} among {}", index.at(i), n));
}

}  // namespace

Manifest manifest_of_fashion_mnist() {
  const auto& json = manifest_json();
  Manifest result{json["name"], {}, json["debian_package"], json["mirrors"]};
  for (const auto& file : json["files"]) result.files.push_back({file["name"], file["size"], file["sha256"]});
  return result;
}

fs::path find_fashion_mnist(const std::optional<fs::path>& data_dir) {
  return find_dataset(manifest_of_fashion_mnist(), data_dir);
}

FashionMnist::FashionMnist(Split split, const std::optional<fs::path>& data_dir, std::optional<std::int64_t> limit) {
  const auto folder = find_fashion_mnist(data_dir);
  const std::string prefix = split == Split::train ? "train" : "t10k";
  const auto images_file = find_file(folder, prefix + "-images-idx3-ubyte");
  const auto labels_file = find_file(folder, prefix + "-labels-idx1-ubyte");
  const auto images = read_idx(images_file, 3, limit.value_or(std::numeric_limits<std::int64_t>::max()));
  const auto labels = read_idx(labels_file, 1).elements;
  images_ = images.elements;

  if (images_.size(1) != side || images_.size(2) != side)
    throw FormatError(fmt::format("{}: has images of {} x {} pixels, not {} x {}; it is not Fashion-MNIST",
                                  images_file.string(), images_.size(1), images_.size(2), side, side));
  if (images.count != labels.size(0))
    throw FormatError(fmt::format("{}: has {} images, and {} has {} labels; get both again (docs/data.md)",
                                  images_file.string(), images.count, labels_file.string(), labels.size(0)));
  if (images.count == 0)
    throw FormatError(fmt::format("{}: has no images; get the file again (docs/data.md)", images_file.string()));
  const auto largest = labels.max().item();
  if (largest >= std::ssize(class_names()))
    throw FormatError(fmt::format("{}: has the label {}, and the largest is {}; get the file again (docs/data.md)",
                                  labels_file.string(), largest, class_names().size() - 1));
  labels_ = labels.slice(0, 0, images_.size(0)).to<std::int64_t>().to(default_device());
  images_ = images_.to(default_device());
}

FashionMnist::Batch FashionMnist::batch(const Tensor<std::int64_t>& index) const {
  const auto places = index.to(images_.device()).contiguous();
  expect_indices(places, size());
  auto X = empty({index.numel(), 1, side, side}, images_.device());
  kernels::on(X, [&](auto device) {
    device.gather_images(X.view({index.numel(), side * side}), images_.view({size(), side * side}), places);
  });
  return {X, labels_.index_select(0, places)};
}

std::vector<std::string> get_fashion_mnist_labels(const Tensor<std::int64_t>& labels) {
  const auto& names = class_names();
  std::vector<std::string> result;
  for (const auto label : labels.to_vector()) {
    if (label < 0 || label >= std::ssize(names))
      throw IndexError(
          fmt::format("get_fashion_mnist_labels: {} is no label; they go from 0 to {}", label, names.size() - 1));
    result.push_back(names[static_cast<std::size_t>(label)]);
  }
  return result;
}

std::pair<FashionMnistLoader, FashionMnistLoader> load_data_fashion_mnist(std::int64_t batch_size,
                                                                          const std::optional<fs::path>& data_dir,
                                                                          std::optional<std::int64_t> limit) {
  using enum FashionMnist::Split;
  return {FashionMnistLoader(FashionMnist(train, data_dir, limit), batch_size, Order::sampled),
          FashionMnistLoader(FashionMnist(test, data_dir, limit), batch_size)};
}

}  // namespace d2l
