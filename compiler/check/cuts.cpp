// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/cuts.h"

#include <algorithm>
#include <set>
#include <vector>

#include "compiler/parse/keywords.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

std::set<char32_t> one_character_words() {
  std::set<char32_t> words;
  const parse::Keywords keywords(source::Language::Chinese);
  for (const parse::Keywords::Row& row : keywords.rows())
    if (row.keyword.place == parse::Place::Sentence && row.phrase.size() == 1) words.insert(row.phrase.front());
  return words;
}

class CutFinder {
 public:
  CutFinder(const Scope& scope, std::u32string text)
      : scope_(scope), text_(std::move(text)), reserved_(one_character_words()) {}

  std::optional<std::string> find() {
    if (text_.size() > longest_text) return std::nullopt;
    walk(0, {}, false, false);
    if (cuts_.size() != 1) return std::nullopt;
    return *cuts_.begin();
  }

 private:
  static constexpr std::size_t longest_text = 40;
  static constexpr std::size_t enough = 2;  // a second cut settles that there is not only one

  void walk(std::size_t at, const std::u32string& so_far, bool after_name, bool has_reserved) {
    if (cuts_.size() >= enough || ++steps_ > max_steps) return;
    if (at == text_.size()) {
      if (has_reserved) cuts_.insert(source::to_utf8(so_far));
      return;
    }
    const std::u32string space = so_far.empty() ? U"" : U" ";
    if (reserved_.contains(source::fold_character(text_[at]))) walk(at + 1, so_far + (space + text_[at]), false, true);
    const std::size_t longest = std::min(text_.size() - at, scope_.longest_in_characters());
    for (std::size_t length = longest; length > 0; --length) {
      const std::u32string piece = text_.substr(at, length);
      if (scope_.find(source::fold_key(source::to_utf8(piece))).empty()) continue;
      // Names that touch are one phrase: adjectives and their noun.
      walk(at + length, so_far + (after_name ? piece : space + piece), true, has_reserved);
    }
  }

  static constexpr std::size_t max_steps = 10'000;

  const Scope& scope_;
  std::u32string text_;
  std::set<char32_t> reserved_;
  std::set<std::string> cuts_;
  std::size_t steps_ = 0;
};

}  // namespace

std::optional<std::string> only_cut(const Scope& scope, const std::string& text) {
  std::u32string characters = source::to_utf32(text);
  if (std::none_of(characters.begin(), characters.end(), source::is_han)) return std::nullopt;
  return CutFinder(scope, std::move(characters)).find();
}

void report_unknown_name(const Context& context, const ast::Name& name) {
  auto finding = context.sink.emit(diag::Kind::UnknownName, name.span, name.text);
  if (const auto cut = only_cut(context.scope, name.text)) {
    finding.help(diag::Kind::CutMeant, *cut).fix(name.span, *cut);
    return;
  }
  const auto near = context.scope.suggestions(name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
}

}  // namespace polc::check
