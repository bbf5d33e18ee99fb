// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/filter.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "PolicyLexer.h"
#include "compiler/parse/chinese_words.h"
#include "compiler/parse/english_words.h"
#include "compiler/parse/marks.h"
#include "compiler/parse/sentence_builder.h"

namespace polc::parse {
namespace {

/// A mark that means nothing here, and the word that says what people mean by it.
constexpr std::array<std::pair<char32_t, int>, 8> marks_for_words{{{U'&', PolicyLexer::AND},
                                                                   {U'|', PolicyLexer::OR},
                                                                   {U'=', PolicyLexer::IS},
                                                                   {U'>', PolicyLexer::MORE_THAN},
                                                                   {U'≥', PolicyLexer::AT_LEAST},
                                                                   {U'≤', PolicyLexer::AT_MOST},
                                                                   {U'!', PolicyLexer::NOT},
                                                                   {U'@', PolicyLexer::ON}}};

class Filter {
 public:
  Filter(const Letters& letters, std::span<const RawWord> words, const Keywords& keywords, diag::Sink& sink)
      : letters_(letters),
        words_(words),
        keywords_(keywords),
        sink_(sink),
        out_(keywords.language()),
        english_(letters, words, keywords, out_),
        chinese_(letters, words, keywords, out_) {}

  Sentences run() {
    for (std::size_t at = 0; at < words_.size();) at = read(at);
    return out_.finish();
  }

 private:
  [[nodiscard]] TokenType type_at(std::size_t at) const { return at < words_.size() ? words_[at].type : no_token; }
  [[nodiscard]] bool english() const { return keywords_.language() == source::Language::English; }

  std::size_t read(std::size_t at) {
    const RawWord& word = words_[at];
    switch (word.type) {
      case PolicyLexer::NEW_LINE:
        out_.line_break();
        if (out_.depth() > 0 && !closes_behind(at)) out_.stop();
        return at + 1;
      case PolicyLexer::STOP:
        out_.stop();
        return at + 1;
      case PolicyLexer::LATIN_WORD:
      case PolicyLexer::HAN_WORD:
        if (is_note(at)) return read_note(at);
        return english() ? english_.read(at) : chinese_.read(at);
      case PolicyLexer::UNIT_SYMBOL:
        out_.put(PolicyLexer::UNIT, word.begin, word.end);
        return at + 1;
      case PolicyLexer::TILDE:
        out_.put(PolicyLexer::THROUGH, word.begin, word.end);
        return at + 1;
      case PolicyLexer::STRANGE:
        return opens_mark(at) && out_.spot().first ? read_mark(at) : report_strange(at);
      default:
        out_.put(word.type, word.begin, word.end);
        return at + 1;
    }
  }

  [[nodiscard]] const Keyword* keyword_at(std::size_t at, const Spot& spot) const {
    if (english()) return english_.phrase_at(at, spot).keyword;
    return keywords_.find(letters_.folded(words_[at].begin, words_[at].end), spot);
  }

  // `note:` takes the rest of its line as it is, quotation marks and stops included.
  [[nodiscard]] bool is_note(std::size_t at) const {
    if (type_at(at + 1) != PolicyLexer::COLON || !out_.spot().first) return false;
    const Keyword* keyword = keyword_at(at, Spot{Part::Start, true, no_token});
    return keyword != nullptr && keyword->tokens[0] == PolicyLexer::NOTE;
  }
  std::size_t read_note(std::size_t at) {
    std::uint32_t end = words_[at + 1].end;
    while (end < letters_.size() && letters_.folded()[end] != U'\n' && letters_.folded()[end] != U'\r') ++end;
    if (!out_.nothing_but_marks()) out_.stop();
    out_.put(PolicyLexer::NOTE, words_[at].begin, end);
    out_.stop();
    return behind(at, end);
  }

  [[nodiscard]] std::size_t behind(std::size_t at, std::uint32_t end) const {
    while (at < words_.size() && words_[at].begin < end) ++at;
    return at;
  }

