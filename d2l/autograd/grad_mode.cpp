#include "d2l/autograd/grad_mode.hpp"

#include <utility>

namespace d2l {
namespace {

thread_local bool enabled = true;

}  // namespace

bool grad_enabled() { return enabled; }

NoGrad::NoGrad() : before_(std::exchange(enabled, false)) {}
NoGrad::~NoGrad() { enabled = before_; }

}  // namespace d2l
