// The main function of every test program.
#include <csignal>

#include <boost/test/results_collector.hpp>
#include <boost/test/unit_test.hpp>

#include "support/skipped.hpp"

namespace {

namespace unit_test = boost::unit_test;

unit_test::test_unit_id all_tests;

bool begin() {
  auto& suite = unit_test::framework::master_test_suite();
  suite.p_name.value = "d2l";
  all_tests = suite.p_id;
  return true;
}

bool is_all_skipped() {
  const auto& results = unit_test::results_collector.results(all_tests);
  return something_is_skipped && results.p_test_cases_passed + results.p_test_cases_warned == 0;
}

}  // namespace

// Where all was skipped, since this machine cannot do it, 77 says so. What fails never gives that, whatever it prints.
int main(int argc, char* argv[]) {
  // A shell has what it starts in the background ignore SIGINT, and nohup SIGHUP. The programs that are tested would.
  for (const int signal : {SIGINT, SIGHUP}) std::signal(signal, SIG_DFL);
  constexpr int skipped = 77;
  const int status = unit_test::unit_test_main(begin, argc, argv);
  return status == 0 && is_all_skipped() ? skipped : status;
}
