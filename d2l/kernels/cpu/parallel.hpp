#pragma once

#include <algorithm>
#include <cstdint>
#include <omp.h>

namespace d2l::kernels::cpu {

/// Calls `body(begin, end)` on parts of [0, n), one part per thread. `work` is the number of elements behind the n
/// items: below `worthwhile` a second thread costs more than it saves.
template <class Body>
void parallel_for(std::int64_t n, std::int64_t work, const Body& body) {
  constexpr std::int64_t worthwhile = 16384;
  const auto threads = work < 2 * worthwhile || omp_in_parallel()
                           ? 1
                           : std::min<std::int64_t>({omp_get_max_threads(), work / worthwhile, n});
  if (threads <= 1) return body(std::int64_t{0}, n);
#pragma omp parallel num_threads(static_cast<int>(threads))
  {
    const std::int64_t i = omp_get_thread_num(), count = omp_get_num_threads();
    body(n * i / count, n * (i + 1) / count);
  }
}

}  // namespace d2l::kernels::cpu
