#pragma once

#include <cuda_emulator/types.hpp>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cuda_emulator {

/// A function, with its arguments, to be called by every thread of a grid.
struct Kernel {
  std::function<void()> body;         // the call
  const void* function;               // tells the name
  std::vector<const void*> pointers;  // those among the arguments
  dim3 grid;
  dim3 block;
};

/// Puts a kernel into its stream.
cudaError_t launch(const cudaLaunchConfig_t& config, Kernel kernel);

/// The argument, if it is a pointer to memory.
template <class Argument>
const void* pointer_in(const Argument& argument) {
  if constexpr (std::is_pointer_v<Argument> && !std::is_function_v<std::remove_pointer_t<Argument>>)
    return argument;
  else
    return nullptr;
}

}  // namespace cuda_emulator

/// Starts the kernel with arguments of which every thread gets a copy.
template <class... Parameters, class... Arguments>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Parameters...),
                               Arguments&&... arguments) {
  static_assert((!std::is_reference_v<Parameters> && ...), "a kernel takes its parameters by value");
  std::tuple<Parameters...> copies(std::forward<Arguments>(arguments)...);
  auto pointers = std::apply(
      [](const auto&... copy) { return std::vector<const void*>{cuda_emulator::pointer_in(copy)...}; }, copies);
  return cuda_emulator::launch(*config, {.body = [kernel, copies = std::move(copies)] { std::apply(kernel, copies); },
                                         .function = reinterpret_cast<const void*>(kernel),
                                         .pointers = std::move(pointers),
                                         .grid = config->gridDim,
                                         .block = config->blockDim});
}
