#include "d2l/program/option_reader.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "d2l/io/sealed.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file_kind.hpp"

namespace d2l::program {
namespace {

constexpr std::array<std::string_view, 13> taken{"seed",  "threads", "epochs",   "batch-size", "lr",
                                                 "limit", "aligned", "dropout",  "data",       "size",
                                                 "model", "shards",  "reduction"};

const std::string& text_of(const Metadata& metadata, const std::string& name) {
  const auto found = metadata.find(name);
  if (found == metadata.end()) throw FormatError("does not say the '" + name + "' of its run");
  return found->second;
}

}  // namespace

void OptionReader::take_over(const std::string& file, const std::string& program, std::span<const Option> offered) {
  expect_regular_file(file, "--load takes one that --save wrote");
  const auto metadata = load_sealed(file).metadata;
  reading(file, write_it_anew, [&] {
    if (const auto writer = text_of(metadata, "program"); writer != program)
      throw FormatError(fmt::format("was written by {}, and {} cannot go on from there", writer, program));
    for (const auto& option : offered)
      if (std::ranges::count(taken, option.name) > 0) taken_over_[option.name] = text_of(metadata, option.name);
  });
  expect_same_seed();
  if (has("aligned") && taken_over_.at("aligned") == "no")
    throw UsageError(fmt::format("--aligned: {} holds a training without it; leave it out, or begin anew", file));
}

// The random numbers go on where they were: those of another seed come no more.
void OptionReader::expect_same_seed() const {
  if (!has("seed")) return;
  const auto seed_in = [](const std::string& text) {
    return whole_number("seed", text, 0, std::numeric_limits<std::uint64_t>::max());
  };
  const auto seed = seed_in(given_.at("seed"));
  const auto had = from_file([&] { return seed_in(taken_over_.at("seed")); });
  if (seed != had)
    throw UsageError(
        fmt::format("--seed {}: {} holds a training of seed {}, which goes on with its random numbers; "
                    "leave --seed out, or begin anew",
                    seed, given_.at("load"), had));
}

void OptionReader::expect_same_data(const Given& options) const {
  for (const auto& [option, on] :
       {std::pair("data", "on"), std::pair("size", "on images of size"), std::pair("model", "of the model"),
        std::pair("dropout", "with dropout"), std::pair("shards", "in shards of which there are")})
    if (const auto had = taken_over_.find(option);
        had != taken_over_.end() && has(option) && had->second != options.at(option))
      throw UsageError(fmt::format("--{} {}: {} holds a training {} {}; leave --{} out, or begin anew", option,
                                   given_.at(option), given_.at("load"), on, had->second, option));
}

}  // namespace d2l::program
