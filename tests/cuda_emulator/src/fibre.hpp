#pragma once

#include <cstddef>

#include <boost/context/fiber.hpp>

namespace cuda_emulator {

/// A stack on which a function can stop in its middle, to go on later. It is kept for the next function.
class Fibre {
 public:
  using Function = void (*)(void* argument);

  Fibre();
  Fibre(const Fibre&) = delete;
  Fibre& operator=(const Fibre&) = delete;

  /// Calls function(argument) until it pauses or returns; only on an idle fibre.
  void start(Function function, void* argument);

  /// Lets it go on until it pauses again or returns.
  void resume();

  /// Whether the function has returned.
  bool idle() const { return function_ == nullptr; }

  /// Within a function: stops it, and goes on where it was started or resumed.
  void pause();

 private:
  void run_functions();

  Function function_ = nullptr;
  void* argument_ = nullptr;
  boost::context::fiber other_;  // while it runs, the one who resumed it; else the fibre itself
  const void* bottom_ = nullptr;
  std::size_t size_ = 0;
  void* kept_ = nullptr;
  const void* resumer_bottom_ = nullptr;
  std::size_t resumer_size_ = 0;
};

}  // namespace cuda_emulator
