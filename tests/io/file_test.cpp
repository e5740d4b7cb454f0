#include <cerrno>
#include <filesystem>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/file.hpp>
#include <d2l/io/system_calls.hpp>

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
