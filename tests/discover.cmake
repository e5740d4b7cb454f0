# CTest reads this as it starts, once for each test program: every Boost test suite becomes a CTest test.
execute_process(COMMAND ${program} --list_content OUTPUT_QUIET ERROR_VARIABLE content RESULT_VARIABLE status)
string(REGEX MATCHALL "(^|\n)[^ \n*]+\\*" suites "${content}")
if(NOT status EQUAL 0 OR NOT suites)  # not built, or broken: let that be seen
  add_test(${room} ${program})
  return()
endif()
foreach(suite IN LISTS suites)
  string(REGEX REPLACE "[\n*]" "" suite "${suite}")
  add_test(${room}.${suite} ${program} --run_test=${suite})
  set_tests_properties(${room}.${suite} PROPERTIES TIMEOUT 300 ENVIRONMENT "${environment}")
endforeach()
