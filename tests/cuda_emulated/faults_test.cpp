// What a device refuses: each allocation, launch and copy that a piece of work asks for fails in its turn. It is told
// in one line that names the operation, all memory comes back, and the same work goes well afterwards.
#include <cuda_emulator/control.hpp>
#include <functional>
#include <regex>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/cuda.hpp>
#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"
#include "support/small_training.hpp"

using namespace d2l;
using cuda_emulator::Call;

namespace {

// So that each tensor asks the device for its own memory. It is read once, so it is set before anything runs.
const Environment without_cache("D2L_CUDA_CACHE", "0");

struct Work {
  std::string name;
  std::function<double()> run;  // gives a number that is the same each time
};

const std::vector<Work> works{
    {"an op and its gradient",
     [] {
       auto x = arange(1, 6).requires_grad_();
       exp(x * 0.5F).sum().backward();
       return static_cast<double>(x.grad().sum().item());
     }},
    {"a loss and its gradient",
     [] {
       auto scores = arange(20).view({4, 5}).requires_grad_();
       cross_entropy(scores, tensor<std::int64_t>({0, 4, 2, 1})).backward();
       return static_cast<double>(scores.grad().max().item());
     }},
    {"the way there and back", [] { return static_cast<double>(ones({300}, Device{}).to(gpu).to_vector().back()); }},
    {"a training", [] {
       double weight = 0;
       train_small(training_arguments(2), [&](auto& net, auto& /*training*/) { weight = net.weight.sum().item(); });
       return weight;
     }}};

std::uint64_t count_of(Call call, const cuda_emulator::Counters& counters) {
  switch (call) {
    case Call::allocation:
      return counters.allocations;
    case Call::launch:
      return counters.launches;
    case Call::kernel:
      return counters.kernels;
    case Call::copy:
      return counters.copies_to_device + counters.copies_to_host + counters.copies_on_device;
    case Call::graph:  // book_emulated
      break;
  }
  return 0;
}

// How many such calls there are in a piece of work.
std::uint64_t calls_in(const Work& work, Call call) {
  const auto before = count_of(call, cuda_emulator::counters());
  work.run();
  return count_of(call, cuda_emulator::counters()) - before;
}

// `operation: CUDA says what (cudaErrorWhich)`, in one line.
bool names_an_operation(const std::string& told) {
  static const std::regex form(R"([A-Za-z][A-Za-z_: ]+: CUDA says [^\n]+ \(cudaError\w+\)[^\n]*)");
  return std::regex_match(told, form);
}

std::size_t in_use() { return cuda::memory_use(0).in_use; }

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_faults, *boost::unit_test::precondition(any_gpu))

// A launch that is refused costs that operation alone. A copy that goes wrong, and a kernel, cost the device: whatever
// comes next fails until the process, or the emulator, begins anew.
BOOST_AUTO_TEST_CASE(each_launch_each_kernel_and_each_copy_may_fail) {
  const NewTensorsOn there(gpu);
  for (const auto& work : works) {
    const auto right = work.run();
    const auto held = in_use();
    for (const auto& [name, call] :
         {std::pair("launch", Call::launch), {"kernel", Call::kernel}, {"copy", Call::copy}}) {
      const auto calls = calls_in(work, call);
      BOOST_TEST_MESSAGE(work.name << ": " << name << " " << calls);
      BOOST_TEST((calls >= 2 || work.name == "the way there and back"), work.name << " meets too few: " << name);
      for (std::uint64_t n = 1; n <= calls; ++n) BOOST_TEST_CONTEXT(work.name << ", " << name << " " << n) {
          cuda_emulator::fail_nth(call, n);
          const auto told = message_of([&] { work.run(); });
          BOOST_TEST(names_an_operation(told), told);
          BOOST_TEST(in_use() == held);
          cuda_emulator::recover();
        }
      BOOST_TEST(work.run() == right, work.name);
    }
  }
}

// One refusal is overcome: what other tensors have given back is returned first, and the device asked again.
BOOST_AUTO_TEST_CASE(each_allocation_may_fail) {
  const NewTensorsOn there(gpu);
  for (const auto& work : works) {
    const auto right = work.run();
    const auto held = in_use();
    const auto calls = calls_in(work, Call::allocation);
    BOOST_TEST(calls >= 1, work.name);
    for (std::uint64_t n = 1; n <= calls; ++n) BOOST_TEST_CONTEXT(work.name << ", allocation " << n) {
        cuda_emulator::fail_nth(Call::allocation, n);
        double result = 0;
        BOOST_TEST(message_of([&] { result = work.run(); }) == "");
        BOOST_TEST(result == right);
        BOOST_TEST(in_use() == held);
      }
    cuda_emulator::fail_nth(Call::allocation, 0);
  }
}

// What a kernel does wrong shows later, and then in everything until the device is started anew.
BOOST_AUTO_TEST_CASE(a_kernel_that_fails_is_told_by_what_comes_after_it) {
  const auto x = arange(5).to(gpu);
  cuda_emulator::fail_nth(Call::kernel, 1);
  const auto y = exp(x);
  const auto told = message_of<DeviceError>([&] { (void)y.to_vector(); });
  BOOST_TEST(names_an_operation(told), told);
  BOOST_TEST(told.find("in a kernel of exp or one started before") != std::string::npos, told);
  BOOST_TEST(names_an_operation(message_of<DeviceError>([&] { (void)(x + 1).to_vector(); })));
  cuda_emulator::recover();
  BOOST_TEST((exp(x).to_vector() == exp(x.cpu()).to_vector()));
}

BOOST_AUTO_TEST_CASE(memory_that_is_not_there_is_told_in_bytes) {
  constexpr std::size_t megabyte = 1'000'000, plenty = std::size_t{2} << 30;
  const auto limit = in_use() + 10 * megabyte;  // cuBLAS may hold memory already
  cuda_emulator::set_memory(limit);
  const auto x = zeros({megabyte}, gpu);
  (void)zeros({megabyte}, gpu);  // is free again, and told so
  const auto held = in_use();
  const auto told = message_of<MemoryError>([&] { zeros({5 * megabyte}, gpu); });
  BOOST_TEST(in_use() == held);
  cuda_emulator::set_memory(plenty);
  constexpr std::size_t slack = megabyte;  // blocks are rounded up, and streams have some of their own
  const auto about = [&](std::size_t bytes) { return limit - bytes > held && limit - bytes < held + slack; };
  BOOST_TEST(told.starts_with("out of memory on cuda:0: 20000000 bytes were asked for; tensors hold " +
                              std::to_string(held) + " bytes, and of all " + std::to_string(limit) + " there are "),
             told);
  BOOST_TEST(about(std::stoull(told.substr(told.find("there are ") + 10))), told);
  BOOST_TEST(told.find('\n') == std::string::npos, told);
  BOOST_TEST(zeros({5 * megabyte}, gpu).sum().item() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