  [[nodiscard]] bool opens_mark(std::size_t at) const {
    if (type_at(at) != PolicyLexer::STRANGE) return false;
    const char32_t letter = letters_.folded()[words_[at].begin];
    return letter == U'[' || letter == U'【';
  }
  // `[GX-1-1, GX-1-2]`: the ids of norms are letters as they are, whatever the lexer made of them.
  std::size_t read_mark(std::size_t at) {
    const std::uint32_t begin = words_[at].begin;
    std::uint32_t end = begin;
    bool closed = false;
    for (; !closed && end < letters_.size(); ++end) {
      const char32_t letter = letters_.folded()[end];
      if (letter == U'\n' || letter == U'\r') break;
      closed = letter == U']' || letter == U'】';
    }
    if (closed && !marks_of(letters_, begin, end).empty()) {
      out_.put(PolicyLexer::MARK, begin, end);
    } else {
      sink_.emit(diag::Kind::MarkUnclear, letters_.span(begin, end), std::string(letters_.written(begin, end)));
      out_.spoil();
    }
    return behind(at, end);
  }

  // A bracket that is never closed must not swallow the lines below it: looks ahead for where it would close.
  [[nodiscard]] bool closes_behind(std::size_t at) const {
    constexpr std::size_t words_ahead = 4000;
    int depth = out_.depth();
    for (std::size_t next = at; next < std::min(words_.size(), at + words_ahead); ++next) {
      switch (words_[next].type) {
        case PolicyLexer::LP:
          ++depth;
          break;
        case PolicyLexer::RP:
          if (--depth == 0) return true;
          break;
        case PolicyLexer::STOP:
          return false;
        case PolicyLexer::NEW_LINE:
          if (begins_part(next + 1)) return false;
          break;
        default:
          break;
      }
    }
    return false;
  }

  // A line that cannot stand inside brackets.
  [[nodiscard]] bool begins_part(std::size_t at) const {
    if (opens_mark(at)) return true;
    if (type_at(at) != PolicyLexer::LATIN_WORD && type_at(at) != PolicyLexer::HAN_WORD) return false;
    const std::u32string_view word = letters_.folded(words_[at].begin, words_[at].end);
    if (!english() && word[0] == U'第') return word.size() == 1 || chinese_number(word.substr(1)).letters > 0;
    const Keyword* keyword = keyword_at(at, Spot{Part::Start, true, no_token});
    if (keyword == nullptr) return false;
    switch (keyword->tokens[0]) {
      case PolicyLexer::VOCABULARY:
      case PolicyLexer::POLICY:
      case PolicyLexer::LIMITS:
        return true;
      case PolicyLexer::ARTICLE:
        return type_at(at + 1) == PolicyLexer::NUMBER;
      case PolicyLexer::TEST:
      case PolicyLexer::WAIVE:
        return type_at(at + 1) == PolicyLexer::STRING;
      default:
        return false;
    }
  }

  std::size_t report_strange(std::size_t at) {
    const RawWord& word = words_[at];
    const char32_t letter = letters_.folded()[word.begin];
    const source::Span span = letters_.span(word.begin, word.end);
    const auto next_line = [&] {
      std::size_t next = at;
      while (next < words_.size() && words_[next].type != PolicyLexer::NEW_LINE) ++next;
      return next;
    };
    // Skipped, not put: the sentence is read as if the character were not there.
    if (letter == U'"' || letter == U'\u201c' || letter == U'\u201d' || letter == U'「' || letter == U'《') {
      sink_.emit(diag::Kind::QuotationNotClosed, span);
      out_.spoil();
      return next_line();
    }
    const std::string written(letters_.written(word.begin, word.end));
    std::string meant;
    for (const auto& [mark, token] : marks_for_words)
      if (mark == letter) meant = keywords_.spelling(static_cast<TokenType>(token));
    if (letter == U'[' || letter == U'{' || letter == U'【') meant = "(";
    if (letter == U']' || letter == U'}' || letter == U'】') meant = ")";
    auto finding = sink_.emit(diag::Kind::StrangeCharacter, span, written);
    if (!meant.empty()) finding.help(diag::Kind::WriteInstead, meant).fix(span, meant);
    out_.spoil();
    return at + 1;
  }

  const Letters& letters_;
  std::span<const RawWord> words_;
  const Keywords& keywords_;
  diag::Sink& sink_;
  SentenceBuilder out_;
  EnglishWords english_;
  ChineseWords chinese_;
};

}  // namespace

Sentences to_sentences(const Letters& letters, std::span<const RawWord> words, const Keywords& keywords,
                       diag::Sink& sink) {
  return Filter(letters, words, keywords, sink).run();
}

}  // namespace polc::parse
