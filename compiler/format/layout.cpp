// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/layout.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "compiler/format/spacing.h"
#include "compiler/source/unicode.h"

namespace polc::format {
namespace {

using parse::WrittenSentence;
using parse::WrittenWord;
using source::Language;

constexpr int no_break = std::numeric_limits<int>::max();
// The order in which places are tried; one more bracket around a place makes it come later by `nested`.
constexpr int at_clause = 0, at_connective = 1, nested = 10, in_list = 12, at_where = 15, at_other_joint = 18,
              anywhere = 40;

constexpr std::array<std::string_view, 8> clause_words{"IF",        "UNLESS",    "EXCEPT",  "FOR",
                                                       "OTHERWISE", "CHOSEN_BY", "BECAUSE", "NOTWITHSTANDING"};
constexpr std::array<std::string_view, 12> verbs_and_quantifiers{
    "IS", "IS_NOT", "HAS", "NO", "ANY", "AT_LEAST", "AT_MOST", "MORE_THAN", "FEWER_THAN", "EXACTLY", "ONE_OF", "NOT"};

class Layout {
 public:
  Layout(const WrittenSentence& sentence, Language language, const std::set<std::size_t>& spaced)
      : sentence_(sentence), language_(language) {
    const std::size_t count = sentence.words.size();
    for (std::size_t i = 0; i < count; ++i) {
      text_.push_back(spelt(sentence, i, language));
      space_.push_back(i + 1 < count && (spaced.contains(i) || space_behind(sentence, i, language)));
    }
    set_depths();
    for (std::size_t i = 0; i < count; ++i) strength_.push_back(strength_before(i));
  }

  [[nodiscard]] std::string whole() const { return joined(0, text_.size()); }
  std::vector<std::string> run(std::size_t indent) {
    text_.front().insert(0, mark(sentence_.marks, language_));
    put(0, text_.size(), indent);
    return std::move(lines_);
  }

 private:
  void set_depths() {
    int depth = 0;
    for (const WrittenWord& word : sentence_.words) {
      if (word.token == "RP" && depth > 0) --depth;
      depth_.push_back(depth);
      if (word.token == "LP") ++depth;
    }
  }

  [[nodiscard]] bool may_break_before(std::size_t i) const {
    if (depth_[i] > 0 && sentence_.words[i].token != "RP") return true;
    return parse::line_goes_on_with(sentence_.words[i].token, language_) ||
           parse::line_goes_on_after(sentence_.words[i - 1].token);
  }

  // `between 7 and 14 days`.
  [[nodiscard]] bool ends_a_range(std::size_t i) const {
    for (std::size_t back = i; back-- > 0 && depth_[back] >= depth_[i];) {
      const std::string_view token = sentence_.words[back].token;
      if (token == "BETWEEN") return true;
      if (token == "AND" || token == "OR" || is_one_of(token, clause_words)) return false;
    }
    return false;
  }

  // Between two conditions, not between two names or measures: a verb or a quantifier follows.
  [[nodiscard]] bool joins_conditions(std::size_t i) const {
    for (std::size_t next = i + 1; next < sentence_.words.size() && depth_[next] >= depth_[i]; ++next) {
      const std::string_view token = sentence_.words[next].token;
      if (depth_[next] > depth_[i]) continue;
      if (is_one_of(token, verbs_and_quantifiers)) return true;
      if (token == "LP" && next == i + 1) return true;
      if (token == "AND" || token == "OR" || is_one_of(token, clause_words)) return false;
    }
    return false;
  }

  [[nodiscard]] int strength_before(std::size_t i) const {
    if (i == 0 || !may_break_before(i)) return no_break;
    const std::string_view token = sentence_.words[i].token;
    const std::string_view before = sentence_.words[i - 1].token;
    const int depth = nested * depth_[i];
    if (before == "LP" || token == "COMMA" || token == "LIST_COMMA") return no_break;
    if (token == "AND" || token == "OR") {
      if (ends_a_range(i)) return depth + anywhere;
      return depth + (joins_conditions(i) ? at_connective : at_other_joint);
    }
    const bool declares = sentence_.part == parse::Part::Vocabulary;
    if (is_one_of(token, clause_words)) return depth + (declares ? at_where : at_clause);
    if (before == "COMMA" && language_ == Language::Chinese && !declares) return depth + at_clause;
    if (before == "COMMA" || before == "LIST_COMMA" || token == "LESS") return depth + in_list;
    if (token == "WHERE") return depth + at_where;
    return depth + anywhere;
  }

