// SPDX-License-Identifier: Apache-2.0
// Collects tokens into sentences. Says where a sentence ends: at a stop, or at a line end, unless the line goes on
// (inside brackets, after a comma, a colon or a joining word, or when the next line begins with a joining word).
#pragma once

#include <cstddef>
#include <cstdint>

#include "compiler/parse/keywords.h"
#include "compiler/parse/token.h"

namespace polc::parse {

/// The part of a file that a sentence beginning with this token opens; else the one that it stands in.
[[nodiscard]] Part part_after(TokenType first, Part part);
/// No sentence can end with this token: the next line belongs to it.
[[nodiscard]] bool goes_on_after(TokenType last);
/// No sentence can begin with this token: its line belongs to the one before.
[[nodiscard]] bool goes_on_with(TokenType next, source::Language language);

class SentenceBuilder {
 public:
  explicit SentenceBuilder(source::Language language) : language_(language) {}

  void put(Token token);
  void put(TokenType type, std::uint32_t begin, std::uint32_t end) { put(Token{type, -1, begin, end}); }
  void line_break() { line_break_ = true; }
  void stop();
  /// The sentence that is being built has had its finding: what else is wrong with it is not worth a second one.
  void spoil() { spoilt_ = true; }

  /// What the next word sees around it.
  [[nodiscard]] Spot spot() const;
  /// The type of the token `back` places before the next one, in this sentence; none when there is none.
  [[nodiscard]] TokenType before(std::size_t back = 1) const;
  /// The next word is the first of its sentence: marks are put in front of it.
  [[nodiscard]] bool nothing_but_marks() const;
  /// Brackets that are open.
  [[nodiscard]] int depth() const { return depth_; }

  [[nodiscard]] Sentences finish();

 private:
  [[nodiscard]] std::size_t length() const { return out_.tokens.size() - begin_; }

  source::Language language_;
  Sentences out_;
  std::size_t begin_ = 0;  ///< Of the sentence that is being built.
  Part part_ = Part::Start;
  int depth_ = 0;
  bool line_break_ = false;  ///< A line ended since the last token.
  bool spoilt_ = false;
};

}  // namespace polc::parse
