// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/bind.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "compiler/diagnostics/suggest.h"
#include "runtime/facts/cell.h"
#include "runtime/facts/names.h"
#include "runtime/facts/row_findings.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::RelationKind;
using diag::Kind;

// What a table may hold: the rows of a relation, or only which of its reports are in.
struct Target {
  RelationId relation;
  bool reports = false;
};

// A column of an entity's table that holds a class of each thing.
struct ClassColumn {
  RelationId record;
  std::size_t column = 0;
  std::vector<MapValue> values;
};

class Binder {
 public:
  Binder(const core::Program& program, const FactStore& store, const Mapping& mapping, diag::Sink& sink)
      : program_(program), store_(store), mapping_(mapping), sink_(sink) {
    binding_.relations.resize(program.vocabulary.relations.size());
    is_mapped_.resize(program.vocabulary.relations.size());
    for (const StoreTable& table : store.tables()) binding_.column_is_used.emplace_back(table.columns.size(), false);
    collect_names();
  }

  Binding run() {
    std::vector<bool> table_is_mapped(store_.tables().size(), false);
    for (const MapTable& entry : mapping_.tables)
      if (const auto table = find_table(entry.table)) {
        table_is_mapped[*table] = true;
        bind_mapped(entry, *table);
      }
    for (std::size_t table = 0; table < store_.tables().size(); ++table)
      if (!table_is_mapped[table]) bind_by_name(table);
    bind_classes_of_entities();
    return std::move(binding_);
  }

 private:
  // Entities and events own their names; records and conduct take what is left.
  void collect_names() {
    constexpr std::array order = {RelationKind::Entity, RelationKind::Event, RelationKind::ClassRecord,
                                  RelationKind::Conduct};
    for (const RelationKind kind : order)
      for (std::uint32_t index = 0; index < program_.vocabulary.relations.size(); ++index)
        if (program_.vocabulary.relations[index].kind == kind)
          for (std::string& name : relation_names(program_, {index}))
            targets_.emplace(std::move(name), Target{{index}, false});
    for (std::uint32_t index = 0; index < program_.vocabulary.relations.size(); ++index)
      if (program_.vocabulary.relations[index].report_every != 0)
        for (const std::string& name : relation_names(program_, {index}))
          for (const char* suffix : {" report", " reports", "报告"})
            targets_.emplace(name + suffix, Target{{index}, true});
  }

  // ---- names of the mapping file

  std::optional<std::size_t> find_table(const MapWord& word) {
    std::vector<std::string> names;
    for (const StoreTable& table : store_.tables()) names.push_back(table.name);
    return find_name(names, word, Kind::MappingNoTable, diag::Argument(store_.path()));
  }
  std::optional<std::size_t> find_name(const std::vector<std::string>& names, const MapWord& word,
                                       diag::KindWith<2> complaint, diag::Argument where) {
    if (const auto exact = std::find(names.begin(), names.end(), word.text); exact != names.end())
      return static_cast<std::size_t>(exact - names.begin());
    const std::string key = fold_name(word.text);
    for (std::size_t at = 0; at < names.size(); ++at)
      if (fold_name(names[at]) == key) return at;
    complain(complaint, word, std::move(where), names);
    return std::nullopt;
  }
  void complain(diag::KindWith<2> kind, const MapWord& word, diag::Argument where,
                const std::vector<std::string>& candidates) {
    auto finding = sink_.emit(kind, word.span, word.text, std::move(where));
    if (const auto near = diag::suggest(word.text, candidates, 1); !near.empty()) finding.fix(word.span, near.front());
  }
  void bind_mapped(const MapTable& entry, std::size_t table) {
    const auto target = targets_.find(fold_name(entry.relation.text));
    if (target == targets_.end()) {
      std::vector<std::string> names;
      for (const core::Relation& relation : program_.vocabulary.relations) names.push_back(relation.label.neutral());
      complain(Kind::MappingNoRelation, entry.relation, entry.table.text, names);
      return;
    }
    if (target->second.reports) return bind_reports(target->second.relation, table, &entry);
    is_mapped_[target->second.relation.index] = true;
    TableSource source{table, std::vector<ColumnSource>(relation(target->second.relation).columns.size()), false};
    classes_.clear();
    for (const MapColumn& column : entry.columns) bind_mapped_column(target->second.relation, source, column);
    if (!finish_table(target->second.relation, std::move(source))) return;
    for (const ClassColumn& named : classes_)
      bind_class(target->second.relation, binding_.relations[target->second.relation.index].tables.back(), named);
  }
  void bind_mapped_column(RelationId id, TableSource& source, const MapColumn& entry) {
    ColumnSource bound;
    if (entry.constant) {
      bound.constant = entry.source.text;
    } else {
      const StoreTable& table = store_.tables()[source.table];
      bound.column = find_name(table.columns, entry.source, Kind::MappingNoStoreColumn, store_.place(source.table));
      if (!bound.column) return;
    }
    const auto column = find_column(id, entry.name.text);
    if (!column) {
      // `column tier holds risk` in a table of regions: a class of each, not an attribute.
      if (const auto record = find_scale(id, entry.name.text); record && bound.column)
        return classes_.push_back({*record, *bound.column, entry.values});
      std::vector<std::string> names;
      for (const core::Column& known : relation(id).columns) names.push_back(known.label.neutral());
      complain(Kind::MappingNoColumn, entry.name, words(relation(id).label), names);
      return;
    }
    if (source.columns[*column].is_present()) {
      sink_.emit(Kind::MappingTwice, entry.name.span, entry.name.text);
      return;
    }
    add_spellings(bound, relation(id).columns[*column].type, entry.values, true);
    if (entry.constant) check_value(relation(id).columns[*column].type, bound.spellings, entry.source);
    source.columns[*column] = std::move(bound);
  }
  // Own values must name values of the type; those for all columns apply where they do.
  void add_spellings(ColumnSource& bound, const core::Type& type, const std::vector<MapValue>& own, bool report) {
    if (type.kind != core::TypeKind::YesNo && type.kind != core::TypeKind::Enumeration) {
      for (const MapValue& value : own) sink_.emit(Kind::MappingNotAValue, value.meaning.span, value.meaning.text);
      return;
    }
    for (const MapValue& value : mapping_.values) bound.spellings.emplace_back(value.spelling.text, value.meaning.text);
    for (const MapValue& value : own) {
      if (report) check_value(type, {}, value.meaning);
      bound.spellings.emplace_back(value.spelling.text, value.meaning.text);
    }
  }
  void check_value(const core::Type& type, const Spellings& spellings, const MapWord& word) {
    const Parsed read = CellParser(program_, type, false, spellings).parse_text(word.text);
    if (read.problem != CellProblem::None || read.absent) sink_.emit(Kind::MappingNotAValue, word.span, word.text);
  }

