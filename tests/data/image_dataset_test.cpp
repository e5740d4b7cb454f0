#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/image_dataset.hpp>
#include <d2l/data/manifest.hpp>
#include <d2l/ops/ops.hpp>

#include "support/message_of.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(image_dataset)

BOOST_AUTO_TEST_CASE(images_in_colours_of_any_size_are_batched) {
  const auto pixels = arange<std::int64_t>(0, 3 * 2 * 4 * 5).view({3, 2, 4, 5}).to<std::uint8_t>();
  const ImageDataset images(pixels, tensor<std::int64_t>({1, 0, 1}), {"cat", "dog"});
  const auto [X, y] = images.batch(tensor<std::int64_t>({2, 0}));
  BOOST_TEST((X.shape() == Shape{2, 2, 4, 5}));
  BOOST_TEST(X.at(0, 1, 3, 4) == 119.0F / 255);
  BOOST_TEST(X.at(1, 0, 0, 1) == 1.0F / 255);
  BOOST_TEST(y.to_vector() == (std::vector<std::int64_t>{1, 1}), boost::test_tools::per_element());
  BOOST_TEST(names_of(images.labels(), images.class_names()) == (std::vector<std::string>{"dog", "cat", "dog"}),
             boost::test_tools::per_element());
  BOOST_CHECK_THROW(images.batch(tensor<std::int64_t>({3})), IndexError);
  const ImageDataset second_channel(pixels.select(1, 1), tensor<std::int64_t>({1, 0, 1}), {"cat", "dog"});
  BOOST_TEST(second_channel.batch(tensor<std::int64_t>({1})).first.at(0, 0, 0, 0) == 60.0F / 255);
}

BOOST_AUTO_TEST_CASE(batches_are_scaled_where_that_was_asked_for) {
  const auto pixels = randint(0, 256, {3, 4, 5}).to<std::uint8_t>();
  ImageDataset images(pixels, tensor<std::int64_t>({0, 0, 0}), {"cat"});
  const auto index = tensor<std::int64_t>({2, 1});
  const auto as_they_are = images.batch(index).first;
  images.resize({6, 3});
  const auto scaled = images.batch(index).first;
  BOOST_TEST((scaled.shape() == Shape{2, 1, 6, 3}));
  BOOST_TEST(scaled.to_vector() == interpolate(as_they_are, {6, 3}).to_vector(), boost::test_tools::per_element());
  BOOST_TEST((images.images().shape() == Shape{3, 4, 5}));
  images.resize({4, 5});
  BOOST_TEST(images.batch(index).first.to_vector() == as_they_are.to_vector(), boost::test_tools::per_element());
  BOOST_CHECK_THROW(images.resize({0, 3}), ValueError);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_together_is_refused) {
  const auto images = zeros<std::uint8_t>({2, 4, 4});
  BOOST_CHECK_THROW(ImageDataset(images, zeros<std::int64_t>({3}), {"a"}), ShapeError);
  BOOST_CHECK_THROW(ImageDataset(images.view({2, 16}), zeros<std::int64_t>({2}), {"a"}), ShapeError);
  BOOST_CHECK_THROW(ImageDataset(images, tensor<std::int64_t>({0, -1}), {"a"}), ValueError);
  BOOST_TEST(message_of<ValueError>([&] { ImageDataset(images, tensor<std::int64_t>({0, 1}), {"a"}); }) ==
             "ImageDataset: there is a label 1, and the 1 classes have the labels 0 to 0");
}

BOOST_AUTO_TEST_CASE(every_folder_of_datasets_has_its_manifest) {
  BOOST_TEST(manifest_of("fashion-mnist").classes.size() == 10U);
  for (const auto& manifest : all_manifests()) {
    BOOST_TEST(!manifest.files.empty());
    BOOST_TEST(!manifest.mirrors.empty());
  }
  BOOST_CHECK_THROW(manifest_of("imagenet"), ValueError);
}

BOOST_AUTO_TEST_SUITE_END()
