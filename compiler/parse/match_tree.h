// SPDX-License-Identifier: Apache-2.0
// In: a context of a rule whose alternatives are labelled, and one function per label.
// Out: what the function of the label that is there returns. The grammar's labels are the only cases there are.
#pragma once

#include <optional>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "runtime/value/check_macro.h"

namespace polc::parse {

template <typename Function>
struct ArgumentOf : ArgumentOf<decltype(&Function::operator())> {};
template <typename Result, typename Class, typename Argument>
struct ArgumentOf<Result (Class::*)(Argument&) const> {
  using Type = Argument;
};

/// `match_tree<ast::Anchor>(context, [&](MomentAnchorContext& c) {…}, …)`.
template <typename Result, typename Context, typename... Functions>
Result match_tree(Context& context, const Functions&... functions) {
  std::optional<Result> result;
  const auto attempt = [&](const auto& function) {
    using Argument = typename ArgumentOf<std::remove_cvref_t<decltype(function)>>::Type;
    static_assert(std::is_base_of_v<Context, Argument>, "a label of another rule");
    if (typeid(context) != typeid(Argument)) return false;
    result.emplace(function(static_cast<Argument&>(context)));
    return true;
  };
  const bool matched = (attempt(functions) || ...);
  POLC_CHECK(matched, "a labelled alternative of the grammar has no function");
  return std::move(*result);
}

}  // namespace polc::parse
