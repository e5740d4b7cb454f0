#pragma once

#include <cstddef>

#if __has_include(<sanitizer/asan_interface.h>)  // clang has it in a package of its own
#include <sanitizer/asan_interface.h>
#endif

// These tell the address sanitizer which memory of ours nobody may touch for now; without it they do nothing.
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
