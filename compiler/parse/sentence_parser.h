// SPDX-License-Identifier: Apache-2.0
// The tokens of one sentence -> its tree, by the parser that ANTLR makes of grammar/PolicyParser.g4. Fast prediction
// first, full prediction when that fails. A sentence that cannot be read has no tree, only the place where it went
// wrong; nothing is repaired and nothing is reported here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "compiler/parse/token.h"

namespace antlr4 {
class ParserRuleContext;
}

namespace polc::parse {

/// What a sentence can be; each is a rule of the grammar that ends with EOF.
enum class Entry : std::uint8_t {
  VocabularyLine,
  VocabularyItem,
  AttributeLine,
  PolicyLine,
  HeaderLine,
  ArticleLine,
  Statement,
  NormStatement,
  LimitsLine,
  Limit,
  TestLine,
  TestStep,
  NormStep,
  WaiverLine,
};

/// Whether a modal word (`must`, `可以`) is among the tokens: such a sentence is a NormStatement or a NormStep.
[[nodiscard]] bool has_modal(std::span<const Token> tokens);

class SentenceParser {
 public:
  SentenceParser();
  ~SentenceParser();

  /// The context of the entry's rule, valid until the next call; null when the tokens are no such sentence. Tokens in
  /// the tree are numbered by their place in `tokens`; the end has the number `tokens.size()`.
  [[nodiscard]] antlr4::ParserRuleContext* parse(Entry entry, std::span<const Token> tokens);
  /// After `parse` returned null: the first token that cannot stand where it does.
  [[nodiscard]] std::size_t stopped_at() const;
  /// The same without a tree: none when the tokens are such a sentence.
  [[nodiscard]] std::optional<std::size_t> first_error(Entry entry, std::span<const Token> tokens);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace polc::parse
