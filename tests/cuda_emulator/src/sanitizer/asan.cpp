#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>

#include "sanitizer.hpp"

namespace cuda_emulator::sanitizer {

bool is_there() { return true; }

void poison(const void* begin, std::size_t bytes) { __asan_poison_memory_region(begin, bytes); }
void unpoison(const void* begin, std::size_t bytes) { __asan_unpoison_memory_region(begin, bytes); }

std::size_t usable(char* begin, std::size_t bytes) {
  const void* end = __asan_region_is_poisoned(begin, bytes);
  return end == nullptr ? bytes : static_cast<std::size_t>(static_cast<const char*>(end) - begin);
}

void before_switch(void** kept, const void* bottom, std::size_t size) {
  __sanitizer_start_switch_fiber(kept, bottom, size);
}
void after_switch(void* kept, const void** bottom, std::size_t* size) {
  __sanitizer_finish_switch_fiber(kept, bottom, size);
}

void on_error(void (*callback)()) { __sanitizer_set_death_callback(callback); }
const void* error_address() { return __asan_report_present() != 0 ? __asan_get_report_address() : nullptr; }

}  // namespace cuda_emulator::sanitizer
