#include <algorithm>
#include <array>
#include <cmath>

#include "d2l/kernels/cuda/joins.hpp"
#include "d2l/kernels/cuda/lanes.hpp"
#include "d2l/kernels/cuda/launch.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/loop_nest.hpp"
#include "d2l/kernels/nan_order.hpp"
#include "d2l/kernels/split_axes.hpp"
#include "d2l/kernels/total.hpp"

// A reduction has three parts: a source gives the elements, a join makes one of two, a sink takes the results. The
// order in which elements are joined depends on the shapes only, so the same sum comes out each time, on each device.
namespace d2l::cuda {
namespace {

// --- sums and products

template <class T, class Total>
struct Terms {
  using Value = Total;
  const T* x;
  __device__ Total operator()(std::int64_t offset, std::int64_t /*place*/) const {
    return static_cast<Total>(x[offset]);
  }
};

template <class S>
struct Totals {
  S* y;
  template <class Total>
  __device__ void operator()(std::int64_t offset, std::int64_t /*offset*/, const Total& total) const {
    y[offset] = static_cast<S>(total);
  }
};

// --- the largest

template <class T>
struct Placed {
  T value;
  std::int64_t place;  // -1 for no element at all
};

template <class T>
struct Candidates {
  using Value = Placed<T>;
  const T* x;
  __device__ Placed<T> operator()(std::int64_t offset, std::int64_t place) const { return {x[offset], place}; }
};

struct Larger {
  template <class Best>
  __device__ static Best nothing() {
    return {{}, -1};
  }
  template <class T>
  __device__ Placed<T> operator()(const Placed<T>& a, const Placed<T>& b) const {
    if (a.place < 0 || b.place < 0) return a.place < 0 ? b : a;
    if (kernels::is_above(a.value, b.value)) return a;
    if (kernels::is_above(b.value, a.value)) return b;
    return a.place < b.place ? a : b;
  }
};

template <class T>
struct Largest {
  T* values;
  std::int64_t* places;
  __device__ void operator()(std::int64_t offset_of_value, std::int64_t offset_of_place, const Placed<T>& best) const {
    values[offset_of_value] = best.value;
    places[offset_of_place] = best.place;
  }
};

// --- what is on the way between the two stages of a large reduction

template <class V>
struct Partial {
  using Value = V;
  V* totals;
  __device__ V operator()(std::int64_t offset, std::int64_t /*place*/) const { return totals[offset]; }
  __device__ void operator()(std::int64_t offset, std::int64_t /*offset*/, const V& total) const {
    totals[offset] = total;
  }
};

// `count` elements are reduced to each of `outputs` results; the elements are cut into `slices`.
struct Work {
  kernels::LoopNest<3> kept;  // of the source, and of the sink's two tensors
  kernels::LoopNest<1> reduced;
  std::int64_t outputs, count, slices;
  Lanes lanes;
};

template <class Source, class Join, class Sink>
__global__ void reduce(const Source source, const Join join, const Sink sink, const Work work) {
  using Value = typename Source::Value;
  __shared__ Value shared[Lanes::block];
  const auto blocks = divide_up(work.outputs, work.lanes.groups());  // of one slice
  const auto slice = blockIdx.x / blocks;
  const auto output = blockIdx.x % blocks * work.lanes.groups() + work.lanes.group();
  const auto begin = work.count * slice / work.slices, end = work.count * (slice + 1) / work.slices;
  const bool exists = output < work.outputs;
  const auto offset = work.kept.offsets(exists ? output : 0);
  auto total = Join::template nothing<Value>();
  if (exists)
    for (auto i = begin + work.lanes.lane(); i < end; i += work.lanes.count)
      total = join(total, source(offset[0] + work.reduced.offsets(i)[0], i));
  total = join_lanes(work.lanes, total, shared, join);
  if (exists && work.lanes.lane() == 0) sink(offset[1] + slice * work.outputs, offset[2], total);
}

// What a reduction reads and writes: the axes that stay, with their strides in the source and in the sink's two
// tensors, and those over which is reduced.
struct Extent {
  Shape kept;
  std::array<Strides, 3> strides;
  Shape reduced;
  Strides reduced_strides;
};

// Neighbouring threads read neighbours in memory, be they elements of one sum or of as many sums.
Lanes choose_lanes(const Work& work) {
  const auto along = std::abs(work.reduced.row_steps()[0]), across = std::abs(work.kept.row_steps()[0]);
  if (along <= across || work.outputs == 1) return lanes_for(work.count);
  constexpr unsigned least_groups = 8;
  const auto lanes = lanes_for(std::min<std::int64_t>(work.count, Lanes::block / least_groups)).count;
  return {lanes, Lanes::block / lanes};
}

Work plan(const Extent& extent) {
  Work work{.kept = {extent.kept, extent.strides},
            .reduced = {extent.reduced, {extent.reduced_strides}},
            .outputs = numel(extent.kept),
            .count = numel(extent.reduced),
            .slices = 1,
            .lanes = {}};
  work.lanes = choose_lanes(work);
  return work;
}

template <class Source, class Join, class Sink>
void start(const char* operation, Device device, const Source& source, const Join& join, const Sink& sink,
           const Work& work) {
  launch(operation, device, divide_up(work.outputs, work.lanes.groups()) * work.slices, Lanes::block,
         reduce<Source, Join, Sink>, source, join, sink, work);
}

// In two stages where there are more elements than the blocks of one stage can share: their totals are reduced again.
template <class Source, class Join, class Sink>
void reduce_all(const char* operation, Device device, const Source& source, const Join& join, const Sink& sink,
                const Extent& extent) {
  using Value = typename Source::Value;
  constexpr std::int64_t blocks_at_once = 1024, worthwhile = 32;  // elements for each lane
  auto work = plan(extent);
  const auto blocks = divide_up(work.outputs, work.lanes.groups());
  work.slices = std::min(work.count / (work.lanes.count * worthwhile), blocks_at_once / blocks);
  if (work.slices <= 1) {
    work.slices = 1;
    return start(operation, device, source, join, sink, work);
  }
  const auto memory =
      Tensor<std::uint8_t>::allocate({work.slices * work.outputs * static_cast<std::int64_t>(sizeof(Value))}, device);
  const Partial<Value> partial{reinterpret_cast<Value*>(memory.data_ptr())};
  const auto dense = row_major(extent.kept);
  work.kept = {extent.kept, {extent.strides[0], dense, dense}};
  start(operation, device, source, join, partial, work);
  start(operation, device, partial, join, sink,
        plan({extent.kept, {dense, extent.strides[1], extent.strides[2]}, {work.slices}, {work.outputs}}));
}

}  // namespace
}  // namespace d2l::cuda

