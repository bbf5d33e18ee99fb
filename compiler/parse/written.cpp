// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/written.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "PolicyLexer.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/parse/filter.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/marks.h"
#include "compiler/parse/raw_words.h"
#include "compiler/parse/sentence_builder.h"
#include "compiler/source/unicode.h"

namespace polc::parse {
namespace {

/// The names of all tokens; they outlive every text.
const std::vector<std::string>& token_names() {
  static const std::vector<std::string> names = [] {
    PolicyLexer lexer(nullptr);
    const auto& vocabulary = lexer.getVocabulary();
    std::vector<std::string> all;
    for (std::size_t type = 0; type <= vocabulary.getMaxTokenType(); ++type)
      all.emplace_back(vocabulary.getSymbolicName(type));
    return all;
  }();
  return names;
}

TokenType type_of(std::string_view token) {
  static const std::unordered_map<std::string_view, TokenType> types = [] {
    std::unordered_map<std::string_view, TokenType> all;
    for (std::size_t type = 0; type < token_names().size(); ++type)
      all.emplace(token_names()[type], static_cast<TokenType>(type));
    return all;
  }();
  const auto found = types.find(token);
  return found == types.end() ? no_token : found->second;
}

bool is_gap(char32_t letter) { return letter == U' ' || letter == U'\t' || letter == 0xa0 || letter == U'\f'; }

/// What stands between two words.
struct Gap {
  std::vector<Comment> comments;
  bool blank_at_end = false;  // an empty line behind the last comment
  std::string read_over;      // `the`, with a space behind
};

class Writer {
 public:
  explicit Writer(std::string_view utf8)
      : letters_(utf8, source::FileId{0}), raw_(raw_words(letters_)), keywords_(language_of(raw_)) {
    text_.language = keywords_.language();
  }

  WrittenText run() {
    diag::Sink sink;
    const Sentences read = to_sentences(letters_, raw_, keywords_, sink);
    std::uint32_t end = 0;
    Part part = Part::Start;
    for (std::size_t at = 0; at < read.sentences.size(); ++at) {
      const Sentence& sentence = read.sentences[at];
      const std::span<const Token> tokens(read.tokens.data() + sentence.first, sentence.last - sentence.first);
      std::size_t marks = 0;
      while (marks + 1 < tokens.size() && tokens[marks].type == PolicyLexer::MARK) ++marks;
      part = part_after(tokens[marks].type, part);
      add(tokens.first(marks), tokens.subspan(marks), end, part);
      end = tokens.back().end;
      if (at + 1 == read.sentences.size()) break;
      const TokenType next = read.tokens[read.sentences[at + 1].first].type;
      text_.sentences.back().needs_stop = tokens.back().type != PolicyLexer::NOTE && next != PolicyLexer::NOTE &&
                                          (goes_on_after(tokens.back().type) || goes_on_with(next, text_.language));
    }
    Gap gap = between(end, letters_.size());
    give_trailing(gap);
    text_.below = std::move(gap.comments);
    return std::move(text_);
  }

 private:
  [[nodiscard]] bool english() const { return text_.language == source::Language::English; }

  void add(std::span<const Token> marks, std::span<const Token> tokens, std::uint32_t end, Part part) {
    Gap gap = between(end, marks.empty() ? tokens.front().begin : marks.front().begin);
    give_trailing(gap);
    WrittenSentence sentence;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      for (const ast::Name& norm : marks_of(letters_, marks[i].begin, marks[i].end))
        sentence.marks.push_back(norm.text);
      Gap behind = between(marks[i].end, i + 1 < marks.size() ? marks[i + 1].begin : tokens.front().begin);
      std::move(behind.comments.begin(), behind.comments.end(), std::back_inserter(gap.comments));
    }
    sentence.begin = letters_.span(tokens.front().begin, tokens.front().end).begin;
    sentence.above = std::move(gap.comments);
    sentence.blank_before = gap.blank_at_end && !(text_.sentences.empty() && sentence.above.empty());
    sentence.part = part;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      // `without` is two tokens in one place.
      if (i > 0 && tokens[i].begin == tokens[i - 1].begin) continue;
      if (i > 0) {
        Gap inner = between(tokens[i - 1].end, tokens[i].begin);
        sentence.words.back().behind = std::move(inner.comments);
        gap.read_over = std::move(inner.read_over);
      }
      sentence.words.push_back({token_names()[tokens[i].type], gap.read_over + word_of(tokens, i), {}});
    }
    text_.sentences.push_back(std::move(sentence));
  }

  // A comment on the line on which a sentence ends belongs to that sentence.
  void give_trailing(Gap& gap) {
    if (text_.sentences.empty() || gap.comments.empty() || gap.comments.front().own_line) return;
    text_.sentences.back().comment = std::move(gap.comments.front());
    gap.comments.erase(gap.comments.begin());
  }

