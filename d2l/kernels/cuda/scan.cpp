#include "d2l/kernels/cuda/joins.hpp"
#include "d2l/kernels/cuda/launch.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/lines.hpp"
#include "d2l/kernels/total.hpp"

namespace d2l::cuda {
namespace {

constexpr unsigned block = 256;

// A block scans a line, one piece of as many elements as it has threads after the other (Hillis and Steele: the totals
// of 1, 2, 4, ... elements), and carries the total along.
template <class T, class S, class Join>
__global__ void scan(S* y, const T* x, const kernels::Lines<2> lines, const bool backwards, const Join join) {
  using Total = kernels::Total<S>;
  __shared__ Total shared[block];
  const auto first = lines.first.offsets(blockIdx.x);
  const auto thread = threadIdx.x;
  auto carried = Join::template nothing<Total>();
  for (std::int64_t begin = 0; begin < lines.length; begin += block) {
    const auto j = begin + thread, i = backwards ? lines.length - 1 - j : j;
    const bool exists = j < lines.length;
    auto total = exists ? static_cast<Total>(x[first[1] + i * lines.step[1]]) : Join::template nothing<Total>();
    for (unsigned reach = 1; reach < block; reach *= 2) {
      shared[thread] = total;
      __syncthreads();
      if (thread >= reach) total = join(shared[thread - reach], total);
      __syncthreads();
    }
    total = join(carried, total);
    if (exists) y[first[0] + i * lines.step[0]] = static_cast<S>(total);
    shared[thread] = total;
    __syncthreads();
    carried = shared[block - 1];
    __syncthreads();  // before anyone writes `shared` again
  }
}

template <class T, class S, class Join>
void scan_lines(const char* operation, const Tensor<S>& y, const Tensor<T>& x, std::int64_t axis, bool backwards,
                const Join& join) {
  const auto lines = kernels::lines_along(axis, y, x);
  launch(operation, y.device(), lines.count, block, scan<T, S, Join>, y.data_ptr(), x.data_ptr(), lines, backwards,
         join);
}

}  // namespace
}  // namespace d2l::cuda

namespace d2l::kernels {

template <class T, class S>
void cumsum(Cuda, const Tensor<S>& y, const Tensor<T>& x, std::int64_t axis, bool backwards) {
  cuda::scan_lines("cumsum", y, x, axis, backwards, cuda::Add());
}

template <class T>
void cumprod(Cuda, const Tensor<double>& y, const Tensor<T>& x, std::int64_t axis, bool backwards) {
  cuda::scan_lines("cumprod", y, x, axis, backwards, cuda::Multiply());
}

#define D2L_INSTANTIATE(T) \
  template void cumsum(Cuda, const Tensor<Tensor<T>::Sum>&, const Tensor<T>&, std::int64_t, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T) \
  template void cumprod(Cuda, const Tensor<double>&, const Tensor<T>&, std::int64_t, bool);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l::kernels
