// SPDX-License-Identifier: Apache-2.0
// Which names mean what. Symbols is the table of one vocabulary (or of the parameters of one policy): both labels and all
// synonyms of everything declared, under their folded key. Scope is what one policy can see: its own parameters, those of
// its superiors, and the vocabularies it uses.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "compiler/core/core.h"

namespace polc::check {

struct RelationName {
  core::RelationId relation;
};
struct ColumnName {
  core::RelationId relation;
  core::ColumnIndex column = 0;
};
// A value of an enumerated attribute: `confirmed`.
struct ValueName {
  core::RelationId relation;
  core::ColumnIndex column = 0;
  std::uint32_t value = 0;
};
struct ScaleName {
  core::ScaleId scale;
};
// `low risk` (an adjective of everything that has the scale), or `low` alone (`bare`).
struct ClassName {
  core::ScaleId scale;
  std::uint32_t rank = 0;
  bool bare = false;
};
struct MeasureName {
  core::MeasureId measure;
};
struct ListName {
  core::ListId list;
};
struct AuthorityName {
  core::AuthorityId authority;
};
struct ParameterName {
  core::ParameterId parameter;
};
// `new: always` — a word that adds nothing to `relation`.
struct FillerName {
  core::RelationId relation;
};
using Meaning = std::variant<RelationName, ColumnName, ValueName, ScaleName, ClassName, MeasureName, ListName,
                             AuthorityName, ParameterName, FillerName>;

struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};

class Symbols {
 public:
  // `name` as written; folded here. An empty name is not entered.
  void add(std::string_view name, Meaning meaning);
  void add(const core::Label& label, Meaning meaning);
  // Everything a folded key means here; nullptr if nothing.
  const std::vector<Meaning>* find(std::string_view key) const;
  const std::vector<std::string>& names() const { return names_; }
  // The longest name, in words and in characters: no longer piece of a phrase need be looked up.
  std::size_t longest_in_words() const { return longest_in_words_; }
  std::size_t longest_in_characters() const { return longest_in_characters_; }

 private:
  std::unordered_map<std::string, std::vector<Meaning>, KeyHash, std::equal_to<>> meanings_;
  std::vector<std::string> names_;  // as written, for suggestions
  std::size_t longest_in_words_ = 1;
  std::size_t longest_in_characters_ = 1;
};

class Scope {
 public:
  void add_layer(const Symbols* symbols);
  // All meanings of a folded key in all layers; if there are none, those of its English singular.
  std::vector<Meaning> find(std::string_view key) const;
  template <class Kind>
  std::vector<Kind> find_all(std::string_view key) const {
    std::vector<Kind> found;
    for (const Meaning& meaning : find(key))
      if (const Kind* kind = std::get_if<Kind>(&meaning)) found.push_back(*kind);
    return found;
  }
  // Names near to one that is not known, nearest first.
  std::vector<std::string> suggestions(std::string_view name) const;
  std::size_t longest_in_words() const { return longest_in_words_; }
  std::size_t longest_in_characters() const { return longest_in_characters_; }

 private:
  void collect(std::string_view key, std::vector<Meaning>& found) const;

  std::vector<const Symbols*> layers_;
  std::size_t longest_in_words_ = 1;
  std::size_t longest_in_characters_ = 1;
};

// `-s`, `-es`, `-ies` taken off the last word of a folded key: the forms that may be its singular, likeliest first.
std::vector<std::string> singulars(std::string_view key);

// The column of a relation with this name (folded, singular too); no value if it has none.
std::optional<core::ColumnIndex> find_column(const Scope& scope, core::RelationId relation, std::string_view key);

// Whether `key` is a name of this thing.
bool is_named(const core::Label& label, std::string_view key);

}  // namespace polc::check
