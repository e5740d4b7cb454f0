// A server whose certificate nobody has signed is no mirror.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include <boost/asio.hpp>
#include <boost/test/unit_test.hpp>

#include <d2l/data/http.hpp>
#include <d2l/data/part_file.hpp>

#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"
#include "support/skipped.hpp"

using namespace d2l;

namespace {

using boost::asio::ip::tcp;

int status_of(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()); }

boost::test_tools::assertion_result has_openssl(boost::unit_test::test_unit_id /*suite*/) {
  if (status_of("openssl version") == 0) return true;
  return skipped("there is no openssl, which serves the bad certificate");
}

// Serves the files of a folder by HTTPS with a certificate that it has signed itself, for localhost.
class SelfSigned {
 public:
  explicit SelfSigned(const ScratchFolder& folder) : port_(free_port()) {
    const auto in_folder = "cd " + folder.path().string() + " && exec openssl ";
    BOOST_REQUIRE_EQUAL(status_of(in_folder + "req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -addext "
                                              "subjectAltName=DNS:localhost -keyout key -out certificate"),
                        0);
    const auto serve = in_folder + "s_server -quiet -WWW -key key -cert certificate -accept " + std::to_string(port_) +
                       " </dev/null >/dev/null 2>&1";
    process_ = fork();
    BOOST_REQUIRE(process_ >= 0);
    if (process_ == 0) {
      execl("/bin/sh", "sh", "-c", serve.c_str(), nullptr);
      _exit(127);
    }
    wait_until_it_listens();
  }
  ~SelfSigned() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  SelfSigned(const SelfSigned&) = delete;
  SelfSigned& operator=(const SelfSigned&) = delete;

  std::string url() const { return "https://localhost:" + std::to_string(port_) + "/"; }

 private:
  static int free_port() {
    boost::asio::io_context context;
    return tcp::acceptor(context, {boost::asio::ip::address_v4::loopback(), 0}).local_endpoint().port();
  }
  void wait_until_it_listens() const {
    constexpr int tries = 1000;
    for (int i = 0; i < tries && !tcp::iostream("localhost", std::to_string(port_)); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

  int port_;
  pid_t process_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(https, *boost::unit_test::precondition(has_openssl))

BOOST_AUTO_TEST_CASE(a_certificate_that_nobody_signed_is_refused) {
  const ScratchFolder folder;
  const Environment no_proxy("no_proxy", "localhost");
  write_bytes(folder.path() / "file", "from anybody");
  const SelfSigned server(folder);
  const auto get = [&](const std::string& name) {
    PartFile part(folder.path() / name);
    http_get({.url = server.url() + "file", .https_only = true, .most_bytes = 100}, part, [](auto, auto) {});
  };
  const auto error = message_of<HttpError>([&] { get("kept"); });
  BOOST_TEST(error.starts_with("has a certificate that is not trusted here"), error);
  for (const auto& name : folder.names()) BOOST_TEST(!name.starts_with("kept"), name);
  // It is the certificate alone: known, as that of a university may be, it is taken.
  if (status_of("curl --version") == 0)
    BOOST_TEST(status_of("curl --fail --noproxy localhost --cacert " + folder.file("certificate") + " " + server.url() +
                         "file") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
