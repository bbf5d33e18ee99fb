// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/symbols.h"

#include <algorithm>

#include "compiler/diagnostics/suggest.h"
#include "compiler/source/unicode.h"

namespace polc::check {

void Symbols::add(std::string_view name, Meaning meaning) {
  std::string key = source::fold_key(name);
  if (key.empty()) return;
  const auto words = static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1;
  longest_in_words_ = std::max(longest_in_words_, words);
  longest_in_characters_ = std::max(longest_in_characters_, source::count_code_points(key));
  auto [entry, is_new] = meanings_.try_emplace(std::move(key));
  if (is_new) names_.emplace_back(name);
  entry->second.push_back(meaning);
}

void Symbols::add(const core::Label& label, Meaning meaning) {
  add(label.english, meaning);
  if (source::fold_key(label.chinese) != source::fold_key(label.english)) add(label.chinese, meaning);
}

const std::vector<Meaning>* Symbols::find(std::string_view key) const {
  const auto entry = meanings_.find(key);
  return entry == meanings_.end() ? nullptr : &entry->second;
}

void Scope::add_layer(const Symbols* symbols) {
  if (std::find(layers_.begin(), layers_.end(), symbols) != layers_.end()) return;
  layers_.push_back(symbols);
  longest_in_words_ = std::max(longest_in_words_, symbols->longest_in_words());
  longest_in_characters_ = std::max(longest_in_characters_, symbols->longest_in_characters());
}

void Scope::collect(std::string_view key, std::vector<Meaning>& found) const {
  for (const Symbols* layer : layers_)
    if (const auto* meanings = layer->find(key)) found.insert(found.end(), meanings->begin(), meanings->end());
}

std::vector<Meaning> Scope::find(std::string_view key) const {
  std::vector<Meaning> found;
  collect(key, found);
  if (!found.empty()) return found;
  for (const std::string& singular : singulars(key)) {
    collect(singular, found);
    if (!found.empty()) break;
  }
  return found;
}

std::vector<std::string> Scope::suggestions(std::string_view name) const {
  std::vector<std::string_view> candidates;
  for (const Symbols* layer : layers_)
    candidates.insert(candidates.end(), layer->names().begin(), layer->names().end());
  return diag::suggest(name, candidates);
}

std::vector<std::string> singulars(std::string_view key) {
  std::vector<std::string> forms;
  if (key.size() < 3 || key.back() != 's') return forms;
  forms.emplace_back(key.substr(0, key.size() - 1));
  if (key.ends_with("es")) forms.emplace_back(key.substr(0, key.size() - 2));
  if (key.ends_with("ies")) forms.push_back(std::string(key.substr(0, key.size() - 3)) + "y");
  return forms;
}

std::optional<core::ColumnIndex> find_column(const Scope& scope, core::RelationId relation, std::string_view key) {
  for (const Meaning& meaning : scope.find(key))
    if (const auto* column = std::get_if<ColumnName>(&meaning); column && column->relation == relation)
      return column->column;
  return std::nullopt;
}

bool is_named(const core::Label& label, std::string_view key) {
  return source::fold_key(label.english) == key || source::fold_key(label.chinese) == key;
}

}  // namespace polc::check
