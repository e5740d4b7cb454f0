#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <omp.h>
#include <optional>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "examine.hpp"

namespace d2l::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mebi = 1 << 20;

std::string as_mebibytes(std::uint64_t bytes) { return fmt::format("{} MiB", bytes / mebi); }

// A line of /proc/meminfo, `MemTotal:  16384 kB`, in bytes.
std::optional<std::uint64_t> memory(const std::string& key) {
  std::ifstream file("/proc/meminfo");
  std::string name;
  for (std::uint64_t kibi = 0; file >> name >> kibi; file.ignore(mebi, '\n'))
    if (name == key + ":") return kibi << 10;
  return std::nullopt;
}

// The folders that hold the limits of this process: of its control group (version 2) and of those around it.
std::vector<fs::path> control_groups() {
  std::string own;
  for (std::ifstream file("/proc/self/cgroup"); std::getline(file, own);)
    if (own.starts_with("0::/")) break;
  const fs::path root = "/sys/fs/cgroup";
  std::vector<fs::path> groups{root};
  if (own.starts_with("0::/"))
    for (const auto& part : fs::path(own.substr(4))) groups.push_back(groups.back() / part);
  return groups;
}

// The least that a file of the groups names, read by `read`; none where no group limits it.
template <class Read>
auto least_of_groups(const std::string& name, Read read) {
  decltype(read(std::declval<std::istream&>())) least;
  for (const auto& group : control_groups()) {
    std::ifstream file(group / name);
    if (const auto limit = read(file); limit && (!least || *limit < *least)) least = limit;
  }
  return least;
}

std::optional<double> processors_of_container() {  // cpu.max: `200000 100000`, or `max 100000`
  return least_of_groups("cpu.max", [](std::istream& file) -> std::optional<double> {
    double quota = 0, period = 0;
    if (!(file >> quota >> period)) return std::nullopt;
    return quota / period;
  });
}

std::optional<std::uint64_t> memory_of_container() {  // memory.max: bytes, or `max`
  return least_of_groups("memory.max", [](std::istream& file) -> std::optional<std::uint64_t> {
    std::uint64_t bytes = 0;
    if (!(file >> bytes)) return std::nullopt;
    return bytes;
  });
}

std::string limit(decltype(RLIMIT_AS) resource, std::uint64_t unit, std::string_view unit_name) {
  rlimit limits{};
  getrlimit(resource, &limits);
  return limits.rlim_cur == RLIM_INFINITY ? "unlimited" : fmt::format("{}{}", limits.rlim_cur / unit, unit_name);
}

void examine_threads(Report& report) {
  const int threads = omp_get_max_threads();
  report.tell("threads", fmt::format("{} of {} processors", threads, omp_get_num_procs()));
  const auto processors = processors_of_container();
  if (!processors) return;
  const auto enough = std::max(1, static_cast<int>(std::floor(*processors)));
  const auto what = fmt::format("{:.1f} processors' time", *processors);
  if (threads > enough)
    report.complain("container", what + fmt::format(", and {} threads wait for each other", threads),
                    fmt::format("export OMP_NUM_THREADS={}", enough));
  else
    report.tell("container", what);
}

void examine_memory(Report& report) {
  constexpr auto needed = 512 * mebi;
  if (const auto total = memory("MemTotal")) report.tell("memory", as_mebibytes(*total));
  if (const auto free = memory("MemAvailable"))
    *free < needed ? report.complain("free memory", as_mebibytes(*free) + ", and a compiler may need more",
                                     "close other programs (`top -o %MEM` shows the largest)")
                   : report.tell("free memory", as_mebibytes(*free));
  if (const auto most = memory_of_container()) report.tell("container's memory", as_mebibytes(*most));
}

}  // namespace

void examine_limits(Report& report) {
  report.headline("threads, memory and limits");
  examine_threads(report);
  examine_memory(report);
  report.tell("address space (ulimit -v)", limit(RLIMIT_AS, mebi, " MiB"));
  report.tell("stack (ulimit -s)", limit(RLIMIT_STACK, 1 << 10, " KiB"));
  report.tell("open files (ulimit -n)", limit(RLIMIT_NOFILE, 1, ""));
  report.tell("processes (ulimit -u)", limit(RLIMIT_NPROC, 1, ""));
}

}  // namespace d2l::doctor
