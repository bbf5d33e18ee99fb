// SPDX-License-Identifier: Apache-2.0
#include "compiler/trace/register.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "compiler/source/unicode.h"

namespace polc::trace {
namespace {

using diag::Kind;

enum Column : std::size_t { IdOfNorm, Document, Article, SortOfNorm, Remark, RemarkInChinese, column_count };
constexpr std::array<std::string_view, column_count> column_names{"norm", "document", "article",
                                                                  "sort", "remark",   "remark_zh"};

// A cell of a CSV file may stand in quotation marks, doubled inside; in a file with tabs they are letters like all others.
std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> cells(1);
  const bool quotes = separator == ',';
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char letter = line[at];
    if (quotes && letter == '"') {
      const bool doubled = quoted && at + 1 < line.size() && line[at + 1] == '"';
      if (doubled) cells.back() += line[++at];
      if (!doubled) quoted = !quoted;
    } else if (letter == separator && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += letter;
    }
  }
  for (std::string& cell : cells) {
    const std::size_t first = cell.find_first_not_of(' ');
    cell = first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1);
  }
  return cells;
}

std::optional<Sort> sort_named(std::string_view name) {
  if (name == "full") return Sort::Full;
  if (name == "partial") return Sort::Partial;
  if (name == "prose") return Sort::Prose;
  return std::nullopt;
}

class Reader {
 public:
  Reader(const source::SourceFile& file, source::FileId id, diag::Sink& sink) : file_(file), id_(id), sink_(sink) {}

  std::optional<Register> run() {
    const std::size_t errors = sink_.error_count();
    if (!read_head()) return std::nullopt;
    for (std::uint32_t line = 2; line <= file_.line_count(); ++line)
      if (!file_.line(line).empty()) read_row(line);
    if (sink_.error_count() != errors) return std::nullopt;
    return std::move(register_);
  }

 private:
  [[nodiscard]] source::Span span(std::uint32_t line) const {
    const std::uint32_t begin = file_.line_begin(line);
    return {id_, begin, begin + static_cast<std::uint32_t>(file_.line(line).size())};
  }

  bool read_head() {
    const std::string_view head = file_.line(1);
    separator_ = head.find('\t') == std::string_view::npos ? ',' : '\t';
    const auto names = cells_of(head, separator_);
    bool complete = true;
    for (std::size_t column = 0; column < column_count; ++column) {
      const auto found = std::find(names.begin(), names.end(), column_names[column]);
      place_[column] = static_cast<std::size_t>(found - names.begin());
      if (found != names.end() || column == RemarkInChinese) continue;
      complete = false;
      sink_.emit(Kind::RegisterColumnMissing, span(1), column_names[column]);
      break;
    }
    return complete;
  }

  void read_row(std::uint32_t line) {
    const auto cells = cells_of(file_.line(line), separator_);
    std::array<std::string, column_count> row;
    for (std::size_t column = 0; column < column_count; ++column) {
      if (place_[column] < cells.size()) row[column] = cells[place_[column]];
      if (!row[column].empty() || column >= Remark) continue;
      sink_.emit(Kind::RegisterCellEmpty, span(line), column_names[column]);
      return;
    }
    const auto sort = sort_named(row[SortOfNorm]);
    if (!sort) {
      sink_.emit(Kind::UnknownSortOfNorm, span(line), row[SortOfNorm]);
      return;
    }
    const auto [first, is_new] = register_.by_id.try_emplace(source::fold_key(row[IdOfNorm]), register_.norms.size());
    if (!is_new) {
      sink_.emit(Kind::NormRegisteredTwice, span(line), row[IdOfNorm]).note(Kind::FirstOneHere, spans_[first->second]);
      return;
    }
    register_.norms.push_back({std::move(row[IdOfNorm]), std::move(row[Document]), std::move(row[Article]), *sort,
                               std::move(row[Remark]), std::move(row[RemarkInChinese])});
    spans_.push_back(span(line));
  }

  const source::SourceFile& file_;
  source::FileId id_;
  diag::Sink& sink_;
  char separator_ = '\t';
  std::array<std::size_t, column_count> place_{};
  Register register_;
  std::vector<source::Span> spans_;  // of the norms
};

}  // namespace

std::optional<Register> read_register(const source::SourceFile& file, source::FileId id, diag::Sink& sink) {
  return Reader(file, id, sink).run();
}

}  // namespace polc::trace
