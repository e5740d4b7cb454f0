#include <algorithm>

#include "ops/record.hpp"
#include "property.hpp"

namespace {

using Operands = std::vector<const Operand*>;

template <class T>
List<T> list(const Operands& x) {
  List<T> result;
  for (const auto* operand : x) result.push_back(operand->in<T>());
  return result;
}

Types types_of(const Record& record) {
  Types types{Type::float64};
  if (record.in_float) types.push_back(Type::float32);
  if (record.in_int64) types.push_back(Type::int64);
  if (record.in_uint8) types.push_back(Type::uint8);
  if (record.in_bool) types.push_back(Type::boolean);
  return types;
}

AnyTensor called(const Record& record, const Operands& x) {
  switch (x.front()->type()) {
    case Type::float32:
      return record.in_float(list<float>(x));
    case Type::float64:
      return record.in_double(list<double>(x));
    case Type::int64:
      return record.in_int64(list<std::int64_t>(x));
    case Type::uint8:
      return record.in_uint8(list<std::uint8_t>(x));
    default:
      return record.in_bool(list<bool>(x));
  }
}

// A tensor beside another: one that broadcasts, one of numbers that are equal, less and more in turn, or the other with
// its axes turned.
const Operand& second_of_two(Trial& t, const Operand& first) {
  switch (t.pick(8)) {
    case 7:
      return t.reversed_view(first);
    case 6:
    case 5:
    case 4: {
      auto numbers = first.numbers;
      for (auto turn = 1; auto& number : numbers.values) number += turn++ % 3 - 1;
      return t.tensor(first.type(), numbers, true);
    }
    default:
      return t.tensor(first.type(), t.beside(first.shape()), Values::any);
  }
}

enum class Form { returned, in_place, into };

void try_record(const Record& record, Trial& t) {
  std::vector<Form> forms{Form::returned};
  if (record.in_place) forms.push_back(Form::in_place);
  if (record.into) forms.push_back(Form::into);
  const auto form = t.one_of(forms);
  const auto type = form == Form::returned ? t.one_of(types_of(record)) : Type::float64;

  Operands x{&t.tensor(type, t.shape(), Values::any)};
  if (record.samples.front().inputs.size() == 2) x.push_back(&second_of_two(t, *x[0]));
  const bool fit = broadcasts(x[0]->shape(), x.back()->shape());
  const auto shape = broadcast(x[0]->shape(), x.back()->shape());
  t.refused_if<d2l::ShapeError>(!fit);
  const auto right = [&] {
    std::vector<Plain> numbers;
    for (const auto* operand : x) numbers.push_back(operand->numbers);
    return record.reference(numbers);
  };

  switch (form) {
    case Form::returned:
      t.expect(right, [&] { return called(record, x); }, rounded);
      break;
    case Form::in_place:
      t.refused_if<d2l::ShapeError>(shape != x[0]->shape() || is_expanded(x[0]->tensor));
      t.changes(*x[0]);
      t.expect(
          right,
          [&] {
            record.in_place(list<double>(x));
            return x[0]->tensor;
          },
          rounded);
      break;
    case Form::into: {
      const auto& target = t.rarely() ? t.reversed_view(*x[0]) : t.tensor(type, t.mostly(shape), Values::exact);
      t.refused_if<d2l::ShapeError>(shape != target.shape() || is_expanded(target.tensor));
      t.changes(target);
      t.expect(
          right,
          [&] {
            record.into(list<double>(x), target.in<double>());
            return target.tensor;
          },
          rounded);
    }
  }
}

}  // namespace

std::vector<Property> record_properties() {
  std::vector<Property> properties;
  for (const auto& record : all_records())
    if (record.any_shape) properties.push_back({record.name, [&record](Trial& t) { try_record(record, t); }});
  return properties;
}
