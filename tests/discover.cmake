# CTest reads this as it starts, once for each test program: every Boost test suite becomes a CTest test. One that needs what
# this machine has not ends with 77 (main.cpp) and is reported as skipped. `ctest -L cuda` runs those that need a GPU, `ctest
# -L gpu` those that an emulated one does not do for. The others see no real GPU: they hold the CPU to the digits of PyTorch
# there.
execute_process(COMMAND ${program} --list_content OUTPUT_QUIET ERROR_VARIABLE content RESULT_VARIABLE status)
string(REGEX MATCHALL "(^|\n)[^ \n*]+\\*" suites "${content}")
if(NOT status EQUAL 0 OR NOT suites)  # not built, or broken: let that be seen
  add_test(${room} ${program})
  return()
endif()
foreach(suite IN LISTS suites)
  string(REGEX REPLACE "[\n*]" "" suite "${suite}")
  add_test(${room}.${suite} ${program} --run_test=${suite})
  set_tests_properties(${room}.${suite} PROPERTIES TIMEOUT 900 SKIP_RETURN_CODE 77 ENVIRONMENT "${environment}")
  if(suite STREQUAL on_a_real_gpu)
    set_tests_properties(${room}.${suite} PROPERTIES LABELS "cuda;gpu")
  elseif("${room} ${suite}" MATCHES "cuda|emulated")
    set_tests_properties(${room}.${suite} PROPERTIES LABELS cuda)
  else()
    set_tests_properties(${room}.${suite} PROPERTIES ENVIRONMENT "${environment};CUDA_VISIBLE_DEVICES=")
  endif()
endforeach()
