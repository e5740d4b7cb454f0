#pragma once

#include <cuda_emulator/types.hpp>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cuda_emulator {

/// Puts a kernel into its stream: `body` is what each thread calls, `function` tells its name.
cudaError_t launch(const cudaLaunchConfig_t& config, const void* function, std::function<void()> body);

}  // namespace cuda_emulator

/// Starts the kernel with arguments of which every thread gets a copy.
template <class... Parameters, class... Arguments>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Parameters...),
                               Arguments&&... arguments) {
  static_assert((!std::is_reference_v<Parameters> && ...), "a kernel takes its parameters by value");
  auto body = [kernel, copies = std::tuple<Parameters...>(std::forward<Arguments>(arguments)...)] {
    std::apply(kernel, copies);
  };
  return cuda_emulator::launch(*config, reinterpret_cast<const void*>(kernel), std::move(body));
}
