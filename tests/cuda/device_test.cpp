// Tensors on a GPU: how they come there and back, what may be done with them there and what not, and who pays for it.
#include <array>
#include <functional>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/core/print.hpp>
#include <d2l/core/replay.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"
#include "support/message_of.hpp"

using namespace d2l;

namespace {

template <class T>
void expect_same_on_both_ways(const Tensor<T>& x) {
  const auto there = x.to(gpu);
  BOOST_TEST((there.device() == gpu));
  BOOST_TEST((there.shape() == x.shape()));
  BOOST_TEST((there.cpu().device() == Device{}));
  BOOST_TEST((there.cpu().to_vector() == x.to_vector()));
  BOOST_TEST((there.to_vector() == x.to_vector()));
  BOOST_TEST((there.clone().to_vector() == x.to_vector()));
}

std::size_t in_use() { return cuda::memory_use(0).in_use; }

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_device, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(a_device_is_found_by_its_name) {
  BOOST_TEST((parse_device("cuda") == gpu));
  BOOST_TEST((parse_device("cuda:0") == gpu));
  BOOST_TEST((parse_device("auto") == (cuda::is_emulated() ? Device{} : gpu)));  // nobody wants the emulator unasked
  BOOST_TEST(to_string(gpu) == "cuda:0");
  BOOST_TEST(describe(gpu).starts_with("cuda:0: "));
  const bool named_emulated = describe(gpu) == "cuda:0: emulated";
  BOOST_TEST(named_emulated == cuda::is_emulated());
}

BOOST_AUTO_TEST_CASE(a_device_that_is_not_there_is_told) {
  const int count = cuda_device_count();
  const auto there_are =
      count == 1 ? "there is one GPU, cuda:0" : "there are GPUs up to cuda:" + std::to_string(count - 1);
  const Device behind_the_last{Device::Kind::cuda, count};
  const auto expected = "device " + to_string(behind_the_last) + ": " + there_are;
  BOOST_TEST(message_of<DeviceError>([&] { parse_device(to_string(behind_the_last)); }) == expected);
  BOOST_TEST(message_of<DeviceError>([&] { ones({2}).to(behind_the_last); }) == expected);
  BOOST_TEST(message_of<DeviceError>([&] { set_default_device(behind_the_last); }) == expected);
  BOOST_TEST((default_device() == Device{}));
}

BOOST_AUTO_TEST_CASE(all_types_go_there_and_come_back) {
  expect_same_on_both_ways(randn({33, 37}));
  expect_same_on_both_ways(randn<double>({257}));
  expect_same_on_both_ways(randint(-50, 50, {3, 5, 7}));
  expect_same_on_both_ways(randint(0, 256, {1025}).to<std::uint8_t>());
  expect_same_on_both_ways(randint(0, 2, {31}).to<bool>());
  expect_same_on_both_ways(tensor(5.5));
  expect_same_on_both_ways(empty({0}));
  expect_same_on_both_ways(empty({3, 0}));
  expect_same_on_both_ways(randn({6, 7}).t());
  expect_same_on_both_ways(randn({6, 7})(Slice{1, 6, 2}, Slice{0, 7, 3}));
  expect_same_on_both_ways(randn({6, 1}).expand({6, 5}));
}

// More at once, and more in a row, than the pinned memory on the way can hold.
BOOST_AUTO_TEST_CASE(copies_of_any_number_and_size_arrive_whole) {
  std::vector<std::uint8_t> bytes((std::size_t{17} << 20) + 3);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 131 / 7);
  const auto x = tensor<std::uint8_t>(bytes, {static_cast<std::int64_t>(bytes.size())});
  BOOST_TEST((x.to(gpu).to_vector() == bytes));

  constexpr int many = 200;
  std::vector<Tensor<>> there;
  const auto here = empty({300});
  for (int i = 0; i < many; ++i) {
    here.fill_(static_cast<float>(i));  // its memory may be used again as soon as it has been sent
    there.push_back(here.to(gpu));
  }
  for (int i = 0; i < many; ++i) {
    const auto values = there[static_cast<std::size_t>(i)].to_vector();
    BOOST_TEST_REQUIRE(std::accumulate(values.begin(), values.end(), 0.0) == 300.0 * i);
  }
}

BOOST_AUTO_TEST_CASE(views_share_memory_there_as_here) {
  const auto X = arange(12).view({3, 4}).to(gpu);
  X[1].fill_(-1);
  X(all, 2) += 100;
  X.t()[0].mul_(2);
  BOOST_TEST((X.to_vector() == std::vector<float>{0, 1, 102, 3, -2, -1, 99, -1, 16, 9, 110, 11}));
  BOOST_TEST(X(2, 3).item() == 11);
}

