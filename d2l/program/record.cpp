#include "d2l/program/record.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "d2l/io/file.hpp"

namespace d2l::program {
namespace {

using nlohmann::ordered_json;

ordered_json to_json(const std::vector<Setting>& settings) {
  auto object = ordered_json::object();
  for (const auto& [name, value] : settings) std::visit([&](const auto& v) { object[name] = v; }, value);
  return object;
}

ordered_json to_json(const Results& results) {
  auto object = ordered_json::object();
  for (const auto& [name, result] : results)
    std::visit(
        [&](const auto& value) {
          if constexpr (std::is_same_v<decltype(value), const Results&>)
            object[name] = to_json(value);
          else
            object[name] = value;
        },
        static_cast<const Result::variant&>(result));
  return object;
}

ordered_json to_json(const Epoch& epoch) {
  ordered_json json{{"epoch", epoch.epoch}, {"loss", epoch.loss}};
  if (epoch.train_acc) json["train_acc"] = *epoch.train_acc;
  if (epoch.test_acc) json["test_acc"] = *epoch.test_acc;
  if (epoch.test_loss) json["test_loss"] = *epoch.test_loss;
  json["seconds"] = epoch.seconds;
  if (epoch.start_up) json["start_up"] = *epoch.start_up;
  if (!epoch.first_batches.empty()) json["first_batches"] = epoch.first_batches;
  return json;
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
  ordered_json record{{"program", args.program},
                      {"section", args.section},
                      {"seed", args.seed},
                      {"device", d2l::to_string(args.device)},
                      {"threads", args.threads},
                      {"options", to_json(args.settings)},
                      {"epochs", ordered_json::array()},
                      {"results", to_json(results)}};
  for (const auto& epoch : epochs) record["epochs"].push_back(to_json(epoch));
  write_file_atomically(*args.record, record.dump(2) + "\n");
}

}  // namespace d2l::program
