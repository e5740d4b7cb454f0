// 8.2 A block of memory belongs to the thread that gives it back: docs/08/async.md, exercise 3
#include <future>

#include <fmt/format.h>

#include <d2l/core/memory.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments&) {
  fmt::print("\nFive tensors of 4 MiB, each made by another thread\n");
  for (int i = 1; i <= 5; ++i) {
    {
      auto x = std::async(std::launch::async, [] { return zeros({1 << 20}); }).get();
    }
    fmt::print("after {} this thread's cache keeps {} MiB\n", i, memory_use().cached >> 20);
  }
}

int main(int argc, char** argv) {
  return program::run({"async/whose-memory", "Whose memory is it?", "8.2"}, argc, argv, lesson);
}
