#include "d2l/program/version.hpp"

#include <dlfcn.h>

#include <armadillo>
#include <boost/version.hpp>
#include <dnnl.hpp>
#include <fmt/format.h>

namespace d2l::program {
namespace {

// The BLAS is found when the program starts (Debian's alternatives), so it is asked, not its header.
std::string blas() {
  using Config = char* (*)();
  if (const auto config = reinterpret_cast<Config>(dlsym(RTLD_DEFAULT, "openblas_get_config"))) return config();
  return "not OpenBLAS (libopenblas0-openmp is the fast one)";
}

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
  return fmt::format(
      "d2l {}\ncompiler: {}\nBLAS: {}\noneDNN: {}.{}.{}\nArmadillo: {}\nBoost: {}.{}.{}\nCUDA: not in this build\n",
      D2L_VERSION, compiler(), blas(), dnnl->major, dnnl->minor, dnnl->patch, arma::arma_version::as_string(),
      BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100);
}

}  // namespace d2l::program
