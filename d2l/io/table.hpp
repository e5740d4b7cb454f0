#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Reads a table of numbers (rows, columns) from a text: a line for each row, its numbers separated by blanks or tabs.
/// Lines end in LF or CR LF, the last one may lack its end, and empty ones do not count. The file may be packed by
/// gzip. Throws FileError where it cannot be read, and FormatError where it has no rows, with the line where a row is
/// longer or shorter than the first, and with line and column where there is no number.
Tensor<double> read_table(const std::filesystem::path& path);

/// The table in the bytes of a text file. Throws FormatError, without the file's name.
Tensor<double> parse_table(std::span<const std::byte> file);

}  // namespace d2l
