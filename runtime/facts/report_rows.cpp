// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/report_rows.h"

#include "runtime/facts/cell.h"
#include "runtime/facts/names.h"
#include "runtime/facts/table_findings.h"

namespace polc::facts {
namespace {

using diag::Kind;

class ReportRows final : public RowVisitor {
 public:
  ReportRows(const core::Program& program, core::RelationId event, KeyTable& things, TableFindings& findings,
             std::vector<Reported>& reported)
      : program_(program),
        subject_(program[event].columns[subject_column(program[event])]),
        day_(program[event].columns[*program[event].begin]),
        read_subject_(program, subject_.type, false, {}),
        read_day_(program, day_type(day_), false, {}),
        things_(things),
        findings_(findings),
        reported_(reported) {}

  void row(RowNumber number, std::span<const Cell> cells) override {
    const Parsed key = read_subject_.parse(cells[0]);
    check(subject_, key, cells[0], number);
    const Parsed day = read_day_.parse(cells[1]);
    check(day_, day, cells[1], number);
    if (key.absent || day.absent) return;
    const std::int32_t row = things_.made_by_reference() ? things_.make(key.text) : things_.row_of(key.text);
    if (row != absent_code) {
      reported_.push_back({static_cast<Row>(row), value::Day{static_cast<std::int32_t>(day.number)}});
    } else if (findings_.admit(Kind::DanglingReference)) {
      findings_.show(Kind::DanglingReference, number,
                     {words(subject_.label), words(program_[subject_.type.target].label),
                      shown_value(key.text, is_personal(program_, subject_))});
    }
  }
  void bad_row(RowNumber number, Kind kind, std::vector<diag::Argument> arguments) override {
    if (findings_.admit(kind)) findings_.show(kind, number, std::move(arguments));
  }

 private:
  static core::Type day_type(const core::Column& column) {
    core::Type type = column.type;
    type.kind = core::TypeKind::Day;
    return type;
  }
  void check(const core::Column& column, const Parsed& parsed, const Cell& cell, RowNumber number) {
    if (parsed.problem != CellProblem::None) {
      if (const Kind kind = kind_of(parsed.problem); findings_.admit(kind))
        findings_.show(kind, number, cell_arguments(program_, column, parsed.problem, cell.text));
    } else if (parsed.absent && findings_.admit(Kind::EssentialValueMissing)) {
      findings_.show(Kind::EssentialValueMissing, number, {words(column.label)});
    }
  }

  const core::Program& program_;
  const core::Column& subject_;
  const core::Column& day_;
  CellParser read_subject_, read_day_;
  KeyTable& things_;
  TableFindings& findings_;
  std::vector<Reported>& reported_;
};

}  // namespace

Outcome read_report_rows(const core::Program& program, core::RelationId event, const ReportSource& source,
                         const FactStore& store, KeyTable& things, RowFindings& findings,
                         std::vector<Reported>& reported) {
  ToldFindings told(findings, store, source.table);
  ReportRows rows(program, event, things, told, reported);
  const std::size_t columns[] = {source.subject, source.day};
  return store.scan(source.table, columns, rows);
}

}  // namespace polc::facts
