#include "d2l/program/show_downloads.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "d2l/data/download.hpp"
#include "d2l/program/progress.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l::program {
namespace {

// A bar of kilobytes, which begins anew when a file does.
class DownloadBar {
 public:
  explicit DownloadBar(const std::string& file) : label_(file + ", kB") {}

  void show(std::int64_t done, std::int64_t total) {
    constexpr std::int64_t kilobyte = 1000;
    if (total == 0) return;
    if (!progress_ || total != total_ || done < shown_) {  // a redirect has a length, too
      progress_.emplace(true, label_, (total + kilobyte - 1) / kilobyte);
      total_ = total;
      shown_ = 0;
    }
    for (; shown_ + kilobyte <= done; shown_ += kilobyte) progress_->advance();
  }

 private:
  std::string label_;
  std::optional<Progress> progress_;
  std::int64_t total_ = 0, shown_ = 0;
};

}  // namespace

void show_downloads(bool bar) {
  watch_download = [bar](const std::string& file) -> HttpWatcher {
    return [bar = bar ? std::make_shared<DownloadBar>(file) : nullptr](std::int64_t done, std::int64_t total) {
      check_interrupt();
      if (bar) bar->show(done, total);
    };
  };
}

}  // namespace d2l::program
