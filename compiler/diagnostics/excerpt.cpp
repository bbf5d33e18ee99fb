// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/excerpt.h"

#include <algorithm>
#include <cstdint>

#include "compiler/source/unicode.h"

namespace polc::diag {
namespace {

constexpr std::size_t tab_width = 4;
// Longer lines are cut this far (in bytes) before the span and after its beginning.
constexpr std::size_t kept_before = 90;
constexpr std::size_t kept_after = 180;
constexpr std::string_view cut_mark = "…";

bool is_unprintable(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// A piece of text on its way to a terminal, with the columns it takes.
struct Shown {
  std::string text;
  std::size_t columns = 0;

  void append(std::string_view more) {
    for (std::size_t at = 0; at < more.size();) {
      const source::Decoded next = source::decode(more, at);
      at += next.length;
      if (next.code_point == U'\t') {
        const std::size_t width = tab_width - columns % tab_width;
        text.append(width, ' ');
        columns += width;
        continue;
      }
      const char32_t c = is_unprintable(next.code_point) ? char32_t{0xFFFD} : next.code_point;
      source::append_utf8(text, c);
      columns += static_cast<std::size_t>(std::max(0, source::display_width(c)));
    }
  }
};

bool is_inside_character(std::string_view line, std::size_t at) {
  return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80;
}

// The part of one line that is marked, as byte offsets into the line, after cutting.
struct Piece {
  std::string_view before;
  std::string_view marked;
  std::string_view after;
  bool cut_before = false;
  bool cut_after = false;
};

Piece cut_around(std::string_view line, std::size_t begin, std::size_t end) {
  begin = std::min(begin, line.size());
  end = std::clamp(end, begin, line.size());
  std::size_t from = begin > kept_before + cut_mark.size() ? begin - kept_before : 0;
  while (is_inside_character(line, from)) ++from;
  std::size_t to = line.size() - begin > kept_after + cut_mark.size() ? begin + kept_after : line.size();
  while (is_inside_character(line, to)) --to;
  end = std::min(end, to);
  return {line.substr(from, begin - from), line.substr(begin, end - begin), line.substr(end, to - end), from > 0,
          to < line.size()};
}

std::size_t digits(std::uint32_t number) { return std::to_string(number).size(); }

class Writer {
 public:
  Writer(const ExcerptStyle& style, std::uint32_t last_line)
      : style_(style), width_(std::max<std::size_t>(3, digits(last_line))) {}

  // A line of the file and under it a line of marks.
  void line(std::uint32_t number, const Piece& piece, char mark) {
    Shown shown;
    if (piece.cut_before) shown.append(cut_mark);
    shown.append(piece.before);
    const std::size_t begin = shown.columns;
    shown.append(piece.marked);
    const std::size_t width = std::max<std::size_t>(1, shown.columns - begin);
    shown.append(piece.after);
    if (piece.cut_after) shown.append(cut_mark);
    gutter(std::to_string(number));
    out_ += ' ';
    out_ += shown.text;
    while (out_.ends_with(' ')) out_.pop_back();
    out_ += '\n';
    gutter("");
    out_ += ' ';
    out_.append(begin, ' ');
    out_ += style_.mark_colour;
    out_.append(width, mark);
    out_ += style_.reset;
    out_ += '\n';
  }
  void gap() {
    gutter("...");
    out_ += '\n';
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void gutter(std::string_view number) {
    out_ += style_.gutter_colour;
    out_.append(width_ + 1 - std::min(width_ + 1, number.size()), ' ');
    out_ += number;
    out_ += " |";
    out_ += style_.reset;
  }

  ExcerptStyle style_;
  std::size_t width_;
  std::string out_;
};

}  // namespace

std::string excerpt(const source::SourceFile& file, source::Span span, const ExcerptStyle& style) {
  const std::uint32_t first = file.position(span.begin).line;
  // A span that ends with a line break does not reach into the next line.
  const std::uint32_t last = file.position(span.end > span.begin ? span.end - 1 : span.begin).line;
  constexpr std::uint32_t most_lines = 4;
  const bool leave_out = last - first + 1 > most_lines;
  Writer writer(style, last);
  for (std::uint32_t number = first; number <= last; ++number) {
    if (leave_out && number == first + 2) {
      writer.gap();
      number = last;
    }
    const std::string_view line = file.line(number);
    const std::size_t line_begin = file.line_begin(number);
    std::size_t begin = number == first ? span.begin - line_begin : 0;
    if (number != first) begin = std::min(line.find_first_not_of(" \t"), line.size());
    const std::size_t end = number == last ? span.end - line_begin : line.size();
    if (number != first && begin >= line.size()) continue;  // nothing to point at on an empty line
    writer.line(number, cut_around(line, begin, end), '^');
  }
  return writer.take();
}

std::string excerpt_replaced(const source::SourceFile& file, source::Span span, std::string_view replacement,
                             const ExcerptStyle& style) {
  const std::uint32_t number = file.position(span.begin).line;
  const std::string_view line = file.line(number);
  const std::size_t line_begin = file.line_begin(number);
  const std::size_t begin = std::min<std::size_t>(span.begin - line_begin, line.size());
  const std::size_t end = std::clamp<std::size_t>(span.end - line_begin, begin, line.size());
  const std::string_view shown = replacement.substr(0, replacement.find('\n'));
  const std::string changed = std::string(line.substr(0, begin)) + std::string(shown) + std::string(line.substr(end));
  Writer writer(style, number);
  writer.line(number, cut_around(changed, begin, begin + shown.size()), '~');
  return writer.take();
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const source::Decoded next = source::decode(text, at);
    at += next.length;
    if (next.code_point == U'\n' || next.code_point == U'\t' || next.code_point == U'\r')
      out += ' ';
    else
      source::append_utf8(out, is_unprintable(next.code_point) ? char32_t{0xFFFD} : next.code_point);
  }
  return out;
}

}  // namespace polc::diag
