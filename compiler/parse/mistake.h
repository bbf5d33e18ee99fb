// SPDX-License-Identifier: Apache-2.0
// A sentence that cannot be read, and the explanations that are tried on it. Each explanation makes a change that the
// author may have meant, parses again, and speaks only if the sentence then goes further (or, where the change is a
// guess at words, is whole). No explanation changes what the compiler reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/sentence_parser.h"
#include "compiler/parse/token.h"

namespace polc::parse {

struct Mistake {
  const Entry entry;
  const std::span<const Token> tokens;
  const std::size_t at;  ///< The first token that cannot stand where it does; `tokens.size()` for the end.
  const Letters& letters;
  const Keywords& keywords;
  diag::Sink& sink;
  SentenceParser& parser;

  [[nodiscard]] TokenType type(std::size_t place) const {
    return place < tokens.size() ? tokens[place].type : no_token;
  }
  [[nodiscard]] source::Span span(std::size_t place) const;
  [[nodiscard]] std::string written(std::size_t place) const;
  [[nodiscard]] std::u32string_view folded(std::size_t place) const {
    return letters.folded(tokens[place].begin, tokens[place].end);
  }

  enum class Trial { NoBetter, Further, Whole };
  /// How the sentence fares with these tokens instead.
  [[nodiscard]] Trial attempt(std::span<const Token> changed) const { return attempt(changed, entry); }
  [[nodiscard]] Trial attempt(std::span<const Token> changed, Entry as) const;
  /// Whether a token of that type can stand where the mistake is.
  [[nodiscard]] bool could_stand(TokenType candidate) const;

  /// The tokens with [first, last) replaced.
  [[nodiscard]] std::vector<Token> with(std::size_t first, std::size_t last, std::span<const Token> instead) const;
};

// mistakes_of_structure.cpp: true when a finding was made.
bool explain_brackets(const Mistake& mistake);
bool explain_mixed_joints(const Mistake& mistake);
bool explain_two_periods(const Mistake& mistake);
bool explain_bare_name(const Mistake& mistake);
bool explain_misplaced(const Mistake& mistake);

// mistakes_of_words.cpp
bool explain_two_names(const Mistake& mistake);
bool explain_missing_spaces(const Mistake& mistake);
bool explain_other_language(const Mistake& mistake, const Keywords& other);
bool explain_misspelt(const Mistake& mistake);
bool explain_reserved_in_name(const Mistake& mistake);

}  // namespace polc::parse
