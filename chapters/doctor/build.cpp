#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <cblas.h>
#include <dnnl.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/device.hpp>
#include <d2l/program/version.hpp>

#include "examine.hpp"

namespace d2l::doctor {
namespace {

// What the system says about the first processor: the words after `key : `; none where it says nothing.
std::vector<std::string> words_about_processor(std::string_view key) {
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);) {
    if (!line.starts_with(key)) continue;
    std::istringstream words(line.substr(std::min(line.size(), line.find(':') + 1)));
    return {std::istream_iterator<std::string>(words), {}};
  }
  return {};
}

// Those of the processor's features that matter for our loops and the libraries'; x86 calls them flags, Arm Features.
std::vector<std::string> vector_instructions() {
  constexpr std::array known{"sse4_2",      "avx",      "avx2",     "fma",      "f16c",        "avx_vnni",
                             "avx512f",     "avx512bw", "avx512dq", "avx512vl", "avx512_vnni", "avx512_bf16",
                             "avx512_fp16", "amx_bf16", "amx_int8", "asimd",    "asimdhp",     "asimddp",
                             "bf16",        "sve",      "sve2"};
  auto features = words_about_processor("flags");
  if (features.empty()) features = words_about_processor("Features");
  std::erase_if(features, [&](const auto& feature) { return std::ranges::find(known, feature) == known.end(); });
  return features;
}

// What the compiler was allowed to use for our own loops.
std::string_view compiled_for() {
#if defined(__AVX512F__)
  return "AVX-512";
#elif defined(__AVX2__)
  return "AVX2";
#elif defined(__AVX__)
  return "AVX";
#elif defined(__SSE4_2__)
  return "SSE 4.2";
#elif defined(__ARM_FEATURE_SVE)
  return "SVE";
#else
  return "every processor of this kind";
#endif
}

std::string_view to_string(dnnl::cpu_isa isa) {
  switch (isa) {
    case dnnl::cpu_isa::sse41:
      return "SSE 4.1";
    case dnnl::cpu_isa::avx:
      return "AVX";
    case dnnl::cpu_isa::avx2:
      return "AVX2";
    case dnnl::cpu_isa::avx2_vnni:
      return "AVX2 with VNNI";
    case dnnl::cpu_isa::avx512_core:
      return "AVX-512";
    case dnnl::cpu_isa::avx512_core_vnni:
      return "AVX-512 with VNNI";
    case dnnl::cpu_isa::avx512_core_bf16:
      return "AVX-512 with VNNI and bfloat16";
    case dnnl::cpu_isa::avx512_core_amx:
      return "AVX-512 with VNNI and bfloat16, AMX";
    default:
      return "what this processor has";
  }
}

}  // namespace

void examine_build(Report& report) {
  report.headline("d2l and its libraries");
  std::istringstream version(program::version());
  for (std::string line; std::getline(version, line);) {
    const auto colon = line.find(": ");
    colon == line.npos ? report.tell("version", line) : report.tell(line.substr(0, colon), line.substr(colon + 2));
  }

  report.headline("processor");
  report.tell("device", describe(Device{}));
  report.tell("vector instructions", fmt::format("{}", fmt::join(vector_instructions(), " ")));
  report.tell("our loops are for", compiled_for());
  report.tell("oneDNN takes", to_string(dnnl::get_effective_cpu_isa()));
  report.tell("OpenBLAS takes", fmt::format("its kernels for {}", openblas_get_corename()));
}

}  // namespace d2l::doctor
