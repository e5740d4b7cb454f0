#include "d2l/core/cuda.hpp"

#include "d2l/core/error.hpp"
#include "d2l/core/replay.hpp"

namespace d2l::cuda {
namespace {

[[noreturn]] void throw_none() { throw DeviceError("CUDA: " + why_none()); }

}  // namespace

int device_count() { return 0; }
std::string why_none() { return "this build has no CUDA"; }
std::string describe_device(int /*index*/) { throw_none(); }
bool is_emulated() { return false; }
std::string version() { return "not in this build"; }

void* take_block(std::size_t /*bytes*/, int /*device*/) { throw_none(); }
void give_block(void* /*block*/, std::size_t /*bytes*/, int /*device*/) noexcept {}
void copy(void* /*to*/, Device /*to_device*/, const void* /*from*/, Device /*from_device*/, std::size_t /*bytes*/) {
  throw_none();
}
MemoryUse memory_use(int /*device*/) { return {}; }

struct Replay::State {};
Replay::Replay(int /*device*/) { throw_none(); }
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;
Replay& Replay::operator=(Replay&&) noexcept = default;
void Replay::operator()(const std::function<void()>& /*work*/) { throw_none(); }
std::int64_t Replay::replays() const { return 0; }

}  // namespace d2l::cuda
