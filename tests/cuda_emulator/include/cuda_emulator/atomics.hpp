#pragma once

#include <algorithm>
#include <utility>

// Atomic operations: a thread gives way to another only where it waits, so that each of them is a plain one.

inline int atomicAdd(int* address, int value) {
  return std::exchange(*address,
                       static_cast<int>(static_cast<unsigned int>(*address) + static_cast<unsigned int>(value)));
}
inline unsigned int atomicAdd(unsigned int* address, unsigned int value) {
  return std::exchange(*address, *address + value);
}
inline unsigned long long atomicAdd(unsigned long long* address, unsigned long long value) {
  return std::exchange(*address, *address + value);
}
inline float atomicAdd(float* address, float value) { return std::exchange(*address, *address + value); }
inline double atomicAdd(double* address, double value) { return std::exchange(*address, *address + value); }

inline int atomicMax(int* address, int value) { return std::exchange(*address, std::max(*address, value)); }
inline unsigned int atomicMax(unsigned int* address, unsigned int value) {
  return std::exchange(*address, std::max(*address, value));
}
inline long long atomicMax(long long* address, long long value) {
  return std::exchange(*address, std::max(*address, value));
}
inline unsigned long long atomicMax(unsigned long long* address, unsigned long long value) {
  return std::exchange(*address, std::max(*address, value));
}

inline int atomicCAS(int* address, int compare, int value) {
  return std::exchange(*address, *address == compare ? value : *address);
}
inline unsigned int atomicCAS(unsigned int* address, unsigned int compare, unsigned int value) {
  return std::exchange(*address, *address == compare ? value : *address);
}
inline unsigned long long atomicCAS(unsigned long long* address, unsigned long long compare, unsigned long long value) {
  return std::exchange(*address, *address == compare ? value : *address);
}
