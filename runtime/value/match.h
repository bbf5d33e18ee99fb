// SPDX-License-Identifier: Apache-2.0
// In: a std::variant (or a node with a member `kind` that is one) and one function per alternative.
// Out: what the function of the alternative that is there returns.
// There is no catch-all: an alternative without a function does not compile. Do not write one with `auto`.
#pragma once

#include <utility>
#include <variant>

namespace polc::value {

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

template <typename T>
concept HasKind = requires(T& node) { node.kind.index(); };

/// `match(node, [&](const And& a) {…}, [&](const Or& o) {…})`; all functions return the same type.
template <typename Node, typename... Functions>
decltype(auto) match(Node&& node, Functions&&... functions) {
  if constexpr (HasKind<Node>)
    return std::visit(Overloaded{std::forward<Functions>(functions)...}, std::forward<Node>(node).kind);
  else
    return std::visit(Overloaded{std::forward<Functions>(functions)...}, std::forward<Node>(node));
}

}  // namespace polc::value
