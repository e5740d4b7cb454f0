#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace d2l::nn {

/// What a module is made of and shows in its `visit`: parameters, buffers and other modules. All living members are in
/// one list, where a module finds those that lie within it, shown or not.
class Member {
 public:
  // cppcheck-suppress virtualCallInConstructor ; it takes a constructor that is delegated to for this
  virtual ~Member();

 protected:
  Member() noexcept;
  // A copy is another member, in another place.
  Member(const Member& /*other*/) noexcept : Member() {}
  // cppcheck-suppress operatorEqVarError
  Member& operator=(const Member& /*other*/) noexcept { return *this; }  // NOLINT(bugprone-unhandled-self-assignment)

 private:
  friend std::vector<Member*> members_within(const void* begin, std::size_t bytes);

  Member *before_ = nullptr, *after_;
};

/// The members in the `bytes` from `begin` on, in the order of their addresses.
std::vector<Member*> members_within(const void* begin, std::size_t bytes);

/// How many members have been made so far, in all threads.
std::uint64_t members_made();

}  // namespace d2l::nn
