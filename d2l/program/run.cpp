#include "d2l/program/run.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <new>
#include <omp.h>
#include <streambuf>
#include <string_view>
#include <unistd.h>

#include <fmt/format.h>

#include "d2l/core/device.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/program/saved_records.hpp"
#include "d2l/program/show_downloads.hpp"
#include "d2l/system/interrupt.hpp"
#include "d2l/system/printable.hpp"

namespace d2l::program {
namespace {

// Text that is kept here, and cut where it does not fit.
class FixedText final : public std::streambuf {
 public:
  FixedText() { setp(text_.data(), text_.data() + text_.size()); }
  std::string_view view() const { return {pbase(), pptr()}; }

 private:
  std::array<char, 4096> text_;
};

// Asks for no memory: it may be what has run out. The line is written at once, since other processes may be writing
// theirs beside it.
int fail(std::string_view program, std::string_view message, int status = 1) {
  FixedText text;
  std::ostream line(&text);
  line << program << ": ";
  print_line(line, message);
  std::cout.flush();
  std::cerr.write(text.view().data(), static_cast<std::streamsize>(text.view().size()));
  return status;
}

// A file that is opened gets the lowest free number. Were it that of a closed standard output, our text would go into
// the file; /dev/null, opened the other way round, keeps the number and refuses what is written or read, as before.
void occupy_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) [[maybe_unused]]
      const int number = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void prepare_process() {
  occupy_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large (ulimit -f) is an error to tell, not a silent end
  std::signal(SIGCHLD, SIG_DFL);  // ignored, as some parents leave it, it would let nobody know how gnuplot ended
  catch_interrupts();
}

void teach(const Arguments& args, const std::function<void(const Arguments&)>& lesson) {
  show_downloads(args.progress);
  omp_set_num_threads(args.threads);
  set_default_device(args.device);
  manual_seed(args.seed);
  std::cout << to_string(args) << '\n' << std::flush;
  const auto before = saved_records();
  lesson(args);
  // Of an experiment, as a rule: a program of the book has results.
  if (args.record && saved_records() == before)
    throw UsageError("--record: this program has no results to record, so " + args.record->string() +
                     " was not written");
}

// PROGRAM/NAME of bin/experiments/PROGRAM/NAME, which may be a changed program of the book; of other files nothing.
std::string_view experiment(std::string_view file) {
  constexpr std::string_view folder = "/bin/experiments/";
  const auto at = file.rfind(folder);
  const auto name = at == std::string_view::npos ? "" : file.substr(at + folder.size());
  return std::ranges::count(name, '/') == 1 ? name : "";
}

}  // namespace

int guard(const std::string& program, const std::function<void()>& work) {
  try {
    prepare_process();
    work();
    check_interrupt();
    if (!std::cout.flush()) return fail(program, "standard output cannot be written; is its disk full, or closed?");
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
  const auto run_as = [&](const Options& known) {
    const auto work = [&] {
      if (const auto args = known.parse(argc, argv)) teach(*args, lesson);
    };
    return guard(known.name(), std::cref(work));  // a reference: a copy would ask for memory outside of the guard
  };
  const auto name = experiment(argc > 0 ? argv[0] : "");
  return name.empty() ? run_as(options) : run_as(options.called(std::string(name)));
}

}  // namespace d2l::program