BOOST_AUTO_TEST_CASE(values_go_across_in_assignments) {
  const auto here = zeros({2, 3}), there = arange(3).to(gpu);
  here.copy_(there);
  BOOST_TEST((here.to_vector() == std::vector<float>{0, 1, 2, 0, 1, 2}));
  const auto target = zeros({2, 3}, gpu);
  target.copy_(arange(6).view({3, 2}).t());
  BOOST_TEST((target.to_vector() == std::vector<float>{0, 2, 4, 1, 3, 5}));
}

BOOST_AUTO_TEST_CASE(gradients_go_back_across) {
  auto x = tensor({1, 2, 3}).requires_grad_();
  (x.to(gpu) * tensor({4, 5, 6}).to(gpu)).sum().backward();
  BOOST_TEST((x.grad().device() == Device{}));
  BOOST_TEST((x.grad().to_vector() == std::vector<float>{4, 5, 6}));
}

BOOST_AUTO_TEST_CASE(new_tensors_lie_where_the_default_says) {
  manual_seed(3);
  const auto drawn = randn({5});
  const NewTensorsOn there(gpu);
  manual_seed(3);
  BOOST_TEST((randn({5}).to_vector() == drawn.to_vector()));
  const nn::Linear layer(3, 2);
  for (const auto& x : {zeros({2}), ones({2}), full({2}, 3), eye(2), arange(4), linspace(0, 1, 3), tensor({1, 2}),
                        tensor({{1, 2}, {3, 4}}), rand({2}), normal(0, 1, {2}), layer.weight.detach()})
    BOOST_TEST((x.device() == gpu));
  BOOST_TEST((randperm(5).device() == gpu));
  BOOST_TEST((zeros({2}, Device{}).device() == Device{}));
  std::thread([] { BOOST_TEST((default_device() == Device{})); }).join();  // each thread has its own
}

BOOST_AUTO_TEST_CASE(a_tensor_prints_where_it_is) {
  BOOST_TEST(to_string(arange(3).to(gpu)) == "tensor([0., 1., 2.], device='cuda:0')");
  BOOST_TEST(to_string(zeros({0}, gpu)) == "tensor([], device='cuda:0')");
  BOOST_TEST(to_string(randint(0, 1, {2, 2}).to(gpu).t()) == "tensor([[0, 0],\n        [0, 0]], device='cuda:0')");
  auto w = ones({1}, gpu).requires_grad_();
  BOOST_TEST(to_string(w) == "tensor([1.], device='cuda:0', requires_grad=True)");
}

BOOST_AUTO_TEST_CASE(an_element_there_cannot_be_referred_to) {
  const auto X = ones({2, 2}, gpu);
  BOOST_TEST(message_of<DeviceError>([&] { X.at(0, 1) = 3; }) ==
             "at: this tensor is on cuda:0, and an element can be referred to only on the CPU; read it by "
             "X(i, j).item(), or take X.cpu()");
}

BOOST_AUTO_TEST_CASE(tensors_on_two_devices_do_not_meet) {
  const auto X = ones({2, 2}), Y = ones({2, 2}, gpu);
  const auto index = tensor<std::int64_t>({0, 1});
  const std::vector<std::pair<std::string, std::function<void()>>> calls{
      {"add", [&] { X + Y; }},
      {"mul_", [&] { Y.clone().mul_(X); }},
      {"mm", [&] { mm(Y, X); }},
      {"eq", [&] { (void)(X == Y); }},
      {"cat", [&] { cat({X, Y}); }},
      {"stack", [&] { stack({Y, X}); }},
      {"index_select", [&] { Y.index_select(0, index); }},
      {"gather", [&] { Y.gather(1, index.view({2, 1})); }},
      {"linear", [&] { linear(Y, Y, X[0]); }},
      {"cross_entropy", [&] { cross_entropy(Y, index); }},
      {"add", [&] { add(Y, Y, out(empty({2, 2}))); }}};
  for (const auto& [name, call] : calls) BOOST_TEST_CONTEXT(name) {
      const auto told = message_of<DeviceError>(call);
      BOOST_TEST(told.starts_with(name + ": "), told);
      BOOST_TEST((told.find("cpu") != std::string::npos && told.find("cuda:0") != std::string::npos), told);
    }
}

