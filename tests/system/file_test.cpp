#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/system/file.hpp>
#include <d2l/system/open_file.hpp>
#include <d2l/system/system_calls.hpp>

#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;
namespace fs = std::filesystem;

namespace {

// Restores the real system calls.
struct Restored {
  ~Restored() { system_calls = SystemCalls{}; }
};

ssize_t full_disk(int /*file*/, const void* /*bytes*/, std::size_t /*count*/) {
  errno = ENOSPC;
  return -1;
}
ssize_t one_byte(int file, const void* bytes, std::size_t /*count*/) { return ::write(file, bytes, 1); }
int no_rename(const char* /*from*/, const char* /*to*/) {
  errno = EACCES;
  return -1;
}
int no_sync(int /*file*/) {
  errno = EIO;
  return -1;
}

std::vector<std::string> calls;
std::map<int, std::string> open_files;

int noted_open(const char* path, int flags, ...) {
  const int number = ::open(path, flags, 0600);
  open_files[number] = fs::is_directory(path) ? "folder" : "temporary";
  calls.push_back("open " + open_files[number]);
  return number;
}

void expect_old_file_kept(const ScratchFolder& folder) {
  BOOST_CHECK_THROW(write_file_atomically(folder.file("f"), std::string_view("new")), FileError);
  BOOST_TEST(bytes_of(folder.file("f")) == "old");
  BOOST_TEST(folder.names().size() == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file)

BOOST_AUTO_TEST_CASE(a_file_is_written_whole_and_keeps_its_permissions) {
  const ScratchFolder folder;
  const auto path = folder.file("f");
  write_file_atomically(path, std::string_view("one"));
  BOOST_TEST(bytes_of(path) == "one");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  write_file_atomically(path, std::string_view("two"));
  BOOST_TEST(bytes_of(path) == "two");
  BOOST_TEST((fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write)));
  BOOST_TEST(folder.names().size() == 1);
}

BOOST_AUTO_TEST_CASE(short_writes_go_on) {
  const Restored restored;
  const ScratchFolder folder;
  system_calls.write = one_byte;
  write_file_atomically(folder.file("f"), std::string_view("letters"));
  BOOST_TEST(bytes_of(folder.file("f")) == "letters");
}

BOOST_AUTO_TEST_CASE(a_failed_write_leaves_the_old_file_and_nothing_else) {
  const Restored restored;
  const ScratchFolder folder;
  write_bytes(folder.file("f"), "old");
  system_calls.write = full_disk;
  expect_old_file_kept(folder);
  system_calls = SystemCalls{};
  system_calls.fsync = no_sync;
  expect_old_file_kept(folder);
  system_calls = SystemCalls{};
  system_calls.rename = no_rename;
  expect_old_file_kept(folder);
}

BOOST_AUTO_TEST_CASE(a_file_takes_its_name_only_when_it_lies_on_the_disk_and_the_folder_after_it) {
  const Restored restored;
  const ScratchFolder folder;
  write_bytes(folder.file("f"), "old");
  // Each call is noted, files by their names; what a crash at this moment would leave under the name is old or new.
  system_calls.open = noted_open;
  system_calls.write = [](int file, const void* bytes, std::size_t count) {
    calls.push_back("write " + open_files.at(file));
    return ::write(file, bytes, count);
  };
  system_calls.fsync = [](int file) {
    calls.push_back("fsync " + open_files.at(file));
    return ::fsync(file);
  };
  system_calls.close = [](int file) {
    calls.push_back("close " + open_files.at(file));
    return ::close(file);
  };
  system_calls.rename = [](const char* from, const char* to) {
    calls.push_back(fs::path(from).parent_path() == fs::path(to).parent_path() ? "rename in the folder" : "rename");
    return std::rename(from, to);
  };
  write_file_atomically(folder.file("f"), std::string_view("new"));
  BOOST_TEST(
      calls == (std::vector<std::string>{"open temporary", "write temporary", "fsync temporary", "close temporary",
                                         "rename in the folder", "open folder", "fsync folder", "close folder"}),
      boost::test_tools::per_element());
  BOOST_TEST(bytes_of(folder.file("f")) == "new");
}

BOOST_AUTO_TEST_CASE(a_symbolic_link_stays_and_its_target_is_written) {
  const ScratchFolder folder;
  fs::create_symlink("target", folder.path() / "link");
  write_file_atomically(folder.path() / "link", std::string_view("text"));
  BOOST_TEST(fs::is_symlink(folder.path() / "link"));
  BOOST_TEST(bytes_of(folder.file("target")) == "text");
  fs::create_symlink("loop", folder.path() / "loop");
  BOOST_CHECK_THROW(write_file_atomically(folder.path() / "loop", std::string_view("text")), FileError);
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_written_is_told_beforehand) {
  const ScratchFolder folder;
  BOOST_CHECK_THROW(expect_writable(folder.path()), FileError);
  BOOST_CHECK_THROW(expect_writable(folder.path() / "nowhere" / "f"), FileError);
  BOOST_CHECK_THROW(expect_writable(folder.file("nowhere/")), FileError);
  BOOST_CHECK_THROW(expect_writable(""), FileError);
  expect_writable(folder.path() / "f");
  BOOST_TEST(folder.names().empty());
  write_bytes(folder.file("f"), "old");
  expect_writable(folder.path() / "f");
  BOOST_TEST(bytes_of(folder.file("f")) == "old");
  BOOST_TEST(folder.names().size() == 1);
}

BOOST_AUTO_TEST_CASE(devices_are_written_directly) {
  write_file_atomically("/dev/null", std::string_view("text"));
  BOOST_TEST(fs::is_character_file("/dev/null"));
  BOOST_CHECK_THROW(write_file_atomically("/dev/full", std::string_view("text")), FileError);
}

// As --record /dev/stdout, with standard output a file: the record stands behind what was printed before, and in front
// of what is printed after it.
BOOST_AUTO_TEST_CASE(an_open_file_is_written_where_it_stands_and_stays_the_same_file) {
  const std::vector<std::string> ways{"/dev/fd/", "/proc/self/fd/", "/proc/" + std::to_string(getpid()) + "/fd/",
                                      "link"};
  for (const auto& names : ways) {
    const ScratchFolder folder;
    const OpenFile open_file(folder.path() / "f", O_WRONLY | O_CREAT);
    const auto print = [&](std::string_view text) { BOOST_TEST(open_file.write(std::as_bytes(std::span(text)))); };
    fs::create_hard_link(folder.path() / "f", folder.path() / "same");
    auto name = names + std::to_string(open_file.number());
    if (names == "link") {
      name = folder.file("link");
      fs::create_symlink("/dev/fd/" + std::to_string(open_file.number()), name);
    }
    print("text, ");
    expect_writable(name);
    write_file_atomically(name, std::string_view("record, "));
    print("text");
    BOOST_TEST(bytes_of(folder.file("same")) == "text, record, text", name);
    BOOST_TEST(bytes_of(folder.file("f")) == "text, record, text", name);
    BOOST_TEST(folder.names().size() == (names == "link" ? 3U : 2U));
  }
  BOOST_CHECK_THROW(write_file_atomically("/dev/fd/999", std::string_view("text")), FileError);
}

BOOST_AUTO_TEST_CASE(a_file_is_read_up_to_the_limit) {
  const ScratchFolder folder;
  write_bytes(folder.file("f"), "12345");
  BOOST_TEST(read_file(folder.file("f"), 5).size() == 5);
  BOOST_TEST(read_file(folder.file("f"), 500).size() == 5);
  BOOST_CHECK_THROW(read_file(folder.file("f"), 4), FileError);
  BOOST_CHECK_THROW(read_file(folder.file("nothing"), 4), FileError);
  BOOST_CHECK_THROW(read_file(folder.path(), 4), FileError);
}

BOOST_AUTO_TEST_SUITE_END()
