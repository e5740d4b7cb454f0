#pragma once

#include "d2l/program/arguments.hpp"

namespace d2l::program {

/// Throws UsageError where a file that an option names for writing is another option's, too, or that of standard
/// output, or one of a dataset: one of the two would be lost. What counts is the file, whatever its names and links;
/// --load and
/// --save may have the same. What is no regular file, such as /dev/null, is for all.
void expect_distinct_files(const Arguments& args);

}  // namespace d2l::program