BOOST_AUTO_TEST_CASE(memory_is_counted_and_given_back) {
  const auto before = in_use();
  {
    const auto X = zeros({1000}, gpu);
    BOOST_TEST(in_use() >= before + 4000);
    auto w = ones({1000}, gpu).requires_grad_();
    (w * X).sum().backward();
    const auto view = w.detach().view({10, 100});
  }
  BOOST_TEST(in_use() == before);
}

BOOST_AUTO_TEST_CASE(more_memory_than_there_is_is_told) {
  const auto told = message_of<MemoryError>([] { empty({std::int64_t{1} << 50}, gpu); });
  BOOST_TEST(told.starts_with("out of memory on cuda:0: "), told);
  for (const std::string& part : {std::to_string(std::size_t{4} << 50), std::string("hold"), std::string("free")})
    BOOST_TEST(told.find(part) != std::string::npos, told);
  BOOST_TEST(told.find('\n') == std::string::npos);
  BOOST_TEST(ones({3}, gpu).sum().item() == 3);  // it goes on
}

// Each thread has a stream of its own, and memory that another one gave back.
BOOST_AUTO_TEST_CASE(threads_work_side_by_side) {
  constexpr int count = 4, times = 20;
  std::array<double, count> sums{};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&sums, i] {
      auto x = full({257}, static_cast<double>(i), gpu);
      for (int k = 0; k < times; ++k) x = x + 1;
      sums[i] = x.sum().item();
    });
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < count; ++i) BOOST_TEST(sums[i] == 257.0 * (static_cast<double>(i) + times));
}

BOOST_AUTO_TEST_CASE(a_thread_may_begin_while_another_records_a_graph) {
  const auto x = ones({300}, gpu), counted = zeros({300}, gpu);
  const auto before = x * 3;
  cuda::Replay replay(gpu.index);
  for (int i = 0; i < 6; ++i)
    replay([&] {
      counted += 1;
      std::thread([&] { BOOST_TEST((before + 1).sum().item() == 1200); }).join();
      counted += 1;
    });
  BOOST_TEST(counted.sum().item() == 300 * 12);
  BOOST_TEST(replay.replays() == 3);
}

BOOST_AUTO_TEST_CASE(tensors_may_go_into_a_thread_that_begins_and_out_of_one_that_has_ended) {
  const auto x = ones({5000}, gpu) * 3;
  Tensor<> y;
  std::thread([&] { y = x * 2; }).join();
  BOOST_TEST((y + y).sum().item() == 60000);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cuda_two_devices, *boost::unit_test::precondition(two_gpus))

BOOST_AUTO_TEST_CASE(tensors_go_from_one_to_the_other) {
  const Device other{Device::Kind::cuda, 1};
  const auto X = randn({33, 37});
  const auto first = X.to(gpu) + 1, second = first.to(other) * 2;
  BOOST_TEST((second.device() == other));
  BOOST_TEST((second.to_vector() == ((X + 1) * 2).to_vector()));
  BOOST_TEST((second.t().to(gpu).to_vector() == ((X + 1) * 2).t().to_vector()));
  BOOST_TEST(to_string(ones({1}, other)) == "tensor([1.], device='cuda:1')");
  BOOST_TEST(message_of<DeviceError>([&] { first + second; }).find("cuda:1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_network_trains_on_the_second_one) {
  const Device other{Device::Kind::cuda, 1};
  const auto trained_on = [](Device device) {
    manual_seed(4);
    const NewTensorsOn there(device);
    nn::Linear layer(3, 1);
    const auto X = randn({20, 3});
    for (int i = 0; i < 5; ++i) {
      square(layer(X) - 1).mean().backward();
      for (const auto& p : layer.parameters()) {
        p.data() -= p.grad() * 0.1;
        p.clear_grad();
      }
    }
    return layer.weight.detach().to_vector();
  };
  const auto right = trained_on(Device{}), result = trained_on(other);
  for (std::size_t i = 0; i < right.size(); ++i) BOOST_CHECK_SMALL(result[i] - right[i], 1e-6F);
}

BOOST_AUTO_TEST_CASE(a_bad_index_is_told_on_the_way_to_another_gpu) {
  const auto picked = arange(0, 3, 1, gpu).index_select(0, tensor<std::int64_t>({5}).to(gpu));
  BOOST_TEST(message_of<IndexError>([&] { picked.to(Device{Device::Kind::cuda, 1}); }) ==
             "index_select: index 5 is outside 0 to 2");
  BOOST_TEST(arange(0, 3, 1, gpu)[2].item() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
