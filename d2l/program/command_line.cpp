#include "d2l/program/command_line.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/core/wrap.hpp"

namespace d2l::program {
namespace {

namespace po = boost::program_options;

// How many letters to change, add or drop to get from one word to the other (Levenshtein).
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t change = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

// The option that was probably meant: one that starts like it, or the nearest if that is near enough; else none.
std::string nearest(std::string_view name, std::span<const Option> options) {
  const auto measure = [&](const Option& option) {
    return option.name.starts_with(name) ? 0 : distance(name, option.name);
  };
  const auto best = std::ranges::min_element(options, {}, measure);
  return 2 * measure(*best) <= name.size() ? best->name : "";
}

// The option's name in what was typed: epo in --epo=3.
std::string_view bare_name(std::string_view token) {
  token.remove_prefix(std::min(token.find_first_not_of('-'), token.size()));
  return token.substr(0, token.find('='));
}

[[noreturn]] void refuse_unknown(std::string_view token, std::span<const Option> options) {
  const auto name = bare_name(token);
  const auto meant = name.empty() ? "" : nearest(name, options);
  const auto hint = meant.empty() ? "" : fmt::format("; did you mean --{}?", meant);
  throw UsageError(fmt::format("unknown option {}{} (--help shows them all)", token.substr(0, token.find('=')), hint));
}

[[noreturn]] void refuse_value(std::string_view name, std::span<const Option> options) {
  const auto option = std::ranges::find(options, bare_name(name), &Option::name);
  if (option->value.empty()) throw UsageError(fmt::format("--{} takes no value", option->name));
  throw UsageError(fmt::format("--{} needs a value: --{} {}", option->name, option->name, option->value));
}

po::options_description describe(std::span<const Option> options) {
  po::options_description description;
  for (const auto& option : options) {
    const auto name = option.name == "help" ? "help,h" : option.name;
    if (option.value.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  }
  return description;
}

std::vector<po::option> split(std::span<const char* const> arguments, const po::options_description& description) {
  using namespace po::command_line_style;
  constexpr int style =
      allow_long | long_allow_adjacent | long_allow_next | allow_short | allow_dash_for_short | short_allow_next;
  return po::command_line_parser({arguments.begin(), arguments.end()})
      .options(description)
      .style(style)
      .allow_unregistered()
      .run()
      .options;
}

}  // namespace

std::map<std::string, std::string> read_command_line(std::span<const char* const> arguments,
                                                     std::span<const Option> options) {
  std::map<std::string, std::string> given;
  const auto description = describe(options);
  try {
    for (const auto& option : split(arguments, description)) {
      const std::string& token = option.original_tokens.front();
      if (option.unregistered) refuse_unknown(token, options);
      if (option.position_key >= 0)
        throw UsageError(fmt::format("'{}' belongs to no option (--help shows them all)", token));

      const auto value = option.value.empty() ? "" : option.value.front();
      const bool took_next = option.original_tokens.size() > 1;
      if (!option.value.empty() && (value.empty() || (took_next && value.starts_with("--"))))
        refuse_value(option.string_key, options);
      if (!given.emplace(option.string_key, value).second)
        throw UsageError(fmt::format("--{} is given twice", option.string_key));
    }
  } catch (const po::invalid_command_line_syntax& error) {
    refuse_value(error.get_option_name(), options);
  }
  return given;
}

std::string list(std::span<const Option> options) {
  constexpr std::size_t indent = 23;
  std::string text = "options:\n";
  for (const auto& option : options) {
    const auto preset = option.preset.empty() ? "" : fmt::format(" [{}]", option.preset);
    text += fmt::format("  {:<20} {}\n", fmt::format("--{} {}", option.name, option.value),
                        wrap(option.meaning + preset, terminal_columns, indent, indent));
  }
  return text;
}

}  // namespace d2l::program
