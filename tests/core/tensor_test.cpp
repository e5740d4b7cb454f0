#include <boost/test/unit_test.hpp>

#include <d2l/core/memory.hpp>
#include <d2l/core/tensor.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(tensors)

BOOST_AUTO_TEST_CASE(views_share_memory_and_clones_do_not) {
  const auto x = arange(6).view({2, 3});
  x[1].fill_(9);
  x(all, 0).fill_(-1);
  x.t().at(2, 0) = 7;
  BOOST_TEST(x.to_vector() == (std::vector<float>{-1, 1, 7, -1, 9, 9}), boost::test_tools::per_element());
  const auto copy = x.clone();
  copy.fill_(0);
  BOOST_TEST(x.at(1, 1) == 9.0F);
  const auto handle = x;
  BOOST_TEST(handle.is(x));
  BOOST_TEST(handle.data_ptr() == x.data_ptr());
}

BOOST_AUTO_TEST_CASE(elements_are_checked) {
  const auto x = arange(6).view({2, 3});
  BOOST_TEST(x.at(1, 2) == 5.0F);
  BOOST_CHECK_THROW((void)x.at(2, 0), IndexError);
  BOOST_CHECK_THROW((void)x.at(0, 3), IndexError);
  BOOST_CHECK_THROW((void)x.at(0), IndexError);
  BOOST_CHECK_THROW((void)x[2], IndexError);
  BOOST_CHECK_THROW((void)x(0, 0, 0), IndexError);
  BOOST_CHECK_THROW((void)x.item(), ShapeError);
  BOOST_CHECK_THROW((void)zeros({0}).item(), ShapeError);
  BOOST_TEST(x[1][2].item() == 5.0F);
}

BOOST_AUTO_TEST_CASE(no_tensor_at_all_is_an_error_whatever_is_done_with_it) {
  const Tensor<> none;
  BOOST_TEST(!none.defined());
  BOOST_CHECK_THROW((void)none.shape(), Error);
  BOOST_CHECK_THROW((void)(none + ones({1})), Error);
  BOOST_CHECK_THROW((void)none.sum(), Error);
}

BOOST_AUTO_TEST_CASE(shapes_sizes_and_strides) {
  const auto x = zeros({2, 3, 4});
  BOOST_TEST(x.dim() == 3);
  BOOST_TEST(x.numel() == 24);
  BOOST_TEST(x.size(-1) == 4);
  BOOST_TEST((x.strides() == Strides{12, 4, 1}));
  BOOST_CHECK_THROW((void)x.size(3), IndexError);
  BOOST_TEST(!x.transpose(0, 1).is_contiguous());
  BOOST_TEST(x.transpose(0, 1).contiguous().is_contiguous());
  BOOST_TEST(zeros({2, 1, 4}).transpose(0, 1).is_contiguous());
  BOOST_TEST(to_string(zeros({5}).shape()) == "(5,)");
  BOOST_TEST(to_string(zeros({}).shape()) == "()");
  BOOST_CHECK_THROW(zeros({1, 1, 1, 1, 1, 1, 1, 1, 1}), ShapeError);
}

BOOST_AUTO_TEST_CASE(broadcasting_follows_the_rule) {
  BOOST_TEST((broadcast("op", {2, 1, 3}, {4, 1}) == Shape{2, 4, 3}));
  BOOST_TEST((broadcast("op", {}, {2}) == Shape{2}));
  BOOST_TEST((broadcast("op", {0, 1}, {1, 5}) == Shape{0, 5}));
  BOOST_CHECK_THROW(broadcast("op", {2}, {3}), ShapeError);
  BOOST_CHECK_THROW(broadcast("op", {0}, {3}), ShapeError);
}

BOOST_AUTO_TEST_CASE(blocks_given_back_are_handed_out_again) {
  {
    const auto warm = zeros({1000, 3});
  }
  const auto before = memory_use();
  for (int i = 0; i < 100; ++i) const auto x = zeros({1000, 3});
  const auto after = memory_use();
  BOOST_TEST(after.system_requests == before.system_requests);
  BOOST_TEST(after.in_use == before.in_use);
  const auto x = zeros({1000, 3});
  BOOST_TEST(memory_use().in_use >= before.in_use + 12000);
}

BOOST_AUTO_TEST_CASE(a_tensor_of_a_round_size_takes_little_more_than_its_elements) {
  for (std::int64_t count = 512; count <= 1 << 20; count *= 2) {
    const auto before = memory_use().in_use;
    const auto x = zeros({count});
    BOOST_TEST(memory_use().in_use - before <= static_cast<std::size_t>(count) * sizeof(float) + 512);
  }
}

BOOST_AUTO_TEST_CASE(blocks_of_every_size_hold_what_they_were_asked_for) {
  std::vector<Tensor<std::uint8_t>> blocks;  // neighbours in size, together: none may reach into another
  for (std::int64_t bytes = 1; bytes < 5000; bytes += 13) {
    const auto size = static_cast<std::size_t>(bytes);
    auto* const block = static_cast<std::byte*>(take_block(size));
    std::fill_n(block, size, std::byte{1});
    give_block(block, size);
    blocks.push_back(full<std::uint8_t>({bytes}, static_cast<std::uint8_t>(bytes % 251)));
  }
  for (const auto& x : blocks) BOOST_TEST(x.max().item() == x.numel() % 251);
}

BOOST_AUTO_TEST_CASE(kept_blocks_can_be_returned_to_the_system) {
  {
    const auto x = zeros({100'000});
  }
  BOOST_TEST(memory_use().cached >= 400'000);
  release_cached_memory();
  BOOST_TEST(memory_use().cached == 0);
  BOOST_TEST(zeros({10}).sum().item() == 0.0F);
}

BOOST_AUTO_TEST_CASE(a_training_step_in_steady_state_asks_the_system_for_nothing) {
  const auto X = rand({64, 20}), w = rand({20, 1}).requires_grad_();
  const auto step = [&] {
    matmul(X, w).square().mean().backward();
    w.data() -= 0.1 * w.grad();
    w.clear_grad();
  };
  for (int i = 0; i < 3; ++i) step();
  const auto before = memory_use().system_requests;
  for (int i = 0; i < 50; ++i) step();
  BOOST_TEST(memory_use().system_requests == before);
}

BOOST_AUTO_TEST_SUITE_END()
