#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace d2l::nn {

/// What a module is made of and shows in its `visit`: parameters, buffers and other modules. All that live stand in one
/// list, where a module finds those that lie in it, shown or not.
class Part {
 public:
  // cppcheck-suppress virtualCallInConstructor ; it takes a constructor that is delegated to for this
  virtual ~Part();

 protected:
  Part() noexcept;
  // A copy is another part, in another place.
  Part(const Part& /*other*/) noexcept : Part() {}
  // cppcheck-suppress operatorEqVarError
  Part& operator=(const Part& /*other*/) noexcept { return *this; }  // NOLINT(bugprone-unhandled-self-assignment)

 private:
  friend std::vector<Part*> parts_within(const void* begin, std::size_t bytes);

  Part *before_ = nullptr, *after_;
};

/// The parts in the `bytes` from `begin` on, in the order of their addresses.
std::vector<Part*> parts_within(const void* begin, std::size_t bytes);

/// How many parts have been made until now, in all threads.
std::uint64_t parts_made();

}  // namespace d2l::nn
