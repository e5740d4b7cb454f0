#include "d2l/kernels/copy.hpp"

#include "d2l/kernels/map.hpp"

namespace d2l::kernels {
namespace formulas {

template <class T>
struct Constant {
  static constexpr const char* name = "fill";
  T value;
  constexpr T operator()() const { return value; }
};

template <class To>
struct Convert {
  static constexpr const char* name = "copy";
  template <class From>
  constexpr To operator()(From x) const {
    return static_cast<To>(x);
  }
};

struct Sum {
  static constexpr const char* name = "add";
  template <class T>
  constexpr T operator()(T a, T b) const {
    return a + b;
  }
};

}  // namespace formulas

template <class T>
void fill(const Tensor<T>& y, std::type_identity_t<T> value) {
  map(formulas::Constant<T>{value}, y);
}

template <class U, class T>
void copy(const Tensor<U>& y, const Tensor<T>& x) {
  map(formulas::Convert<U>(), y, x);
}

template <class T>
void add(const Tensor<T>& c, const Tensor<T>& a, const Tensor<T>& b) {
  map(formulas::Sum(), c, a, b);
}

// (The preprocessor does not go through one list within itself.)
#define D2L_INSTANTIATE(T)                                           \
  template void fill(const Tensor<T>&, T);                           \
  template void copy(const Tensor<T>&, const Tensor<float>&);        \
  template void copy(const Tensor<T>&, const Tensor<double>&);       \
  template void copy(const Tensor<T>&, const Tensor<std::int64_t>&); \
  template void copy(const Tensor<T>&, const Tensor<std::uint8_t>&); \
  template void copy(const Tensor<T>&, const Tensor<bool>&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T) template void add(const Tensor<T>&, const Tensor<T>&, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l::kernels
