#pragma once

#include <functional>
#include <string>

#include <d2l/core/error.hpp>

/// What an error of this kind says, "" where there was none.
template <class E = d2l::Error>
std::string message_of(const std::function<void()>& call) {
  try {
    call();
    return "";
  } catch (const E& error) {
    return error.what();
  }
}
