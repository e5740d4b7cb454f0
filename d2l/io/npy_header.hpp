#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "d2l/core/shape.hpp"

namespace d2l {

/// What the header of a .npy file says about its elements.
struct NpyHeader {
  std::string type;  ///< NumPy's name, such as `<f4`, or what stands there instead of a name
  bool column_major = false;
  Shape shape;
};

/// Reads the text of a header: a dictionary of Python, `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`,
/// whose entries come in any order, with blanks and line breaks between them. Throws FormatError for anything else.
NpyHeader parse_npy_header(std::string_view text);

}  // namespace d2l