  // ---- by name

  void bind_by_name(std::size_t table) {
    const auto found = targets_.find(fold_name(store_.tables()[table].name));
    if (found == targets_.end() || is_mapped_[found->second.relation.index]) return;
    const Target target = found->second;
    if (target.reports) return bind_reports(target.relation, table, nullptr);
    auto& tables = binding_.relations[target.relation.index].tables;
    if (!tables.empty()) {
      sink_.emit(Kind::TwoTables, {}, store_.path(), words(relation(target.relation).label),
                 store_.tables()[tables.front().table].name, store_.tables()[table].name);
      return;
    }
    finish_table(target.relation, {table, std::vector<ColumnSource>(relation(target.relation).columns.size()), false});
  }
  // Columns that nothing was said of are found by name; then what is essential must be there.
  bool finish_table(RelationId id, TableSource source) {
    const StoreTable& table = store_.tables()[source.table];
    for (ColumnIndex column = 0; column < source.columns.size(); ++column) {
      if (source.columns[column].is_present() || !is_stored(relation(id).columns[column])) continue;
      source.columns[column].column =
          find_store_column(table, column_names(program_, relation(id), column), id, column);
      add_spellings(source.columns[column], relation(id).columns[column].type, {}, false);
    }
    bool complete = true;
    for (ColumnIndex column = 0; column < source.columns.size(); ++column) {
      if (const auto used = source.columns[column].column) binding_.column_is_used[source.table][*used] = true;
      if (source.columns[column].is_present() || !is_essential(relation(id), column)) continue;
      complete = false;
      sink_.emit(Kind::EssentialColumnMissing, {}, store_.place(source.table),
                 words(relation(id).columns[column].label), words(relation(id).label));
    }
    if (complete) binding_.relations[id.index].tables.push_back(std::move(source));
    return complete;
  }
  // The column's own labels come first, in both languages at once; then one by one the names it may go by besides.
  std::optional<std::size_t> find_store_column(const StoreTable& table, const std::vector<std::string>& names,
                                               RelationId id, ColumnIndex column) {
    const std::vector<std::string> own = label_names(relation(id).columns[column].label);
    if (const auto found = find_one_of(table, own, id, column)) return found;
    for (const std::string& name : names)
      if (const auto found = find_one_of(table, {name}, id, column)) return found;
    return std::nullopt;
  }
  std::optional<std::size_t> find_one_of(const StoreTable& table, const std::vector<std::string>& names, RelationId id,
                                         ColumnIndex column) {
    std::optional<std::size_t> found;
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      if (std::find(names.begin(), names.end(), fold_name(table.columns[at])) == names.end()) continue;
      if (found) {
        sink_.emit(Kind::TwoColumns, {}, store_.path(), words(relation(id).columns[column].label),
                   table.columns[*found], table.columns[at]);
        return found;
      }
      found = at;
    }
    return found;
  }
  std::optional<ColumnIndex> find_column(RelationId id, std::string_view name) const {
    const std::string key = fold_name(name);
    for (const bool own_label_only : {true, false})
      for (ColumnIndex column = 0; column < relation(id).columns.size(); ++column) {
        if (!is_stored(relation(id).columns[column])) continue;
        const auto names = own_label_only ? label_names(relation(id).columns[column].label)
                                          : column_names(program_, relation(id), column);
        if (std::find(names.begin(), names.end(), key) != names.end()) return column;
      }
    return std::nullopt;
  }

  // ---- reports, classes

  void bind_reports(RelationId id, std::size_t table, const MapTable* entry) {
    const core::Relation& event = relation(id);
    ReportSource source{table, 0, 0};
    for (const bool is_day : {false, true}) {
      const ColumnIndex column = is_day ? *event.begin : subject_column(event);
      std::vector<std::string> names = column_names(program_, event, column);
      if (is_day) names.insert(names.end(), {"date", "day", "日期"});
      std::optional<std::size_t> found;
      if (entry != nullptr)
        for (const MapColumn& mapped : entry->columns)
          if (!mapped.constant && std::find(names.begin(), names.end(), fold_name(mapped.name.text)) != names.end())
            found = find_name(store_.tables()[table].columns, mapped.source, Kind::MappingNoStoreColumn,
                              store_.place(table));
      if (!found) found = find_store_column(store_.tables()[table], names, id, column);
      if (!found) {
        sink_.emit(Kind::EssentialColumnMissing, {}, store_.place(table), words(event.columns[column].label),
                   words(event.label));
        return;
      }
      (is_day ? source.day : source.subject) = *found;
      binding_.column_is_used[table][*found] = true;
    }
    binding_.relations[id.index].reports.push_back(source);
  }
  // The record relation of the scale of that name for things of this sort.
  std::optional<RelationId> find_scale(RelationId sort, std::string_view name) const {
    const std::string key = fold_name(name);
    for (const core::Scale& scale : program_.vocabulary.scales) {
      const auto names = label_names(scale.label);
      if (std::find(names.begin(), names.end(), key) == names.end()) continue;
      for (std::size_t at = 0; at < scale.sorts.size() && at < scale.records.size(); ++at)
        if (scale.sorts[at] == sort) return scale.records[at];
    }
    return std::nullopt;
  }
  void bind_classes_of_entities() {
    for (std::uint32_t index = 0; index < binding_.relations.size(); ++index) {
      if (program_.vocabulary.relations[index].kind != RelationKind::Entity) continue;
      for (const TableSource& source : binding_.relations[index].tables) {
        const StoreTable& table = store_.tables()[source.table];
        for (std::size_t column = 0; column < table.columns.size(); ++column)
          if (!binding_.column_is_used[source.table][column])
            if (const auto record = find_scale({index}, table.columns[column]))
              bind_class({index}, source, {*record, column, {}});
      }
    }
  }
  void bind_class(RelationId sort, const TableSource& entity, const ClassColumn& named) {
    const core::Relation& classes = relation(named.record);
    TableSource source{entity.table, std::vector<ColumnSource>(classes.columns.size()), true};
    source.columns[subject_column(classes)] = entity.columns[*relation(sort).key];
    for (ColumnIndex column = 0; column < classes.columns.size(); ++column) {
      if (classes.columns[column].type.kind != core::TypeKind::Enumeration) continue;
      source.columns[column].column = named.column;
      add_spellings(source.columns[column], classes.columns[column].type, named.values, true);
    }
    binding_.column_is_used[entity.table][named.column] = true;
    binding_.relations[named.record.index].tables.push_back(std::move(source));
  }

  [[nodiscard]] const core::Relation& relation(RelationId id) const { return program_[id]; }

  const core::Program& program_;
  const FactStore& store_;
  const Mapping& mapping_;
  diag::Sink& sink_;
  Binding binding_;
  std::vector<bool> is_mapped_;       // by relation: the mapping file says which tables hold it
  std::vector<ClassColumn> classes_;  // of the table of the mapping file that is being bound
  std::unordered_map<std::string, Target> targets_;
};

}  // namespace

Binding bind(const core::Program& program, const FactStore& store, const Mapping& mapping, diag::Sink& sink) {
  return Binder(program, store, mapping, sink).run();
}

void list_unused(const FactStore& store, const Binding& binding, std::vector<std::string>& tables,
                 std::vector<std::string>& columns) {
  for (std::size_t table = 0; table < store.tables().size(); ++table) {
    const auto& used = binding.column_is_used[table];
    const StoreTable& known = store.tables()[table];
    if (std::find(used.begin(), used.end(), true) == used.end()) {
      tables.push_back(known.name);
      continue;
    }
    for (std::size_t column = 0; column < used.size(); ++column)
      if (!used[column]) columns.push_back(known.name + "." + known.columns[column]);
  }
}

}  // namespace polc::facts
