#include "d2l/data/http.hpp"

#include <array>
#include <exception>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#define CURL_DISABLE_DEPRECATION  // protocols as bits: their names, new in 7.85, are not in Ubuntu 22.04's libcurl
#include <curl/curl.h>

#include <fmt/format.h>

#include "d2l/system/shared_library.hpp"

namespace d2l {
namespace {

// libcurl, loaded by the first download: linked, it and the two dozen libraries that it needs would make every program
// take half as long again to start.
struct LibCurl {
  decltype(curl_easy_init)* init;
  decltype(curl_easy_setopt)* setopt;
  decltype(curl_easy_perform)* perform;
  decltype(curl_easy_getinfo)* getinfo;
  decltype(curl_easy_strerror)* strerror;
  decltype(curl_easy_cleanup)* cleanup;

  LibCurl() {
    const SharedLibrary library("libcurl.so.4", "install Debian's package libcurl4");
    const auto find = [&](auto*& function, const char* name) {
      function = library.function<std::remove_pointer_t<std::remove_reference_t<decltype(function)>>>(name);
    };
    find(init, "curl_easy_init");
    find(setopt, "curl_easy_setopt");
    find(perform, "curl_easy_perform");
    find(getinfo, "curl_easy_getinfo");
    find(strerror, "curl_easy_strerror");
    find(cleanup, "curl_easy_cleanup");
  }
};

const LibCurl& curl() {
  static const LibCurl library;
  return library;
}

// What the server does, in words that stay the same with every version of libcurl.
std::string_view in_our_words(CURLcode failure) {
  switch (failure) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return "cannot be reached";
    case CURLE_OPERATION_TIMEDOUT:
      return "is too slow";
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "uses a protocol that is not allowed";
    case CURLE_TOO_MANY_REDIRECTS:
      return "redirects too often";
    case CURLE_GOT_NOTHING:
      return "answers nothing";
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
      return "breaks off";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "has a certificate that is not trusted here";
    case CURLE_SSL_CACERT_BADFILE:
      return "cannot be trusted without certificates; install Debian's package ca-certificates";
    default:
      return "fails";
  }
}

enum Status : long { partial_content = 206, range_not_satisfiable = 416 };

// One GET. libcurl is C: what is thrown while it calls us waits until it has returned.
class Transfer {
 public:
  Transfer(const HttpSource& source, PartFile& part, const HttpWatcher& watch)
      : source_(source), part_(part), watch_(watch), begin_(part.size()) {
    if (!handle_) throw MemoryError("the machine's memory is not enough for a download; close other programs");
    set(CURLOPT_URL, source.url.c_str());
    set(CURLOPT_USERAGENT, "d2l");
    const long protocols = source.https_only ? CURLPROTO_HTTPS : CURLPROTO_HTTP | CURLPROTO_HTTPS;
    set(CURLOPT_PROTOCOLS, protocols);  // of redirects, too
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 10L);
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_CONNECTTIMEOUT, http_patience.connecting);
    set(CURLOPT_LOW_SPEED_LIMIT, 100L);
    set(CURLOPT_LOW_SPEED_TIME, http_patience.stalling);
    if (begin_ > 0) set(CURLOPT_RANGE, fmt::format("{}-", begin_).c_str());
    set(CURLOPT_ERRORBUFFER, message_.data());
    set(CURLOPT_WRITEFUNCTION, &Transfer::on_bytes);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
    set(CURLOPT_XFERINFODATA, this);
  }

  void perform() {
    const auto result = curl().perform(handle_.get());
    if (thrown_) std::rethrow_exception(thrown_);
    if (result == CURLE_OK || (begin_ > 0 && status() == range_not_satisfiable)) return;
    if (result == CURLE_HTTP_RETURNED_ERROR) throw HttpError(fmt::format("answers {}", status()));
    throw HttpError(
        fmt::format("{} ({})", in_our_words(result), message_[0] != '\0' ? message_.data() : curl().strerror(result)));
  }

 private:
  template <class T>
  void set(CURLoption option, T value) {
    if (curl().setopt(handle_.get(), option, value) != CURLE_OK)
      throw FileError(fmt::format("libcurl does not take its option {}", static_cast<int>(option)));
  }

  long status() const {
    long status = 0;
    curl().getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  void take(std::span<const std::byte> bytes) {
    if (begin_ > 0 && status() != partial_content) {  // it sends the whole
      part_.discard();
      begin_ = 0;
    }
    if (part_.size() + std::ssize(bytes) > source_.most_bytes) {
      part_.discard();
      throw HttpError(fmt::format("sends more than the {} bytes that it can be", source_.most_bytes));
    }
    part_.append(bytes);
  }

  template <class F>
  bool succeeds(const F& work) {
    try {
      work();
      return true;
    } catch (...) {
      thrown_ = std::current_exception();
      return false;
    }
  }

  static std::size_t on_bytes(const char* bytes, std::size_t /*one*/, std::size_t count, Transfer* self) {
    return self->succeeds([&] { self->take(std::as_bytes(std::span(bytes, count))); }) ? count : 0;
  }

  static int on_progress(Transfer* self, curl_off_t to_come, curl_off_t, curl_off_t, curl_off_t) {
    return self->succeeds([&] { self->watch_(self->part_.size(), to_come > 0 ? self->begin_ + to_come : 0); }) ? 0 : 1;
  }

  const HttpSource& source_;
  PartFile& part_;
  const HttpWatcher& watch_;
  std::int64_t begin_;  // how much was here before
  std::array<char, CURL_ERROR_SIZE> message_{};
  std::exception_ptr thrown_;
  std::unique_ptr<CURL, decltype(curl_easy_cleanup)*> handle_{curl().init(), curl().cleanup};
};

}  // namespace

void http_get(const HttpSource& source, PartFile& part, const HttpWatcher& watch) {
  Transfer(source, part, watch).perform();
}

}  // namespace d2l
