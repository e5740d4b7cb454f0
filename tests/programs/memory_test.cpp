// Memory that is refused: one line, exit status 1, and the old files.
#include <algorithm>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "place.hpp"
#include "support/programs.hpp"
#include "support/skipped.hpp"

namespace {

constexpr int step = 32'768, plenty = 1'048'576;  // in kB

bool starts_with(int limit) {
  return shell(fmt::format("ulimit -v {}; timeout 10 softmax-regression-scratch --version", limit)).status == 0;
}

boost::test_tools::assertion_result may_be_limited(boost::unit_test::test_unit_id /*suite*/) {
  if (starts_with(plenty)) return true;
  return skipped("a sanitizer takes the address space for itself: no limit on memory can be tried");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(memory, *boost::unit_test::precondition(may_be_limited))

BOOST_AUTO_TEST_CASE(memory_that_is_refused_is_told) {
  const Place place;
  // What is needed before there is a program. With less, OpenBLAS waits for its buffer for ever; with little more, the
  // first product of all crashes in oneDNN, which does not expect to be refused the memory of its kernels.
  int least = plenty;
  while (starts_with(least - step)) least -= step;
  const auto with = [&](int more, const std::string& command) {
    place.write_old_files();
    const auto outcome = shell(fmt::format("ulimit -v {}; {} >/dev/null", least + more * step, command));
    BOOST_TEST_CONTEXT(command << " with " << more << " steps more: " << outcome.output) {
      BOOST_TEST((outcome.status == 0 || (outcome.status == 1 && contains(outcome.output, "memory"))));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == outcome.status);
      place.expect_whole_files();
    }
    return outcome.status;
  };
  for (const int more : {1, 2, 4, 16}) with(more, place.training());
  // One batch of all images takes 188 MB.
  const auto all = "softmax-regression-scratch --threads 1 --batch-size 60000 --epochs 1 " + place.files();
  for (const int more : {1, 2, 4}) BOOST_TEST(with(more, all) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
