// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/keywords.h"

#include <antlr4-runtime.h>
#include <doctest/doctest.h>

#include "PolicyLexer.h"

using namespace polc::parse;
using polc::source::Language;

namespace {

TokenType token(const Keywords& keywords, std::u32string_view phrase, const Spot& spot = {}) {
  const Keyword* keyword = keywords.find(phrase, spot);
  return keyword == nullptr ? no_token : keyword->tokens[0];
}

}  // namespace

TEST_CASE("a word counts where the table says and nowhere else") {
  const Keywords english(Language::English);
  CHECK(token(english, U"if") == PolicyLexer::IF);
  CHECK(token(english, U"on each of") == PolicyLexer::EACH_OF);
  CHECK(token(english, U"measure") == no_token);
  CHECK(token(english, U"measure", {Part::Vocabulary, true, no_token}) == PolicyLexer::MEASURE);
  CHECK(token(english, U"measure", {Part::Vocabulary, false, PolicyLexer::COLON}) == no_token);
  CHECK(token(english, U"key", {Part::Vocabulary, false, PolicyLexer::COMMA}) == PolicyLexer::KEY);
  CHECK(token(english, U"key", {Part::Vocabulary, true, no_token}) == no_token);
  CHECK(token(english, U"uses", {Part::Header, true, no_token}) == PolicyLexer::USES);
  CHECK(token(english, U"uses", {Part::Article, true, no_token}) == no_token);
  CHECK(token(english, U"given", {Part::Test, true, no_token}) == PolicyLexer::GIVEN);
  CHECK(token(english, U"given", {Part::Article, true, no_token}) == no_token);
}

TEST_CASE("below the heading of the limits 不得采取 is a limit, above it a prohibition") {
  const Keywords chinese(Language::Chinese);
  CHECK(token(chinese, U"不得采取", {Part::Article, false, no_token}) == PolicyLexer::MUST_NOT);
  CHECK(token(chinese, U"不得采取", {Part::Limits, false, no_token}) == PolicyLexer::NO_IMPOSE);
}

TEST_CASE("words that people write instead are known to findings only") {
  const Keywords english(Language::English);
  CHECK(token(english, U"when") == no_token);
  CHECK(english.meant_by(U"when") == PolicyLexer::IF);
  CHECK(english.meant_by(U"shall") == PolicyLexer::MUST);
  CHECK(english.meant_by(U"person") == no_token);
  CHECK(english.spelling(PolicyLexer::NOTWITHSTANDING) == "notwithstanding article");
  CHECK(Keywords(Language::Chinese).spelling(PolicyLexer::IF) == "如果");  // 若 would need spaces
}

TEST_CASE("every reserved word of one language has its like in the other, but for the words of one grammar only") {
  const Keywords english(Language::English);
  const Keywords chinese(Language::Chinese);
  const auto missing = [](const Keywords& from, const Keywords& to) {
    std::string names;
    for (const Keywords::Row& row : from.rows())
      if (row.keyword.place != Place::Sentence && row.keyword.place != Place::Mistaken &&
          to.spelling(row.keyword.tokens[0]).empty())
        names += row.written + ' ';
    return names;
  };
  CHECK(missing(english, chinese) == "article articles ");  // 第…条 is cut by hand
  CHECK(missing(chinese, english) == "不得采取 ");          // English says `no X`
}
