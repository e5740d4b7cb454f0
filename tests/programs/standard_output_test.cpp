// A standard output that is closed, full, a pipe that nobody reads, or the file that the record goes to.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "place.hpp"
#include "running.hpp"
#include "support/programs.hpp"

BOOST_AUTO_TEST_SUITE(standard_output)

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_ends_a_program_without_a_word) {
  const Place place;
  place.write_old_files();
  const auto outcome = shell("{ " + place.training(100'000) + "; echo status $? >&2; } | head -1");
  BOOST_TEST(outcome.output.starts_with("epochs 100000, "));
  BOOST_TEST(outcome.output.ends_with("\nstatus 141\n"), outcome.output);
  BOOST_TEST(std::ranges::count(outcome.output, '\n') == 2);
  for (const std::string name : {"new.json", "new.svg"}) BOOST_TEST(place.is_old(name), name);
  place.expect_whole_files();
}

BOOST_AUTO_TEST_CASE(a_standard_output_that_takes_nothing_is_told_and_costs_no_file) {
  const Place place;
  const auto ignored_pipe = "trap '' PIPE; { sleep 0.2; " + place.training() + "; echo status $? >&2; } | true";
  for (const auto& command :
       {place.training() + " >/dev/full; echo status $?", place.training() + " >&-; echo status $?", ignored_pipe}) {
    place.write_old_files();
    const auto outcome = shell(command);
    BOOST_TEST_CONTEXT(command << ": " << outcome.output) {
      BOOST_TEST(contains(outcome.output, "standard output cannot be written"));
      BOOST_TEST(outcome.output.ends_with("\nstatus 1\n"));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 2);
      for (const auto& name : place.names) BOOST_TEST(place.is_whole(name), name);
    }
  }
  place.write_old_files();
  BOOST_TEST(shell(place.training() + " >&- 2>&- <&-").status == 1);
  for (const auto& name : place.names) BOOST_TEST(place.is_whole(name), name);
}

BOOST_AUTO_TEST_CASE(text_for_a_closed_standard_output_goes_into_no_file) {
  const ScratchFolder folder;
  const auto print_beside_an_open_file = [&] {
    const std::ofstream file(folder.file("f"));
    std::cout << "text" << std::flush;
  };
  const auto closed = dup(STDOUT_FILENO);
  close(STDOUT_FILENO);
  const auto status = status_of(print_beside_an_open_file);
  dup2(closed, STDOUT_FILENO);
  close(closed);
  BOOST_TEST(status == 1);
  BOOST_TEST(bytes_of(folder.file("f")).empty());
}

// The record goes where the file stands: behind the text, which it does not overwrite.
BOOST_AUTO_TEST_CASE(a_record_may_go_to_an_open_file) {
  const ScratchFolder folder;
  const auto f = folder.file("f");
  const std::string program = "weight-decay-concise --epochs 1 --threads 1";
  const auto text = shell(program).output;  // without seconds
  for (const auto& [name, redirection] : {std::pair("/dev/stdout", " >"),
                                          {"/dev/stdout", " >>"},
                                          {"/dev/fd/1", " >"},
                                          {"/proc/self/fd/1", " >"},
                                          {"/dev/fd/3", " 3>"}}) {
    BOOST_TEST_CONTEXT(name << redirection) {
      write_bytes(f, "");
      std::filesystem::remove(folder.file("same"));
      std::filesystem::create_hard_link(f, folder.file("same"));
      const auto outcome = shell(program + " --record " + name + redirection + f);
      BOOST_TEST(outcome.status == 0);
      BOOST_TEST(bytes_of(folder.file("same")) == bytes_of(f), "another file has taken its place");
      BOOST_TEST(folder.names().size() == 2U);
      auto all = outcome.output + bytes_of(f);
      const auto begin = all.find("{\n"), end = all.find("\n}\n") + 3;
      BOOST_TEST_REQUIRE(begin < end, all);
      BOOST_TEST(nlohmann::json::parse(all.substr(begin, end - begin)).contains("results"));
      BOOST_TEST(all.substr(end) == "", "the record is not the last");
      BOOST_TEST(all.erase(begin, end - begin) == text);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
