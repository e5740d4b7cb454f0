// 8.2 A block of memory belongs to the thread that gives it back: docs/08/async.md, exercise 3
#include <future>
#include <iostream>

#include <fmt/format.h>

#include <d2l/core/memory.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nFive tensors of 4 MiB, each made by another thread\n";
  for (int i = 1; i <= 5; ++i) {
    std::async(std::launch::async, [] { return zeros({1 << 20}); }).get();  // the tensor dies here, in this thread
    std::cout << fmt::format("after {} this thread's cache keeps {} MiB\n", i, memory_use().cached >> 20);
  }
}

int main(int argc, char** argv) {
  return program::run({"async/whose-memory", "A block of memory belongs to the thread that gives it back", "8.2"}, argc,
                      argv, lesson);
}
