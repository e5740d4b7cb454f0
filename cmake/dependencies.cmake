find_package(Boost 1.74 REQUIRED COMPONENTS program_options iostreams filesystem)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(Armadillo 10 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)

# oneDNN by its files: its CMake package wants OpenCL's headers too, which only its GPU side needs.
find_path(DNNL_INCLUDE_DIR dnnl.hpp REQUIRED)
find_library(DNNL_LIBRARY dnnl REQUIRED)
add_library(DNNL::dnnl UNKNOWN IMPORTED)
set_target_properties(DNNL::dnnl PROPERTIES IMPORTED_LOCATION ${DNNL_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${DNNL_INCLUDE_DIR})

# libzip by its files, too: Debian's CMake package wants the command line tools, which are in another package.
find_path(LIBZIP_INCLUDE_DIR zip.h REQUIRED)
find_library(LIBZIP_LIBRARY zip REQUIRED)
add_library(libzip::zip UNKNOWN IMPORTED)
set_target_properties(libzip::zip PROPERTIES IMPORTED_LOCATION ${LIBZIP_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${LIBZIP_INCLUDE_DIR})

# The OpenMP flavour of OpenBLAS shares its threads with oneDNN and our own loops. It is linked by its own path, so that it
# is the one loaded even where the system's default is another flavour.
find_library(OPENBLAS NAMES openblaso openblas PATH_SUFFIXES openblas-openmp REQUIRED)

# Armadillo without its wrapper library, which would load ARPACK and SuperLU into every program.
add_library(d2l_armadillo INTERFACE)
target_include_directories(d2l_armadillo SYSTEM INTERFACE ${ARMADILLO_INCLUDE_DIRS})
target_compile_definitions(d2l_armadillo INTERFACE ARMA_DONT_USE_WRAPPER ARMA_DONT_USE_ARPACK ARMA_DONT_USE_SUPERLU)
target_link_libraries(d2l_armadillo INTERFACE ${OPENBLAS})
