# `cmake --install`: the library, its headers, and the package that find_package(d2l) looks for.
include(CMakePackageConfigHelpers)
set(package lib/cmake/d2l)
install(TARGETS d2l EXPORT d2lTargets ARCHIVE DESTINATION lib)
install(DIRECTORY d2l DESTINATION include FILES_MATCHING PATTERN "*.hpp")
install(EXPORT d2lTargets NAMESPACE d2l:: DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/d2lConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/d2lConfig.cmake cmake/dependencies.cmake ${PROJECT_BINARY_DIR}/d2lConfigVersion.cmake
        DESTINATION ${package})
