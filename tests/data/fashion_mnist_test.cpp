#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/fashion_mnist.hpp>
#include <d2l/ops/ops.hpp>

#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;
using Split = FashionMnist::Split;

BOOST_AUTO_TEST_SUITE(fashion_mnist)

BOOST_AUTO_TEST_CASE(the_real_images_are_all_there) {
  const FashionMnist train(Split::train), test(Split::test);
  BOOST_TEST((train.images().shape() == Shape{60000, 28, 28}));
  BOOST_TEST((test.images().shape() == Shape{10000, 28, 28}));
  const auto labels = train.labels().to_vector();
  for (std::int64_t label = 0; label < 10; ++label) BOOST_TEST(std::ranges::count(labels, label) == 6000);
  BOOST_TEST(get_fashion_mnist_labels(train.labels().slice(0, 0, 3)) ==
                 (std::vector<std::string>{"ankle boot", "t-shirt", "t-shirt"}),
             boost::test_tools::per_element());
  // The mean of all training pixels over 255 that the dataset's authors and users quote: 0.2860.
  BOOST_CHECK_CLOSE(train.images().to<double>().mean().item() / 255, 0.2860, 0.1);
}

BOOST_AUTO_TEST_CASE(a_batch_is_the_pixels_over_255_and_the_labels) {
  const ScratchFolder folder;
  write_small_fashion_mnist(folder.path(), 12);
  const FashionMnist data(Split::test, folder.path());
  const auto [X, y] = data.batch(tensor<std::int64_t>({11, 0, 11}));
  BOOST_TEST((X.shape() == Shape{3, 1, 28, 28}));
  for (std::int64_t p = 0; p < 784; ++p) {
    BOOST_REQUIRE_EQUAL(X.at(0, 0, p / 28, p % 28), static_cast<float>((77 + p) % 256) / 255.0F);
    BOOST_REQUIRE_EQUAL(X.at(1, 0, p / 28, p % 28), static_cast<float>(p % 256) / 255.0F);
  }
  BOOST_TEST(y.to_vector() == (std::vector<std::int64_t>{3, 0, 3}), boost::test_tools::per_element());
  BOOST_CHECK_THROW(data.batch(tensor<std::int64_t>({12})), IndexError);
  BOOST_CHECK_THROW(data.batch(tensor<std::int64_t>({-1})), IndexError);
}

BOOST_AUTO_TEST_CASE(a_limit_keeps_the_first_examples) {
  const ScratchFolder folder;
  write_small_fashion_mnist(folder.path(), 12);
  BOOST_TEST(FashionMnist(Split::train, folder.path(), 5).size() == 5);
  BOOST_TEST(FashionMnist(Split::train, folder.path(), 500).size() == 12);
  const auto [train, test] = load_data_fashion_mnist(4, folder.path(), 6);
  BOOST_TEST(train.size() == 2);
  BOOST_TEST(test.size() == 2);
}

BOOST_AUTO_TEST_CASE(files_may_be_packed_or_not) {
  const ScratchFolder folder;
  write_small_fashion_mnist(folder.path(), 3);
  const auto labels = folder.path() / "fashion-mnist/train-labels-idx1-ubyte";
  std::filesystem::remove(labels.string() + ".gz");
  write_bytes(labels, idx_bytes({3}, {'\1', '\2', '\3'}));
  BOOST_TEST(FashionMnist(Split::train, folder.path()).labels().at(2) == 3);
}

BOOST_AUTO_TEST_CASE(labels_have_names_from_0_to_9) {
  BOOST_TEST(
      get_fashion_mnist_labels(tensor<std::int64_t>({0, 9})) == (std::vector<std::string>{"t-shirt", "ankle boot"}),
      boost::test_tools::per_element());
  BOOST_CHECK_THROW(get_fashion_mnist_labels(tensor<std::int64_t>({10})), IndexError);
  BOOST_CHECK_THROW(get_fashion_mnist_labels(tensor<std::int64_t>({-1})), IndexError);
}

BOOST_AUTO_TEST_SUITE_END()
