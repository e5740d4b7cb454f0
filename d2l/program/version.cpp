#include "d2l/program/version.hpp"

#include <armadillo>
#include <boost/version.hpp>
#include <cblas.h>
#include <dnnl.hpp>
#include <fmt/format.h>

#include "d2l/core/cuda.hpp"

namespace d2l::program {
namespace {

std::string compiler() {
#ifdef __clang__
  return "clang " __clang_version__;
#else
  return "gcc " __VERSION__;
#endif
}

}  // namespace

std::string version() {
  const auto* const dnnl = dnnl_version();
  return fmt::format("d2l {}\ncompiler: {}\nBLAS: {}\noneDNN: {}.{}.{}\nArmadillo: {}\nBoost: {}.{}.{}\nCUDA: {}\n",
                     D2L_VERSION, compiler(), openblas_get_config(), dnnl->major, dnnl->minor, dnnl->patch,
                     arma::arma_version::as_string(), BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                     BOOST_VERSION % 100, cuda::version());
}

}  // namespace d2l::program
