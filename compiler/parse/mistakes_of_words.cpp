// SPDX-License-Identifier: Apache-2.0
// Sentences with a wrong word: misspelt, taken from everyday speech or from the other language, run together, parted,
// or a name that would need quotation marks.
#include <antlr4-runtime.h>

#include <algorithm>
#include <array>
#include <utility>

#include "PolicyLexer.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/parse/mistake.h"
#include "compiler/source/unicode.h"

namespace polc::parse {
namespace {

using Trial = Mistake::Trial;

struct Stretch {
  std::uint32_t begin;
  std::uint32_t end;
};

/// The stretch of a name taken for a reserved word: what stands before and behind it stays a name.
std::vector<Token> cut_out(const Token& name, Stretch stretch, TokenType keyword, const Letters& letters) {
  const auto trimmed = [&](std::uint32_t begin, std::uint32_t end) {
    while (begin < end && letters.folded()[begin] == U' ') ++begin;
    while (end > begin && letters.folded()[end - 1] == U' ') --end;
    return Stretch{begin, end};
  };
  std::vector<Token> pieces;
  const Stretch before = trimmed(name.begin, stretch.begin);
  const Stretch behind = trimmed(stretch.end, name.end);
  if (before.begin < before.end) pieces.push_back({PolicyLexer::NAME, -1, before.begin, before.end});
  pieces.push_back({keyword, -1, stretch.begin, stretch.end});
  if (behind.begin < behind.end) pieces.push_back({PolicyLexer::NAME, -1, behind.begin, behind.end});
  return pieces;
}

std::vector<Stretch> words_of(const Token& name, const Letters& letters) {
  std::vector<Stretch> words;
  for (std::uint32_t begin = name.begin; begin < name.end;) {
    std::uint32_t end = begin;
    while (end < name.end && letters.folded()[end] != U' ') ++end;
    if (end > begin) words.push_back({begin, end});
    begin = end + 1;
  }
  return words;
}

/// A reserved word that may have been meant by a stretch of a name.
struct Guess {
  std::size_t token;  ///< Index of the name in the sentence.
  Stretch stretch;
  TokenType keyword;
  std::string spelling;
};

std::vector<std::string> spellings_like(const Mistake& mistake, const std::string& phrase) {
  std::vector<std::string> spellings;
  for (const Keywords::Row& row : mistake.keywords.rows())
    if (row.keyword.place != Place::Mistaken && row.keyword.tokens[0] != no_token && row.written != phrase)
      spellings.push_back(row.written);
  std::vector<std::string> nearest = diag::suggest(phrase, spellings);
  // At the same distance, letters change places more often than they get lost: `fro` is `for` before it is `from`.
  const auto rank = [&](const std::string& spelling) {
    constexpr std::size_t far = 8;
    return std::pair(diag::edit_distance(phrase, spelling, far), spelling.size() != phrase.size());
  };
  std::stable_sort(nearest.begin(), nearest.end(),
                   [&](const std::string& left, const std::string& right) { return rank(left) < rank(right); });
  return nearest;
}

TokenType token_spelt(const Mistake& mistake, const std::string& spelling) {
  for (const Keywords::Row& row : mistake.keywords.rows())
    if (row.written == spelling && row.keyword.place != Place::Mistaken) return row.keyword.tokens[0];
  return no_token;
}

void guess_english(const Mistake& mistake, std::size_t place, std::vector<Guess>& guesses) {
  constexpr std::size_t longest_phrase = 4;
  const std::vector<Stretch> words = words_of(mistake.tokens[place], mistake.letters);
  for (std::size_t length = std::min(longest_phrase, words.size()); length > 0; --length) {
    for (std::size_t first = 0; first + length <= words.size(); ++first) {
      const Stretch stretch{words[first].begin, words[first + length - 1].end};
      const std::u32string_view phrase = mistake.letters.folded(stretch.begin, stretch.end);
      const TokenType meant = mistake.keywords.meant_by(phrase);
      if (meant != no_token) guesses.push_back({place, stretch, meant, std::string(mistake.keywords.spelling(meant))});
      for (std::string& spelling : spellings_like(mistake, source::to_utf8(phrase))) {
        const TokenType token = token_spelt(mistake, spelling);
        guesses.push_back({place, stretch, token, std::move(spelling)});
      }
    }
  }
}

void guess_chinese(const Mistake& mistake, std::size_t place, std::vector<Guess>& guesses) {
  const std::u32string_view name = mistake.folded(place);
  for (const Keywords::Row& row : mistake.keywords.rows()) {
    if (row.keyword.place != Place::Mistaken) continue;
    const std::size_t found = name.find(row.phrase);
    if (found == std::u32string_view::npos) continue;
    const std::uint32_t begin = mistake.tokens[place].begin + static_cast<std::uint32_t>(found);
    const TokenType meant = row.keyword.tokens[0];
    guesses.push_back({place,
                       {begin, begin + static_cast<std::uint32_t>(row.phrase.size())},
                       meant,
                       std::string(mistake.keywords.spelling(meant))});
  }
}

}  // namespace

// ---- misspelt -----------------------------------------------------------------------------------------------------

bool explain_misspelt(const Mistake& mistake) {
  std::vector<Guess> guesses;
  const bool english = mistake.keywords.language() == source::Language::English;
  // The parser may stop some words behind the wrong one, which it has read as part of a name.
  constexpr std::size_t most_names = 3;
  std::size_t names = 0;
  for (std::size_t place = std::min(mistake.at + 1, mistake.tokens.size()); place-- > 0 && names < most_names;) {
    if (mistake.type(place) != PolicyLexer::NAME) continue;
    english ? guess_english(mistake, place, guesses) : guess_chinese(mistake, place, guesses);
    ++names;
  }
  const Guess* best = nullptr;
  for (const Guess& guess : guesses) {
    if (guess.keyword == no_token) continue;
    const auto pieces = cut_out(mistake.tokens[guess.token], guess.stretch, guess.keyword, mistake.letters);
    const Trial trial = mistake.attempt(mistake.with(guess.token, guess.token + 1, pieces));
    if (trial == Trial::NoBetter || (trial == Trial::Further && best != nullptr)) continue;
    best = &guess;
    if (trial == Trial::Whole) break;
  }
  if (best == nullptr) return false;
  const source::Span span = mistake.letters.span(best->stretch.begin, best->stretch.end);
  const std::string seen(mistake.letters.written(best->stretch.begin, best->stretch.end));
  mistake.sink.emit(diag::Kind::NotAReservedWord, span, seen).fix(span, best->spelling);
  return true;
}

// ---- Chinese words run together -------------------------------------------------------------------------------------

namespace {

/// Where a reserved word of one character may begin or end a name.
std::vector<Guess> one_character_words(const Mistake& mistake) {
  constexpr std::size_t most = 10;
  std::vector<Guess> guesses;
  for (std::size_t place = 0; place < mistake.tokens.size(); ++place) {
    if (mistake.type(place) != PolicyLexer::NAME) continue;
    const Token& name = mistake.tokens[place];
    for (std::uint32_t letter = name.begin; letter < name.end && guesses.size() < most; ++letter) {
      const Keyword* keyword = mistake.keywords.find(mistake.letters.folded(letter, letter + 1), Spot{});
      if (keyword != nullptr) guesses.push_back({place, {letter, letter + 1}, keyword->tokens[0], {}});
    }
  }
  return guesses;
}

/// The sentence with all these cuts made.
std::vector<Token> with_cuts(const Mistake& mistake, std::span<const Guess* const> cuts) {
  std::vector<Token> changed;
  for (std::size_t place = 0; place < mistake.tokens.size(); ++place) {
    Token rest = mistake.tokens[place];
    for (const Guess* cut : cuts) {
      if (cut->token != place) continue;
      if (rest.begin < cut->stretch.begin) changed.push_back({PolicyLexer::NAME, -1, rest.begin, cut->stretch.begin});
      changed.push_back({cut->keyword, -1, cut->stretch.begin, cut->stretch.end});
      rest.begin = cut->stretch.end;
    }
    if (rest.begin < rest.end) changed.push_back(rest);
  }
  return changed;
}

struct Cutting {
  std::size_t solutions = 0;
  std::vector<const Guess*> first;
};

/// Tries every choice of `count` cuts; stops at the second that makes the sentence whole.
void try_cuts(const Mistake& mistake, const std::vector<Guess>& guesses, std::size_t from, std::size_t count,
              std::vector<const Guess*>& chosen, Cutting& result) {
  if (count == 0) {
    if (mistake.attempt(with_cuts(mistake, chosen)) != Trial::Whole) return;
    if (result.solutions++ == 0) result.first = chosen;
    return;
  }
  for (std::size_t next = from; next + count <= guesses.size() && result.solutions < 2; ++next) {
    chosen.push_back(&guesses[next]);
    try_cuts(mistake, guesses, next + 1, count - 1, chosen, result);
    chosen.pop_back();
  }
}

/// The text from the first to the last cut name, with a space on both sides of every cut.
std::string spaced(const Mistake& mistake, const std::vector<const Guess*>& cuts, Stretch whole) {
  std::string text;
  std::uint32_t at = whole.begin;
  const auto space = [&](std::uint32_t place) {
    if (place > whole.begin && place < whole.end && !text.empty() && text.back() != ' ' &&
        mistake.letters.folded()[place] != U' ')
      text += ' ';
  };
  for (const Guess* cut : cuts) {
    text += mistake.letters.written(at, cut->stretch.begin);
    space(cut->stretch.begin);
    text += mistake.letters.written(cut->stretch.begin, cut->stretch.end);
    space(cut->stretch.end);
    at = cut->stretch.end;
  }
  return text + std::string(mistake.letters.written(at, whole.end));
}

}  // namespace

bool explain_missing_spaces(const Mistake& mistake) {
  if (mistake.keywords.language() != source::Language::Chinese) return false;
  constexpr std::size_t most_cuts = 3;
  const std::vector<Guess> guesses = one_character_words(mistake);
  Cutting cutting;
  std::vector<const Guess*> chosen;
  for (std::size_t count = 1; count <= most_cuts && cutting.solutions == 0; ++count)
    try_cuts(mistake, guesses, 0, count, chosen, cutting);
  if (cutting.solutions != 1) return false;
  const Token& first = mistake.tokens[cutting.first.front()->token];
  const Token& last = mistake.tokens[cutting.first.back()->token];
  const Stretch whole{first.begin, last.end};
  const source::Span span = mistake.letters.span(whole.begin, whole.end);
  const std::string cut = spaced(mistake, cutting.first, whole);
  mistake.sink.emit(diag::Kind::WordsRunTogether, span, std::string(mistake.letters.written(whole.begin, whole.end)))
      .fix(span, cut);
  return true;
}

// ---- names ----------------------------------------------------------------------------------------------------------

bool explain_two_names(const Mistake& mistake) {
  if (mistake.at == 0 || mistake.type(mistake.at) != PolicyLexer::NAME ||
      mistake.type(mistake.at - 1) != PolicyLexer::NAME)
    return false;
  const Token& first = mistake.tokens[mistake.at - 1];
  const Token& second = mistake.tokens[mistake.at];
  const Token one{PolicyLexer::NAME, -1, first.begin, second.end};
  if (mistake.attempt(mistake.with(mistake.at - 1, mistake.at + 1, std::array{one})) == Trial::NoBetter) return false;
  const source::Span span = join(mistake.span(mistake.at - 1), mistake.span(mistake.at));
  const bool english = mistake.keywords.language() == source::Language::English;
  const std::string joined = mistake.written(mistake.at - 1) + (english ? " " : "") + mistake.written(mistake.at);
  mistake.sink.emit(diag::Kind::TwoNames, span, mistake.written(mistake.at - 1), mistake.written(mistake.at), joined)
      .fix(span, joined);
  return true;
}

bool explain_other_language(const Mistake& mistake, const Keywords& other) {
  const bool english = mistake.keywords.language() == source::Language::English;
  const Spot anywhere{};
  for (std::size_t place = 0; place < mistake.tokens.size(); ++place) {
    if (mistake.type(place) != PolicyLexer::NAME) continue;
    for (const Stretch word : words_of(mistake.tokens[place], mistake.letters)) {
      const std::u32string_view text = mistake.letters.folded(word.begin, word.end);
      const bool of_other_script = source::is_han(text[0]) == english;
      const Keyword* keyword = of_other_script ? other.find(text, anywhere) : nullptr;
      if (keyword == nullptr || keyword->tokens[0] == no_token) continue;
      const std::string_view own = mistake.keywords.spelling(keyword->tokens[0]);
      if (own.empty()) continue;
      mistake.sink.emit(diag::Kind::WordOfOtherLanguage, mistake.letters.span(word.begin, word.end),
                        std::string(mistake.letters.written(word.begin, word.end)), own);
      return true;
    }
  }
  return false;
}

// `measure return to work of person`: taken as one name, the reserved word inside it does no harm.
bool explain_reserved_in_name(const Mistake& mistake) {
  const bool declares = mistake.entry == Entry::VocabularyLine || mistake.entry == Entry::VocabularyItem ||
                        mistake.entry == Entry::AttributeLine || mistake.entry == Entry::PolicyLine ||
                        mistake.type(0) == PolicyLexer::PARAMETER;
  if (!declares) return false;
  constexpr std::size_t reach = 4;
  const auto is_mark = [](TokenType type) {
    return type == PolicyLexer::COMMA || type == PolicyLexer::LIST_COMMA || type == PolicyLexer::COLON ||
           type == PolicyLexer::SLASH || type == PolicyLexer::LESS || type == PolicyLexer::LP ||
           type == PolicyLexer::RP;
  };
  const std::size_t line_words = mistake.entry == Entry::AttributeLine ? 0 : 1;
  const std::size_t lowest = std::max(line_words, mistake.at < reach ? 0 : mistake.at - reach);
  for (std::size_t first = lowest; first <= mistake.at && first < mistake.tokens.size(); ++first) {
    for (std::size_t last = first + 1; last < std::min(mistake.tokens.size(), mistake.at + reach); ++last) {
      if (is_mark(mistake.type(last))) break;
      const Token one{PolicyLexer::NAME, -1, mistake.tokens[first].begin, mistake.tokens[last].end};
      if (mistake.attempt(mistake.with(first, last + 1, std::array{one})) != Trial::Whole) continue;
      const source::Span span = join(mistake.span(first), mistake.span(last));
      const std::string quoted = '"' + std::string(mistake.letters.written(one.begin, one.end)) + '"';
      mistake.sink.emit(diag::Kind::ReservedWordInName, span).fix(span, quoted);
      return true;
    }
  }
  return false;
}

}  // namespace polc::parse
