// SPDX-License-Identifier: Apache-2.0
// The three steps from letters to sentences: raw words (what the lexer cuts), tokens (what the parser reads; a name of
// several words is one), sentences (runs of tokens). Places are letter numbers, see letters.h.
#pragma once

#include <cstdint>
#include <vector>

namespace polc::parse {

/// A number of PolicyLexer's token list; 0 is none.
using TokenType = std::uint16_t;
inline constexpr TokenType no_token = 0;

struct RawWord {
  TokenType type = no_token;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Token {
  TokenType type = no_token;
  std::int16_t ordinal = -1;  ///< The number of `第十五条`, whose letters are no digits; else -1.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Sentence {
  std::uint32_t first = 0;  ///< Index of its first token.
  std::uint32_t last = 0;   ///< One past its last.
  bool spoilt = false;      ///< A finding about its letters has been reported.
};

struct Sentences {
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
};

}  // namespace polc::parse
