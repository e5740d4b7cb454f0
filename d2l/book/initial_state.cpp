#include "d2l/book/initial_state.hpp"

#include "d2l/book/state_file.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {

InitialState::InitialState(const program::Arguments& args) : init_(args.init), save_init_(args.save_init) {
  if (args.init) given_ = load_sealed(*args.init).tensors;
}

void InitialState::exchange(const NamedParameters& parameters, const std::string& prefix) {
  if (init_)
    reading(*init_, "write one with --save-init of the same program", [&] {
      return StartingPoint("--init", part_of(given_, prefix), values_of(parameters));
    }).take();
  if (save_init_) save(*save_init_, parameters, prefix);
}

void InitialState::save(const std::filesystem::path& file, const NamedParameters& parameters,
                        const std::string& prefix) {
  for (const auto& [name, parameter] : parameters) saved_.emplace_back(prefix + name, parameter.detach().clone());
  saved_.emplace_back(prefix + generator_name, generator_state());
  save_sealed(file, saved_);
}

}  // namespace d2l
