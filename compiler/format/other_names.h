// SPDX-License-Identifier: Apache-2.0
// Names, units and times of a tree -> those of the other language, in place; what cannot be found is collected.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/format/dictionary.h"
#include "compiler/format/to_other.h"

namespace polc::format {

/// What a name stands for where it stands: the kinds to look for, likeliest first.
enum class Role : std::uint8_t {
  Thing,    ///< `high-risk person`, in conditions too
  Subject,  ///< whom a sentence is about: a thing, or an authority
  Authority,
  Event,
  Head,  ///< a measure, a class, an attribute, a thing that is counted
  Measure,
  List,
  Scale,
  ClassNoun,  ///< a class of its own: `low risk`
  Left,       ///< of a comparison
  Item,       ///< right of one
  Amount,
  Attribute,
  Type,
  Policy,
  Vocabulary,
  FreeText,
};

class OtherNames {
 public:
  OtherNames(const Dictionary& dictionary, source::Language from)
      : dictionary_(dictionary),
        from_(from),
        to_(from == source::Language::English ? source::Language::Chinese : source::Language::English) {}

  [[nodiscard]] bool to_chinese() const { return to_ == source::Language::Chinese; }

  void change(ast::Name& name, Role role, bool plural = false);
  void change(std::vector<ast::Name>& names, Role role);
  void change(ast::Label& label);
  /// Chains run from the owner in Chinese and to the owner in English.
  void change(ast::Operand& operand, Role role, bool plural = false);
  void change(ast::Names& names, Role role, bool plural = false);
  void change(ast::Quantity& quantity);
  void change(ast::Amount& amount);
  void change(ast::Value& value);
  void change(ast::Range& range);
  void change(ast::Anchor& anchor);
  void change(ast::Window& window, bool is_deadline);
  void change(ast::Rhythm& rhythm, bool is_counted);

  /// The counter that Chinese puts between a number and what it counts; none in English.
  void count(ast::Quantity& quantity, const ast::Operand& counted) const;
  /// What an unchanged name stands for; null for what is no single entry.
  [[nodiscard]] const Entry* entry(const ast::Operand& operand, Role role) const;
  /// Whether an unchanged operand names things or events, with or without adjectives.
  [[nodiscard]] bool is_thing(const ast::Operand& operand) const;
  [[nodiscard]] bool is_authority(const ast::Names& names) const;

  void miss(source::Span span, std::string text) { missing_.push_back({span, std::move(text)}); }
  [[nodiscard]] std::vector<Missing>& missing() { return missing_; }

 private:
  [[nodiscard]] std::string spelt(const std::vector<const Entry*>& entries, Role role, bool plural) const;
  [[nodiscard]] std::vector<const Entry*> look_up(const std::string& name, Role role) const;
  /// Types of the language itself, and units.
  [[nodiscard]] bool change_type(ast::Name& name, const std::string& key) const;
  [[nodiscard]] bool needs_quotes(const std::string& text, source::Language language);

  const Dictionary& dictionary_;
  source::Language from_;
  source::Language to_;
  std::map<std::pair<std::string, source::Language>, bool> quotes_;
  std::vector<Missing> missing_;
};

}  // namespace polc::format
