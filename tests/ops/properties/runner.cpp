#include "runner.hpp"

#include <rapidcheck.h>

// AddressSanitizer calls this where it is linked in. RapidCheck calls itself deeply and by ever other ways, and to keep
// the whole way to each allocation takes ten times as long as the tests; ASAN_OPTIONS=malloc_context_size=30 does.
extern "C" const char* __asan_default_options() { return "malloc_context_size=4"; }

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
