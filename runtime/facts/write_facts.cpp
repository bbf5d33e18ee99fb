// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/write_facts.h"

#include <algorithm>
#include <system_error>

#include "runtime/facts/cell_writer.h"
#include "runtime/facts/names.h"
#include "runtime/facts/reports.h"
#include "runtime/facts/row_reader.h"
#include "runtime/facts/sqlite_store.h"
#include "runtime/value/match.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using diag::Kind;

// Mantissa and decimals; none where the decimals have no end or do not fit.
std::optional<Parsed> decimal(const value::Rational& number) {
  constexpr std::uint8_t most_decimals = 18;
  std::optional<value::Rational> shifted = number;
  for (std::uint8_t scale = 0; shifted && scale <= most_decimals; ++scale) {
    if (shifted->denominator() == 1) {
      Parsed parsed;
      parsed.absent = false;
      parsed.scale = scale;
      parsed.number = shifted->numerator();
      return parsed;
    }
    shifted = value::multiply(*shifted, value::Rational(10));
  }
  return std::nullopt;
}

class FactWriter {
 public:
  FactWriter(const core::Program& program, const FactBase& facts, SqliteWriter& writer, std::string path)
      : program_(program), facts_(facts), writer_(writer), path_(std::move(path)) {}

  Outcome write(value::Day reported_until) {
    for (std::uint32_t index = 0; index < facts_.tables.size(); ++index) {
      if (facts_.tables[index].row_count > 0)
        if (auto done = write_table({index}); !done) return done;
      if (program_[RelationId{index}].report_every != 0)
        if (auto done = write_reports({index}, reported_until); !done) return done;
    }
    return std::monostate{};
  }

 private:
  Outcome write_table(RelationId id) {
    const core::Relation& relation = program_[id];
    const Table& table = facts_[id];
    std::vector<ColumnIndex> columns;
    std::vector<NewColumn> definitions;
    std::vector<CellWriter> cells;
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      const bool is_key = relation.kind == core::RelationKind::Entity && relation.key == column;
      if (!is_key && std::holds_alternative<NoColumn>(table.columns[column])) continue;
      core::Type type = relation.columns[column].type;
      if (is_key) type.kind = core::TypeKind::Text;  // as it is known in memory
      columns.push_back(column);
      definitions.push_back(
          {stored_name(relation.columns[column].label), sql_type(type, is_count(relation, column)), is_key});
      cells.emplace_back(program_, type, cells.size());
    }
    auto writer = writer_.create_table(stored_name(relation.label), definitions);
    if (!writer) return writer.error();
    std::vector<std::string> texts(columns.size());
    for (Row row = 0; row < table.row_count; ++row) {
      for (std::size_t at = 0; at < columns.size(); ++at) {
        const auto value = cell(id, columns[at], row, texts[at]);
        if (!value)
          return failure(Kind::FactsUnwritable, path_,
                         diag::Argument("a number has no end in decimals", "某个数值无法写成有限小数"));
        cells[at].write(*writer, *value);
      }
      if (!writer->insert()) return writer->why();
    }
    return std::monostate{};
  }

  // None for a number that cannot be written. `text` keeps what the value refers to.
  std::optional<Parsed> cell(RelationId id, ColumnIndex column, Row row, std::string& text) const {
    const core::Relation& relation = program_[id];
    const core::Type& type = relation.columns[column].type;
    Parsed parsed;
    const auto say = [&](std::string_view words) {
      text = words;
      parsed.absent = false;
      parsed.text = text;
    };
    if (relation.kind == core::RelationKind::Entity && relation.key == column) {
      say(facts_[id].keys->text(static_cast<std::int32_t>(row)));
      return parsed;
    }
    const auto count = [&](bool is_there, std::int64_t number) {
      parsed.absent = !is_there;
      parsed.number = number;
    };
    return value::match(
        facts_[id].columns[column], [&](const NoColumn&) { return std::optional(parsed); },
        [&](const YesNoColumn& from) {
          count(from.values[row] != value::Truth::Unknown, from.values[row] == value::Truth::True ? 1 : 0);
          return std::optional(parsed);
        },
        [&](const EnumerationColumn& from) {
          count(from.values[row] != absent_code, from.values[row]);
          return std::optional(parsed);
        },
        [&](const MomentColumn& from) {
          count(from.minutes[row] != absent_moment, from.minutes[row]);
          return std::optional(parsed);
        },
        [&](const DayColumn& from) {
          if (from.days[row] != absent_day) say(value::to_iso(value::Day{from.days[row]}));
          return std::optional(parsed);
        },
        [&](const TextColumn& from) {
          if (from.codes[row] != absent_code) say(from.dictionary->text(from.codes[row]));
          return std::optional(parsed);
        },
        [&](const ReferenceColumn& from) {
          if (from.rows[row] != absent_code) say(facts_[type.target].keys->text(from.rows[row]));
          return std::optional(parsed);
        },
        [&](const NumberColumn& from) {
          if (from.mantissas[row] == absent_number) return std::optional(parsed);
          const auto base = value::multiply(value::Rational(from.mantissas[row]), from.step);
          const auto shown = base ? value::divide(*base, type.unit_factor) : std::nullopt;
          return shown ? decimal(*shown) : std::nullopt;
        });
  }

  // From the first day on which a report is due: as declared, else that of the first row, else the last day itself.
  Outcome write_reports(RelationId id, value::Day until) {
    const core::Relation& event = program_[id];
    const Table& table = facts_[id];
    const RelationId sort = event.columns[subject_column(event)].type.target;
    if (facts_[sort].row_count == 0) return std::monostate{};
    value::Day first = event.report_from.value_or(until);
    if (!event.report_from)
      for (Row row = 0; row < table.row_count; ++row)
        first = std::min(first, day_of_row(table.columns[*event.begin], row).value_or(until));
    core::Type day_type = event.columns[*event.begin].type;
    day_type.kind = core::TypeKind::Day;
    const std::vector<NewColumn> definitions = {
        {stored_name(event.columns[subject_column(event)].label), "TEXT", false},
        {stored_name(event.columns[*event.begin].label), "TEXT", false}};
    auto writer = writer_.create_table(stored_name(event.label) + "_report", definitions);
    if (!writer) return writer.error();
    for (Row subject = 0; subject < facts_[sort].row_count; ++subject) {
      for (std::int32_t day = first.since_epoch; day <= until.since_epoch; ++day) {
        const std::string text = value::to_iso(value::Day{day});
        writer->bind_text(0, facts_[sort].keys->text(static_cast<std::int32_t>(subject)));
        writer->bind_text(1, text);
        if (!writer->insert()) return writer->why();
      }
    }
    return std::monostate{};
  }

  const core::Program& program_;
  const FactBase& facts_;
  SqliteWriter& writer_;
  std::string path_;
};

}  // namespace

Outcome write_facts(const core::Program& program, const FactBase& facts, value::Day reported_until,
                    const std::filesystem::path& target) {
  std::error_code error;
  if (std::filesystem::is_regular_file(target, error)) {
    const auto old = SqliteStore::open(target);
    if (!old || !(*old)->made_by_import()) return failure(Kind::TargetExists, target.string());
  }
  auto writer = SqliteWriter::create(target, true);
  if (!writer) return writer.error();
  if (auto done = FactWriter(program, facts, *writer, target.string()).write(reported_until); !done) return done;
  return writer->finish();
}

}  // namespace polc::facts
