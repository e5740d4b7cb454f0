#include "fault.hpp"

#include <cerrno>
#include <cstdint>
#include <utility>

namespace {

Injection* injection = nullptr;
std::size_t largest_piece = SIZE_MAX;

}  // namespace

Injection::Injection(const Fault& fault) : fault_(fault) { injection = this; }
Injection::~Injection() { stop(); }

void Injection::stop() { injection = nullptr; }

bool Injection::meet(std::string_view call, bool must_be_told) {
  if (call != fault_.call) return false;
  ++met_;
  if (met_ < fault_.nth || (met_ > fault_.nth && !fault_.lasting)) return false;
  ++failed_;
  const bool to_be_tried_again = fault_.error == EINTR || fault_.error == EINVAL;
  must_be_told_ = must_be_told_ || (must_be_told && !to_be_tried_again);
  errno = fault_.error;
  return true;
}

bool fails(std::string_view call, bool must_be_told) {
  return injection != nullptr && injection->meet(call, must_be_told);
}

Pieces::Pieces(std::size_t bytes) : before_(std::exchange(largest_piece, bytes)) {}
Pieces::~Pieces() { largest_piece = before_; }
std::size_t Pieces::largest() { return largest_piece; }
