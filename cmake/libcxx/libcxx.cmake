# For the preset `libcxx`. The C++ libraries of a Linux distribution are made for GCC's standard library, libstdc++: what is compiled with
# LLVM's, libc++, cannot call them. So find_package asks here first and gets these, compiled from the distribution's own sources.
set(sources ${CMAKE_BINARY_DIR}/sources)
if(NOT EXISTS ${sources})
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/sources ${sources} COMMAND_ERROR_IS_FATAL ANY)
endif()
set(CMAKE_DISABLE_FIND_PACKAGE_benchmark TRUE)   # these two are not among them
set(CMAKE_DISABLE_FIND_PACKAGE_rapidcheck TRUE)

# What Boost 1.74 does not know: libc++ has no std::unary_function and no std::result_of any more.
add_compile_definitions(BOOST_NO_CXX98_FUNCTION_BASE BOOST_ASIO_HAS_STD_INVOKE_RESULT)

# Linked to an imported target, as from a package: the targets that are installed may need no others.
function(d2l_compile name target)
  add_library(${name} STATIC ${ARGN})
  target_compile_options(${name} PRIVATE -w)
  target_compile_definitions(${name} PRIVATE BOOST_TEST_DYN_LINK)  # as where the tests include it
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_link_libraries(${target} INTERFACE ${name})
endfunction()

macro(d2l_provide method package)
  cmake_parse_arguments(wanted "" "" COMPONENTS ${ARGN})
  if("${package}" STREQUAL fmt)
    d2l_compile(fmt fmt::fmt ${sources}/fmt/src/format.cc)
    set(fmt_FOUND TRUE)
  elseif("${package}" STREQUAL Boost)
    foreach(component IN LISTS wanted_COMPONENTS)
      string(REPLACE unit_test_framework test folder ${component})
      file(GLOB files ${sources}/boost/libs/${folder}/src/*.cpp)
      list(FILTER files EXCLUDE REGEX "/(cpp_main|test_main|bzip2|gzip|lzma|zlib|zstd).cpp$")  # not needed, and these want libraries
      d2l_compile(boost_${component} Boost::${component} ${files})
    endforeach()
    if(NOT TARGET Boost::headers)
      add_library(Boost::headers INTERFACE IMPORTED GLOBAL)  # those of the distribution are where every compiler looks
    endif()
    set(Boost_FOUND TRUE)
  endif()
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER d2l_provide SUPPORTED_METHODS FIND_PACKAGE)
