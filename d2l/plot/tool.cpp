#include "d2l/plot/tool.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/system/child.hpp"

namespace d2l::plot {
namespace {

std::string last_line(std::string text) {
  constexpr auto blanks = " \t\r\n";
  text.erase(text.find_last_not_of(blanks) + 1);
  text.erase(0, text.find_last_of('\n') + 1);
  text.erase(0, text.find_first_not_of(blanks));
  return text;
}

}  // namespace

Tool gnuplot() { return {"gnuplot", {"-d", "/dev/stdin"}, "gnuplot-nox"}; }

Tool dot(const std::string& format) { return {"dot", {"-T" + format}, "graphviz"}; }

File adopt(int number, const char* mode, std::string_view what) {
  File file(number < 0 ? nullptr : fdopen(number, mode));
  if (file) return file;
  const int error = errno;
  if (number >= 0) close(number);
  throw FileError(fmt::format("plot: no {}: {}", what, std::strerror(error)));
}

File temporary_file() { return adopt(memfd_create("d2l-plot", MFD_CLOEXEC), "w+", "temporary file in memory"); }

void write(std::FILE* file, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file) != text.size() || std::fflush(file) != 0)
    throw FileError(fmt::format("plot: a temporary file in memory cannot be written: {}", std::strerror(errno)));
}

std::string contents(std::FILE* file) {
  std::string result;
  std::array<char, 1 << 14> buffer;
  for (;;) {
    const auto size = pread(fileno(file), buffer.data(), buffer.size(), static_cast<off_t>(result.size()));
    if (size == 0) return result;
    if (size > 0) result.append(buffer.data(), static_cast<std::size_t>(size));
    if (size < 0 && errno != EINTR)
      throw FileError(fmt::format("plot: a temporary file in memory cannot be read: {}", std::strerror(errno)));
  }
}

Outcome run_tool(const Tool& tool, std::FILE* script) {
  std::rewind(script);
  const File output = temporary_file(), messages = temporary_file();
  const auto failed = [&](const std::string& how) { return Outcome{"", tool.command + " " + how}; };
  auto command = tool.options;
  command.insert(command.begin(), tool.command);
  try {
    const auto end = Child(command, {fileno(script), fileno(output.get()), fileno(messages.get())}).wait();
    if (end.signal) return failed(fmt::format("was ended by signal {}", *end.signal));
    if (end.status != 0)
      return failed(fmt::format("failed with status {}: {}", end.status, last_line(contents(messages.get()))));
    return {contents(output.get()), ""};
  } catch (const ChildError& error) {
    if (error.error_number == ENOENT) return failed("is not installed; get it by: apt install " + tool.package);
    return {"", error.what()};
  }
}

Outcome run_tool(const Tool& tool, std::string_view script) {
  const File file = temporary_file();
  write(file.get(), script);
  return run_tool(tool, file.get());
}

}  // namespace d2l::plot
