#include "d2l/program/run.hpp"

#include <exception>
#include <iostream>
#include <new>
#include <omp.h>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/program/interrupt.hpp"

namespace d2l::program {
namespace {

int fail(const std::string& program, const std::string& message, int status = 1) {
  std::cout.flush();
  std::cerr << program << ": " << message << '\n';
  return status;
}

void teach(const Arguments& args, const std::function<void(const Arguments&)>& lesson) {
  omp_set_num_threads(args.threads);
  manual_seed(args.seed);
  std::cout << to_string(args) << '\n' << std::flush;
  lesson(args);
}

}  // namespace

int guard(const std::string& program, const std::function<void()>& work) {
  try {
    catch_interrupts();
    work();
    if (!std::cout.flush()) return fail(program, "standard output cannot be written; is its disk full?");
    return 0;
  } catch (const Interrupted& interrupted) {
    return fail(program, "interrupted", 128 + interrupted.signal);
  } catch (const UsageError& error) {
    return fail(program, error.what(), 2);
  } catch (const std::bad_alloc&) {
    return fail(program, "the machine's memory is not enough; try a smaller --batch-size or --limit");
  } catch (const std::exception& error) {
    return fail(program, error.what());
  }
}

int run(const Options& options, int argc, const char* const* argv,
        const std::function<void(const Arguments&)>& lesson) {
  return guard(options.name(), [&] {
    if (const auto args = options.parse(argc, argv)) teach(*args, lesson);
  });
}

}  // namespace d2l::program
