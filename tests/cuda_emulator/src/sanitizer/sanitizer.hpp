#pragma once

#include <cstddef>

// What AddressSanitizer is told, and asked; sanitizer/asan.cpp does it, sanitizer/none.cpp does nothing. CMake takes
// one of them.
namespace cuda_emulator::sanitizer {

/// Whether it is there.
bool is_there();

/// Nobody may touch the memory for now.
void poison(const void* begin, std::size_t bytes);

/// The memory may be used.
void unpoison(const void* begin, std::size_t bytes);

/// How many of the bytes may be used, from the first one on.
std::size_t usable(char* begin, std::size_t bytes);

/// Code goes on on the stack [bottom, bottom + size); `kept` holds what belongs to the one that it leaves.
void before_switch(void** kept, const void* bottom, std::size_t size);

/// It went on there; tells which stack it came from.
void after_switch(void* kept, const void** bottom = nullptr, std::size_t* size = nullptr);

/// What is called when an error was found, before the program ends.
void on_error(void (*callback)());

/// The address of the error, or nullptr.
const void* error_address();

}  // namespace cuda_emulator::sanitizer
