#pragma once

#include <cstdint>
#include <span>

#include "d2l/core/generator.hpp"

namespace d2l {

// Each function fills `out` with the numbers that PyTorch's method of the same name draws for a contiguous tensor of
// that size and type, and leaves the generator where PyTorch leaves its own. All are equal to the last bit except
// normals, which are computed from equal bits (by log, sin, cos) and equal up to rounding.

/// Evenly distributed between `from` and `to`, as `Tensor.uniform_`; T is float or double.
/// Throws ValueError for bounds that are not finite in T, and for `from` above `to`.
template <class T>
void fill_uniform(std::span<T> out, double from, double to, Generator& generator);

/// Normally distributed, as `Tensor.normal_`; T is float or double. Fewer than 16 numbers are drawn one by one, 16 and
/// more in blocks of 16. Throws ValueError for a mean that is not finite, and for a standard deviation that is below 0
/// or not finite.
template <class T>
void fill_normal(std::span<T> out, double mean, double std, Generator& generator);

/// The same, but one by one however many there are, as `Tensor.normal_` draws for a tensor that is not contiguous.
template <class T>
void fill_normal_singly(std::span<T> out, double mean, double std, Generator& generator);

/// Integers from `low` up to but not including `high`, as `Tensor.random_`; T is float, double, int64 or uint8.
/// Throws ValueError for an empty range, and for bounds beyond the integers that T holds exactly.
template <class T>
void fill_randint(std::span<T> out, std::int64_t low, std::int64_t high, Generator& generator);

/// A random order of 0, 1, ..., n - 1 for n places, as `torch.randperm`.
void fill_randperm(std::span<std::int64_t> out, Generator& generator);

/// 1 with probability p, else 0, as `Tensor.bernoulli_(p)`; T is any element type.
/// (A PyTorch built with Intel's MKL draws these, and only these, from another stream.)
/// Throws ValueError for a p outside 0 to 1.
template <class T>
void fill_bernoulli(std::span<T> out, double p, Generator& generator);

/// 1 with each element's own probability, else 0, as `torch.bernoulli(p)`; T is float or double, `p` lies apart from
/// `out`. A float takes one draw of 32 bits, where the form with one p for all takes 64 in any type. Throws ValueError
/// for a probability outside 0 to 1, and for sizes that differ.
template <class T>
void fill_bernoulli(std::span<T> out, std::span<const T> p, Generator& generator);

/// A seed for another generator, as `torch.empty((), dtype=torch.int64).random_()`: 63 random bits.
std::int64_t draw_seed(Generator& generator);

}  // namespace d2l
