// SPDX-License-Identifier: Apache-2.0
// Pairs of labels: a value that is listed a second time need not repeat its name in the other language.
#include "compiler/check/labels.h"

#include "compiler/source/unicode.h"

namespace polc::check {

void LabelPairs::learn(const ast::Label& label) {
  if (label.other) other_.try_emplace(source::fold_key(label.primary.text), label.other->text);
}

core::Label LabelPairs::pair(const ast::Name& name) const {
  core::Label pair;
  pair.span = name.span;
  const auto known = other_.find(source::fold_key(name.text));
  const std::string other = known == other_.end() ? std::string() : known->second;
  const bool english = language_ == source::Language::English;
  pair.english = english ? name.text : other;
  pair.chinese = english ? other : name.text;
  return pair;
}

core::Label LabelPairs::pair(const ast::Label& label) const {
  core::Label pair = this->pair(label.primary);
  if (label.other) (language_ == source::Language::English ? pair.chinese : pair.english) = label.other->text;
  return pair;
}

}  // namespace polc::check
