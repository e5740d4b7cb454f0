#include "runner.hpp"

#include <rapidcheck.h>

namespace {

// RapidCheck's own listener would print another seed, and how to run it again with that.
struct Silent : rc::detail::TestListener {
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

}  // namespace

std::string failure_of(const Property& property, std::uint64_t seed, int calls, Tally& tally) {
  rc::detail::TestParams params;
  params.seed = seed;
  params.maxSuccess = calls;
  const auto call = [&] {
    Trial trial(tally);
    property.call(trial);
    return trial.failure();  // RapidCheck takes a text for a failure, no text for a success
  };
  Silent silent;
  const auto result = rc::detail::checkTestable(call, rc::detail::TestMetadata{property.op, property.op}, params,
                                                silent, std::unordered_map<std::string, rc::detail::Reproduce>());
  if (result.is<rc::detail::SuccessResult>()) return "";
  if (result.is<rc::detail::FailureResult>()) return result.get<rc::detail::FailureResult>().description;
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  return text.str();
}
