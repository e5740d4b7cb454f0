option(D2L_NATIVE "Compile for this machine's own processor; turn off for binaries that travel" ${PROJECT_IS_TOP_LEVEL})
option(D2L_WERROR "Treat warnings in our own code as errors" OFF)
option(D2L_PRECOMPILE "Read common headers once: chapters and tests compile in a third of the time; turn off to see that each file includes what it needs" ${PROJECT_IS_TOP_LEVEL})
set(D2L_HOME "" CACHE PATH "For binaries that travel: the folder there that has these sources and, in bin, the binaries")
set(D2L_SANITIZE "" CACHE STRING "Sanitizers for all of our own code, as in -fsanitize=...; empty for none")

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release)
  endif()
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  if(D2L_HOME)  # what programs, tests and bench look for as they run
    set(D2L_SOURCES_THERE ${D2L_HOME})
    set(D2L_PROGRAMS_THERE ${D2L_HOME}/bin)
  else()
    set(D2L_SOURCES_THERE ${PROJECT_SOURCE_DIR})
    set(D2L_PROGRAMS_THERE ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  endif()
  find_program(CCACHE ccache)
  if(CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # Both after ccache's manual: what is compiled anew is not preprocessed twice; and precompiled headers are no reason to do it.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  endif()
endif()

# Flags for our own code only: what we build, not who uses us. nvcc hands them on to the compiler behind it.
add_library(d2l_flags INTERFACE)
target_compile_features(d2l_flags INTERFACE cxx_std_20)
target_compile_options(d2l_flags INTERFACE -Wall -Wextra $<$<COMPILE_LANGUAGE:CXX>:-Wpedantic> -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")  # blames us for what libstdc++ does inside std::stable_sort
  target_compile_options(d2l_flags INTERFACE -Wno-deprecated-declarations
                         -Wno-pass-failed                # of `omp simd` loops that it does not make vectors
                         -Wno-enum-constexpr-conversion) # an error in Boost 1.74's headers
  if(D2L_PRECOMPILE)
    target_compile_options(d2l_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")  # else ccache takes none for the same as before
  endif()
endif()
if(D2L_WERROR)
  target_compile_options(d2l_flags INTERFACE $<IF:$<COMPILE_LANGUAGE:CUDA>,-Werror=all-warnings;-Xcompiler=-Werror,-Werror>)
endif()

# Floating point is strict: every processor and compiler gives the same digits, so nothing is reordered (-ffast-math) and
# no a * b + c fused behind our back. Nobody reads errno or floating-point traps, and without them loops become vectors.
target_compile_options(d2l_flags INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math)
if(D2L_NATIVE)
  target_compile_options(d2l_flags INTERFACE -march=native)
endif()

if(D2L_SANITIZE)
  target_compile_options(d2l_flags INTERFACE -fsanitize=${D2L_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(d2l_flags INTERFACE -fsanitize=${D2L_SANITIZE})
endif()
