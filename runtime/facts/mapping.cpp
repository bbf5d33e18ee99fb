// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/mapping.h"

#include <array>
#include <span>
#include <string_view>

#include "compiler/source/unicode.h"

namespace polc::facts {
namespace {

using diag::Kind;

struct Word {
  std::string text;
  source::Span span;
  bool quoted = false;
};

constexpr std::array<std::string_view, 2> table_words = {"table", "表"};
constexpr std::array<std::string_view, 2> column_words = {"column", "列"};
constexpr std::array<std::string_view, 2> value_words = {"value", "值"};
constexpr std::array<std::string_view, 2> holds_words = {"holds", "存放"};
constexpr std::array<std::string_view, 2> is_words = {"is", "是"};
constexpr std::array<std::string_view, 2> means_words = {"means", "表示"};

bool is_one_of(const Word& word, std::span<const std::string_view> keywords) {
  if (word.quoted) return false;
  const std::string key = source::fold_key(word.text);
  for (const std::string_view keyword : keywords)
    if (key == source::fold_key(keyword)) return true;
  return false;
}

// Words between spaces; "..." is one word and never a keyword; `#` outside quotes begins a comment.
std::vector<Word> split_words(std::string_view line, source::FileId file, std::uint32_t line_begin) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (at < line.size() && line[at] != '#') {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const bool quoted = line[at] == '"';
    if (quoted) {
      const std::size_t close = line.find('"', at + 1);
      at = close == std::string_view::npos ? line.size() : close + 1;
    } else {
      while (at < line.size() && line[at] != ' ' && line[at] != '\t' && line[at] != '#') ++at;
    }
    std::string_view text = line.substr(begin, at - begin);
    if (quoted) text = text.substr(1, text.size() - (text.size() > 1 && text.back() == '"' ? 2 : 1));
    const auto offset = [&](std::size_t in_line) { return line_begin + static_cast<std::uint32_t>(in_line); };
    words.push_back({std::string(text), {file, offset(begin), offset(at)}, quoted});
  }
  return words;
}

MapWord join_words(std::span<const Word> words) {
  MapWord joined{words.front().text, words.front().span};
  for (const Word& word : words.subspan(1)) {
    joined.text += ' ' + word.text;
    joined.span = source::join(joined.span, word.span);
  }
  return joined;
}

class MappingParser {
 public:
  explicit MappingParser(diag::Sink& sink) : sink_(sink) {}

  void line(std::span<const Word> words) {
    if (is_one_of(words.front(), table_words)) return table(words);
    if (is_one_of(words.front(), column_words)) return column(words);
    if (is_one_of(words.front(), value_words)) return value(words);
    constant(words);
  }
  std::optional<Mapping> finish() && {
    if (failed_) return std::nullopt;
    return std::move(mapping_);
  }

 private:
  // The two names on both sides of the keyword; no value, and an error, when there are none.
  std::optional<std::pair<MapWord, MapWord>> sides(std::span<const Word> words, std::span<const Word> line,
                                                   std::span<const std::string_view> keywords) {
    for (std::size_t at = 1; at + 1 < words.size(); ++at)
      if (is_one_of(words[at], keywords))
        return std::pair(join_words(words.first(at)), join_words(words.subspan(at + 1)));
    refuse(line);
    return std::nullopt;
  }
  void refuse(std::span<const Word> words) {
    failed_ = true;
    const MapWord whole = join_words(words);
    sink_.emit(Kind::MappingLine, whole.span, whole.text);
  }
  bool require_table(std::span<const Word> words) {
    if (!mapping_.tables.empty()) return true;
    failed_ = true;
    const MapWord whole = join_words(words);
    sink_.emit(Kind::MappingOutsideTable, whole.span, whole.text);
    return false;
  }
  void table(std::span<const Word> words) {
    if (const auto names = sides(words.subspan(1), words, holds_words))
      mapping_.tables.push_back({names->first, names->second, {}});
  }
  void column(std::span<const Word> words) {
    const auto names = sides(words.subspan(1), words, holds_words);
    if (names && require_table(words))
      mapping_.tables.back().columns.push_back({names->second, names->first, false, {}});
  }
  void constant(std::span<const Word> words) {
    const auto names = sides(words, words, is_words);
    if (names && require_table(words))
      mapping_.tables.back().columns.push_back({names->first, names->second, true, {}});
  }
  void value(std::span<const Word> words) {
    const auto names = sides(words.subspan(1), words, means_words);
    if (!names) return;
    if (mapping_.tables.empty()) {
      mapping_.values.push_back({names->first, names->second});
    } else if (auto& columns = mapping_.tables.back().columns; !columns.empty() && !columns.back().constant) {
      columns.back().values.push_back({names->first, names->second});
    } else {
      failed_ = true;
      sink_.emit(Kind::MappingValueOutsideColumn, names->first.span, names->first.text);
    }
  }

  diag::Sink& sink_;
  Mapping mapping_;
  bool failed_ = false;
};

}  // namespace

std::optional<Mapping> parse_mapping(const source::SourceMap& sources, source::FileId id, diag::Sink& sink) {
  const source::SourceFile& file = sources.file(id);
  MappingParser parser(sink);
  for (std::uint32_t number = 1; number <= file.line_count(); ++number) {
    const std::vector<Word> words = split_words(file.line(number), id, file.line_begin(number));
    if (!words.empty()) parser.line(words);
  }
  return std::move(parser).finish();
}

}  // namespace polc::facts
