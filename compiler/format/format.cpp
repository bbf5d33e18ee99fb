// SPDX-License-Identifier: Apache-2.0
#include "compiler/format/format.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "compiler/format/layout.h"
#include "compiler/format/spacing.h"
#include "compiler/parse/written.h"

namespace polc::format {
namespace {

using parse::Comment;
using parse::WrittenSentence;
using parse::WrittenText;
using source::Language;
using Spaced = std::vector<std::set<std::size_t>>;

/// These begin a part that an empty line sets apart.
bool begins_part(const WrittenSentence& sentence) {
  const auto token = sentence.words.front().token;
  if (token == "ARTICLE") return sentence.part == parse::Part::Article;
  return token == "TEST" || token == "POLICY" || token == "VOCABULARY";
}

class Page {
 public:
  void line(const std::string& text, bool blank_before) {
    if (blank_before && !text_.empty()) text_ += '\n';
    text_ += text + '\n';
  }
  void extend(const std::string& text) { text_.insert(text_.size() - 1, text); }
  std::string end() && { return std::move(text_); }

 private:
  std::string text_;
};

// The comments that touch a sentence belong to it, so the empty line goes above the first of them.
std::size_t first_touching(const WrittenSentence& sentence) {
  std::size_t first = sentence.above.size();
  if (sentence.blank_before) return first;
  while (first > 0) {
    --first;
    if (sentence.above[first].blank_before) break;
  }
  return first;
}

std::string page_of(const WrittenText& text, const Spaced& spaced) {
  Page page;
  for (std::size_t at = 0; at < text.sentences.size(); ++at) {
    const WrittenSentence& sentence = text.sentences[at];
    const std::size_t parted = begins_part(sentence) ? first_touching(sentence) : sentence.above.size() + 1;
    const auto lines = lines_of(sentence, text.language, spaced[at]);
    const std::size_t indent = lines.front().find_first_not_of(' ');
    for (std::size_t i = 0; i < sentence.above.size(); ++i)
      page.line(std::string(indent, ' ') + sentence.above[i].text, sentence.above[i].blank_before || parted == i);
    for (std::size_t i = 0; i < lines.size(); ++i)
      page.line(lines[i], i == 0 && (sentence.blank_before || parted == sentence.above.size()));
    if (sentence.needs_stop) page.extend(text.language == Language::Chinese ? "。" : ".");
    if (!sentence.comment.text.empty()) page.extend("  " + sentence.comment.text);
  }
  for (const Comment& comment : text.below) page.line(comment.text, comment.blank_before);
  return std::move(page).end();
}

/// Marks the places of a sentence at which its words are not read back, so that a space parts them. False when there
/// is nothing to mark.
bool part_words(const WrittenSentence& wanted, const WrittenSentence& read, Language language,
                std::set<std::size_t>& spaced) {
  const std::size_t common = std::min(wanted.words.size(), read.words.size());
  std::size_t at = 0;
  while (at < common && wanted.words[at].token == read.words[at].token &&
         spelt(wanted, at, language) == spelt(read, at, language))
    ++at;
  if (at == common && wanted.words.size() == read.words.size()) return false;
  bool marked = at > 0 && at < wanted.words.size() && spaced.insert(at - 1).second;
  if (at + 1 < wanted.words.size()) marked = spaced.insert(at).second || marked;
  if (marked) return true;
  for (std::size_t i = 0; i + 1 < wanted.words.size(); ++i) marked = spaced.insert(i).second || marked;
  return marked;
}

struct Settled {
  std::string page;
  Spaced spaced;
};

std::optional<Settled> settle(const WrittenText& text) {
  constexpr int most_attempts = 40;
  Spaced spaced(text.sentences.size());
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    std::string page = page_of(text, spaced);
    const WrittenText read = parse::written(page);
    if (read.sentences.size() != text.sentences.size()) {
      // Chinese sentences may begin otherwise when their first words touch: all spaces are tried once.
      for (std::size_t at = 0; at < text.sentences.size(); ++at)
        for (std::size_t i = 0; i + 1 < text.sentences[at].words.size(); ++i) spaced[at].insert(i);
      if (attempt > 0) return std::nullopt;
      continue;
    }
    bool same = true;
    for (std::size_t at = 0; at < text.sentences.size(); ++at) {
      if (part_words(text.sentences[at], read.sentences[at], text.language, spaced[at])) same = false;
    }
    if (same) return Settled{std::move(page), std::move(spaced)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> format(std::string_view utf8) {
  auto settled = settle(parse::written(utf8));
  if (!settled) return std::nullopt;
  return std::move(settled->page);
}

std::map<std::uint32_t, std::string> sentences_of(std::string_view utf8) {
  const WrittenText text = parse::written(utf8);
  const auto settled = settle(text);
  std::map<std::uint32_t, std::string> lines;
  for (std::size_t at = 0; at < text.sentences.size(); ++at) {
    const WrittenSentence& sentence = text.sentences[at];
    lines.emplace(sentence.begin,
                  in_one_line(sentence, text.language, settled ? settled->spaced[at] : std::set<std::size_t>{}));
  }
  return lines;
}

}  // namespace polc::format
