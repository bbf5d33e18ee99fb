// SPDX-License-Identifier: Apache-2.0
#include "examples/county/hints.h"

#include <charconv>
#include <fstream>

#include "runtime/value/check_macro.h"

namespace polc::county {
namespace {

std::string type_name(const core::Type& type) {
  switch (type.kind) {
    case core::TypeKind::Text:
      return "(text)";
    case core::TypeKind::YesNo:
      return "(yes or no)";
    case core::TypeKind::Enumeration:
      return "(one of)";
    case core::TypeKind::Number:
      return "(number)";
    case core::TypeKind::Day:
      return "(day)";
    case core::TypeKind::Moment:
      return "(moment)";
    case core::TypeKind::Reference:
      return "(reference)";
  }
  POLC_UNREACHABLE("a type without a name");
}

std::string kind_name(core::RelationKind kind) {
  switch (kind) {
    case core::RelationKind::Entity:
      return "entity";
    case core::RelationKind::Event:
      return "event";
    case core::RelationKind::ClassRecord:
      return "class record";
    case core::RelationKind::Conduct:
      return "conduct";
  }
  POLC_UNREACHABLE("a kind of relation without a name");
}

}  // namespace

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == mark)
      parts.emplace_back();
    else
      parts.back().push_back(letter);
  }
  for (std::string& part : parts) {
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
  }
  return parts;
}

std::uint64_t number_of(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  POLC_CHECK(error == std::errc() && end == text.data() + text.size(), "a hint is a whole number");
  return number;
}

Range range_of(const std::string& text) {
  const std::size_t dots = text.find("..");
  POLC_CHECK(dots != std::string::npos, "a hint is a range");
  Range range;
  const auto bound = [&](std::string part) {
    const std::size_t point = part.find('.');
    range.decimals = point == std::string::npos ? 0 : static_cast<std::uint32_t>(part.size() - point - 1);
    if (point != std::string::npos) part.erase(point, 1);
    return static_cast<std::int64_t>(number_of(part));
  };
  range.lowest = bound(text.substr(0, dots));
  const std::uint32_t decimals = range.decimals;
  range.highest = bound(text.substr(dots + 2));
  POLC_CHECK(decimals == range.decimals && range.lowest <= range.highest, "both bounds of a range are written alike");
  return range;
}

value::Result<Hints, std::string> Hints::read(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return "cannot be read: " + file.string();
  Hints hints;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const std::vector<std::string> cells = split(line, '\t');
    if (cells.size() != 4) return file.string() + ":" + std::to_string(number) + ": four columns are wanted";
    if (!hints.rows_.emplace(std::tuple(cells[0], cells[1], cells[2]), cells[3]).second)
      return file.string() + ":" + std::to_string(number) + ": said twice";
  }
  return hints;
}

std::optional<std::string> Hints::find(const std::string& relation, const std::string& column,
                                       const std::string& what) const {
  const auto found = rows_.find({relation, column, what});
  return found == rows_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> Hints::of_rows(const core::Program& program, const core::Relation& relation,
                                          const std::string& what) const {
  if (auto own = find(relation.label.neutral(), "*", what)) return own;
  // A measure done to things of several sorts has a table for each; what is said of the measure holds for all.
  if (relation.measure)
    if (auto of_measure = find(program[*relation.measure].label.neutral(), "*", what)) return of_measure;
  const std::string kind = kind_name(relation.kind);
  if (relation.kind != core::RelationKind::Entity) {
    const core::Relation& subject = program[relation.columns[relation.subject.value_or(0)].type.target];
    if (auto of_sort = find("(" + kind + " of " + subject.label.neutral() + ")", "*", what)) return of_sort;
  }
  return find("(" + kind + ")", "*", what);
}

std::optional<std::string> Hints::of_column(const core::Program& program, const core::Relation& relation,
                                            const core::Column& column, const std::string& what) const {
  const std::string& name = column.label.neutral();
  if (auto own = find(relation.label.neutral(), name, what)) return own;
  if (relation.measure)
    if (auto of_measure = find(program[*relation.measure].label.neutral(), name, what)) return of_measure;
  if (auto of_kind = find("(" + kind_name(relation.kind) + ")", name, what)) return of_kind;
  if (auto of_any = find("*", name, what)) return of_any;
  return find("*", type_name(column.type), what);
}

}  // namespace polc::county
