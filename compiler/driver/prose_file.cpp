// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/prose_file.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/diagnostics/load_source.h"

namespace polc::driver {
namespace {

// None where a backslash stands before anything else.
std::optional<std::string> plain(std::string_view cell) {
  std::string text;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    if (cell[at] != '\\') {
      text += cell[at];
      continue;
    }
    const char next = ++at < cell.size() ? cell[at] : '\0';
    if (next == 'n')
      text += '\n';
    else if (next == 't')
      text += '\t';
    else if (next == '\\')
      text += '\\';
    else
      return std::nullopt;
  }
  return text;
}

std::optional<format::ProseTable::Row> row_of(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos || line.find('\t', tab + 1) != std::string_view::npos) return std::nullopt;
  auto english = plain(line.substr(0, tab));
  auto chinese = plain(line.substr(tab + 1));
  if (!english || !chinese || english->empty() || chinese->empty()) return std::nullopt;
  return format::ProseTable::Row{std::move(*english), std::move(*chinese)};
}

}  // namespace

std::optional<format::ProseTable> read_prose(const std::filesystem::path& path, source::SourceMap& sources,
                                             diag::Sink& sink) {
  const std::size_t errors = sink.error_count();
  const auto id = diag::load_source(sources, path, sink);
  if (!id) return std::nullopt;
  const source::SourceFile& file = sources.file(*id);
  format::ProseTable table;
  std::vector<source::Span> places;  // of the rows
  for (std::uint32_t number = 1; number <= file.line_count(); ++number) {
    const std::string_view line = file.line(number);
    if (line.empty()) continue;
    const std::uint32_t begin = file.line_begin(number);
    const source::Span place{*id, begin, begin + static_cast<std::uint32_t>(line.size())};
    auto row = row_of(line);
    if (!row) {
      sink.emit(diag::Kind::NotARowOfProse, place);
      continue;
    }
    const auto other = table.add(std::move(*row));
    if (other)
      sink.emit(diag::Kind::ProseTwice, place).note(diag::Kind::DeclaredHere, places[*other]);
    else
      places.push_back(place);
  }
  if (sink.error_count() > errors) return std::nullopt;
  return table;
}

}  // namespace polc::driver
