#include <algorithm>
#include <cmath>
#include <memory>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

namespace {

// f.operator()<T>() for the element type T that is named at run time.
template <class F>
AnyTensor typed(Type type, const F& f) {
  switch (type) {
    case Type::float32:
      return f.template operator()<float>();
    case Type::float64:
      return f.template operator()<double>();
    case Type::int64:
      return f.template operator()<std::int64_t>();
    case Type::uint8:
      return f.template operator()<std::uint8_t>();
    default:
      return f.template operator()<bool>();
  }
}

Type type(Trial& t, const Types& types) { return t.note("type", t.one_of(types)); }

// A shape, rarely an impossible one: with a negative size, with more elements than can be counted, or than there is
// memory for.
Places shape(Trial& t) {
  auto shape = t.shape();
  if (!shape.empty() && t.rarely()) shape.back() = t.one_of(Places{-1, INT64_MAX, std::int64_t{1} << 55});
  t.note("shape", shape);
  long double elements = 1;  // which holds all of int64
  for (const auto size : shape) elements *= static_cast<long double>(std::max<std::int64_t>(size, 1));
  const bool negative = std::ranges::any_of(shape, [](auto size) { return size < 0; });
  t.refused_if<ShapeError>(negative || elements > INT64_MAX);
  t.refused_if<MemoryError>(!negative && elements >= 0x1p55 && std::ranges::count(shape, 0) == 0);
  return shape;
}

// All elements `value`, in a shape.
template <class Op>
Property constant(const char* name, Op op) {
  return {name, [=](Trial& t) {
            const auto of = type(t, all_types);
            const auto s = shape(t);
            const auto value = as(of, static_cast<double>(t.pick(100)) + 0.5);
            t.expect([&] { return make(s, [&](const Places&) { return op.right(value); }); },
                     [&] { return typed(of, [&]<class T>() { return op.template call<T>(dims(s), value); }); });
          }};
}
struct Empty {
  static double right(double value) { return value; }
  template <class T>
  static Tensor<T> call(const Shape& s, double value) {
    return empty<T>(s).fill_(static_cast<T>(value));
  }
};
struct Zeros {
  static double right(double) { return 0; }
  template <class T>
  static Tensor<T> call(const Shape& s, double) {
    return zeros<T>(s);
  }
};
struct Ones {
  static double right(double) { return 1; }
  template <class T>
  static Tensor<T> call(const Shape& s, double) {
    return ones<T>(s);
  }
};
struct Full {
  static double right(double value) { return value; }
  template <class T>
  static Tensor<T> call(const Shape& s, double value) {
    return full<T>(s, static_cast<Literal<T>>(value));
  }
};

// All elements `value`, in the shape and type of another tensor.
template <class Op>
Property like(const char* name, double value, Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(all_types, t.shape(), Values::any);
            t.expect([&] { return make(x.shape(), [&](const Places&) { return value; }); },
                     [&] { return applied(x, op); });
          }};
}

void try_eye(Trial& t) {
  const auto of = type(t, all_types);
  const auto rows = t.rarely() ? -1 : t.pick(8), columns = t.rarely() ? -2 : t.pick(9) - 1;
  t.note("rows", static_cast<double>(rows)), t.note("columns", static_cast<double>(columns));
  t.refused_if<ShapeError>(rows < 0 || columns < -1);
  t.expect([&] { return make({rows, columns < 0 ? rows : columns}, [](const Places& p) { return p[0] == p[1]; }); },
           [&] { return typed(of, [&]<class T>() { return eye<T>(rows, columns); }); });
}

void try_arange(Trial& t) {
  const auto of = type(t, all_types);
  // Quarters, so that the number of steps has no rounding; bytes must stay bytes.
  const bool bytes = of == Type::uint8;
  const auto quarters = [&](const char* name, std::int64_t n) { return static_cast<double>(t.number(name, n)) / 4; };
  const double begin = bytes ? 20 : quarters("begin", 20), end = (bytes ? 20 : 0) + quarters("end", 60);
  double step = std::abs(quarters("step", 12));
  if (step == 0 && !t.rarely()) step = 1;
  if ((end < begin) != t.rarely()) step = -step;
  t.note("step", step);
  t.refused_if<ValueError>(step == 0 || (end - begin) / step < 0);
  t.expect(
      [&] {
        Plain right{{0}, {}};
        for (double v = begin; step > 0 ? v < end : v > end; v += step) right.values.push_back(as(of, v));
        right.shape[0] = std::ssize(right.values);
        return right;
      },
      [&] { return typed(of, [&]<class T>() { return arange<T>(begin, end, step); }); });
}

