#pragma once

#include "d2l/core/tensor.hpp"

// Writing to places that a tensor of indices names: the counterparts of `index_select` and `gather`. All throw
// IndexError for a place outside, ShapeError for shapes that do not fit, AutogradError as every op in place does.
namespace d2l {

/// x[.., index[j], ..] += source[.., j, ..] along `axis`, in place, for a vector of indices; where one is named twice,
/// both are added. source has the shape of x, except that along the axis it is as long as index. dsource =
/// index_select(dx, axis, index).
template <Number T>
const Tensor<T>& index_add_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                            const Tensor<T>& source);

/// x[i][index[i][j]] = source[i][j] for axis 1, and so on, in place: the way back of `gather`. index and source have as
/// many axes as x; index is nowhere longer than source, and longer than x only along the axis. Of several numbers for
/// one place the last one stays. What is overwritten gets the gradient 0, and dsource = gather(dx, axis, index), as in
/// PyTorch, also for a number that another one has replaced.
template <class T>
const Tensor<T>& scatter_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                          const Tensor<T>& source);
/// The same number for all these places.
template <class T>
const Tensor<T>& scatter_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                          std::type_identity_t<T> value);

/// As scatter_, but added to what is there.
template <Number T>
const Tensor<T>& scatter_add_(const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index,
                              const Tensor<T>& source);

/// For each label a row with 1 at the label's place and 0 elsewhere, along a new last axis (section 3.4). Without a
/// number of classes it is the largest label plus 1, for which a GPU is waited for. Throws IndexError for a label that
/// is no class, ValueError for fewer than one class, and where no label tells how many there are.
Tensor<std::int64_t> one_hot(const Tensor<std::int64_t>& labels, std::int64_t classes = -1);

}  // namespace d2l
