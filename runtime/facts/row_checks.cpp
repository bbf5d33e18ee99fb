// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/row_checks.h"

#include <algorithm>
#include <vector>

#include "runtime/facts/names.h"
#include "runtime/facts/reports.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using diag::Kind;

std::int64_t time_at(const Column& column, Row row) {
  if (const auto* days = std::get_if<DayColumn>(&column))
    return days->days[row] == absent_day ? absent_moment : days->days[row];
  if (const auto* moments = std::get_if<MomentColumn>(&column)) return moments->minutes[row];
  return absent_moment;
}

std::string time_text(const Column& column, Row row) {
  if (time_at(column, row) == absent_moment) return {};
  if (const auto* days = std::get_if<DayColumn>(&column)) return value::to_iso(value::Day{days->days[row]});
  if (const auto* moments = std::get_if<MomentColumn>(&column))
    return value::to_iso(value::Moment{moments->minutes[row]});
  return {};
}

class Checker {
 public:
  Checker(const core::Program& program, core::RelationId id, const FactBase& facts, const PlaceOfRow& place,
          RowFindings& findings, std::optional<std::span<const Row>> only)
      : program_(program),
        relation_(program[id]),
        facts_(facts),
        table_(facts[id]),
        place_(place),
        findings_(findings),
        only_(only) {}

  RowCheck run() {
    if (table_.row_count == 0) return {};
    if (relation_.begin && relation_.end) check_ends();
    if (!relation_.counting_column) return result_;
    counts_ = std::get_if<NumberColumn>(&table_.columns[*relation_.counting_column]);
    if (counts_ == nullptr) return result_;
    if (relation_.counting == core::Counting::Total)
      check_totals();
    else
      check_counts();
    return result_;
  }

 private:
  template <class Each>
  void each_row(Each each) const {
    if (only_) {
      for (const Row row : *only_) each(row);
    } else {
      for (Row row = 0; row < table_.row_count; ++row) each(row);
    }
  }
  [[nodiscard]] bool is_looked_at(Row row) const {
    return !only_ || std::binary_search(only_->begin(), only_->end(), row);
  }

  void check_ends() {
    const Column& begins = table_.columns[*relation_.begin];
    const Column& ends = table_.columns[*relation_.end];
    each_row([&](Row row) {
      const std::int64_t end = time_at(ends, row);
      if (end == absent_moment || end >= time_at(begins, row) || !findings_.admit(Kind::EndBeforeBegin)) return;
      findings_.show(Kind::EndBeforeBegin, place_(row), words(relation_.columns[*relation_.end].label),
                     time_text(ends, row), time_text(begins, row));
    });
  }
  bool is_correction(bool negative) {
    if (!negative) return false;
    if (relation_.corrections == core::Corrections::Refused) return true;
    ++result_.corrections;
    return false;
  }
  void check_counts() {
    each_row([&](Row row) {
      const std::int64_t count = counts_->mantissas[row];
      if (count != absent_number && is_correction(count < 0)) negative(row, count);
    });
  }
  void negative(Row row, std::int64_t count) {
    if (findings_.admit(Kind::NegativeCount))
      findings_.show(Kind::NegativeCount, place_(row), words(relation_.columns[*relation_.counting_column].label),
                     count);
  }