  [[nodiscard]] std::string joined(std::size_t first, std::size_t last) const {
    std::string text;
    for (std::size_t i = first; i < last; ++i) {
      text += text_[i];
      if (i + 1 < last && space_[i]) text += ' ';
    }
    return text;
  }

  [[nodiscard]] bool has_comment(std::size_t first, std::size_t last) const {
    return std::any_of(sentence_.words.begin() + static_cast<std::ptrdiff_t>(first),
                       sentence_.words.begin() + static_cast<std::ptrdiff_t>(last),
                       [](const WrittenWord& word) { return !word.behind.empty(); });
  }

  [[nodiscard]] bool fits(std::size_t first, std::size_t last, std::size_t indent) const {
    return static_cast<int>(indent) + source::display_width(joined(first, last)) <= width;
  }

  void put(std::size_t first, std::size_t last, std::size_t indent) {
    if (has_comment(first, last - 1)) {
      put_commented(first, last, indent);
    } else if (fits(first, last, indent)) {
      put_line(first, last, indent);
    } else {
      put_broken(first, last, indent);
    }
  }

  void put_line(std::size_t first, std::size_t last, std::size_t indent) {
    lines_.push_back(std::string(indent, ' ') + joined(first, last));
  }

  // A comment inside a sentence ends a line, so the line breaks where its author broke it.
  void put_commented(std::size_t first, std::size_t last, std::size_t indent) {
    std::size_t rest = indent;
    for (std::size_t begin = first; begin < last; rest = indent + 2) {
      std::size_t end = begin + 1;
      while (end < last && sentence_.words[end - 1].behind.empty()) ++end;
      put(begin, end, rest);
      if (end < last)
        for (const parse::Comment& comment : sentence_.words[end - 1].behind) {
          if (comment.own_line)
            lines_.push_back(std::string(indent + 2, ' ') + comment.text);
          else
            lines_.back() += "  " + comment.text;
        }
      begin = end;
    }
  }

  void put_broken(std::size_t first, std::size_t last, std::size_t indent) {
    const int weakest = first + 1 < last ? *std::min_element(strength_.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                                                             strength_.begin() + static_cast<std::ptrdiff_t>(last))
                                         : no_break;
    if (weakest == no_break) {
      put_line(first, last, indent);
      return;
    }
    // Conditions that stand side by side get a line each; everything else fills its lines.
    const bool fill = weakest % nested != at_connective;
    std::size_t begin = first;
    std::size_t rest = indent;
    for (std::size_t at = first + 1; at <= last; ++at) {
      if (at < last && strength_[at] != weakest) continue;
      if (fill && at < last && fits(begin, next_break(at, last, weakest), rest)) continue;
      put(begin, at, rest);
      begin = at;
      rest = indent + 2;
    }
  }

  [[nodiscard]] std::size_t next_break(std::size_t at, std::size_t last, int strength) const {
    std::size_t next = at + 1;
    while (next < last && strength_[next] != strength) ++next;
    return next;
  }

  const WrittenSentence& sentence_;
  Language language_;
  std::vector<std::string> text_;
  std::vector<bool> space_;
  std::vector<int> depth_;
  std::vector<int> strength_;  // of a break before each word: the smaller the better
  std::vector<std::string> lines_;
};

// Attributes hang under their entity or event.
bool is_attribute(const WrittenSentence& sentence) {
  static constexpr std::array<std::string_view, 9> items{"VOCABULARY", "NOTE", "SCALE",   "ENTITY",   "EVENT",
                                                         "MEASURE",    "LIST", "UNIT_IS", "AUTHORITY"};
  return sentence.part == parse::Part::Vocabulary && !is_one_of(sentence.words.front().token, items);
}

}  // namespace

std::vector<std::string> lines_of(const WrittenSentence& sentence, Language language,
                                  const std::set<std::size_t>& spaced) {
  return Layout(sentence, language, spaced).run(is_attribute(sentence) ? 2 : 0);
}

std::string in_one_line(const WrittenSentence& sentence, Language language, const std::set<std::size_t>& spaced) {
  return Layout(sentence, language, spaced).whole();
}

}  // namespace polc::format
