// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/load.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "runtime/facts/finish_tables.h"
#include "runtime/facts/names.h"
#include "runtime/facts/piece_rows.h"
#include "runtime/facts/read_pieces.h"
#include "runtime/facts/reading_order.h"
#include "runtime/facts/report_rows.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::RelationKind;
using diag::Kind;

// One table that rows of a relation are read from.
struct Part {
  RelationId relation;
  const TableSource* source = nullptr;
  PieceTask task;
  bool is_read = false;
  std::vector<PieceRows> pieces;
};

class Loader {
 public:
  Loader(const core::Program& program, const FactStore& store, const Binding& binding, const LoadPlan& plan,
         RowFindings& findings)
      : program_(program), store_(store), binding_(binding), plan_(plan), findings_(findings), threads_(plan.threads) {
    const std::size_t count = program.vocabulary.relations.size();
    read_.keys.resize(count);
    read_.incoming.resize(count);
    read_.origins.resize(count);
    read_.reported.resize(count);
  }

  Result<Loaded> run() {
    const std::vector<RelationId> order = reading_order(program_);
    // All keys must be known before the first reference is looked up; entities refer to each other in any order.
    for (const RelationId id : order)
      if (program_[id].kind == RelationKind::Entity)
        if (auto read = read_keys(id); !read) return read.error();
    for (const RelationId id : order) plan_rows(id);
    for (std::size_t place = 0; place < order.size(); ++place) {
      for (KeyTable& keys : read_.keys) keys.stand_at(stage_of_rows(place));
      if (auto read = read_rows(order[place]); !read) return read.error();
      for (KeyTable& keys : read_.keys) keys.stand_at(stage_of_reports(place));
      if (auto read = read_reports(order[place]); !read) return read.error();
    }
    return finish_tables(program_, std::move(read_), plan_.before == nullptr ? nullptr : &plan_.before->facts, threads_,
                         plan_.keep_origins);
  }

 private:
  [[nodiscard]] PiecePlan piece_plan(std::size_t visits) const { return {plan_.piece_bytes, threads_.count(), visits}; }
  [[nodiscard]] const RelationSources& sources(RelationId id) const { return binding_.relations[id.index]; }

  // ---- keys

  Outcome read_keys(RelationId id) {
    KeyTable& table = read_.keys[id.index];
    if (plan_.before != nullptr) {
      const Table& before = plan_.before->facts[id];
      table.begin_with(*before.keys, before.made_by_reference);
    }
    if (sources(id).tables.empty() || !program_[id].key) return std::monostate{};
    std::vector<std::vector<PieceKeys>> keys;
    for (const TableSource& source : sources(id).tables) {
      auto read = read_keys_of(id, source);
      if (!read) return read.error();
      keys.push_back(std::move(*read));
    }
    table.collect(std::move(keys));
    if (table.made_before() == nullptr) return std::monostate{};
    for (std::int32_t code = 0; code < table.made_before()->size(); ++code) {
      const std::string_view key = table.made_before()->text(code);
      if (table.row_of(key) != absent_code) continue;
      return failure(Kind::ThingNotInTable, store_.path(), words(program_[id].label),
                     shown_value(key, program_[id].columns[*program_[id].key].personal), plan_.before->name);
    }
    return std::monostate{};
  }
  Result<std::vector<PieceKeys>> read_keys_of(RelationId id, const TableSource& source) {
    const ColumnIndex key = *program_[id].key;
    struct Worker {
      RowReader reader;
      PieceKeysBuilder keys;
    };
    std::vector<std::unique_ptr<Worker>> workers(threads_.count());
    std::vector<PieceKeys> keys;
    std::mutex mutex;
    for (auto& worker : workers) {
      // The rows are read again for their other columns, and then reported.
      worker = std::make_unique<Worker>(
          Worker{RowReader(program_, id, source, std::vector<bool>(program_[id].columns.size(), false), nullptr), {}});
      worker->reader.on_row([this, id, key, &into = worker->keys](RowNumber number, std::span<const Parsed> values) {
        const core::Column& column = program_[id].columns[key];
        if (column.type.kind == core::TypeKind::Text)
          into.add(values[key].text, number);
        else
          into.add(key_text(column, values[key]), number);
      });
    }
    auto pieces = store_.pieces(source.table, workers[0]->reader.store_columns(), piece_plan(1));
    if (!pieces) return pieces.error();
    const std::size_t places[] = {0};
    const auto done = read_pieces(**pieces, threads_, [&](std::size_t worker, std::size_t number, RowPiece& piece) {
      Worker& mine = *workers[worker];
      Outcome outcome = piece.visit(std::span(places).first(mine.reader.store_columns().size()), mine.reader);
      const std::lock_guard lock(mutex);
      keys.resize(std::max(keys.size(), number + 1));
      keys[number] = mine.keys.take();
      return outcome;
    });
    if (done.failed) return *done.failed;
    return keys;
  }

