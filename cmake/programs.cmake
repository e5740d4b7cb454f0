# d2l_program(NAME SECTION SOURCE "SUMMARY"): a program of the book, bin/NAME, from one source or from all of a folder.
# SECTION and SUMMARY are for readers: `./run list` takes them from the same line.
function(d2l_program name section source summary)
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${source})
    file(GLOB sources CONFIGURE_DEPENDS ${source}/*.cpp)
  else()
    set(sources ${source})
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE d2l::d2l d2l_flags)
  set_target_properties(${name} PROPERTIES D2L_SOURCE ${source})  # which experiments.cmake asks for
  set_property(DIRECTORY APPEND PROPERTY D2L_PROGRAMS ${name})
endfunction()
