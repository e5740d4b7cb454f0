// A disk that is full or takes nothing: one line, exit status 1, and the old files.
#include <algorithm>
#include <array>
#include <string>

#include <boost/test/unit_test.hpp>

#include "place.hpp"
#include "support/programs.hpp"
#include "support/skipped.hpp"

namespace {

boost::test_tools::assertion_result can_mount(boost::unit_test::test_unit_id /*suite*/) {
  if (shell("unshare -rm mount -t tmpfs none /mnt").status == 0) return true;
  return skipped("no disk can be mounted here");
}

// The names by which the options take the file that is on the disk.
const std::array<std::string, 4> options{"--record /mnt/f", "--save /mnt/f", "--save-init /mnt/f", "--plot /mnt/f.svg"};

// A training on a disk of four pages with an old file f, to which something is done first. Its messages, its status, f,
// and the names on the disk.
Outcome on_disk(const std::string& what_is_done, const Place& place, const std::string& arguments) {
  const auto link = contains(arguments, ".svg") ? "ln -s f /mnt/f.svg; " : "";
  return shell("unshare -rm sh -c 'mount -t tmpfs -o size=16k none /mnt; echo old >/mnt/f; " + (link + what_is_done) +
               "; softmax-regression-scratch --threads 1 --epochs 1 " + place.data() + " " + arguments +
               "; echo status $?; cat /mnt/f; ls -A /mnt | tr \"\\n\" \" \"'");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(disk, *boost::unit_test::precondition(can_mount))

BOOST_AUTO_TEST_CASE(a_full_disk_is_told_and_the_old_files_stay) {
  const Place place;
  for (const auto& option : options) {
    const bool figure = contains(option, ".svg");
    const auto outcome = on_disk("head -c 1000000 /dev/zero >/mnt/filler 2>/dev/null", place, option + " >/dev/null");
    BOOST_TEST_CONTEXT(option << ": " << outcome.output) {
      BOOST_TEST(contains(outcome.output, ": cannot be written: No space left on device; make room on that disk"));
      BOOST_TEST(contains(outcome.output, figure ? "\nstatus 1\nold\nf f.svg filler " : "\nstatus 1\nold\nf filler "));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 3);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_disk_that_cannot_be_written_to_is_told_before_the_training) {
  const Place place;
  for (const auto& option : options) {
    const bool figure = contains(option, ".svg");
    const auto outcome = on_disk("mount -o remount,bind,ro /mnt", place, option);
    BOOST_TEST_CONTEXT(option << ": " << outcome.output) {
      BOOST_TEST(outcome.output.starts_with("softmax-regression-scratch: /mnt/f"));
      BOOST_TEST(contains(outcome.output, ": cannot be written: Read-only file system"));
      BOOST_TEST(contains(outcome.output, figure ? "\nstatus 1\nold\nf f.svg " : "\nstatus 1\nold\nf "));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 3);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(file_size)

BOOST_AUTO_TEST_CASE(a_file_that_may_not_grow_is_told_and_the_old_ones_stay) {
  const Place place;
  for (const auto& name : place.names) {
    const std::string option = contains(name, ".json") ? "--record " : contains(name, ".svg") ? "--plot " : "--save ";
    place.write_old_files();
    // LLVM's OpenMP needs a file of 1 KiB to start at all; what a training of 20 epochs writes is more.
    const auto outcome =
        shell("ulimit -f 2; weight-decay-concise --threads 1 --epochs 20 " + option + place.file(name) + " >/dev/null");
    BOOST_TEST_CONTEXT(name << ": " << outcome.output) {
      BOOST_TEST(outcome.status == 1);
      BOOST_TEST((contains(outcome.output, "File too large") ||
                  contains(outcome.output, "script for gnuplot cannot be written")));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
      BOOST_TEST(place.is_old(name));
      place.expect_whole_files();
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