  // ---- rows

  // The rows of the relation that are there already; null: there are none.
  [[nodiscard]] const Table* table_before(RelationId id) const {
    if (plan_.before == nullptr || read_.keys[id.index].made_before() != nullptr) return nullptr;
    return &plan_.before->facts[id];
  }
  void plan_rows(RelationId id) {
    const core::Relation& relation = program_[id];
    if (relation.kind == RelationKind::Entity && !relation.key) return;
    std::vector<bool> is_built;
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      const Table* before = table_before(id);
      bool present = before != nullptr && !std::holds_alternative<NoColumn>(before->columns[column]);
      for (const TableSource& source : sources(id).tables) present = present || source.columns[column].is_present();
      // A key that is a text is what the table of keys has.
      const bool is_key = relation.key == column && relation.columns[column].type.kind == core::TypeKind::Text;
      is_built.push_back(present && is_stored(relation.columns[column]) && !is_key);
    }
    read_.incoming[id.index] = IncomingRows(relation, is_built, table_before(id));
    for (std::size_t at = 0; at < sources(id).tables.size(); ++at) {
      const TableSource& source = sources(id).tables[at];
      parts_.push_back({id,
                        &source,
                        PieceTask{program_, id, source, at, read_.keys, is_built, plan_.absent, plan_.keep_origins,
                                  findings_.limit(), plan_.before == nullptr ? std::string() : plan_.before->name},
                        false,
                        {}});
    }
  }
  Outcome read_rows(RelationId id) {
    for (Part& part : parts_) {
      if (part.relation != id) continue;
      std::optional<Failure> failed;
      if (!part.is_read) failed = read_table(part.source->table);
      for (PieceRows& piece : part.pieces) {
        if (plan_.keep_origins)
          for (Row row = 0; row < piece.row_count; ++row)
            read_.origins[id.index].push_back({part.source->table, piece.number(row)});
        read_.incoming[id.index].add(std::move(piece), read_.keys, findings_, store_, part.source->table);
      }
      part.pieces.clear();
      if (failed) return *failed;
    }
    read_.keys[id.index].forget_rows();
    return std::monostate{};
  }
  // Reads a table once for all relations that have rows there.
  std::optional<Failure> read_table(std::size_t table) {
    std::vector<Part*> parts;
    for (Part& part : parts_)
      if (part.source->table == table) parts.push_back(&part);
    std::vector<std::size_t> columns;
    // Of each worker once it has work; each looks only at its own.
    std::vector<std::vector<std::unique_ptr<PieceReader>>> readers(threads_.count());
    const auto begin = [&](std::vector<std::unique_ptr<PieceReader>>& worker) {
      for (Part* part : parts) worker.push_back(std::make_unique<PieceReader>(part->task));
    };
    begin(readers[0]);
    for (const auto& reader : readers[0])
      for (const std::size_t column : reader->store_columns())
        if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    auto pieces = store_.pieces(table, columns, piece_plan(parts.size()));
    if (!pieces) return pieces.error();
    std::mutex mutex;
    const auto done = read_pieces(**pieces, threads_, [&](std::size_t worker, std::size_t number, RowPiece& piece) {
      Outcome outcome = std::monostate{};
      if (readers[worker].empty()) begin(readers[worker]);
      for (std::size_t at = 0; at < parts.size(); ++at) {
        readers[worker][at]->find_columns(columns);
        auto [rows, visited] = readers[worker][at]->read(piece);
        outcome = std::move(visited);
        const std::lock_guard lock(mutex);
        while (parts[at]->pieces.size() <= number) parts[at]->pieces.emplace_back(findings_.limit());
        parts[at]->pieces[number] = std::move(rows);
      }
      return outcome;
    });
    for (Part* part : parts) {
      part->is_read = true;
      while (part->pieces.size() > done.count) part->pieces.pop_back();
    }
    return done.failed;
  }
  Outcome read_reports(RelationId id) {
    for (const ReportSource& source : sources(id).reports) {
      KeyTable& things = read_.keys[program_[id].columns[subject_column(program_[id])].type.target.index];
      if (auto read = read_report_rows(program_, id, source, store_, things, findings_, read_.reported[id.index]);
          !read)
        return read;
    }
    return std::monostate{};
  }

  const core::Program& program_;
  const FactStore& store_;
  const Binding& binding_;
  const LoadPlan& plan_;
  RowFindings& findings_;
  Threads threads_;
  RowsRead read_;
  std::deque<Part> parts_;
};

}  // namespace

Result<Loaded> load_rows(const core::Program& program, const FactStore& store, const Binding& binding,
                         const LoadPlan& plan, RowFindings& findings) {
  // Rows belong to the keys that were read before them.
  const auto held = store.hold_state();
  return Loader(program, store, binding, plan, findings).run();
}

}  // namespace polc::facts
