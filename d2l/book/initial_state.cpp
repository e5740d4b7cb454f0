#include "d2l/book/initial_state.hpp"

#include "d2l/core/generator.hpp"
#include "d2l/io/state.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

constexpr auto generator_name = "generator";

// Replaces parameters and random stream by those of the file whose names start with a prefix.
void load(const NamedTensors& given, const NamedParameters& parameters, const std::string& prefix) {
  NamedTensors part;
  for (const auto& [name, x] : given)
    if (name.starts_with(prefix)) part.emplace_back(name.substr(prefix.size()), x);
  const auto generator = Tensor<std::uint8_t>::allocate({Generator::state_size});
  NamedTensors into{{generator_name, generator}};
  for (const auto& [name, parameter] : parameters) into.emplace_back(name, parameter.detach());
  copy_state("--init", part, into);
  default_generator().set_state(generator.to_vector());
}

}  // namespace

InitialState::InitialState(const program::Arguments& args) : init_(args.init), save_init_(args.save_init) {
  if (args.init) given_ = load_sealed(*args.init).tensors;
}

void InitialState::exchange(const NamedParameters& parameters, const std::string& prefix) {
  if (init_)
    reading(*init_, "write one with --save-init of the same program", [&] {
      try {
        load(given_, parameters, prefix);
      } catch (const ValueError& error) {
        throw FormatError(error.what());
      }
    });
  if (save_init_) save(*save_init_, parameters, prefix);
}

void InitialState::save(const std::filesystem::path& file, const NamedParameters& parameters,
                        const std::string& prefix) {
  for (const auto& [name, parameter] : parameters) saved_.emplace_back(prefix + name, parameter.detach().clone());
  const auto state = default_generator().state();
  saved_.emplace_back(prefix + generator_name, tensor<std::uint8_t>(state, {std::ssize(state)}));
  save_sealed(file, saved_);
}

}  // namespace d2l
