// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/syntax_errors.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "PolicyLexer.h"
#include "runtime/value/check_macro.h"

namespace polc::parse {
namespace {

// Explaining parses the sentence again, up to some hundred times. The first findings are worth that; behind them, and
// for sentences longer than anybody writes, the plain finding is enough.
constexpr std::size_t explained_findings = 100;
constexpr std::size_t explained_tokens = 400;

struct Described {
  TokenType type;
  const char* english;
  const char* chinese;
};

constexpr std::array described{
    Described{PolicyLexer::NAME, "a name", "名称"},
    Described{PolicyLexer::STRING, "a name in quotation marks", "引号中的名称"},
    Described{PolicyLexer::NUMBER, "a number", "数字"},
    Described{PolicyLexer::DATE, "a date", "日期"},
    Described{PolicyLexer::TIME, "a time", "时刻"},
    Described{PolicyLexer::UNIT, "a unit", "单位"},
    Described{PolicyLexer::COLON, "`:`", "“：”"},
    Described{PolicyLexer::SLASH, "`/`", "“/”"},
    Described{PolicyLexer::LESS, "`<`", "“<”"},
    Described{PolicyLexer::LP, "`(`", "“（”"},
    Described{PolicyLexer::RP, "`)`", "“）”"},
    Described{PolicyLexer::COMMA, "`,`", "“，”"},
};

constexpr std::size_t most_expected = 9;

/// Two lists of words, grown side by side.
class WordList {
 public:
  void add(const std::string& english, const std::string& chinese) {
    if (count_++ >= most_expected) return;
    english_ += (english_.empty() ? "" : ", ") + english;
    chinese_ += (chinese_.empty() ? "" : "、") + chinese;
  }
  [[nodiscard]] diag::Argument argument() const {
    const bool more = count_ > most_expected;
    return {english_ + (more ? " and others" : ""), chinese_ + (more ? "等" : "")};
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }

 private:
  std::string english_;
  std::string chinese_;
  std::size_t count_ = 0;
};

// Words of other parts of a file are not worth naming here.
Spot spot_of(const Mistake& mistake) {
  const auto part = [&] {
    switch (mistake.entry) {
      case Entry::VocabularyLine:
      case Entry::PolicyLine:
        return Part::Start;
      case Entry::VocabularyItem:
      case Entry::AttributeLine:
        return Part::Vocabulary;
      case Entry::HeaderLine:
        return Part::Header;
      case Entry::ArticleLine:
      case Entry::Statement:
      case Entry::NormStatement:
      case Entry::WaiverLine:
        return Part::Article;
      case Entry::LimitsLine:
      case Entry::Limit:
        return Part::Limits;
      case Entry::TestLine:
      case Entry::TestStep:
      case Entry::NormStep:
        return Part::Test;
    }
    POLC_UNREACHABLE("an entry without a part");
  };
  return {part(), mistake.at == 0, mistake.at == 0 ? no_token : mistake.type(mistake.at - 1)};
}

}  // namespace

diag::Argument what_could_stand(const Mistake& mistake) {
  const Spot spot = spot_of(mistake);
  WordList words;
  for (const Described& one : described)
    if (one.type != PolicyLexer::COMMA && mistake.could_stand(one.type)) words.add(one.english, one.chinese);
  std::vector<TokenType> seen;
  for (const Keywords::Row& row : mistake.keywords.rows()) {
    const TokenType token = row.keyword.tokens[0];
    const bool again = std::find(seen.begin(), seen.end(), token) != seen.end();
    if (!counts_at(row.keyword.place, token, spot) || token == no_token || again) continue;
    seen.push_back(token);
    if (mistake.could_stand(token)) words.add('`' + row.written + '`', "“" + row.written + "”");
  }
  if (mistake.could_stand(PolicyLexer::COMMA)) words.add("`,`", "“，”");
  if (words.empty()) words.add("the end of the sentence", "句子的结尾");
  return words.argument();
}

const Keywords& SyntaxErrors::other_language() {
  if (!other_)
    other_.emplace(keywords_.language() == source::Language::English ? source::Language::Chinese
                                                                     : source::Language::English);
  return *other_;
}

void SyntaxErrors::report(Entry entry, std::span<const Token> tokens, std::size_t at) {
  const Mistake mistake{entry, tokens, at, letters_, keywords_, sink_, parser_};
  if (reported_++ >= explained_findings || tokens.size() > explained_tokens) {
    const std::size_t seen = std::min(at, tokens.size() - 1);
    sink_.emit(diag::Kind::CannotStandHere, mistake.span(seen), mistake.written(seen));
    return;
  }
  // From the surest to the boldest guess.
  const bool explained = explain_brackets(mistake) || explain_mixed_joints(mistake) || explain_two_periods(mistake) ||
                         explain_bare_name(mistake) || explain_misplaced(mistake) ||
                         explain_other_language(mistake, other_language()) || explain_two_names(mistake) ||
                         explain_reserved_in_name(mistake) || explain_misspelt(mistake) ||
                         explain_missing_spaces(mistake);
  if (!explained) report_plainly(mistake);
}

void SyntaxErrors::report_plainly(const Mistake& mistake) {
  const diag::Argument expected = what_could_stand(mistake);
  if (mistake.at == mistake.tokens.size())
    sink_.emit(diag::Kind::SentenceEndsEarly, mistake.span(mistake.at), mistake.written(mistake.at - 1))
        .help(diag::Kind::CouldStand, expected);
  else
    sink_.emit(diag::Kind::CannotStandHere, mistake.span(mistake.at), mistake.written(mistake.at))
        .help(diag::Kind::CouldStand, expected);
}

}  // namespace polc::parse
