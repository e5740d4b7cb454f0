#pragma once

#include <string>

#include "d2l/book/steps.hpp"
#include "d2l/core/arma.hpp"
#include "d2l/core/print.hpp"

// Steps with Armadillo's matrices; apart from the others, so that their programs need not compile Armadillo.
namespace d2l {

/// A matrix of Armadillo, or an expression of them, printed as the tensor that it is.
template <class M>
requires arma::is_arma_type<M>::value
std::string text_of(const M& matrix) {
  return to_string(from_arma(arma::Mat<typename M::elem_type>(matrix)));
}

}  // namespace d2l
