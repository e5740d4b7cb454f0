#pragma once

#include <cstddef>
#include <string_view>

/// A fault to be: the nth call of this name fails with this error, once or from then on. The names are those of the C
/// functions in calls.cpp, and "operator new".
struct Fault {
  std::string_view call;
  int nth;
  bool lasting = false;
  int error = 0;
};

/// Lets a fault happen until the end of the scope; one thread works at a time.
class Injection {
 public:
  explicit Injection(const Fault& fault);
  ~Injection();
  Injection(const Injection&) = delete;
  Injection& operator=(const Injection&) = delete;

  /// From here on nothing fails any more.
  static void stop();
  /// How many calls have failed.
  int failed() const { return failed_; }
  /// Whether one of them may not pass in silence: not so where a folder is not synchronised, or a file that was read
  /// is not closed.
  bool must_be_told() const { return must_be_told_; }

  /// Whether this call is to fail now; errno says why then.
  bool meet(std::string_view call, bool must_be_told);

 private:
  Fault fault_;
  int met_ = 0, failed_ = 0;
  bool must_be_told_ = false;
};

/// Whether the call is to fail.
bool fails(std::string_view call, bool must_be_told = true);

/// As long as it lives, no read and no write moves more bytes than this.
class Pieces {
 public:
  explicit Pieces(std::size_t bytes);
  ~Pieces();
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  static std::size_t largest();

 private:
  std::size_t before_;
};

/// Whether the clock on the wall goes back an hour whenever it is looked at.
extern bool clock_goes_back;
