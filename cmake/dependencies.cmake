# The libraries that d2l stands on, each with the least version that will do (docs/guide/dependencies.md). The installed
# package includes this file, too, as everything is linked statically.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)  # whoever takes d2l in by add_subdirectory must see them
find_package(Boost 1.74 REQUIRED COMPONENTS program_options iostreams filesystem)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(Armadillo 10.1 REQUIRED)
find_package(fmt 7.1 REQUIRED)
find_package(nlohmann_json 3.9 REQUIRED)
find_package(CURL 7.74 REQUIRED)  # for its headers: libcurl itself is loaded by the first download
unset(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL)
find_path(UTF8CPP_INCLUDE_DIR utf8.h PATH_SUFFIXES utf8cpp REQUIRED)  # 3.2.3, headers only
mark_as_advanced(UTF8CPP_INCLUDE_DIR)

# A library by its header and its file, which tell no version.
function(d2l_library target header name)
  string(MAKE_C_IDENTIFIER d2l_${target} found)
  find_path(${found}_INCLUDE_DIR ${header} REQUIRED)
  find_library(${found}_LIBRARY ${name} REQUIRED)
  mark_as_advanced(${found}_INCLUDE_DIR ${found}_LIBRARY)
  add_library(${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${found}_LIBRARY}
                        INTERFACE_INCLUDE_DIRECTORIES ${${found}_INCLUDE_DIR})
endfunction()
d2l_library(DNNL::dnnl dnnl.hpp dnnl)  # 2.0; its CMake package wants OpenCL's headers too, which only its GPU side needs
d2l_library(libdeflate::deflate libdeflate.h deflate)  # 1.7
d2l_library(libmd::md sha2.h md)       # 1.0.3
d2l_library(libzip::zip zip.h zip)     # 1.7.3; Debian's CMake package wants the command line tools, which are in another package

# The OpenMP flavour of OpenBLAS (0.3.13) shares its threads with oneDNN and our own loops. It is linked by its own path, so that it
# is the one loaded even where the system's default is another flavour.
find_library(OPENBLAS NAMES openblaso openblas PATH_SUFFIXES openblas-openmp REQUIRED)

# Armadillo without its wrapper library, which would load ARPACK and SuperLU into every program.
add_library(d2l::armadillo INTERFACE IMPORTED GLOBAL)
target_include_directories(d2l::armadillo SYSTEM INTERFACE ${ARMADILLO_INCLUDE_DIRS})
target_compile_definitions(d2l::armadillo INTERFACE ARMA_DONT_USE_WRAPPER ARMA_DONT_USE_ARPACK ARMA_DONT_USE_SUPERLU)
target_link_libraries(d2l::armadillo INTERFACE ${OPENBLAS})