void try_linspace(Trial& t) {
  const auto of = type(t, floats);
  const auto begin = static_cast<double>(t.number("begin", 20)), end = static_cast<double>(t.number("end", 20));
  const auto steps = t.rarely() ? -t.pick(3) : t.pick(30);
  t.note("steps", static_cast<double>(steps));
  t.refused_if<ValueError>(steps < 0);
  t.expect(
      [&] {
        return make({steps}, [&](const Places& p) {
          const auto part = steps > 1 ? static_cast<double>(p[0]) / static_cast<double>(steps - 1) : 0;
          return begin * (1 - part) + end * part;
        });
      },
      [&]() -> AnyTensor {
        if (of == Type::float32) return linspace<float>(begin, end, steps);
        return linspace<double>(begin, end, steps);
      },
      {4, 20});
}

void try_tensor(Trial& t) {
  const auto& x = t.tensor(all_types, t.shape(), Values::any);
  const auto shape = t.mostly(x.shape());
  t.note("shape", shape);
  t.refused_if<ShapeError>(count(shape) != std::ssize(x.numbers.values));
  t.expect([&] { return Plain{shape, x.numbers.values}; },
           [&] {
             return applied(x, [&]<class T>(const Tensor<T>&) {
               const auto n = x.numbers.values.size();
               const std::unique_ptr<T[]> values(new T[n]);  // std::vector<bool> is no span
               std::ranges::transform(x.numbers.values, values.get(), [](double v) { return static_cast<T>(v); });
               return tensor<T>(std::span<const T>(values.get(), n), dims(shape));
             });
           });
}

// The form with braces, for one to three numbers a row.
void try_literal(Trial& t) {
  const auto of = type(t, all_types);
  const double a = as(of, static_cast<double>(t.pick(200))), b = as(of, static_cast<double>(t.pick(200)));
  t.note("a", a), t.note("b", b);
  const auto form = t.pick(4);
  t.note("form", static_cast<double>(form));
  t.refused_if<ShapeError>(form == 3);
  t.expect([&] { return form == 0   ? Plain{{}, {a}}
                        : form == 1 ? Plain{{3}, {a, b, a}}
                                    : Plain{{2, 2}, {a, b, b, a}}; },
           [&] {
             return typed(of, [&]<class T>() {
               const auto p = static_cast<Literal<T>>(a), q = static_cast<Literal<T>>(b);
               return form == 0   ? tensor<T>(p)
                      : form == 1 ? tensor<T>({p, q, p})
                      : form == 2 ? tensor<T>({{p, q}, {q, p}})
                                  : tensor<T>({{p, q}, {q, p, p}});
             });
           });
}

}  // namespace

std::vector<Property> creation_properties() {
  return {
      constant("empty", Empty()),
      constant("zeros", Zeros()),
      constant("ones", Ones()),
      constant("full", Full()),
      {"eye", try_eye},
      {"arange", try_arange},
      {"linspace", try_linspace},
      {"tensor", try_tensor},
      {"tensor", try_literal},
      like("empty_like", 1, []<class T>(const Tensor<T>& x) { return empty_like(x).fill_(T(1)); }),
      like("zeros_like", 0, [](const auto& x) { return zeros_like(x); }),
      like("ones_like", 1, [](const auto& x) { return ones_like(x); }),
      like("full_like", 1, [](const auto& x) { return full_like(x, 1); }),
      {"scalar_like",
       [](Trial& t) {
         const auto& x = t.tensor(all_types, t.shape(), Values::any);
         const auto value = as(x.type(), static_cast<double>(t.pick(200)));
         t.expect([&] { return Plain{{}, {value}}; },
                  [&] {
                    return applied(x,
                                   [&]<class T>(const Tensor<T>& y) { return scalar_like(y, static_cast<T>(value)); });
                  });
       }},
  };
}
