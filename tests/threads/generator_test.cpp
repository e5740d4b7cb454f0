// One stream for all threads, as PyTorch's: whoever draws gets a piece of it that is whole.
#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/distributions.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

using Piece = std::vector<float>;

constexpr int pieces_of_each = 500;

// As an op draws them, so long that a thread is often interrupted in the middle.
std::vector<Piece> draw_pieces(int count) {
  std::vector<Piece> pieces;
  for (int i = 0; i < count; ++i) pieces.push_back(randn({1000}).to_vector());
  return pieces;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(one_stream)

BOOST_AUTO_TEST_CASE(threads_that_draw_at_once_share_the_pieces_of_the_stream) {
  manual_seed(5);
  auto alone = draw_pieces(2 * pieces_of_each);
  manual_seed(5);
  std::vector<Piece> shared, others;
  std::thread other([&] { others = draw_pieces(pieces_of_each); });
  shared = draw_pieces(pieces_of_each);
  other.join();
  shared.insert(shared.end(), others.begin(), others.end());
  std::ranges::sort(alone);
  std::ranges::sort(shared);
  BOOST_TEST((shared == alone));
}

BOOST_AUTO_TEST_CASE(a_state_is_not_saved_in_the_middle_of_a_draw) {
  manual_seed(5);
  std::vector<std::vector<std::uint8_t>> between{default_generator().state()};
  for (int i = 0; i < pieces_of_each; ++i) {
    draw_pieces(1);
    between.push_back(default_generator().state());
  }
  manual_seed(5);
  std::thread other([] { draw_pieces(pieces_of_each); });
  std::vector<std::vector<std::uint8_t>> seen;
  for (int i = 0; i < pieces_of_each; ++i) seen.push_back(default_generator().state());
  other.join();
  for (const auto& state : seen) BOOST_TEST((std::ranges::count(between, state) == 1));
}

BOOST_AUTO_TEST_CASE(permutations_seeds_and_normals_one_by_one_are_whole_too) {
  const auto draw = [] {
    std::int64_t sum = 0;
    for (int i = 0; i < pieces_of_each; ++i) {
      sum += draw_seed(default_generator()) % 2;
      randperm(10);
      randn({3});
      bernoulli(full({5}, 0.5));
      manual_seed(1);
    }
    return sum;
  };
  std::thread other(draw);  // what tells of two at once is ThreadSanitizer
  draw();
  other.join();
  const auto state = default_generator().state();
  manual_seed(1);
  BOOST_TEST((default_generator().state() == state));
}

BOOST_AUTO_TEST_SUITE_END()
