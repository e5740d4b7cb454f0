#pragma once

#include "d2l/core/error.hpp"

namespace d2l::distributed {

/// Other processes of a training that do not answer, or do not fit.
class GroupError : public Error {
 public:
  using Error::Error;
};

}  // namespace d2l::distributed
