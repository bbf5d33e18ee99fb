// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/dictionary.h"

#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/source/unicode.h"

namespace polc::format {

using source::Language;

namespace {

bool describes(Kind kind) {
  return kind == Kind::Class || kind == Kind::Value || kind == Kind::Attribute || kind == Kind::Filler ||
         kind == Kind::List;
}
bool is_thing(Kind kind) { return kind == Kind::Entity || kind == Kind::Event || kind == Kind::List; }

bool is_english(std::string_view key) {
  return std::all_of(key.begin(), key.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

}  // namespace

// ---- what is declared -------------------------------------------------------------------------------------------

void Dictionary::add(const ast::File& file) {
  for (const auto& part : file.parts) ast::match(part, [&](const auto& one) { add(one, file.language); });
}

void Dictionary::enter(Entry entry, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const std::string key = source::fold_key(name);
    if (key.empty()) continue;
    auto& known = by_key_[key];
    if (known.empty() || known.back() != entries_.size()) known.push_back(entries_.size());
  }
  entries_.push_back(std::move(entry));
}

void Dictionary::enter(Kind kind, const ast::Label& label, Language language, bool yes_or_no) {
  std::string other = label.other ? label.other->text : "";
  if (label.other) {
    other_.try_emplace(source::fold_key(label.primary.text), other);
    other_.try_emplace(source::fold_key(other), label.primary.text);
  } else if (const auto known = other_label(label.primary.text)) {
    other = *known;
  }
  const bool english = language == Language::English;
  const bool owned = kind == Kind::Attribute || kind == Kind::Value || kind == Kind::Filler;
  if (kind == Kind::Entity || kind == Kind::Event) ++owners_;
  Entry entry{kind, english ? label.primary.text : other, english ? other : label.primary.text,
              owned || kind == Kind::Entity || kind == Kind::Event ? owners_ : 0, yes_or_no};
  std::vector<std::string> names{label.primary.text, other};
  for (const ast::Name& also : label.also) names.push_back(also.text);
  enter(std::move(entry), names);
}

std::optional<std::string> Dictionary::other_label(const std::string& primary) const {
  const auto known = other_.find(source::fold_key(primary));
  if (known == other_.end()) return std::nullopt;
  return known->second;
}

void Dictionary::add_attributes(const std::vector<ast::Attribute>& attributes, Language language) {
  for (const ast::Attribute& one : attributes) {
    const bool filler = std::holds_alternative<ast::AlwaysType>(one.type.kind);
    enter(filler ? Kind::Filler : Kind::Attribute, one.label, language,
          std::holds_alternative<ast::YesNoType>(one.type.kind));
    if (const auto* values = std::get_if<ast::EnumerationType>(&one.type.kind))
      for (const ast::Label& value : values->values) enter(Kind::Value, value, language);
  }
}

void Dictionary::add(const ast::Vocabulary& vocabulary, Language language) {
  enter(Kind::Vocabulary, vocabulary.label, language);
  for (const ast::VocabularyItem& item : vocabulary.items) {
    if (const auto* entity = std::get_if<ast::Entity>(&item)) {
      enter(Kind::Entity, entity->label, language);
      add_attributes(entity->attributes, language);
    } else if (const auto* event = std::get_if<ast::Event>(&item)) {
      enter(Kind::Event, event->label, language);
      add_attributes(event->attributes, language);
    } else if (const auto* scale = std::get_if<ast::Scale>(&item)) {
      enter(Kind::Scale, scale->label, language);
      const Entry whole = entries_.back();
      for (const ast::Label& one : scale->classes) {
        enter(Kind::BareClass, one, language);
        const Entry bare = entries_.back();
        const std::string english = bare.english + " " + whole.english;
        const std::string chinese = bare.chinese + whole.chinese;
        enter({Kind::Class, english, chinese, 0, false}, {english, chinese});
      }
    } else if (const auto* measure = std::get_if<ast::Measure>(&item)) {
      enter(Kind::Measure, measure->label, language);
    } else if (const auto* list = std::get_if<ast::List>(&item)) {
      enter(Kind::List, list->label, language);
    } else if (const auto* authority = std::get_if<ast::Authority>(&item)) {
      enter(Kind::Authority, authority->label, language);
    }
  }
}

void Dictionary::add(const ast::Policy& policy, Language language) {
  enter(Kind::Policy, policy.label, language);
  for (const ast::Article& article : policy.articles)
    for (const ast::Statement& statement : article.statements)
      if (const auto* parameter = std::get_if<ast::Parameter>(&statement))
        enter(Kind::Parameter, parameter->label, language);
}

// ---- what is looked up ------------------------------------------------------------------------------------------

std::vector<const Entry*> Dictionary::all(std::string_view key) const {
  std::vector<const Entry*> found;
  const auto collect = [&](std::string_view form) {
    const auto known = by_key_.find(form);
    if (known == by_key_.end() || !found.empty()) return;
    for (const std::size_t entry : known->second) found.push_back(&entries_[entry]);
  };
  collect(key);
  if (key.size() >= 3 && key.back() == 's') {
    collect(key.substr(0, key.size() - 1));
    if (key.ends_with("es")) collect(key.substr(0, key.size() - 2));
    if (key.ends_with("ies")) collect(std::string(key.substr(0, key.size() - 3)) + "y");
  }
  return found;
}

const Entry* Dictionary::find(std::string_view name, const std::vector<Kind>& wanted) const {
  const auto found = all(source::fold_key(name));
  for (const Kind kind : wanted)
    for (const Entry* entry : found)
      if (entry->kind == kind) return entry;
  return nullptr;
}

bool Dictionary::cut_from(const std::vector<std::string>& pieces, std::size_t from, bool spaced,
                          std::vector<const Entry*>& found) const {
  if (from == pieces.size()) return !found.empty();
  for (std::size_t to = pieces.size(); to > from; --to) {
    std::string key;
    for (std::size_t i = from; i < to; ++i) key += (spaced && i > from ? " " : "") + pieces[i];
    const bool last = to == pieces.size();
    for (const Entry* entry : all(key)) {
      if (!describes(entry->kind) && !(last && is_thing(entry->kind))) continue;
      found.push_back(entry);
      if (cut_from(pieces, to, spaced, found)) return true;
      found.pop_back();
    }
  }
  return false;
}

std::vector<const Entry*> Dictionary::cut(std::string_view name) const {
  constexpr std::size_t most_pieces = 40;
  const std::string key = source::fold_key(name);
  const bool spaced = is_english(key);
  std::vector<std::string> pieces;
  std::string piece;
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t length = source::decode(key, at).length;
    if (spaced && key[at] == ' ') {
      pieces.push_back(std::move(piece));
      piece.clear();
    } else {
      piece += key.substr(at, length);
      if (!spaced) {
        pieces.push_back(std::move(piece));
        piece.clear();
      }
    }
    at += length;
  }
  if (!piece.empty()) pieces.push_back(std::move(piece));
  std::vector<const Entry*> found;
  if (pieces.size() > most_pieces || !cut_from(pieces, 0, spaced, found)) return {};
  // Of several things with an attribute or a value of that name, it is that of the noun.
  for (const Entry*& entry : found) {
    const Entry* const noun = found.back();
    if (!is_thing(noun->kind) || entry == noun || entry->owner == noun->owner) continue;
    const std::string& name_of_it = spaced ? entry->english : entry->chinese;
    for (const Entry* one : all(source::fold_key(name_of_it)))
      if (describes(one->kind) && one->owner == noun->owner) {
        entry = one;
        break;
      }
  }
  return found;
}

}  // namespace polc::format
