#include "d2l/program/record.hpp"

#include <atomic>
#include <iostream>

#include <fmt/format.h>

#include "d2l/io/json_text.hpp"
#include "d2l/program/saved_records.hpp"
#include "d2l/system/file.hpp"

namespace d2l::program {
namespace {

std::atomic<int> saved = 0;

using Members = std::vector<std::pair<std::string, std::string>>;

std::string to_json(double number) { return json_number(number); }
std::string to_json(std::int64_t number) { return fmt::to_string(number); }
std::string to_json(const std::string& text) { return json_string_of_any(text); }

std::string to_json(const std::vector<double>& numbers) {
  std::vector<std::string> elements;
  elements.reserve(numbers.size());
  for (const auto number : numbers) elements.push_back(json_number(number));
  return json_array(elements);
}

std::string to_json(const std::vector<Setting>& settings) {
  Members members;
  for (const auto& [name, value] : settings)
    members.emplace_back(name, std::visit([](const auto& v) { return to_json(v); }, value));
  return json_object(members);
}

std::string to_json(const Part& part);

std::string to_json(const Results& results) {
  Members members;
  for (const auto& [name, result] : results)
    members.emplace_back(
        name, std::visit([](const auto& v) { return to_json(v); }, static_cast<const Result::variant&>(result)));
  return json_object(members);
}

std::string to_json(const Part& part) { return to_json(part.results); }

// An epoch says what it was trained with where that is not what the run has.
std::string to_json(const Epoch& epoch, const TrainedWith& run) {
  Members members{{"epoch", to_json(epoch.epoch)}, {"loss", to_json(epoch.loss)}};
  const auto add_known = [&](const char* name, const std::optional<double>& value) {
    if (value) members.emplace_back(name, to_json(*value));
  };
  add_known("train_acc", epoch.train_acc);
  add_known("test_acc", epoch.test_acc);
  add_known("test_loss", epoch.test_loss);
  add_known("seconds", epoch.seconds);
  add_known("start_up", epoch.start_up);
  if (!epoch.first_batches.empty()) members.emplace_back("first_batches", to_json(epoch.first_batches));
  if (const auto other = differences(epoch.trained_with.value_or(run), run); !other.empty())
    members.emplace_back("options", to_json(other));
  return json_object(members);
}

std::string to_json(const std::vector<Epoch>& epochs, const TrainedWith& run) {
  std::vector<std::string> elements;
  elements.reserve(epochs.size());
  for (const auto& epoch : epochs) elements.push_back(to_json(epoch, run));
  return json_array(elements);
}

}  // namespace

int decimals(double value, int usual) { return value < 0.01 ? 6 : usual; }

std::string to_string(const Epoch& epoch) {
  auto line = fmt::format("epoch {}, loss {:.{}f}", epoch.epoch, epoch.loss, decimals(epoch.loss, 4));
  if (epoch.train_acc) line += fmt::format(", train acc {:.3f}", *epoch.train_acc);
  if (epoch.test_acc) line += fmt::format(", test acc {:.3f}", *epoch.test_acc);
  return line + fmt::format(", {:.2f} s", epoch.seconds);
}

void save_record(const Arguments& args, const std::vector<Epoch>& epochs, const Results& results) {
  if (!args.record) return;
  std::cout.flush();  // the record may go to the same file
  const auto record = json_object({{"program", to_json(args.program)},
                                   {"section", to_json(args.section)},
                                   {"seed", fmt::to_string(args.seed)},
                                   {"device", to_json(d2l::to_string(args.device))},
                                   {"threads", fmt::to_string(args.threads)},
                                   {"options", to_json(args.settings)},
                                   {"epochs", to_json(epochs, trained_with(args))},
                                   {"results", to_json(results)}});
  write_file_atomically(*args.record, record + "\n");
  ++saved;
}

int saved_records() { return saved; }

}  // namespace d2l::program
