#pragma once

namespace d2l {

/// Whether ops are recorded on the tape of this thread.
bool grad_enabled();

/// While it lives, nothing is recorded: evaluation needs no gradients, and a parameter may be changed in place.
/// (The book's `with torch.no_grad():`, section 2.3.)
class NoGrad {
 public:
  NoGrad();
  ~NoGrad();
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;

 private:
  bool before_;
};

/// Whether a view remembers what it is a view of, so that it follows recorded writes into it.
bool views_follow();

/// While it lives, views do not remember: while a gradient is computed, nobody else sees them.
class UntrackedViews {
 public:
  UntrackedViews();
  ~UntrackedViews();
  UntrackedViews(const UntrackedViews&) = delete;
  UntrackedViews& operator=(const UntrackedViews&) = delete;

 private:
  bool before_;
};

}  // namespace d2l