  [[nodiscard]] Gap between(std::uint32_t begin, std::uint32_t end) const {
    Gap gap;
    const std::u32string_view letters = letters_.folded();
    int line_ends = begin == 0 ? 1 : 0;
    std::string word;
    for (std::uint32_t at = begin; at < end; ++at) {
      const char32_t letter = letters[at];
      if (letter == U'#') {
        const std::uint32_t comment = at;
        while (at < end && letters[at] != U'\n' && letters[at] != U'\r') ++at;
        std::uint32_t last = at;
        while (is_gap(letters[last - 1])) --last;
        gap.comments.push_back({std::string(letters_.written(comment, last)), line_ends > 0, line_ends > 1,
                                letters_.span(comment, last).begin});
        line_ends = 0;
        --at;
      } else if (letter == U'\n' || (letter == U'\r' && (at + 1 >= end || letters[at + 1] != U'\n'))) {
        ++line_ends;
      } else if (letter >= U'a' && letter <= U'z') {
        word += static_cast<char>(letter);
        if (at + 1 < end && letters[at + 1] >= U'a' && letters[at + 1] <= U'z') continue;
        gap.read_over += std::exchange(word, {}) + ' ';
      }
    }
    gap.blank_at_end = line_ends > 1;
    return gap;
  }

  [[nodiscard]] std::string word_of(std::span<const Token> tokens, std::size_t i) const {
    const Token& token = tokens[i];
    const std::string folded = source::to_utf8(letters_.folded(token.begin, token.end));
    switch (token.type) {
      case PolicyLexer::NOTE:
        return note_of(token);
      case PolicyLexer::STRING:
        return std::string(letters_.written(token.begin, token.end));
      case PolicyLexer::NAME:
      case PolicyLexer::UNIT:
        return words_of(letters_.written(token.begin, token.end));
      case PolicyLexer::NUMBER:
        return token.ordinal < 0 ? folded : std::string(letters_.written(token.begin, token.end));
      case PolicyLexer::POSSESSIVE:
        return english() ? "'s" : words_of(letters_.written(token.begin, token.end));
      case PolicyLexer::MINUS:
        return "-";
      default:
        return english() || !is_word(token) ? words_of(folded) : std::string(letters_.written(token.begin, token.end));
    }
  }

  [[nodiscard]] bool is_word(const Token& token) const {
    return token.begin < token.end && source::is_han(letters_.folded()[token.begin]) &&
           token.type != PolicyLexer::DATE && token.type != PolicyLexer::TIME;
  }

  [[nodiscard]] static std::string words_of(std::string_view written) {
    std::string text;
    bool blank = false;
    for (std::size_t at = 0; at < written.size();) {
      const source::Decoded letter = source::decode(written, at);
      const bool is_space = is_gap(letter.code_point) || letter.code_point == 0x3000 ||
                            (letter.code_point >= 0x2002 && letter.code_point <= 0x200b) || letter.code_point == 0xfeff;
      if (!is_space) {
        if (blank && !text.empty()) text += ' ';
        text += written.substr(at, letter.length);
      }
      blank = is_space;
      at += letter.length;
    }
    return text;
  }

  [[nodiscard]] std::string note_of(const Token& token) const {
    const std::size_t colon = letters_.folded(token.begin, token.end).find(U':');
    std::uint32_t begin = token.begin + static_cast<std::uint32_t>(colon) + 1;
    std::uint32_t end = token.end;
    while (begin < end && is_gap(letters_.folded()[begin])) ++begin;
    while (end > begin && is_gap(letters_.folded()[end - 1])) --end;
    const std::string prose(letters_.written(begin, end));
    const std::string word(keywords_.spelling(PolicyLexer::NOTE));
    if (!english()) return word + "：" + prose;
    return prose.empty() ? word + ":" : word + ": " + prose;
  }

  Letters letters_;
  std::vector<RawWord> raw_;
  Keywords keywords_;
  WrittenText text_;
};

}  // namespace

std::string_view reserved_word(std::string_view token, source::Language language, std::size_t which) {
  static const Keywords english(source::Language::English);
  static const Keywords chinese(source::Language::Chinese);
  const Keywords& keywords = language == source::Language::English ? english : chinese;
  const TokenType type = type_of(token);
  std::string_view found;
  for (const Keywords::Row& row : keywords.rows()) {
    if (row.keyword.place == Place::Mistaken || row.keyword.tokens[0] != type || row.keyword.tokens[1] != no_token)
      continue;
    found = row.written;
    if (which-- == 0) break;
  }
  return found;
}

WrittenText written(std::string_view utf8) { return Writer(utf8).run(); }

bool line_goes_on_after(std::string_view token) { return goes_on_after(type_of(token)); }

bool line_goes_on_with(std::string_view token, source::Language language) {
  return goes_on_with(type_of(token), language);
}

}  // namespace polc::parse
