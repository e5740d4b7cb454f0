// What computes new tensors.
#include "operation.hpp"

using namespace d2l;

namespace {

template <class T>
void add_elementwise(Operations<T>& all) {
  all.makes(2, "{0}.exp()", {any}, [](auto& a) { return exp(a[0]); });
  all.makes(1, "{0}.log()", {any}, [](auto& a) { return log(a[0]); });
  all.makes(1, "{0}.sqrt()", {any}, [](auto& a) { return sqrt(a[0]); });
  all.makes(1, "{0}.tanh()", {any}, [](auto& a) { return tanh(a[0]); });
  all.makes(1, "{0}.sigmoid()", {any}, [](auto& a) { return sigmoid(a[0]); });
  all.makes(2, "{0}.relu()", {any}, [](auto& a) { return relu(a[0]); });
  all.makes(1, "{0}.abs()", {any}, [](auto& a) { return abs(a[0]); });
  all.makes(1, "-{0}", {any}, [](auto& a) { return -a[0]; });
  all.makes(2, "{0}.square()", {any}, [](auto& a) { return square(a[0]); });
  all.makes(2, "{0}.pow({1})", {any, exponent}, [](auto& a) { return pow(a[0], a.number(1)); });
  all.makes(2, "{0}.clamp({1}, {2})", {any, low, high}, [](auto& a) { return clamp(a[0], a.number(1), a.number(2)); });

  all.makes(4, "{0} + {1}", {any, beside}, [](auto& a) { return a[0] + a[1]; });
  all.makes(4, "{0} - {1}", {any, beside}, [](auto& a) { return a[0] - a[1]; });
  all.makes(6, "{0} * {1}", {any, beside}, [](auto& a) { return a[0] * a[1]; });
  all.makes(4, "{0} / {1}", {any, beside}, [](auto& a) { return a[0] / a[1]; });
  all.makes(2, "torch.maximum({0}, {1})", {any, beside}, [](auto& a) { return maximum(a[0], a[1]); });
  all.makes(2, "torch.minimum({0}, {1})", {any, beside}, [](auto& a) { return minimum(a[0], a[1]); });
  all.makes(3, "{0} + {1}", {any, number}, [](auto& a) { return a[0] + a.number(1); });
  all.makes(1, "{0} - {1}", {any, number}, [](auto& a) { return a[0] - a.number(1); });
  all.makes(3, "{0} * {1}", {any, number}, [](auto& a) { return a[0] * a.number(1); });
  all.makes(2, "{0} / {1}", {any, number}, [](auto& a) { return a[0] / a.number(1); });
  all.makes(1, "{1} - {0}", {any, number}, [](auto& a) { return a.number(1) - a[0]; });
  all.makes(2, "{1} / {0}", {any, number}, [](auto& a) { return a.number(1) / a[0]; });

  all.makes(1, "({0} == {1}).to({0}.dtype)", {any, beside}, [](auto& a) { return (a[0] == a[1]).template to<T>(); });
  all.makes(1, "({0} != {1}).to({0}.dtype)", {any, beside}, [](auto& a) { return (a[0] != a[1]).template to<T>(); });
  all.makes(1, "({0} < {1}).to({0}.dtype)", {any, beside}, [](auto& a) { return (a[0] < a[1]).template to<T>(); });
  all.makes(1, "({0} >= {1}).to({0}.dtype)", {any, beside}, [](auto& a) { return (a[0] >= a[1]).template to<T>(); });
  all.makes(1, "({0} > {1}).to({0}.dtype)", {any, number},
            [](auto& a) { return (a[0] > a.number(1)).template to<T>(); });
  all.makes(1, "({0} <= {1}).to({0}.dtype)", {any, number},
            [](auto& a) { return (a[0] <= a.number(1)).template to<T>(); });

  all.makes(4, "{0}.clone()", {any}, [](auto& a) { return a[0].clone(); });
  all.shows(2, "{0}.contiguous()", {any}, [](auto& a) { return a[0].contiguous(); });
  all.makes(1, "{0}.to(torch.float32).to({0}.dtype)", {any},
            [](auto& a) { return a[0].template to<float>().template to<T>(); });
  all.makes(1, "{0}.to(torch.float64).to({0}.dtype)", {any},
            [](auto& a) { return a[0].template to<double>().template to<T>(); });
}

template <class T>
void add_reductions(Operations<T>& all) {
  all.makes(4, "{0}.sum()", {any}, [](auto& a) { return a[0].sum(); });
  all.makes(3, "{0}.sum({1}, keepdim={2})", {with_axes, axis, flag},
            [](auto& a) { return a[0].sum(a.whole(1), a.flag(2)); });
  all.makes(1, "{0}.sum({1}, keepdim={2})", {with_axes, some_axes, flag},
            [](auto& a) { return a[0].sum(a.dims(1), a.flag(2)); });
  all.makes(2, "{0}.mean()", {any}, [](auto& a) { return a[0].mean(); });
  all.makes(1, "{0}.mean({1}, keepdim={2})", {with_axes, axis, flag},
            [](auto& a) { return a[0].mean(a.whole(1), a.flag(2)); });
  all.makes(1, "{0}.mean({1}, keepdim={2})", {with_axes, some_axes, flag},
            [](auto& a) { return a[0].mean(a.dims(1), a.flag(2)); });
  all.makes(2, "{0}.norm()", {any}, [](auto& a) { return a[0].norm(); });
  all.makes(1, "{0}.norm(dim={1}, keepdim={2})", {with_axes, some_axes, flag},
            [](auto& a) { return norm(a[0], a.dims(1), a.flag(2)); });
  all.makes(2, "{0}.max()", {filled}, [](auto& a) { return a[0].max(); });
  all.makes(2, "{0}.max({1}, keepdim={2})[0]", {filled, axis, flag},
            [](auto& a) { return a[0].max(a.whole(1), a.flag(2)).first; });
  all.makes(1, "{0}.max({1}, keepdim={2})[1].to({0}.dtype)", {filled, axis, flag},
            [](auto& a) { return a[0].max(a.whole(1), a.flag(2)).second.template to<T>(); });
  all.makes(1, "{0}.argmax().to({0}.dtype)", {filled}, [](auto& a) { return a[0].argmax().template to<T>(); });
  all.makes(1, "{0}.argmax({1}, keepdim={2}).to({0}.dtype)", {filled, axis, flag},
            [](auto& a) { return a[0].argmax(a.whole(1), a.flag(2)).template to<T>(); });

  all.makes(2, "{0}.softmax({1})", {with_axes, axis}, [](auto& a) { return softmax(a[0], a.whole(1)); });
  all.makes(2, "{0}.log_softmax({1})", {with_axes, axis}, [](auto& a) { return log_softmax(a[0], a.whole(1)); });
  all.makes(2, "torch.nn.functional.cross_entropy({0}, {1})", {matrix, labels},
            [](auto& a) { return cross_entropy(a[0], a.places(1)); });
  all.makes(1, "torch.nn.functional.cross_entropy({0}, {1}, reduction='none')", {matrix, labels},
            [](auto& a) { return cross_entropy(a[0], a.places(1), Reduction::none); });
  all.makes(1, "torch.nn.functional.cross_entropy({0}, {1}, reduction='sum')", {matrix, labels},
            [](auto& a) { return cross_entropy(a[0], a.places(1), Reduction::sum); });
}

template <class T>
void add_products_and_picks(Operations<T>& all) {
  all.makes(4, "{0} @ {1}", {with_axes, matrix_after}, [](auto& a) { return matmul(a[0], a[1]); });
  all.makes(2, "{0} @ {1}", {with_axes, vector_after}, [](auto& a) { return matmul(a[0], a[1]); });
  all.makes(1, "{0}.mm({1})", {matrix, matrix_after}, [](auto& a) { return a[0].mm(a[1]); });
  all.makes(1, "{0}.mv({1})", {matrix, vector_after}, [](auto& a) { return a[0].mv(a[1]); });
  all.makes(1, "{0}.dot({1})", {vector, alike}, [](auto& a) { return a[0].dot(a[1]); });
  all.makes(1, "torch.nn.functional.linear({0}, {1}.t())", {with_axes, matrix_after},
            [](auto& a) { return linear(a[0], a[1].t()); });
  all.makes(1, "torch.nn.functional.linear({0}, {1}.t(), {1}[0])", {with_axes, matrix_after},
            [](auto& a) { return linear(a[0], a[1].t(), a[1][0]); });

  all.makes(2, "{0}.index_select({1}, {2})", {with_axes, axis, rows_to_select},
            [](auto& a) { return a[0].index_select(a.whole(1), a.places(2)); });
  all.makes(2, "{0}.gather({1}, {2})", {with_axes, axis, places_to_gather},
            [](auto& a) { return a[0].gather(a.whole(1), a.places(2)); });
  all.makes(1, "torch.cat([{0}, {1}])", {with_axes, alike}, [](auto& a) { return cat({a[0], a[1]}); });
  all.makes(1, "torch.cat([{0}, {2}, {0}], {1})", {with_axes, axis, alike},
            [](auto& a) { return cat({a[0], a[2], a[0]}, a.whole(1)); });
  all.makes(1, "torch.stack([{0}, {1}])", {any, alike}, [](auto& a) { return stack({a[0], a[1]}); });
  all.makes(1, "torch.stack([{0}, {2}], {1})", {any, new_axis, alike},
            [](auto& a) { return stack({a[0], a[2]}, a.whole(1)); });
}

}  // namespace

template <class T>
void add_functions(Operations<T>& all) {
  add_elementwise(all);
  add_reductions(all);
  add_products_and_picks(all);
}

template void add_functions(Operations<float>&);
template void add_functions(Operations<double>&);