namespace d2l::kernels {
namespace {

template <class T, class S, class Join>
void reduce_terms(const char* operation, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes, const Join& join) {
  if (y.numel() == 0) return;
  const auto split = split_axes(x, y, axes);
  cuda::reduce_all(
      operation, y.device(), cuda::Terms<T, Total<S>>{x.data_ptr()}, join, cuda::Totals<S>{y.data_ptr()},
      {split.kept, {split.kept_in_x, split.kept_in_y, split.kept_in_y}, split.reduced, split.reduced_in_x});
}

}  // namespace

template <class T, class S>
void sum(Cuda, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes) {
  reduce_terms("sum", y, x, axes, cuda::Add());
}

template <class T, class S>
void prod(Cuda, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes) {
  reduce_terms("prod", y, x, axes, cuda::Multiply());
}

template <class T>
void max(Cuda, const Tensor<T>& values, const Tensor<std::int64_t>& places, const Tensor<T>& x, const Dims& axes) {
  if (values.numel() == 0) return;
  const auto split = split_axes(x, values, axes);
  cuda::reduce_all("max", values.device(), cuda::Candidates<T>{x.data_ptr()}, cuda::Larger(),
                   cuda::Largest<T>{values.data_ptr(), places.data_ptr()},
                   {split.kept,
                    {split.kept_in_x, split.kept_in_y, split_axes(x, places, axes).kept_in_y},
                    split.reduced,
                    split.reduced_in_x});
}

#define D2L_INSTANTIATE(T)                                                               \
  template void sum(Cuda, const Tensor<Tensor<T>::Sum>&, const Tensor<T>&, const Dims&); \
  template void prod(Cuda, const Tensor<Tensor<T>::Sum>&, const Tensor<T>&, const Dims&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)
template void sum(Cuda, const Tensor<double>&, const Tensor<float>&, const Dims&);

#define D2L_INSTANTIATE_NUMBER(T) \
  template void max(Cuda, const Tensor<T>&, const Tensor<std::int64_t>&, const Tensor<T>&, const Dims&);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

}  // namespace d2l::kernels
