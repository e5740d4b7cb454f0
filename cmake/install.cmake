# `cmake --install`: the library, its headers, and the package that find_package(d2l) looks for.
include(CMakePackageConfigHelpers)
set(package lib/cmake/d2l)
install(TARGETS d2l d2l_distributed EXPORT d2lTargets ARCHIVE DESTINATION lib)
install(DIRECTORY d2l DESTINATION include FILES_MATCHING PATTERN "*.hpp")
install(EXPORT d2lTargets NAMESPACE d2l:: DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/d2lConfigVersion.cmake COMPATIBILITY SameMinorVersion)
configure_file(cmake/d2lConfig.cmake.in ${PROJECT_BINARY_DIR}/d2lConfig.cmake @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/d2lConfig.cmake cmake/dependencies.cmake cmake/mpi.cmake ${PROJECT_BINARY_DIR}/d2lConfigVersion.cmake
        DESTINATION ${package})

# Completion in bash and zsh, and the manual page, from what the programs say of themselves. Only where all has been built: those who want
# the library alone need no programs.
set(manual ${PROJECT_BINARY_DIR}/manual)
get_property(programs DIRECTORY ${PROJECT_SOURCE_DIR}/chapters PROPERTY D2L_PROGRAMS)
add_custom_command(
  OUTPUT ${manual}/d2l.bash ${manual}/_d2l ${manual}/d2l.1
  COMMAND ${PROJECT_SOURCE_DIR}/cmake/manual.sh ${CMAKE_RUNTIME_OUTPUT_DIRECTORY} ${manual} ${PROJECT_VERSION}
  DEPENDS ${programs} bench ${PROJECT_SOURCE_DIR}/run ${PROJECT_SOURCE_DIR}/cmake/manual.sh
          ${PROJECT_SOURCE_DIR}/cmake/completion.bash ${PROJECT_SOURCE_DIR}/cmake/completion.zsh
  COMMENT "Writing the completion of the shells and the manual page"
  VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/d2l.1)
install(FILES ${manual}/d2l.bash DESTINATION share/bash-completion/completions RENAME run OPTIONAL)  # by whose name bash finds it
install(FILES ${manual}/_d2l DESTINATION share/zsh/site-functions OPTIONAL)
install(FILES ${manual}/d2l.1 DESTINATION share/man/man1 OPTIONAL)
