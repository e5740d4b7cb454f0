// A batch that is computed in parts has the masks of the whole.
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/parts_of_batch.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>

#include "support/contains.hpp"
#include "support/message_of.hpp"
#include "support/same.hpp"

using namespace d2l;

namespace {

nn::Sequential two_dropouts(nn::Dropout::Mask mask) {
  return nn::Sequential{nn::Dropout{0.5, mask}, nn::ReLU{}, nn::Dropout{0.2, mask}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parts_of_batch)

BOOST_AUTO_TEST_CASE(parts_have_the_masks_of_the_whole) {
  const auto X = arange<float>(1, 78).view({11, 7});
  for (const auto mask : {nn::Dropout::Mask::bernoulli, nn::Dropout::Mask::uniform}) {
    auto net = two_dropouts(mask);
    manual_seed(3);
    const auto whole = net(X);
    const auto after = default_generator().state();
    manual_seed(3);
    {
      nn::PartsOfBatch parts(11);
      std::vector<Tensor<>> Y;
      for (const auto& [begin, end] : {std::pair(0, 4), std::pair(4, 5), std::pair(5, 11)}) {
        parts.start(begin, end);
        Y.push_back(net(X.slice(0, begin, end)));
      }
      BOOST_TEST(same(cat(Y), whole));
    }
    BOOST_TEST(default_generator().state() == after);
    manual_seed(3);
    BOOST_TEST(same(net(X), whole));  // its end is the end of it
  }
}

// A process has only some of the parts, and its random stream is that of the others all the same.
BOOST_AUTO_TEST_CASE(one_part_draws_for_all) {
  const auto X = ones({11, 7});
  auto net = two_dropouts(nn::Dropout::Mask::bernoulli);
  manual_seed(4);
  const auto whole = net(X);
  const auto after = default_generator().state();
  manual_seed(4);
  nn::PartsOfBatch parts(11);
  parts.start(8, 11);
  BOOST_TEST(same(net(X.slice(0, 8, 11)), whole.slice(0, 8, 11)));
  BOOST_TEST(default_generator().state() == after);
}

BOOST_AUTO_TEST_CASE(what_is_no_part_is_told) {
  nn::PartsOfBatch parts(10);
  for (const auto& [begin, end] : {std::pair(-1, 3), std::pair(3, 3), std::pair(8, 11)})
    BOOST_TEST(
        contains(message_of<IndexError>([&] { parts.start(begin, end); }), "are no part of a batch of 10 examples"));
  parts.start(0, 3);
  nn::Dropout dropout(0.5);
  BOOST_TEST(contains(message_of<ShapeError>([&] { dropout(ones({4, 2})); }), "the part has 3 examples"));
}

BOOST_AUTO_TEST_SUITE_END()