  // Totals are compared with the total before them of the same thing and the same kind: rows that agree in every yes/no,
  // named value and reference.
  void check_totals() {
    for (ColumnIndex column = 0; column < relation_.columns.size(); ++column) {
      const core::TypeKind kind = relation_.columns[column].type.kind;
      if (column != subject_column(relation_) &&
          (kind == core::TypeKind::YesNo || kind == core::TypeKind::Enumeration || kind == core::TypeKind::Reference))
        kinds_.push_back(&table_.columns[column]);
    }
    std::vector<Row> latest;  // of each kind of the thing at hand; there are few
    const auto check_subject = [&](Row subject) {
      latest.clear();
      const auto [begin, end] = table_.rows_of(subject);
      for (Row row = begin; row < end; ++row) check_total(subject, row, latest);
      return end;
    };
    if (!only_) {
      for (Row subject = 0; subject < table_.by_subject.group_count(); ++subject) check_subject(subject);
      return;
    }
    const References& subjects = std::get<ReferenceColumn>(table_.columns[subject_column(relation_)]).rows;
    Row checked = 0;
    for (const Row row : *only_)
      if (row >= checked) checked = check_subject(static_cast<Row>(subjects[row]));
  }
  void check_total(Row subject, Row row, std::vector<Row>& latest) {
    const std::int64_t total = counts_->mantissas[row];
    if (total == absent_number) return;
    if (total < 0 && is_looked_at(row)) negative(row, total);
    for (Row& before : latest) {
      if (!same_kind(before, row)) continue;
      const Column& times = table_.columns[*relation_.begin];
      const std::int64_t earlier = counts_->mantissas[before];
      if (!is_looked_at(before) && !is_looked_at(row)) {
        before = row;
        return;
      }
      if (time_at(times, before) == time_at(times, row)) {
        if (findings_.admit(Kind::TwoTotals))
          findings_.show(Kind::TwoTotals, place_(row), words(relation_.columns[*relation_.counting_column].label),
                         thing(program_, relation_.columns[subject_column(relation_)].type.target, facts_, subject),
                         time_text(times, row));
      } else if (is_correction(total < earlier) && findings_.admit(Kind::FallingTotal)) {
        findings_.show(Kind::FallingTotal, place_(row), words(relation_.columns[*relation_.counting_column].label),
                       total, earlier);
      }
      before = row;
      return;
    }
    latest.push_back(row);
  }
  bool same_kind(Row left, Row right) const {
    for (const Column* column : kinds_) {
      const bool same = std::visit(
          [&](const auto& typed) {
            using T = std::decay_t<decltype(typed)>;
            if constexpr (std::is_same_v<T, YesNoColumn> || std::is_same_v<T, EnumerationColumn>)
              return typed.values[left] == typed.values[right];
            else if constexpr (std::is_same_v<T, ReferenceColumn>)
              return typed.rows[left] == typed.rows[right];
            else
              return true;
          },
          *column);
      if (!same) return false;
    }
    return true;
  }

  const core::Program& program_;
  const core::Relation& relation_;
  const FactBase& facts_;
  const Table& table_;
  const PlaceOfRow& place_;
  RowFindings& findings_;
  std::optional<std::span<const Row>> only_;
  const NumberColumn* counts_ = nullptr;
  std::vector<const Column*> kinds_;
  RowCheck result_;
};

}  // namespace

diag::Argument thing(const core::Program& program, core::RelationId sort, const FactBase& facts, Row row) {
  const core::Relation& entity = program[sort];
  const bool personal = entity.key && entity.columns[*entity.key].personal;
  return shown_value(facts[sort].keys->text(static_cast<std::int32_t>(row)), personal);
}

diag::Argument described_row(const core::Program& program, core::RelationId id, const FactBase& facts, Row row,
                             const diag::Argument& table) {
  const core::Relation& relation = program[id];
  const core::ColumnIndex subject = subject_column(relation);
  const auto& subjects = std::get<ReferenceColumn>(facts[id].columns[subject]).rows;
  const diag::Argument key =
      thing(program, relation.columns[subject].type.target, facts, static_cast<Row>(subjects[row]));
  const auto time = time_column(relation);
  const std::string when = time ? time_text(facts[id].columns[*time], row) : std::string();
  const auto text = [&](source::Language language) {
    const std::string_view comma = language == source::Language::Chinese ? "，" : ", ";
    std::string all = table.text(language);
    all.append(comma).append(key.text(language));
    if (!when.empty()) all.append(comma).append(when);
    return all;
  };
  return {text(source::Language::English), text(source::Language::Chinese)};
}

RowCheck check_rows(const core::Program& program, core::RelationId relation, const FactBase& facts,
                    const PlaceOfRow& place, RowFindings& findings, std::optional<std::span<const Row>> only) {
  return Checker(program, relation, facts, place, findings, only).run();
}

}  // namespace polc::facts
