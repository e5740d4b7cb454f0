#include "d2l/book/initial_state.hpp"

#include <algorithm>
#include <filesystem>
#include <span>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/io/safetensors.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

constexpr auto generator_name = "generator";

class InitFile {
 public:
  explicit InitFile(const std::filesystem::path& path) : path_(path), tensors_(load_safetensors(path)) {}

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
    throw FormatError(path_.string() + ": " + what + "; write one with --save-init of the same program");
  }

  std::filesystem::path path_;
  NamedTensors tensors_;
};

void load(const std::filesystem::path& path, const NamedParameters& parameters) {
  const InitFile file(path);
  file.expect_count(parameters.size() + 1);
  std::vector<Tensor<>> values;
  for (const auto& [name, parameter] : parameters) values.push_back(file.parameter(name, parameter.shape()));
  default_generator().set_state(file.get<std::uint8_t>(generator_name).to_vector());

  const NoGrad no_grad;
  for (std::size_t i = 0; i < values.size(); ++i) parameters[i].second.copy_(values[i]);
}

void save(const std::filesystem::path& path, const NamedParameters& parameters) {
  NamedTensors tensors;
  for (const auto& [name, parameter] : parameters) tensors.emplace_back(name, parameter.detach());
  const auto state = default_generator().state();
  tensors.emplace_back(generator_name, tensor<std::uint8_t>(state, {static_cast<std::int64_t>(state.size())}));
  save_safetensors(path, tensors);
}

}  // namespace

void exchange_initial_state(const NamedParameters& parameters, const program::Arguments& args) {
  if (args.init) load(*args.init, parameters);
  if (args.save_init) save(*args.save_init, parameters);
}

}  // namespace d2l
