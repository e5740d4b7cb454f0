// Indices on a GPU: a bad one is told, and changes nothing.
#include <functional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/fashion_mnist.hpp>
#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"
#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(cuda_bad_index, *boost::unit_test::precondition(any_gpu))

// The kernel alone sees the index: the host would have to wait.
BOOST_AUTO_TEST_CASE(a_bad_index_is_told_when_something_is_read) {
  const auto X = arange(6).view({3, 2}).to(gpu);
  const auto expect = [&](const std::string& said, const std::function<Tensor<>()>& call) {
    Tensor<> y;
    BOOST_CHECK_NO_THROW(y = call());
    BOOST_TEST(message_of<IndexError>([&] { (void)X.to_vector(); }) == said);
    BOOST_TEST((X.to_vector() == std::vector<float>{0, 1, 2, 3, 4, 5}));  // it is told once
    return y;
  };
  const auto index = [](std::int64_t i) { return tensor<std::int64_t>({0, i, 1}).to(gpu); };
  const auto rows = expect("index_select: index 3 is outside 0 to 2", [&] { return X.index_select(0, index(3)); });
  BOOST_TEST((rows[2].to_vector() == std::vector<float>{2, 3}));  // the others are right
  expect("index_select: index -1 is outside 0 to 2", [&] { return X.index_select(0, index(-1)); });
  expect("gather: index 2 is outside 0 to 1", [&] { return X.gather(1, index(2).view({3, 1})); });
  expect("cross_entropy: label 2 is outside 0 to 1", [&] { return cross_entropy(X, index(2)); });
  expect("index_select: index 7 is outside 0 to 2", [&] {  // the first of two
    X.index_select(0, index(7));
    return X.gather(1, index(2).view({3, 1}));
  });
}

BOOST_AUTO_TEST_CASE(an_index_there_into_images_here_is_looked_at) {
  const ScratchFolder folder;
  write_small_fashion_mnist(folder.path(), 20);
  const FashionMnist images(FashionMnist::Split::test, folder.path());
  BOOST_TEST(message_of<IndexError>([&] { images.batch(tensor<std::int64_t>({0, 70000}).to(gpu)); }) ==
             "ImageDataset: there is no image 70000 among " + std::to_string(images.size()));
}

BOOST_AUTO_TEST_CASE(a_bad_index_reaches_no_gradient) {
  auto X = arange(6).view({3, 2}).to(gpu).requires_grad_();
  X.index_select(0, tensor<std::int64_t>({0, 5}).to(gpu)).sum().backward();
  BOOST_CHECK_THROW((void)X.grad().to_vector(), IndexError);
  BOOST_TEST((X.grad().to_vector() == std::vector<float>{1, 1, 0, 0, 0, 0}));
}

BOOST_AUTO_TEST_SUITE_END()
