// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/from_test.h"

#include <algorithm>
#include <numeric>

#include "runtime/facts/column_builder.h"
#include "runtime/facts/names.h"
#include "runtime/facts/row_findings.h"
#include "runtime/facts/row_order.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::RelationKind;
using core::TypeKind;

using Cells = std::vector<const core::GivenValue*>;  // by column; null: not given

class TestFacts {
 public:
  TestFacts(const core::Program& program, const core::Test& test, diag::Sink& sink)
      : program_(program),
        test_(test),
        sink_(sink),
        rows_(program.vocabulary.relations.size()),
        subjects_(program.vocabulary.relations.size()) {
    facts_.tables.resize(program.vocabulary.relations.size());
    for (std::size_t index = 0; index < facts_.tables.size(); ++index) keys_.push_back(std::make_shared<Dictionary>());
  }

  FactBase run() {
    for (const core::GivenRow& row : test_.given) add_row(row);
    for (const core::GivenNoReport& missing : test_.no_reports)
      if (!missing.subject.empty()) row_of(subject_sort(missing.relation), missing.subject);
    for (const core::TestStep& step : test_.steps)
      for (const core::Expectation& expectation : step.expectations) mention(expectation);
    for (const bool entities : {true, false})  // the tables of events are laid out by the number of things
      for (std::uint32_t index = 0; index < facts_.tables.size(); ++index)
        if ((program_.vocabulary.relations[index].kind == RelationKind::Entity) == entities) finish({index});
    return std::move(facts_);
  }

 private:
  [[nodiscard]] RelationId subject_sort(RelationId id) const {
    return program_[id].columns[subject_column(program_[id])].type.target;
  }
  Row row_of(RelationId sort, std::string_view key) { return static_cast<Row>(keys_[sort.index]->intern(key)); }

  // ---- who and what there is

  void add_row(const core::GivenRow& row) {
    const core::Relation& relation = program_[row.relation];
    std::vector<Cells>& rows = rows_[row.relation.index];
    if (relation.kind == RelationKind::Entity) {
      const Row at = row_of(row.relation, row.subject);
      if (rows.size() <= at) rows.resize(at + 1, Cells(relation.columns.size(), nullptr));
      fill(rows[at], row);
      return;
    }
    subjects_[row.relation.index].push_back(static_cast<std::int32_t>(row_of(subject_sort(row.relation), row.subject)));
    rows.emplace_back(relation.columns.size(), nullptr);
    fill(rows.back(), row);
  }
  void fill(Cells& cells, const core::GivenRow& row) {
    for (const core::GivenCell& cell : row.cells) {
      cells[cell.column] = &cell.value;
      const core::Type& type = program_[row.relation].columns[cell.column].type;
      if (type.kind == TypeKind::Reference)
        if (const auto* key = std::get_if<std::string>(&cell.value)) row_of(type.target, *key);
    }
  }
  void mention(const core::Expectation& expectation) {
    if (const auto* expected = std::get_if<core::ExpectClass>(&expectation.what))
      row_of(expected->sort, expected->subject);
    else if (const auto* flag = std::get_if<core::ExpectFlag>(&expectation.what))
      row_of(flag->sort, flag->subject);
    else if (const auto* norm = std::get_if<core::ExpectNorm>(&expectation.what))
      if (norm->sort && !norm->subject.empty()) row_of(*norm->sort, norm->subject);
  }

  // ---- columns

