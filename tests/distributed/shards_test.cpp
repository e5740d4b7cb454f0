// How a batch is cut, and in which order its parts are added. No other process is needed.
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include <d2l/core/generator.hpp>
#include <d2l/distributed/shards.hpp>
#include <d2l/distributed/tree_sum.hpp>
#include <d2l/ops/ops.hpp>

#include "support/same.hpp"

using namespace d2l;
using distributed::piece_of, distributed::Range, distributed::ShardTree, distributed::TreeSum;

namespace {

std::string to_string(const std::vector<Range>& ranges) {
  std::string text;
  for (const auto& [begin, end] : ranges) text += fmt::format("{}-{} ", begin, end);
  return text;
}

// What the shards come to: numbers of very different sizes, whose sum depends on the brackets.
std::vector<Tensor<>> parts(std::int64_t count) {
  manual_seed(static_cast<std::uint64_t>(count));
  std::vector<Tensor<>> parts;
  for (std::int64_t i = 0; i < count; ++i) parts.push_back(randn({50}) * (randn({50}) * 3).exp());
  return parts;
}

// The sum when the shards lie with so many processes, each of which adds up what it has.
Tensor<> sum_by(std::int64_t processes, const std::vector<Tensor<>>& parts) {
  const auto count = std::ssize(parts);
  TreeSum total(count);
  for (std::int64_t p = 0; p < processes; ++p) {
    const auto [begin, end] = piece_of(count, processes, p);
    TreeSum own(count);
    for (auto i = begin; i < end; ++i) own.add({i, i + 1}, parts[static_cast<std::size_t>(i)].clone());
    for (const auto& [shards, sum] : own.nodes()) total.add(shards, sum);
  }
  BOOST_TEST(total.nodes().size() == 1U);
  return total.nodes().front().sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shards)

BOOST_AUTO_TEST_CASE(pieces_are_nearly_equal_and_all_there) {
  for (std::int64_t size = 0; size < 30; ++size)
    for (std::int64_t parts = 1; parts < 10; ++parts) {
      std::int64_t end = 0;
      for (std::int64_t i = 0; i < parts; ++i) {
        const auto piece = piece_of(size, parts, i);
        BOOST_TEST(piece.begin == end);
        BOOST_TEST(piece.size() == size / parts + (i < size % parts ? 1 : 0));
        end = piece.end;
      }
      BOOST_TEST(end == size);
    }
}

BOOST_AUTO_TEST_CASE(nodes_are_those_of_one_tree) {
  BOOST_TEST(to_string(ShardTree(8).nodes_of({0, 8})) == "0-8 ");
  BOOST_TEST(to_string(ShardTree(8).nodes_of({3, 6})) == "3-4 4-6 ");
  BOOST_TEST(to_string(ShardTree(8).nodes_of({1, 8})) == "1-2 2-4 4-8 ");
  BOOST_TEST(to_string(ShardTree(5).nodes_of({0, 5})) == "0-5 ");
  BOOST_TEST(to_string(ShardTree(6).nodes_of({3, 6})) == "3-4 4-6 ");
  BOOST_TEST(to_string(ShardTree(7).nodes_of({4, 7})) == "4-7 ");
  BOOST_TEST(to_string(ShardTree(7).nodes_of({7, 7})).empty());
}

BOOST_AUTO_TEST_CASE(a_sum_has_the_same_bits_however_many_add) {
  for (std::int64_t count = 1; count <= 17; ++count) {
    const auto all = parts(count);
    const auto alone = sum_by(1, all);
    for (std::int64_t processes = 2; processes <= count; ++processes)
      BOOST_TEST(same(sum_by(processes, all), alone), count << " shards, " << processes << " processes");
  }
}

BOOST_AUTO_TEST_CASE(another_order_has_other_bits) {  // or the test above would show nothing
  const auto all = parts(8);
  auto in_a_row = zeros({50});
  for (const auto& part : all) in_a_row = in_a_row + part;
  BOOST_TEST(!same(sum_by(1, all), in_a_row));
  BOOST_TEST((sum_by(1, all) - in_a_row).abs().max().item() < 1e-3F * in_a_row.abs().max().item());
}

BOOST_AUTO_TEST_SUITE_END()
