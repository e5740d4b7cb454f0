// 7.3 to 7.8 The mean of a schedule's factors over a training of 705 batches: docs/07/optimizer-race.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& /*args*/) {
  constexpr std::int64_t batches = 705;
  const std::vector<std::pair<std::string, optim::Schedule>> schedules{
      {"1/sqrt(t)", [](std::int64_t step) { return 1 / std::sqrt(1.0 + static_cast<double>(step)); }},
      {"steps", optim::StepLR{.step_size = batches / 3, .gamma = 0.3}},
      {"cosine", optim::CosineAnnealingLR{.steps = batches}},
      {"warm-up, cosine",
       optim::WarmUp{.steps = batches / 10, .after = optim::CosineAnnealingLR{.steps = batches - batches / 10}}}};
  std::cout << "\nschedule         mean of the factors\n";
  for (const auto& [name, factor] : schedules) {
    double sum = 0;
    for (std::int64_t step = 0; step < batches; ++step) sum += factor(step);
    std::cout << fmt::format("{:<17}{:>19.3f}\n", name, sum / static_cast<double>(batches));
  }
}

int main(int argc, char** argv) {
  return program::run({"optimizer-race/schedules", "The mean of a schedule's factors", "7.8"}, argc, argv, lesson);
}
