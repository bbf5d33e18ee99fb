// SPDX-License-Identifier: Apache-2.0
// The names that a file may use, in both languages: the labels of the vocabularies, policies and parameters that were found
// for it. Looks up a name as a whole, or cuts it into adjectives and a noun as the check does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/nodes.h"

namespace polc::format {

enum class Kind : std::uint8_t {
  Entity,
  Event,
  Attribute,
  Value,
  Filler,
  Scale,
  Class,      ///< `low risk` / 低风险
  BareClass,  ///< `low` / 低
  Measure,
  List,
  Authority,
  Parameter,
  Policy,
  Vocabulary,
};

struct Entry {
  Kind kind = Kind::Entity;
  std::string english;  ///< Empty when the label has none.
  std::string chinese;
  std::size_t owner = 0;   ///< Of attributes and values: the number of their entity or event; else 0.
  bool yes_or_no = false;  ///< Of attributes.
  [[nodiscard]] const std::string& in(source::Language language) const {
    return language == source::Language::English ? english : chinese;
  }
};

class Dictionary {
 public:
  /// Files are added in any order; what a later one declares counts for all.
  void add(const ast::File& file);

  /// The entry of a kind named first in `wanted` that has this name, in the singular too. Null if there is none.
  [[nodiscard]] const Entry* find(std::string_view name, const std::vector<Kind>& wanted) const;
  /// Adjectives and a noun, or adjectives alone; empty when the name cannot be cut so.
  [[nodiscard]] std::vector<const Entry*> cut(std::string_view name) const;
  /// What stands behind the slash where the label was given in full.
  [[nodiscard]] std::optional<std::string> other_label(const std::string& primary) const;

 private:
  void add(const ast::Vocabulary& vocabulary, source::Language language);
  void add(const ast::Policy& policy, source::Language language);
  void add_attributes(const std::vector<ast::Attribute>& attributes, source::Language language);
  void enter(Kind kind, const ast::Label& label, source::Language language, bool yes_or_no = false);
  void enter(Entry entry, const std::vector<std::string>& names);
  [[nodiscard]] std::vector<const Entry*> all(std::string_view key) const;
  bool cut_from(const std::vector<std::string>& pieces, std::size_t from, bool spaced,
                std::vector<const Entry*>& found) const;

  std::vector<Entry> entries_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_key_;
  std::map<std::string, std::string> other_;  // folded label -> the label behind the slash, of this file and the others
  std::size_t owners_ = 0;
};

}  // namespace polc::format
