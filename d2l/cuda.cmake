# What compiles and links differently in a build with CUDA.
set(least_architecture 75)  # that of the emulator's device
if(D2L_CUDA_FOUND STREQUAL emulator)
  target_link_libraries(d2l PRIVATE $<BUILD_INTERFACE:cuda_emulator>)
elseif(D2L_CUDA_FOUND STREQUAL toolkit)
  string(REGEX MATCHALL "[0-9]+" architectures "${CMAKE_CUDA_ARCHITECTURES}")  # none in `native` or `all`
  list(SORT architectures COMPARE NATURAL)
  list(APPEND architectures 0)
  list(GET architectures 0 least_architecture)
  # What has kernels is known by what it includes: the loop that meets formulas and types there, or what starts a kernel.
  foreach(source IN LISTS D2L_SOURCES)
    file(STRINGS ${source} kernels REGEX "#include \"d2l/(kernels/map|kernels/cuda/(for_each|launch)|ops/elementwise_op)\\.hpp\"")
    if(kernels)
      set_source_files_properties(${source} PROPERTIES LANGUAGE CUDA)
    endif()
  endforeach()
  target_compile_options(d2l PRIVATE $<$<COMPILE_LANGUAGE:CUDA>:-std=c++20;--expt-relaxed-constexpr;--extended-lambda;${OpenMP_CXX_FLAGS}>)
  target_include_directories(d2l SYSTEM PRIVATE ${CUDAToolkit_INCLUDE_DIRS} ${CUBLAS_INCLUDE_DIR})
  target_link_libraries(d2l PRIVATE ${CUDA_cudart_static_LIBRARY} rt)
  target_link_options(d2l INTERFACE -Wl,-rpath,${CUDAToolkit_LIBRARY_DIR})  # where load_cublas.cpp finds cuBLAS
endif()
set_source_files_properties(kernels/cuda/runtime.cpp PROPERTIES COMPILE_DEFINITIONS "D2L_CUDA_LEAST_ARCHITECTURE=${least_architecture}")
