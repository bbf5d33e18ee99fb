// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/sentence_builder.h"

#include <antlr4-runtime.h>

#include <utility>

#include "PolicyLexer.h"

namespace polc::parse {
Part part_after(TokenType first, Part part) {
  switch (first) {
    case PolicyLexer::VOCABULARY:
      return Part::Vocabulary;
    case PolicyLexer::POLICY:
      return Part::Header;
    case PolicyLexer::ARTICLE:
      return Part::Article;
    case PolicyLexer::LIMITS:
      return Part::Limits;
    case PolicyLexer::TEST:
      return Part::Test;
    default:
      return part;
  }
}

bool goes_on_after(TokenType last) {
  switch (last) {
    case PolicyLexer::MARK:
    case PolicyLexer::COMMA:
    case PolicyLexer::LIST_COMMA:
    case PolicyLexer::COLON:
    case PolicyLexer::LESS:
    case PolicyLexer::IF:
    case PolicyLexer::UNLESS:
    case PolicyLexer::EXCEPT:
    case PolicyLexer::AND:
    case PolicyLexer::OR:
    case PolicyLexer::NOT:
    case PolicyLexer::WHERE:
    case PolicyLexer::OF:
    case PolicyLexer::POSSESSIVE:
    case PolicyLexer::FOR:
    case PolicyLexer::FROM:
    case PolicyLexer::UNTIL:
    case PolicyLexer::THEN:
    case PolicyLexer::BECAUSE:
    case PolicyLexer::CHOSEN_BY:
    case PolicyLexer::MUST:
    case PolicyLexer::MUST_NOT:
    case PolicyLexer::MAY:
    case PolicyLexer::SHOULD:
    case PolicyLexer::SHOULD_NOT:
    case PolicyLexer::NEED_NOT:
    case PolicyLexer::NEED_ONLY:
      return true;
    default:
      return false;
  }
}

// In Chinese 对 may open a sentence.
bool goes_on_with(TokenType next, source::Language language) {
  switch (next) {
    case PolicyLexer::IF:
    case PolicyLexer::UNLESS:
    case PolicyLexer::EXCEPT:
    case PolicyLexer::EXCEPTED:
    case PolicyLexer::AND:
    case PolicyLexer::OR:
    case PolicyLexer::WHERE:
    case PolicyLexer::UNTIL:
    case PolicyLexer::THEN:
    case PolicyLexer::OTHERWISE:
    case PolicyLexer::BECAUSE:
    case PolicyLexer::CHOSEN_BY:
    case PolicyLexer::NOTWITHSTANDING:
    case PolicyLexer::COMMA:
    case PolicyLexer::LIST_COMMA:
    case PolicyLexer::RP:
    case PolicyLexer::LESS:
      return true;
    case PolicyLexer::FOR:
      return language == source::Language::English;
    default:
      return false;
  }
}

Spot SentenceBuilder::spot() const {
  const TokenType last = before();
  const bool first = nothing_but_marks() || (line_break_ && depth_ == 0 && !goes_on_after(last));
  return {part_, first, first ? no_token : last};
}

TokenType SentenceBuilder::before(std::size_t back) const {
  return length() < back ? no_token : out_.tokens[out_.tokens.size() - back].type;
}

// A mark stands nowhere else than in front of a sentence: filter.cpp sees to that.
bool SentenceBuilder::nothing_but_marks() const {
  const TokenType last = before();
  return last == no_token || last == PolicyLexer::MARK;
}

void SentenceBuilder::put(Token token) {
  if (line_break_ && depth_ == 0 && length() != 0 && !goes_on_after(before()) && !goes_on_with(token.type, language_))
    stop();
  line_break_ = false;
  if (nothing_but_marks()) part_ = part_after(token.type, part_);
  if (token.type == PolicyLexer::LP) ++depth_;
  if (token.type == PolicyLexer::RP && depth_ > 0) --depth_;
  out_.tokens.push_back(token);
}

void SentenceBuilder::stop() {
  line_break_ = false;
  depth_ = 0;
  if (length() == 0) return;
  out_.sentences.push_back({static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(out_.tokens.size()),
                            std::exchange(spoilt_, false)});
  begin_ = out_.tokens.size();
}

Sentences SentenceBuilder::finish() {
  stop();
  return std::move(out_);
}

}  // namespace polc::parse
