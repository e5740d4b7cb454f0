// 4.6 GPUs: docs/04/use-gpu.md
#include <chrono>

#include <d2l/book/devices.hpp>
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

void count_devices() {
  headline("What there is");
  SHOW(cuda_device_count());
  SHOW(describe(Device{}));
  for (int i = 0; i < cuda_device_count(); ++i) SHOW(describe({Device::Kind::cuda, i}));
  SHOW(try_gpu());
  SHOW(try_gpu(10));
  SHOW(try_all_gpus().size());
}

void explain_without_gpu() {
  headline("Without a GPU");
  SHOW_ERROR(ones({2, 3}).to(Device{Device::Kind::cuda, 0}));
  std::cout << R"(
With a GPU this program would go on to show: a tensor and a network that live there; the error of an
operation on tensors of two devices; and how long products of matrices take on either, with and without
the way there and back. All other programs live there, too, then: --device auto takes a GPU where there is one.
)";
}

void move_tensors(Device device) {
  headline("Tensors live on a device, and so does what is computed from them");
  Tensor<> X, Y;
  SHOW(X = ones({2, 3}).to(device));
  SHOW((X + 1).device());
  SHOW(X.to(device).is(X));  // already there: nothing is copied
  Y = rand({2, 3});
  if (Y.device() != X.device()) SHOW_ERROR(X + Y);
  SHOW(X + Y.to(device));

  headline("A network moves with all its parameters");
  nn::Sequential net{nn::Linear{3, 1}};
  DO(net.to(device));
  SHOW(net.get_parameter("0.weight").device());
  SHOW(net(X));
}

void put_new_tensors(Device device) {
  headline("Where new tensors are put when nothing else is said: what --device decides in all other programs");
  SHOW(zeros({2, 3}).device());
  DO(set_default_device(device));
  SHOW(zeros({2, 3}).device());
  SHOW(nn::Linear(3, 1).weight.device());
  DO(set_default_device(Device{}));
}

// Seconds for products of two (n, n) matrices on a device: with the matrices already there, and with the way there and
// back each time.
std::pair<double, double> time_products(std::int64_t n, Device device) {
  constexpr int times = 10;
  const auto A = rand({n, n}), B = rand({n, n});
  const auto A_there = A.to(device), B_there = B.to(device);
  const auto seconds = [](const auto& work) {
    work();  // what is done only the first time is not counted
    const auto start = std::chrono::steady_clock::now();
    double sum = 0;
    for (int i = 0; i < times; ++i) sum += work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    return sum == 0 ? 0 : taken.count() / times;
  };
  // One element is read each time: a device may return before it has computed.
  return {seconds([&] { return mm(A_there, B_there)(0, 0).item(); }),
          seconds([&] { return mm(A.to(device), B.to(device)).cpu()(0, 0).item(); })};
}

void measure(Device device, program::Results& results) {
  headline("The product of two matrices (n, n), in milliseconds");
  std::cout << fmt::format("{:>6}{:>14}{:>14}{:>24}\n", "n", "device", "product", "with there and back");
  for (const std::int64_t n : {100, 1000, 2000})
    for (const auto where : device.is_cpu() ? std::vector{device} : std::vector{Device{}, device}) {
      const auto [product, with_transfer] = time_products(n, where);
      std::cout << fmt::format("{:>6}{:>14}{:>14.3f}{:>24.3f}\n", n, to_string(where), 1e3 * product,
                               1e3 * with_transfer);
      results.emplace_back(fmt::format("{} {}", to_string(where), n), product);
    }
}

}  // namespace

void lesson(const program::Arguments& args) {
  set_default_device(Device{});  // in this lesson, tensors go to the device of --device before our eyes
  program::Results results;
  results.emplace_back("gpus", cuda_device_count());
  count_devices();
  if (cuda_device_count() == 0) explain_without_gpu();
  move_tensors(args.device);
  put_new_tensors(args.device);
  measure(args.device, results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("use-gpu", "Computing on a GPU", "4.6"), argc, argv, lesson);
}
