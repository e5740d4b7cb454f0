// Other ways to see the same memory, and parts of it.
#include "operation.hpp"

using namespace d2l;

template <class T>
void add_views(Operations<T>& all) {
  all.shows(6, "{0}.select({1}, {2})", {with_axes, axis, place},
            [](auto& a) { return a[0].select(a.whole(1), a.whole(2)); });
  all.shows(6, "{0}[{1}]", {with_axes, row}, [](auto& a) { return a[0][a.whole(1)]; });
  all.shows(3, "{0}[{1}:{2}:{3}]", {with_axes, end, end, step},
            [](auto& a) { return a[0](Slice{a.whole(1), a.whole(2), a.whole(3)}); });
  all.shows(3, "{0}[..., {1}:{2}:{3}]", {with_axes, end, end, step},
            [](auto& a) { return a[0].slice(-1, a.whole(1), a.whole(2), a.whole(3)); });
  all.shows(3, "{0}[:, {1}]", {with_columns, column}, [](auto& a) { return a[0](d2l::all, a.whole(1)); });
  all.shows(3, "{0}.view({1})", {any, other_shape}, [](auto& a) { return a[0].view(a.dims(1)); });
  all.shows(2, "{0}.reshape({1})", {any, other_shape}, [](auto& a) { return a[0].reshape(a.dims(1)); });
  all.shows(2, "{0}.flatten()", {any}, [](auto& a) { return a[0].flatten(); });
  all.shows(1, "{0}.flatten({1})", {any, axis}, [](auto& a) { return a[0].flatten(a.whole(1)); });
  all.shows(2, "{0}.transpose({1}, {2})", {any, axis, axis},
            [](auto& a) { return a[0].transpose(a.whole(1), a.whole(2)); });
  all.shows(2, "{0}.t()", {matrix}, [](auto& a) { return a[0].t(); });
  all.shows(2, "{0}.permute({1})", {any, order}, [](auto& a) { return a[0].permute(a.dims(1)); });
  all.shows(3, "{0}.expand({1})", {any, expanded_shape}, [](auto& a) { return a[0].expand(a.dims(1)); });
  all.shows(1, "{0}.squeeze()", {any}, [](auto& a) { return a[0].squeeze(); });
  all.shows(1, "{0}.squeeze({1})", {any, axis}, [](auto& a) { return a[0].squeeze(a.whole(1)); });
  all.shows(2, "{0}.unsqueeze({1})", {any, new_axis}, [](auto& a) { return a[0].unsqueeze(a.whole(1)); });
  all.shows(2, "{0}.split({1})[0]", {with_axes, step}, [](auto& a) { return a[0].split(a.whole(1)).front(); });
  all.shows(1, "{0}.split({2}, {1})[-1]", {with_axes, axis, step},
            [](auto& a) { return a[0].split(a.whole(2), a.whole(1)).back(); });
}

template void add_views(Operations<float>&);
template void add_views(Operations<double>&);
