#include "d2l/book/initial_state.hpp"

#include <algorithm>
#include <utility>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

constexpr auto generator_name = "generator";

// The part of an --init file whose names start with a prefix.
class Part {
 public:
  Part(std::string file, const NamedTensors& all, const std::string& prefix) : file_(std::move(file)) {
    for (const auto& [name, tensor] : all)
      if (name.starts_with(prefix)) tensors_.emplace_back(name.substr(prefix.size()), tensor);
  }

  // The tensor of this name. Throws FormatError unless it is there with this type.
  template <class T>
  const Tensor<T>& get(const std::string& name) const {
    const auto found = std::ranges::find(tensors_, name, [](const auto& entry) { return entry.first; });
    if (found == tensors_.end()) fail("has no tensor '" + name + "'");
    const auto* const tensor = std::get_if<Tensor<T>>(&found->second);
    if (!tensor) fail("its tensor '" + name + "' has another element type");
    return *tensor;
  }
  Tensor<> parameter(const std::string& name, const Shape& shape) const {
    const auto& tensor = get<float>(name);
    if (tensor.shape() != shape)
      fail("its '" + name + "' has shape " + to_string(tensor.shape()) + ", the program's " + to_string(shape));
    return tensor;
  }
  void expect_count(std::size_t count) const {
    if (tensors_.size() != count)
      fail("has " + std::to_string(tensors_.size()) + " tensors, not " + std::to_string(count));
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw FormatError(file_ + ": " + what + "; write one with --save-init of the same program");
  }

  std::string file_;
  NamedTensors tensors_;
};

}  // namespace

InitialState::InitialState(const program::Arguments& args) : init_(args.init), save_init_(args.save_init) {
  if (args.init) given_ = load_safetensors(*args.init);
}

void InitialState::exchange(const NamedParameters& parameters, const std::string& prefix) {
  if (init_) load(*init_, parameters, prefix);
  if (save_init_) save(*save_init_, parameters, prefix);
}

void InitialState::load(const std::filesystem::path& file, const NamedParameters& parameters,
                        const std::string& prefix) const {
  const Part part(file.string(), given_, prefix);
  part.expect_count(parameters.size() + 1);
  std::vector<Tensor<>> values;
  for (const auto& [name, parameter] : parameters) values.push_back(part.parameter(name, parameter.shape()));
  default_generator().set_state(part.get<std::uint8_t>(generator_name).to_vector());

  const NoGrad no_grad;
  for (std::size_t i = 0; i < values.size(); ++i) parameters[i].second.copy_(values[i]);
}

void InitialState::save(const std::filesystem::path& file, const NamedParameters& parameters,
                        const std::string& prefix) {
  for (const auto& [name, parameter] : parameters) saved_.emplace_back(prefix + name, parameter.detach().clone());
  const auto state = default_generator().state();
  saved_.emplace_back(prefix + generator_name, tensor<std::uint8_t>(state, {static_cast<std::int64_t>(state.size())}));
  save_safetensors(file, saved_);
}

}  // namespace d2l
