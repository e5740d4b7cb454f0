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

}  // namespace d2l