  void finish(RelationId id) {
    const core::Relation& relation = program_[id];
    Table& table = facts_[id];
    std::vector<Cells>& rows = rows_[id.index];
    if (relation.kind == RelationKind::Entity) {
      table.keys = keys_[id.index];
      rows.resize(static_cast<std::size_t>(table.keys->size()), Cells(relation.columns.size(), nullptr));
    }
    table.row_count = static_cast<Row>(rows.size());
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column)
      table.columns.push_back(make_column(id, column, rows));
    if (relation.kind == RelationKind::Entity) {
      if (relation.key && relation.columns[*relation.key].type.kind == TypeKind::Text) {
        table.columns[*relation.key] = key_column(table.keys);
      }
      return;
    }
    sort_rows(id, table);
    if (relation.report_every != 0) table.reports = gaps(id);
  }
  // Lays the rows out by thing and time: the columns are made again from the rows in that order.
  void sort_rows(RelationId id, Table& table) {
    const core::Relation& relation = program_[id];
    const auto time = time_column(relation);
    const Column no_time = NoColumn{};
    const Row count = facts_[subject_sort(id)].row_count;
    const value::UnwrittenVector<Row> order =
        order_rows(References(subjects_[id.index]), time ? table.columns[*time] : no_time, count);
    if (!order.empty()) {
      std::vector<Cells> rows;
      std::vector<std::int32_t> subjects;
      for (const Row row : order) {
        rows.push_back(rows_[id.index][row]);
        subjects.push_back(subjects_[id.index][row]);
      }
      subjects_[id.index] = std::move(subjects);
      for (ColumnIndex column = 0; column < relation.columns.size(); ++column)
        table.columns[column] = make_column(id, column, rows);
    }
    table.by_subject = GroupIndex(References(subjects_[id.index]), count);
  }
  Column make_column(RelationId id, ColumnIndex index, const std::vector<Cells>& rows) {
    const core::Relation& relation = program_[id];
    const core::Column& column = relation.columns[index];
    if (!is_stored(column)) return NoColumn{};
    if (relation.kind != RelationKind::Entity && index == subject_column(relation)) {
      return ReferenceColumn{References(subjects_[id.index])};
    }
    if (column.type.kind == TypeKind::Number) return make_numbers(column, index, rows);
    PackedBuilder values;
    auto texts = std::make_shared<Dictionary>();
    for (const Cells& cells : rows) values.append(stored(column.type, cells[index], *texts));
    Column made = with_values(empty_column(column.type), std::move(values).finish());
    if (auto* text = std::get_if<TextColumn>(&made)) text->dictionary = std::move(texts);
    return made;
  }
  // As the column keeps it. What is not given is absent (get_if of nothing is nothing); of yes/no it is no.
  std::optional<std::int64_t> stored(const core::Type& type, const core::GivenValue* given, Dictionary& texts) {
    switch (type.kind) {
      case TypeKind::YesNo: {
        const auto* yes = std::get_if<bool>(given);
        return static_cast<std::int64_t>(value::truth(yes != nullptr && *yes));
      }
      case TypeKind::Enumeration:
        if (const auto* place = std::get_if<std::uint32_t>(given)) return *place;
        return std::nullopt;
      case TypeKind::Text:
        if (const auto* text = std::get_if<std::string>(given)) return texts.intern(*text);
        return std::nullopt;
      case TypeKind::Reference:
        if (const auto* key = std::get_if<std::string>(given)) return row_of(type.target, *key);
        return std::nullopt;
      case TypeKind::Day:
        if (const auto* day = std::get_if<value::Day>(given)) return day->since_epoch;
        return std::nullopt;
      case TypeKind::Moment:
        if (const auto* moment = std::get_if<value::Moment>(given)) return moment->since_epoch;
        return std::nullopt;
      case TypeKind::Number:
        break;
    }
    POLC_UNREACHABLE("numbers are made by make_numbers");
  }
  // All numbers of a column as whole multiples of the greatest step that fits them all.
  Column make_numbers(const core::Column& column, ColumnIndex index, const std::vector<Cells>& rows) {
    NumberColumn made;
    PackedBuilder mantissas;
    std::int64_t denominator = 1;
    std::vector<std::optional<value::Rational>> numbers;
    for (const Cells& cells : rows) {
      const auto* number = cells[index] ? std::get_if<value::Rational>(cells[index]) : nullptr;
      numbers.push_back(number ? std::optional(*number) : std::nullopt);
      if (!number) continue;
      const std::int64_t divisor = std::gcd(denominator, number->denominator());
      std::int64_t grown = 0;
      if (__builtin_mul_overflow(denominator, number->denominator() / divisor, &grown))
        numbers.back() = too_fine(column, *number);
      else
        denominator = grown;
    }
    for (std::optional<value::Rational>& number : numbers) {
      auto whole = number ? value::multiply(*number, value::Rational(denominator)) : std::nullopt;
      if (whole && whole->numerator() == absent_number) whole.reset();
      if (number && !whole) too_fine(column, *number);
      mantissas.append(whole ? std::optional(whole->numerator()) : std::nullopt);
    }
    made.mantissas = Mantissas(std::move(mantissas).finish());
    made.step = value::Rational::make(1, denominator).value_or(value::Rational(1));
    return made;
  }
  std::optional<value::Rational> too_fine(const core::Column& column, const value::Rational& number) {
    sink_.emit(diag::Kind::CellTooManyDigits, test_.span, test_.name, words(column.label), value::to_string(number));
    return std::nullopt;
  }

  // ---- reports

  Reports gaps(RelationId id) {
    Reports reports;
    reports.every = program_[id].report_every;
    const RelationId sort = subject_sort(id);
    for (Row subject = 0; subject < facts_[sort].row_count; ++subject) {
      reports.first_gap.push_back(static_cast<Row>(reports.gaps.size()));
      const std::string_view key = facts_[sort].keys->text(static_cast<std::int32_t>(subject));
      std::vector<Gap> own;
      for (const core::GivenNoReport& missing : test_.no_reports)
        if (missing.relation == id && (missing.subject.empty() || missing.subject == key))
          own.push_back({missing.first.value_or(open_begin), missing.last.value_or(open_end)});
      std::sort(own.begin(), own.end(), [](const Gap& left, const Gap& right) { return left.first < right.first; });
      const std::size_t begin = reports.gaps.size();
      for (const Gap& gap : own) {
        Gap* last = reports.gaps.size() > begin ? &reports.gaps.back() : nullptr;
        if (last && (last->last == open_end || gap.first.since_epoch <= last->last.since_epoch + 1))
          last->last = std::max(last->last, gap.last);
        else
          reports.gaps.push_back(gap);
      }
    }
    reports.first_gap.push_back(static_cast<Row>(reports.gaps.size()));
    return reports;
  }

  const core::Program& program_;
  const core::Test& test_;
  diag::Sink& sink_;
  std::vector<std::vector<Cells>> rows_;             // by relation
  std::vector<std::vector<std::int32_t>> subjects_;  // by relation, of rows that have one
  std::vector<std::shared_ptr<Dictionary>> keys_;    // by relation; used of entities
  FactBase facts_;
};

}  // namespace

FactBase from_test(const core::Program& program, const core::Test& test, diag::Sink& sink) {
  return TestFacts(program, test, sink).run();
}

}  // namespace polc::facts
