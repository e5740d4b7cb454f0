#include "d2l/autograd/grad_mode.hpp"

#include <utility>

namespace d2l {
namespace {

thread_local bool enabled = true;
thread_local bool following = true;

}  // namespace

bool grad_enabled() { return enabled; }

NoGrad::NoGrad() : before_(std::exchange(enabled, false)) {}
NoGrad::~NoGrad() { enabled = before_; }

bool views_follow() { return following; }

UntrackedViews::UntrackedViews() : before_(std::exchange(following, false)) {}
UntrackedViews::~UntrackedViews() { following = before_; }

}  // namespace d2l
