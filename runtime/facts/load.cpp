// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/load.h"

#include <algorithm>

#include "runtime/facts/column_builder.h"
#include "runtime/facts/names.h"
#include "runtime/facts/reports.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::RelationKind;
using diag::Kind;

// The rows of one relation while they come in.
struct Incoming {
  std::vector<ColumnBuilder> columns;  // of the stored, wanted ones; the others are left empty
  std::vector<bool> is_built;
  Row row_count = 0;
  std::vector<Origin> origins;
};

class Loader {
 public:
  Loader(const core::Program& program, const FactStore& store, const Binding& binding, const LoadPlan& plan,
         RowFindings& findings)
      : program_(program), store_(store), binding_(binding), plan_(plan), findings_(findings) {
    const std::size_t count = program.vocabulary.relations.size();
    keys_.resize(count);
    incoming_.resize(count);
    reported_.resize(count);
    result_.facts.tables.resize(count);
    result_.origins.resize(count);
    result_.made_by_reference.resize(count);
  }

  Result<Loaded> run() {
    // All keys must be known before the first reference is looked up; entities refer to each other in any order.
    for (const RelationId id : all(RelationKind::Entity))
      if (auto read = read_keys(id); !read) return read.error();
    for (const RelationKind kind :
         {RelationKind::Entity, RelationKind::Event, RelationKind::ClassRecord, RelationKind::Conduct})
      for (const RelationId id : all(kind)) {
        if (auto read = read_rows(id); !read) return read.error();
        if (auto read = read_reports(id); !read) return read.error();
      }
    // Only now is it known how many things there are that exist by being referred to.
    for (const RelationId id : all(RelationKind::Entity)) finish_entity(id);
    for (const RelationKind kind : {RelationKind::Event, RelationKind::ClassRecord, RelationKind::Conduct})
      for (const RelationId id : all(kind)) finish_rows(id);
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::vector<RelationId> all(RelationKind kind) const {
    std::vector<RelationId> ids;
    for (std::uint32_t index = 0; index < program_.vocabulary.relations.size(); ++index)
      if (program_.vocabulary.relations[index].kind == kind) ids.push_back({index});
    return ids;
  }
  [[nodiscard]] const RelationSources& sources(RelationId id) const { return binding_.relations[id.index]; }

  // ---- keys

  Outcome read_keys(RelationId id) {
    KeyTable& table = keys_[id.index];
    table.made_by_reference = sources(id).tables.empty() || !program_[id].key;
    if (!program_[id].key) return std::monostate{};
    const ColumnIndex key = *program_[id].key;
    for (const TableSource& source : sources(id).tables) {
      RowReader reader(program_, id, source, store_, std::vector<bool>(program_[id].columns.size(), false), findings_);
      reader.keep_quiet();  // the rows are read again for their other columns, and then reported
      auto read = reader.read([&](RowNumber, std::span<const Parsed> values) {
        table.keys->intern(key_text(program_[id].columns[key], values[key]));
      });
      if (!read) return read;
    }
    return std::monostate{};
  }
  // Keys are compared as texts, whatever they are declared as.
  static std::string key_text(const core::Column& column, const Parsed& key) {
    if (column.type.kind == core::TypeKind::Text) return std::string(key.text);
    return std::to_string(key.number);
  }

  // ---- rows

  [[nodiscard]] std::vector<bool> wanted_columns(RelationId id) const {
    const core::Relation& relation = program_[id];
    std::vector<bool> wanted(relation.columns.size(), true);
    if (plan_.needed) wanted = (*plan_.needed)[id.index];
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      if (is_essential(relation, column) || time_column(relation) == column || relation.end == column ||
          is_count(relation, column))
        wanted[column] = true;
      // Totals are compared with the totals before them that agree in all else.
      if (relation.counting == core::Counting::Total) wanted[column] = true;
      if (!is_stored(relation.columns[column])) wanted[column] = false;
    }
    return wanted;
  }
  Outcome read_rows(RelationId id) {
    const core::Relation& relation = program_[id];
    if (relation.kind == RelationKind::Entity && !relation.key) return std::monostate{};
    Incoming& incoming = incoming_[id.index];
    const std::vector<bool> wanted = wanted_columns(id);
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      const core::Type& type = relation.columns[column].type;
      const bool is_reference = type.kind == core::TypeKind::Reference;
      incoming.columns.emplace_back(type, is_reference ? &keys_[type.target.index] : nullptr);
      bool present = false;
      for (const TableSource& source : sources(id).tables) present = present || source.columns[column].is_present();
      incoming.is_built.push_back(wanted[column] && present);
    }
    for (const TableSource& source : sources(id).tables) {
      RowReader reader(program_, id, source, store_, wanted, findings_);
      reader.report_absent(plan_.absent);
      auto read = reader.read(
          [&](RowNumber number, std::span<const Parsed> values) { add_row(id, incoming, source, number, values); });
      if (!read) return read;
    }
    return std::monostate{};
  }
  void add_row(RelationId id, Incoming& incoming, const TableSource& source, RowNumber number,
               std::span<const Parsed> values) {
    const core::Relation& relation = program_[id];
    if (relation.kind == RelationKind::Entity) {
      // Keys have the codes of their first rows: any other row is a second one.
      const std::string text = key_text(relation.columns[*relation.key], values[*relation.key]);
      if (keys_[id.index].keys->find(text) != static_cast<std::int32_t>(incoming.row_count)) {
        if (findings_.admit(Kind::DuplicateKey))
          findings_.show(Kind::DuplicateKey, store_.place(source.table, number), words(relation.label),
                         shown_value(text, is_personal(program_, relation.columns[*relation.key])));
        return;
      }
    } else if (!knows_subject(relation, source, number, values[subject_column(relation)])) {
      return;
    }
    for (ColumnIndex column = 0; column < incoming.columns.size(); ++column) {
      if (!incoming.is_built[column]) continue;
      switch (incoming.columns[column].append(values[column])) {
        case Appended::Ok:
          break;
        case Appended::Dangling:
          dangling(relation.columns[column], store_.place(source.table, number), values[column].text);
          break;
        case Appended::DoesNotFit:
          if (findings_.admit(Kind::CellTooManyDigits))
            findings_.show(Kind::CellTooManyDigits, store_.place(source.table, number),
                           words(relation.columns[column].label), std::to_string(values[column].number));
          break;
      }
    }
    ++incoming.row_count;
    if (plan_.keep_origins) incoming.origins.push_back({source.table, number});
  }
  bool knows_subject(const core::Relation& relation, const TableSource& source, RowNumber number,
                     const Parsed& subject) {
    const core::Column& column = relation.columns[subject_column(relation)];
    KeyTable& target = keys_[column.type.target.index];
    if (target.made_by_reference || subject.text == last_subject_ || target.row_of(subject.text) != absent_code) {
      last_subject_ = subject.text;
      return true;
    }
    dangling(column, store_.place(source.table, number), subject.text);
    return false;
  }
  void dangling(const core::Column& column, diag::Argument place, std::string_view key) {
    if (findings_.admit(Kind::DanglingReference))
      findings_.show(Kind::DanglingReference, std::move(place), words(column.label),
                     words(program_[column.type.target].label), shown_value(key, is_personal(program_, column)));
  }

  // ---- reports

  struct ReportRows final : RowVisitor {
    std::function<void(RowNumber, std::span<const Cell>)> on_row;
    std::function<void(RowNumber, Kind, std::vector<diag::Argument>)> on_bad_row;
    void row(RowNumber number, std::span<const Cell> cells) override { on_row(number, cells); }
    void bad_row(RowNumber number, Kind kind, std::vector<diag::Argument> arguments) override {
      on_bad_row(number, kind, std::move(arguments));
    }
  };
  Outcome read_reports(RelationId id) {
    const core::Relation& event = program_[id];
    for (const ReportSource& source : sources(id).reports) {
      const core::Column& subject = event.columns[subject_column(event)];
      core::Column day = event.columns[*event.begin];
      day.type.kind = core::TypeKind::Day;
      CellParser read_subject(program_, subject.type, false, {});
      CellParser read_day(program_, day.type, false, {});
      ReportRows rows;
      const auto place = [&](RowNumber number) { return store_.place(source.table, number); };
      rows.on_row = [&](RowNumber number, std::span<const Cell> cells) {
        const Parsed key = read_subject.parse(cells[0]);
        const Parsed when = read_day.parse(cells[1]);
        for (const auto& [column, parsed, cell] :
             {std::tie(subject, key, cells[0]), std::tie(std::as_const(day), when, cells[1])}) {
          if (parsed.problem != CellProblem::None)
            findings_.cell(program_, column, parsed.problem, cell.text, [&] { return place(number); });
          else if (parsed.absent && findings_.admit(Kind::EssentialValueMissing))
            findings_.show(Kind::EssentialValueMissing, place(number), words(column.label));
        }
        if (key.absent || when.absent) return;
        const std::int32_t row = keys_[subject.type.target.index].row_of(key.text);
        if (row == absent_code) return dangling(subject, place(number), key.text);
        reported_[id.index].push_back({static_cast<Row>(row), value::Day{static_cast<std::int32_t>(when.number)}});
      };
      rows.on_bad_row = [&](RowNumber number, Kind kind, std::vector<diag::Argument> arguments) {
        if (!findings_.admit(kind)) return;
        arguments.insert(arguments.begin(), place(number));
        findings_.show_any(kind, std::move(arguments));
      };
      const std::size_t columns[] = {source.subject, source.day};
      if (auto read = store_.scan(source.table, columns, rows); !read) return read;
    }
    return std::monostate{};
  }

  // ---- the end

  void finish_entity(RelationId id) {
    Table& table = result_.facts[id];
    table.keys = keys_[id.index].keys;
    table.row_count = static_cast<Row>(table.keys->size());
    table.columns = finish_columns(id);
    table.columns.resize(program_[id].columns.size());
    const auto key = program_[id].key;
    if (key && program_[id].columns[*key].type.kind == core::TypeKind::Text) {
      table.columns[*key] = key_column(table.keys);
    }
    result_.made_by_reference[id.index] = keys_[id.index].made_by_reference && table.row_count > 0;
    result_.origins[id.index] = std::move(incoming_[id.index].origins);
  }
  std::vector<Column> finish_columns(RelationId id) {
    Incoming& incoming = incoming_[id.index];
    std::vector<Column> columns;
    for (std::size_t at = 0; at < incoming.columns.size(); ++at)
      columns.push_back(incoming.is_built[at] ? std::move(incoming.columns[at]).finish() : Column(NoColumn{}));
    incoming.columns.clear();
    return columns;
  }
  static void reorder(Table& table, std::span<const Row> order) {
    for (Column& column : table.columns)
      if (const PackedIntegers* values = packed_of(column)) column = with_values(column, values->reordered(order));
  }
  void finish_rows(RelationId id) {
    const core::Relation& relation = program_[id];
    Incoming& incoming = incoming_[id.index];
    Table& table = result_.facts[id];
    table.row_count = incoming.row_count;
    const ColumnIndex subject = subject_column(relation);
    const auto target = relation.columns[subject].type.target;
    const Row subjects = result_.facts[target].row_count;
    std::vector<Row> order;
    table.columns = finish_columns(id);
    if (incoming.is_built[subject]) {
      const auto time = time_column(relation);
      order = order_rows(std::get<ReferenceColumn>(table.columns[subject]).rows,
                         time ? table.columns[*time] : Column(NoColumn{}), subjects);
      if (!order.empty()) reorder(table, order);
      table.by_subject = GroupIndex(std::get<ReferenceColumn>(table.columns[subject]).rows, subjects);
    } else {
      table.by_subject = GroupIndex(References(), subjects);
    }
    if (plan_.keep_origins)
      for (Row row = 0; row < table.row_count; ++row)
        result_.origins[id.index].push_back(incoming.origins[order.empty() ? row : order[row]]);
    if (relation.report_every != 0)
      table.reports = find_gaps(relation, table, subjects, std::move(reported_[id.index]));
  }

  const core::Program& program_;
  const FactStore& store_;
  const Binding& binding_;
  const LoadPlan& plan_;
  RowFindings& findings_;
  std::vector<KeyTable> keys_;      // by relation; used of entities
  std::vector<Incoming> incoming_;  // by relation
  std::vector<std::vector<Reported>> reported_;
  std::string last_subject_;
  Loaded result_;
};

}  // namespace

Result<Loaded> load_rows(const core::Program& program, const FactStore& store, const Binding& binding,
                         const LoadPlan& plan, RowFindings& findings) {
  return Loader(program, store, binding, plan, findings).run();
}

}  // namespace polc::facts
