#pragma once

#include <cstddef>

#if __has_include(<sanitizer/asan_interface.h>)  // clang has it in a package of its own
#include <sanitizer/asan_interface.h>
#endif

// Memory of ours that nobody may touch for now, told to the address sanitizer; without it they do nothing.
namespace d2l {

inline void poison([[maybe_unused]] const void* begin, [[maybe_unused]] std::size_t bytes) noexcept {
#ifdef ASAN_POISON_MEMORY_REGION
  ASAN_POISON_MEMORY_REGION(begin, bytes);
#endif
}

inline void unpoison([[maybe_unused]] const void* begin, [[maybe_unused]] std::size_t bytes) noexcept {
#ifdef ASAN_UNPOISON_MEMORY_REGION
  ASAN_UNPOISON_MEMORY_REGION(begin, bytes);
#endif
}

}  // namespace d2l
