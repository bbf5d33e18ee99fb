// SPDX-License-Identifier: Apache-2.0
// Result<T, E>: a value, or the reason why there is none. For failures of the outside world (files,
// databases) and for refused input; mistakes of polc itself are POLC_CHECK's.
#pragma once

#include <utility>
#include <variant>

#include "runtime/value/check_macro.h"

namespace polc::value {

template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return (require(true), *std::get_if<0>(&state_)); }
  [[nodiscard]] const T& value() const& { return (require(true), *std::get_if<0>(&state_)); }
  [[nodiscard]] T&& value() && { return (require(true), std::move(*std::get_if<0>(&state_))); }
  [[nodiscard]] const E& error() const { return (require(false), *std::get_if<1>(&state_)); }
  [[nodiscard]] T& operator*() { return value(); }
  [[nodiscard]] const T& operator*() const { return value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

 private:
  void require(bool want_value) const { POLC_CHECK(ok() == want_value, "the other side of a Result was asked for"); }

  std::variant<T, E> state_;
};

}  // namespace polc::value
