#include "d2l/io/npz.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>
#include <zip.h>

#include <fmt/format.h>

#include "d2l/io/npy.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file.hpp"

namespace d2l {
namespace {

constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;
constexpr std::string_view suffix = ".npy";
constexpr std::string_view member_magic = "PK\3\4", end_magic = "PK\5\6";
constexpr std::size_t end_size = 22;  // of the record that ends an archive, all there is of one without members

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using Member = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

std::string text_of(zip_error_t& error) {
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

// A source of these bytes, which must live as long.
Source source_of(std::span<const std::byte> bytes) {
  zip_error_t error;
  zip_error_init(&error);
  Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error), &zip_source_free);
  if (!source) throw MemoryError("zip: " + text_of(error));
  return source;
}

// The source goes over to the archive, where that is made.
Archive open(Source& source, int flags) {
  zip_error_t error;
  zip_error_init(&error);
  Archive archive(zip_open_from_source(source.get(), flags, &error), &zip_discard);
  if (!archive) throw FormatError("is no archive: " + text_of(error));
  return archive;
}

// --- reading

struct Description {
  std::string name;
  std::uint64_t size, packed;
  std::uint16_t method;
};

Description describe(zip_t* archive, std::uint64_t i) {
  zip_stat_t stat;
  constexpr auto known = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if (zip_stat_index(archive, i, 0, &stat) != 0 || (stat.valid & known) != known)
    throw FormatError(fmt::format("its member {} has no name or size", i));
  return {stat.name, stat.size, stat.comp_size, stat.comp_method};
}

std::vector<std::byte> unpack(zip_t* archive, std::uint64_t i, std::uint64_t size) {
  const Member member(zip_fopen_index(archive, i, 0), &zip_fclose);
  if (!member) throw FormatError(std::string("cannot be opened: ") + zip_strerror(archive));
  // One byte more than there should be shows the end, where the sum over all of them is checked.
  std::vector<std::byte> bytes(size + 1);
  std::uint64_t got = 0;
  for (zip_int64_t count = 0; (count = zip_fread(member.get(), bytes.data() + got, bytes.size() - got)) != 0;) {
    if (count < 0) throw FormatError(std::string("cannot be unpacked: ") + zip_file_strerror(member.get()));
    got += static_cast<std::uint64_t>(count);
    if (got > size) break;
  }
  if (got != size) throw FormatError(fmt::format("has {} bytes, not {}", got, size));
  bytes.pop_back();
  return bytes;
}

AnyTensor read(zip_t* archive, std::uint64_t i, const Description& member) {
  if (!member.name.ends_with(suffix)) throw TypeError("is no .npy file");
  if (member.method != ZIP_CM_STORE && member.method != ZIP_CM_DEFLATE)
    throw TypeError(fmt::format("is packed by method {}; only stored and deflated ones can be read", member.method));
  expect_unpackable(member.size, member.packed);
  return parse_npy(unpack(archive, i, member.size));
}

std::string without_suffix(const std::string& name) {
  return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size()) : name;
}

// --- writing

void add(zip_t* archive, const std::string& name, std::span<const std::byte> bytes, Packing packing) {
  auto source = source_of(bytes);
  const auto index = zip_file_add(archive, (name + std::string(suffix)).c_str(), source.get(), ZIP_FL_ENC_UTF_8);
  if (index < 0) throw ValueError(fmt::format("save_npz: '{}' cannot be a name: {}", name, zip_strerror(archive)));
  [[maybe_unused]] auto* const archives_now = source.release();
  const auto place = static_cast<std::uint64_t>(index);
  constexpr std::uint16_t midnight = 0, first_of_january_1980 = 1 << 5 | 1;  // as NumPy: equal tensors, equal files
  if (zip_set_file_compression(archive, place, packing == Packing::stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0 ||
      zip_file_set_dostime(archive, place, midnight, first_of_january_1980, 0) != 0)
    throw Error(fmt::format("save_npz: {}", zip_strerror(archive)));
}

// What the archive wrote into its source.
std::vector<std::byte> bytes_of(zip_source_t* source) {
  const auto failed = [&] { return Error(std::string("save_npz: ") + zip_error_strerror(zip_source_error(source))); };
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) throw failed();
  std::vector<std::byte> bytes(stat.size);
  const auto count = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (count < 0 || static_cast<std::size_t>(count) != bytes.size()) throw failed();
  return bytes;
}

}  // namespace

std::vector<std::byte> format_npz(const NamedTensors& tensors, Packing packing) {
  if (tensors.empty()) {  // libzip would delete the file
    std::vector<std::byte> nothing(end_size);
    std::ranges::transform(end_magic, nothing.begin(), [](char c) { return static_cast<std::byte>(c); });
    return nothing;
  }
  std::vector<std::vector<std::byte>> members;  // they must live until the archive is closed
  auto source = source_of({});
  auto archive = open(source, ZIP_TRUNCATE);
  zip_source_keep(source.get());
  std::set<std::string> names;
  for (const auto& [name, x] : tensors) {
    if (name.find('\0') != std::string::npos)
      throw ValueError("save_npz: a name has a zero byte in it, where libzip and others see its end");
    if (!names.insert(name).second) throw ValueError("save_npz: two tensors are named '" + name + "'");
    members.push_back(format_npy(x));
    add(archive.get(), name, members.back(), packing);
  }
  if (zip_close(archive.get()) != 0) throw Error(std::string("save_npz: ") + zip_strerror(archive.get()));
  [[maybe_unused]] auto* const closed = archive.release();
  return bytes_of(source.get());
}

void save_npz(const std::filesystem::path& path, const NamedTensors& tensors, Packing packing) {
  write_file_atomically(path, format_npz(tensors, packing));
}

NamedTensors parse_npz(std::span<const std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  if (!text.starts_with(member_magic) && !text.starts_with(end_magic))
    throw FormatError("does not start as NumPy's archives do");
  auto source = source_of(file);
  const auto archive = open(source, ZIP_RDONLY);
  [[maybe_unused]] auto* const archives_now = source.release();
  NamedTensors tensors;
  UniqueNames names;
  std::uint64_t packed = 0;
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive.get(), 0));
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto member = describe(archive.get(), i);
    names.add(member.name);
    try {
      if (member.packed > file.size() - packed)
        throw FormatError(fmt::format("should have {} bytes, more than its part of the file", member.packed));
      packed += member.packed;
      tensors.emplace_back(without_suffix(member.name), read(archive.get(), i, member));
    } catch (const TypeError& error) {
      tensors.unreadable[without_suffix(member.name)] = error.what();
    } catch (const FormatError& error) {
      throw FormatError("its member '" + member.name + "' " + error.what());
    }
  }
  return tensors;
}

NamedTensors load_npz(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return parse_npz(file); });
}

}  // namespace d2l
