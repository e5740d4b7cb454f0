#pragma once

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "refusal.hpp"

namespace cuda_emulator {

/// The objects that the host knows by handles.
template <class Object>
class Registry {
 public:
  explicit Registry(std::string_view what) : what_(what) {}

  template <class... Arguments>
  Object* create(Arguments&&... arguments) {
    return objects_.emplace_back(std::make_unique<Object>(std::forward<Arguments>(arguments)...)).get();
  }

  /// The object of a handle that was created and not destroyed.
  Object& at(const Object* handle) const { return **find(handle); }

  void destroy(const Object* handle) { objects_.erase(find(handle)); }

  auto begin() const { return objects_.begin(); }
  auto end() const { return objects_.end(); }

 private:
  auto find(const Object* handle) const {
    const auto place = std::ranges::find(objects_, handle, &std::unique_ptr<Object>::get);
    if (place == objects_.end())
      throw Refusal(cudaErrorInvalidResourceHandle, fmt::format("there is no such {}", what_));
    return place;
  }

  std::string_view what_;
  std::vector<std::unique_ptr<Object>> objects_;
};

}  // namespace cuda_emulator
