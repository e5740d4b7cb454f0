#include "d2l/io/any_tensor.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "d2l/core/print.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/system/printable.hpp"

namespace d2l {
namespace {

// Whether these are AnyTensor's types in its order; the macro begins each with a comma.
template <class Before, class... T>
constexpr bool are_its_types = std::same_as<AnyTensor, std::variant<T...>>;
#define D2L_THEN_TENSOR(T) , Tensor<T>
static_assert(are_its_types<void D2L_FOR_ELEMENTS(D2L_THEN_TENSOR)>);

// An empty tensor of the type at this place, for its type.
template <std::size_t... I>
AnyTensor undefined(std::size_t type, std::index_sequence<I...>) {
  const std::array<AnyTensor, sizeof...(I)> all{AnyTensor(std::in_place_index<I>)...};
  return all.at(type);
}
AnyTensor undefined(std::size_t type) {
  return undefined(type, std::make_index_sequence<std::variant_size_v<AnyTensor>>());
}

template <class T>
std::size_t size_of_element(const Tensor<T>& /*x*/) {
  return sizeof(T);
}

template <class T>
AnyTensor from_bytes(const Tensor<T>& /*of_its_type*/, const Shape& shape, std::span<const std::byte> bytes) {
  if constexpr (std::same_as<T, bool>)
    if (std::ranges::any_of(bytes, [](std::byte b) { return b > std::byte{1}; }))
      throw FormatError("has a truth value that is neither 0 nor 1");
  auto x = Tensor<T>::allocate(shape);
  if (!bytes.empty()) std::memcpy(x.data_ptr(), bytes.data(), bytes.size());
  return x;
}

}  // namespace

std::optional<std::size_t> find_type(const TypeNames& names, std::string_view type) {
  const auto found = std::ranges::find(names, type);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

NamedTensors numbered(const std::vector<AnyTensor>& tensors) {
  NamedTensors named;
  for (const auto& x : tensors) named.emplace_back(std::to_string(named.size()), x);
  return named;
}

template <Element T>
const Tensor<T>& get(const NamedTensors& tensors, const std::string& name) {
  const auto found = std::ranges::find(tensors, name, &NamedTensors::value_type::first);
  if (found == tensors.end()) {
    if (const auto why = tensors.unreadable.find(name); why != tensors.unreadable.end())
      throw ValueError("the tensor '" + name + "' cannot be read: it " + printable(why->second));
    throw ValueError("there is no tensor '" + name + "'");
  }
  if (const auto* const x = std::get_if<Tensor<T>>(&found->second)) return *x;
  throw ValueError("the tensor '" + name + "' has elements of another type");
}
#define D2L_INSTANTIATE(T) template const Tensor<T>& get(const NamedTensors&, const std::string&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

std::string to_string(const AnyTensor& x) {
  return std::visit([](const auto& y) { return to_string(y); }, x);
}

const Shape& shape_of(const AnyTensor& x) {
  return std::visit([](const auto& y) -> const Shape& { return y.shape(); }, x);
}

std::size_t element_size(std::size_t type) {
  return std::visit([](const auto& x) { return size_of_element(x); }, undefined(type));
}

void append_elements(std::vector<std::byte>& file, const AnyTensor& x) {
  const auto append = [&](const auto& y) {
    const auto row_major = on_cpu(y.detach()).contiguous();
    const auto bytes = std::as_bytes(std::span(row_major.data_ptr(), static_cast<std::size_t>(row_major.numel())));
    file.insert(file.end(), bytes.begin(), bytes.end());
  };
  std::visit(append, x);
}

AnyTensor from_bytes(std::size_t type, const Shape& shape, std::span<const std::byte> bytes) {
  return std::visit([&](const auto& x) { return from_bytes(x, shape, bytes); }, undefined(type));
}

}  // namespace d2l
