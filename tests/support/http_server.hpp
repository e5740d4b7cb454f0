#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <ios>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio.hpp>

/// What a client asked for: `target` is a path, or a whole URL where the server is taken for a proxy; `from` is the
/// first byte of the range that it wants.
struct HttpRequest {
  std::string target;
  std::size_t from = 0;
};

/// An HTTP server on this machine, which answers each request by a function of the test, one after the other, and
/// closes the connection.
class HttpServer {
 public:
  using Connection = boost::asio::ip::tcp::iostream;
  using Answer = std::function<void(const HttpRequest&, Connection&)>;

  explicit HttpServer(Answer answer) : answer_(std::move(answer)), thread_([this] { serve(); }) {}
  ~HttpServer() {
    stopping_ = true;
    Connection(acceptor_.local_endpoint());  // wakes it up
    thread_.join();
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::string url(const std::string& scheme = "http") const {
    return scheme + "://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }
  std::vector<HttpRequest> requests() const {
    const std::lock_guard guard(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (;;) {
      Connection connection;
      acceptor_.accept(connection.socket());
      if (stopping_) return;
      const auto request = read(connection);
      if (request.target.empty()) continue;
      {
        const std::lock_guard guard(mutex_);
        requests_.push_back(request);
      }
      answer_(request, connection);
    }
  }

  static HttpRequest read(Connection& connection) {
    const std::string range = "Range: bytes=";
    HttpRequest request;
    std::string method, line;
    connection >> method >> request.target;
    std::getline(connection, line);
    while (std::getline(connection, line) && line != "\r")
      if (line.starts_with(range)) request.from = std::stoul(line.substr(range.size()));
    return request;
  }

  Answer answer_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
  mutable std::mutex mutex_;
  std::vector<HttpRequest> requests_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

/// What servers answer, well or badly.
namespace answers {

using Connection = HttpServer::Connection;

inline void head(Connection& out, const std::string& status, const std::string& fields = "") {
  out << "HTTP/1.1 " << status << "\r\nConnection: close\r\n" << fields << "\r\n";
}

inline std::string length(std::size_t n) { return "Content-Length: " + std::to_string(n) + "\r\n"; }

inline void status(Connection& out, const std::string& line) { head(out, line, length(0)); }

inline void redirect(Connection& out, const std::string& where) {
  head(out, "302 Found", "Location: " + where + "\r\n" + length(0));
}

/// The whole, whatever was asked for.
inline void whole(Connection& out, const std::string& body) {
  head(out, "200 OK", length(body.size()));
  out << body;
}

/// Without a length: who reads knows the end by the connection's.
inline void chunked(Connection& out, const std::string& body) {
  head(out, "200 OK", "Transfer-Encoding: chunked\r\n");
  out << std::hex << body.size() << "\r\n" << body << "\r\n0\r\n\r\n";
}

/// Only the first bytes of what was announced.
inline void truncated(Connection& out, const std::string& body, std::size_t bytes) {
  head(out, "200 OK", length(body.size()));
  out << body.substr(0, bytes) << std::flush;
}

/// Only the first bytes, and then nothing until the client gives up.
inline void stalled(Connection& out, const std::string& body, std::size_t bytes) {
  truncated(out, body, bytes);
  out.get();
}

/// Only the first bytes, and when they have arrived a reset, which only an explicit close does.
inline void reset(Connection& out, const std::string& body, std::size_t bytes) {
  truncated(out, body, bytes);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  out.socket().set_option(boost::asio::socket_base::linger(true, 0));
  out.socket().close();
}

/// What was asked for.
inline void ranged(const HttpRequest& request, Connection& out, const std::string& body) {
  if (request.from == 0) return whole(out, body);
  if (request.from >= body.size()) return status(out, "416 Range Not Satisfiable");
  const auto last = std::to_string(body.size() - 1);
  head(out, "206 Partial Content",
       "Content-Range: bytes " + std::to_string(request.from) + "-" + last + "/" + std::to_string(body.size()) +
           "\r\n" + length(body.size() - request.from));
  out << body.substr(request.from);
}

}  // namespace answers
