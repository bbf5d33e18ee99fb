// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/mistake.h"

#include "compiler/source/unicode.h"

namespace polc::parse {

source::Span Mistake::span(std::size_t place) const {
  if (place < tokens.size()) return letters.span(tokens[place].begin, tokens[place].end);
  return letters.span(tokens.back().end, tokens.back().end);
}

std::string Mistake::written(std::size_t place) const {
  if (place >= tokens.size()) return {};
  return std::string(letters.written(tokens[place].begin, tokens[place].end));
}

// Places are compared by letters, because a change moves the numbers of the tokens behind it.
Mistake::Trial Mistake::attempt(std::span<const Token> changed, Entry as) const {
  // A word taken for a modal makes another kind of sentence.
  if (as == Entry::Statement && has_modal(changed)) as = Entry::NormStatement;
  if (as == Entry::TestStep && has_modal(changed)) as = Entry::NormStep;
  const auto error = parser.first_error(as, changed);
  if (!error) return Trial::Whole;
  const auto letter = [](std::span<const Token> list, std::size_t place) {
    return place < list.size() ? list[place].begin : list.back().end + 1;
  };
  return letter(changed, *error) > letter(tokens, at) ? Trial::Further : Trial::NoBetter;
}

bool Mistake::could_stand(TokenType candidate) const {
  std::vector<Token> prefix(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at));
  const std::uint32_t end = prefix.empty() ? 0 : prefix.back().end;
  prefix.push_back({candidate, -1, end, end});
  const auto error = parser.first_error(entry, prefix);
  return !error || *error > at;
}

std::vector<Token> Mistake::with(std::size_t first, std::size_t last, std::span<const Token> instead) const {
  const auto place = [&](std::size_t index) { return tokens.begin() + static_cast<std::ptrdiff_t>(index); };
  std::vector<Token> changed(tokens.begin(), place(first));
  changed.insert(changed.end(), instead.begin(), instead.end());
  changed.insert(changed.end(), place(last), tokens.end());
  return changed;
}

}  // namespace polc::parse
