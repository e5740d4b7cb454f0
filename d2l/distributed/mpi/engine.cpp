#include "d2l/distributed/engine.hpp"

#include <array>
#include <limits>
#include <mpi.h>
#include <string>

#include <fmt/format.h>

#include "d2l/distributed/error.hpp"

namespace d2l::distributed {
namespace {

void check(int status, const char* what) {
  if (status == MPI_SUCCESS) return;
  std::array<char, MPI_MAX_ERROR_STRING> text{};
  int length = 0;
  MPI_Error_string(status, text.data(), &length);
  throw GroupError(fmt::format("{}: MPI says: {}", what, text.data()));
}

int count_of(std::size_t n, const char* what) {
  if (n > std::numeric_limits<int>::max())
    throw GroupError(fmt::format("{} of {} elements; MPI takes up to {}", what, n, std::numeric_limits<int>::max()));
  return static_cast<int>(n);
}

// A request of MPI, which is null once it is done.
class Request final : public Engine::Transfer {
 public:
  bool done() override {
    int flag = 0;
    check(MPI_Test(&request, &flag, MPI_STATUS_IGNORE), "a message");
    return flag != 0;
  }

  MPI_Request request = MPI_REQUEST_NULL;
};

template <class Start>
Engine::TransferPtr start(const char* what, const Start& begin) {
  auto transfer = std::make_unique<Request>();
  check(begin(&transfer->request), what);
  return transfer;
}

class Mpi final : public Engine {
 public:
  Mpi() {
    int level = 0;
    check(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level), "start");
    if (level < MPI_THREAD_FUNNELED) throw GroupError("this MPI cannot be used beside threads; it needs another build");
    check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN), "start");
    check(MPI_Comm_rank(MPI_COMM_WORLD, &rank_), "start");
    check(MPI_Comm_size(MPI_COMM_WORLD, &size_), "start");
  }

  int rank() const override { return rank_; }
  int size() const override { return size_; }

  TransferPtr send(int to, int tag, std::span<const std::byte> message) override {
    return start("a message to be sent", [&](MPI_Request* request) {
      return MPI_Isend(message.data(), count_of(message.size(), "a message"), MPI_BYTE, to, tag, MPI_COMM_WORLD,
                       request);
    });
  }
  TransferPtr receive(int from, int tag, std::span<std::byte> message) override {
    return start("a message to be received", [&](MPI_Request* request) {
      return MPI_Irecv(message.data(), count_of(message.size(), "a message"), MPI_BYTE, from, tag, MPI_COMM_WORLD,
                       request);
    });
  }
  TransferPtr sum(std::span<float> numbers) override {
    return start("a sum over the processes", [&](MPI_Request* request) {
      return MPI_Iallreduce(MPI_IN_PLACE, numbers.data(), count_of(numbers.size(), "a sum"), MPI_FLOAT, MPI_SUM,
                            MPI_COMM_WORLD, request);
    });
  }
  void leave() override { check(MPI_Finalize(), "end"); }

 private:
  int rank_ = 0, size_ = 1;
};

std::string ask_version() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  const std::string version = text.data();
  return version.substr(0, version.find(','));  // `Open MPI v4.1.4, package: …`
}

}  // namespace

std::unique_ptr<Engine> start_engine() { return std::make_unique<Mpi>(); }

const char* engine_version() {
  static const auto version = ask_version();
  return version.c_str();
}

}  // namespace d2l::distributed
