// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/raw_words.h"

#include <antlr4-runtime.h>

#include <algorithm>

#include "PolicyLexer.h"
#include "compiler/source/unicode.h"

namespace polc::parse {
namespace {

// ANTLR's lexer remembers its way for the characters below U+0080 only. All Han characters that no rule names are alike to
// it, so one small character stands for them; that character itself, should a text contain it, becomes another such.
constexpr char32_t any_han = 1;

char32_t standing_for(char32_t letter) {
  if (letter == any_han) return any_han + 1;
  if (letter < 0x3400 || !source::is_han(letter)) return letter;
  constexpr std::u32string_view in_dates_and_times = U"年月日时点分時點";
  return in_dates_and_times.find(letter) == std::u32string_view::npos ? any_han : letter;
}

/// Hands the letters to ANTLR where they are, without the copy that ANTLRInputStream makes.
class LetterStream final : public antlr4::CharStream {
 public:
  explicit LetterStream(std::u32string_view letters) : letters_(letters) {}

  void consume() override { ++at_; }
  std::size_t LA(ssize_t ahead) override {
    const auto place = static_cast<ssize_t>(at_) + ahead - (ahead > 0 ? 1 : 0);
    if (place < 0 || place >= static_cast<ssize_t>(letters_.size())) return antlr4::IntStream::EOF;
    return standing_for(letters_[static_cast<std::size_t>(place)]);
  }
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t place) override { at_ = place; }
  std::size_t size() override { return letters_.size(); }
  std::string getSourceName() const override { return "text"; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string toString() const override { return {}; }

 private:
  std::u32string_view letters_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<RawWord> raw_words(const Letters& letters) {
  LetterStream stream(letters.folded());
  PolicyLexer lexer(&stream);
  lexer.removeErrorListeners();
  std::vector<RawWord> words;
  words.reserve(letters.size() / 5 + 16);
  for (;;) {
    const auto token = lexer.nextToken();
    if (token->getType() == antlr4::Token::EOF) return words;
    words.push_back({static_cast<TokenType>(token->getType()), static_cast<std::uint32_t>(token->getStartIndex()),
                     static_cast<std::uint32_t>(token->getStopIndex() + 1)});
  }
}

// A wrong first word is reported where English is read.
source::Language language_of(std::span<const RawWord> words) {
  const auto is_word = [](const RawWord& word) {
    return word.type == PolicyLexer::HAN_WORD || word.type == PolicyLexer::LATIN_WORD;
  };
  const auto first = std::find_if(words.begin(), words.end(), is_word);
  const bool chinese = first != words.end() && first->type == PolicyLexer::HAN_WORD;
  return chinese ? source::Language::Chinese : source::Language::English;
}

}  // namespace polc::parse
