// What makes tensors out of nothing, and what concerns the graph.
#include "operation.hpp"

using namespace d2l;

template <class T>
void add_graph_operations(Operations<T>& all) {
  all.makes(20, "{0}.requires_grad_()", {elements}, [](auto& a) { return a.elements(0).requires_grad_(); });
  all.makes(12, "{0}", {elements}, [](auto& a) { return a.elements(0); });
  all.makes(2, "torch.zeros({0})", {shape}, [](auto& a) { return zeros<T>(a.dims(0)); });
  all.makes(2, "torch.ones({0}, requires_grad=True)", {shape},
            [](auto& a) { return ones<T>(a.dims(0)).requires_grad_(); });
  all.makes(2, "torch.full({0}, {1})", {shape, number}, [](auto& a) { return full<T>(a.dims(0), a.number(1)); });
  all.makes(1, "torch.zeros_like({0})", {any}, [](auto& a) { return zeros_like(a[0]); });
  all.makes(1, "torch.ones_like({0})", {any}, [](auto& a) { return ones_like(a[0]); });
  all.makes(1, "torch.full_like({0}, {1})", {any, number}, [](auto& a) { return full_like(a[0], a.number(1)); });
  all.makes(1, "{0}.new_zeros({1})", {any, shape}, [](auto& a) { return a[0].new_zeros(a.dims(1)); });
  all.makes(1, "torch.manual_seed({1}) and torch.randn({0})", {shape, seed}, [](auto& a) {
    Generator generator(static_cast<std::uint64_t>(a.whole(1)));
    return randn<T>(a.dims(0), generator);
  });
  all.makes(1, "torch.manual_seed({1}) and torch.rand({0})", {shape, seed}, [](auto& a) {
    Generator generator(static_cast<std::uint64_t>(a.whole(1)));
    return rand<T>(a.dims(0), generator);
  });
  all.makes(1, "torch.manual_seed({1}) and torch.randn_like({0})", {any, seed}, [](auto& a) {
    Generator generator(static_cast<std::uint64_t>(a.whole(1)));
    return randn_like(a[0], generator);
  });
  all.makes(1, "torch.manual_seed({1}) and torch.rand_like({0})", {any, seed}, [](auto& a) {
    Generator generator(static_cast<std::uint64_t>(a.whole(1)));
    return rand_like(a[0], generator);
  });

  all.shows(6, "{0}.detach()", {any}, [](auto& a) { return a[0].detach(); });
  all.shows(6, "{0}.data", {any}, [](auto& a) { return a[0].data(); });
  all.shows(2, "{0}.grad", {with_grad}, [](auto& a) { return a[0].grad(); });
  all.changes(2, "{0}.requires_grad_()", {any}, [](auto& a) { Tensor<T>(a[0]).requires_grad_(); });
  all.changes(1, "{0}.requires_grad_(False)", {leaf}, [](auto& a) { Tensor<T>(a[0]).requires_grad_(false); });
  all.changes(3, "{0}.retain_grad()", {in_graph}, [](auto& a) { a[0].retain_grad(); });
  all.changes(1, "{0}.register_hook(lambda g: g * {1})", {in_graph, number},
              [](auto& a) { a[0].register_hook([s = a.number(1)](const Tensor<T>& g) { return g * s; }); });
  all.changes(1, "{0}.grad = None", {with_grad}, [](auto& a) { a[0].clear_grad(); });
  all.changes(1, "{0}.grad.zero_()", {with_grad}, [](auto& a) { a[0].grad().zero_(); });

  all.changes(6, "{0}.sum().backward(retain_graph={1})", {in_graph, flag},
              [](auto& a) { a[0].sum().backward(a.flag(1)); });
  all.changes(3, "({0} * {1}).sum().backward(retain_graph={2})", {in_graph, beside, flag},
              [](auto& a) { (a[0] * a[1]).sum().backward(a.flag(2)); });
  all.changes(3, "({0}.sum() + {1}.sum()).backward(retain_graph={2})", {in_graph, in_graph, flag},
              [](auto& a) { (a[0].sum() + a[1].sum()).backward(a.flag(2)); });
  all.changes(2, "{0}.backward({1}, retain_graph={2})", {in_graph, alike, flag},
              [](auto& a) { a[0].backward(a[1], a.flag(2)); });
  all.changes(2, "{0}.backward(retain_graph={1})", {scalar_in_graph, flag}, [](auto& a) { a[0].backward(a.flag(1)); });
}

template void add_graph_operations(Operations<float>&);
template void add_graph_operations(Operations<double>&);
