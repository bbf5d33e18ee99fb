// SPDX-License-Identifier: Apache-2.0
// How dump.cpp and its neighbours write nodes: one `show` for each, all inline text without a line end.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/ast/nodes.h"

namespace polc::ast::shown {

/// `(word part part)`; empty parts leave nothing behind.
class Node {
 public:
  explicit Node(std::string_view word) : text_("(" + std::string(word)) {}
  Node&& add(const std::string& part) && {
    if (!part.empty()) text_ += " " + part;
    return std::move(*this);
  }
  template <typename T, typename Show>
  Node&& all(const std::vector<T>& parts, const Show& show) && {
    for (const T& part : parts) text_ += " " + show(part);
    return std::move(*this);
  }
  std::string end() && { return std::move(text_) + ")"; }

 private:
  std::string text_;
};

template <typename T, typename Show>
std::string maybe(const std::optional<T>& value, const Show& show) {
  return value ? show(*value) : std::string();
}

// dump_words.cpp
std::string quote(std::string_view text);
std::string show(const Name& name);
std::string show(const Label& label);
std::string show(const Operand& operand);
std::string show(const Names& names);
std::string show(const Quantity& quantity);
std::string show(const Amount& amount);
std::string show(const Range& range);
std::string show(const Bounded& bounded);
std::string show(const Date& date);
std::string show(const Time& time);
std::string show(const Moment& moment);
std::string show(const Anchor& anchor);
std::string show(const Rhythm& rhythm);
std::string show(const Note& note);
std::string_view word(Bound bound);
std::string_view word(Side side);

// dump_conditions.cpp
std::string show(const Window& window);
std::string show(const Beside& beside);
std::string show(const Period& period);
std::string show(const Where& where);
std::string show(const Item& item);
std::string show(const Condition& condition);

// dump_vocabulary.cpp: these are whole lines.
std::string vocabulary_lines(const Vocabulary& vocabulary);

// dump_rules.cpp
std::string show(const Rule& rule);
std::string show(const Statement& statement);
std::string show(const Limit& limit);

}  // namespace polc::ast::shown
