// The main function of every test program.
#include <csignal>

#include <boost/test/tree/observer.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace unit_test = boost::unit_test;

// Counts the cases that are run, and the units that a precondition has kept from it.
class Counts : public unit_test::test_observer {
 public:
  void test_unit_start(const unit_test::test_unit& unit) override {
    if (unit.p_type == unit_test::TUT_CASE) ++run_;
  }
  void test_unit_skipped(const unit_test::test_unit& /*unit*/, unit_test::const_string /*reason*/) override {
    ++skipped_;
  }
  bool all_skipped() const { return run_ == 0 && skipped_ > 0; }

 private:
  int run_ = 0, skipped_ = 0;
};

Counts counts;

bool begin() {
  unit_test::framework::master_test_suite().p_name.value = "d2l";
  unit_test::framework::register_observer(counts);
  return true;
}

}  // namespace

// Where all was skipped, since this machine cannot do it, 77 says so. What fails never gives that, whatever it prints.
int main(int argc, char* argv[]) {
  // A shell has what it starts in the background ignore SIGINT, and nohup SIGHUP. The programs that are tested would,
  // too.
  for (const int signal : {SIGINT, SIGHUP}) std::signal(signal, SIG_DFL);
  constexpr int skipped = 77;
  const int status = unit_test::unit_test_main(begin, argc, argv);
  return status == 0 && counts.all_skipped() ? skipped : status;
}
