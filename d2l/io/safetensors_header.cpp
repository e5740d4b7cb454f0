#include "d2l/io/safetensors_header.hpp"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "d2l/io/validate.hpp"

namespace d2l {
namespace {

using nlohmann::json;

// Takes the header's parts as the parser comes to them, and refuses what does not belong there.
class Handler final : public json::json_sax_t {
 public:
  SafetensorsHeader header;

  bool start_object(std::size_t /*size*/) override {
    if (place_ == Place::start) return go(Place::names);
    if (place_ == Place::name && name_ == "__metadata__") return go(Place::metadata);
    if (place_ != Place::name) refuse();
    header.entries.push_back({.name = name_, .type = {}, .sizes = {}});
    return go(Place::entry);
  }
  bool end_object() override {
    if (place_ == Place::entry && fields_.size() != 3) refuse();
    fields_.clear();
    return go(place_ == Place::names ? Place::end : Place::names);
  }
  bool key(std::string& key) override {
    switch (place_) {
      case Place::names:
        names_.add(key);
        name_ = key;
        return go(Place::name);
      case Place::metadata:
        text_name_ = key;
        if (header.metadata.contains(key)) throw FormatError("names '" + key + "' twice in its metadata");
        return go(Place::text);
      default:  // an entry
        if (!fields_.insert(key).second) refuse();
        return go(key == "dtype"          ? Place::type
                  : key == "shape"        ? Place::shape
                  : key == "data_offsets" ? Place::offsets
                                          : Place::end);
    }
  }
  bool string(std::string& value) override {
    if (place_ == Place::text) {
      header.metadata[text_name_] = value;
      return go(Place::metadata);
    }
    if (place_ != Place::type) refuse();
    header.entries.back().type = value;
    return go(Place::entry);
  }
  bool start_array(std::size_t /*size*/) override {
    numbers_.clear();
    if (place_ == Place::shape) return go(Place::sizes);
    if (place_ == Place::offsets) return go(Place::begin_and_end);
    refuse();
  }
  bool end_array() override {
    auto& entry = header.entries.back();
    if (place_ == Place::sizes) {
      entry.sizes = numbers_;
    } else {
      if (numbers_.size() != 2) refuse();
      entry.begin = numbers_[0];
      entry.end = numbers_[1];
    }
    return go(Place::entry);
  }
  bool number_unsigned(std::uint64_t value) override {
    constexpr std::size_t most_numbers = 64;  // more axes than any tensor has
    if ((place_ != Place::sizes && place_ != Place::begin_and_end) || numbers_.size() == most_numbers) refuse();
    numbers_.push_back(value);
    return true;
  }
  bool number_integer(std::int64_t value) override { refuse_number(std::to_string(value)); }
  bool number_float(double /*value*/, const std::string& text) override { refuse_number(text); }
  bool null() override { refuse(); }
  bool boolean(bool /*value*/) override { refuse(); }
  bool binary(json::binary_t& /*value*/) override { refuse(); }
  bool parse_error(std::size_t place, const std::string& /*token*/, const json::exception& /*error*/) override {
    throw FormatError(fmt::format("its header is not valid JSON at byte {}", place));
  }

 private:
  // What comes next.
  enum class Place { start, names, name, entry, type, shape, sizes, offsets, begin_and_end, metadata, text, end };

  bool go(Place place) {
    place_ = place;
    return true;
  }
  [[noreturn]] void refuse() const {
    if (name_.empty()) throw FormatError("its header is no JSON object of tensors");
    throw FormatError("the header's entry for '" + name_ + "' is not dtype, shape and data_offsets");
  }
  [[noreturn]] void refuse_number(const std::string& text) const {
    if (place_ != Place::sizes && place_ != Place::begin_and_end) refuse();
    throw FormatError("'" + name_ + "' has " + text + " as a size or place");
  }

  Place place_ = Place::start;
  UniqueNames names_;
  std::string name_, text_name_;
  std::set<std::string> fields_;
  std::vector<std::uint64_t> numbers_;
};

}  // namespace

SafetensorsHeader parse_safetensors_header(std::string_view text) {
  Handler handler;
  json::sax_parse(text.begin(), text.end(), &handler);
  return std::move(handler.header);
}

}  // namespace d2l
