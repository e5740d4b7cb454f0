#pragma once

#include <stdexcept>

namespace d2l {

/// Base of every error that d2l throws. what() is one line for the reader: what happened, where, what to do.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Sizes that do not fit together, such as the inner sizes of a matrix product.
class ShapeError : public Error {
 public:
  using Error::Error;
};

/// An index or an axis outside its range.
class IndexError : public Error {
 public:
  using Error::Error;
};

/// An argument whose value makes no sense, such as a probability of 1.5.
class ValueError : public Error {
 public:
  using Error::Error;
};

/// A use of the tape that it cannot follow, such as a second backward through a freed graph.
class AutogradError : public Error {
 public:
  using Error::Error;
};

/// A device that this build or this machine does not have, or tensors on different devices.
class DeviceError : public Error {
 public:
  using Error::Error;
};

/// Memory that the system refused.
class MemoryError : public Error {
 public:
  using Error::Error;
};

/// A file that cannot be found, opened, read or written.
class FileError : public Error {
 public:
  using Error::Error;
};

/// A file that was read but whose content is damaged or of another format.
class FormatError : public Error {
 public:
  using Error::Error;
};

/// A training whose loss is no longer finite.
class DivergedError : public Error {
 public:
  using Error::Error;
};

/// A command line that the program does not accept; it exits with 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

}  // namespace d2l
