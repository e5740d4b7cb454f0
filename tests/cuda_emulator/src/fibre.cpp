#include "fibre.hpp"

#include <memory>
#include <utility>

#include <boost/context/preallocated.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>

#include "sanitizer/sanitizer.hpp"

namespace cuda_emulator {

namespace {

constexpr std::size_t stack_bytes = std::size_t{256} << 10U;  // touched only as far as a kernel needs it

}  // namespace

Fibre::Fibre() {
  boost::context::protected_fixedsize_stack allocator(stack_bytes);  // with a page below that must not be touched
  const auto stack = allocator.allocate();
  size_ = stack.size;
  bottom_ = static_cast<const char*>(stack.sp) - stack.size;
  other_ = boost::context::fiber(std::allocator_arg, boost::context::preallocated(stack.sp, stack.size, stack),
                                 allocator, [this](boost::context::fiber&& resumer) {
                                   other_ = std::move(resumer);
                                   run_functions();
                                   return std::move(other_);
                                 });
}

void Fibre::run_functions() {
  sanitizer::after_switch(nullptr, &resumer_bottom_, &resumer_size_);
  for (;;) {
    function_(argument_);
    function_ = nullptr;
    pause();
  }
}

void Fibre::start(Function function, void* argument) {
  function_ = function;
  argument_ = argument;
  resume();
}

void Fibre::resume() {
  void* kept = nullptr;
  sanitizer::before_switch(&kept, bottom_, size_);
  other_ = std::move(other_).resume();
  sanitizer::after_switch(kept);
}

void Fibre::pause() {
  sanitizer::before_switch(&kept_, resumer_bottom_, resumer_size_);
  other_ = std::move(other_).resume();
  sanitizer::after_switch(kept_, &resumer_bottom_, &resumer_size_);
}

}  // namespace cuda_emulator
