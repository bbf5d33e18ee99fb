// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/load.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "runtime/facts/incoming_rows.h"
#include "runtime/facts/names.h"
#include "runtime/facts/piece_rows.h"
#include "runtime/facts/read_pieces.h"
#include "runtime/facts/report_rows.h"
#include "runtime/facts/row_order.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::RelationKind;

// What pieces lay in is free by now, but kept for more of its kind, which will not come.
void give_back_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

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
    keys_.resize(count);
    incoming_.resize(count);
    origins_.resize(count);
    reported_.resize(count);
    result_.facts.tables.resize(count);
    result_.origins.resize(count);
    result_.made_by_reference.resize(count);
  }

  Result<Loaded> run() {
    // All keys must be known before the first reference is looked up; entities refer to each other in any order.
    for (const RelationId id : all(RelationKind::Entity))
      if (auto read = read_keys(id); !read) return read.error();
    for (const RelationKind kind : in_order) {
      for (const RelationId id : all(kind)) plan_rows(id);
    }
    for (const RelationKind kind : in_order)
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
  static constexpr std::array in_order = {RelationKind::Entity, RelationKind::Event, RelationKind::ClassRecord,
                                          RelationKind::Conduct};

  [[nodiscard]] std::vector<RelationId> all(RelationKind kind) const {
    std::vector<RelationId> ids;
    for (std::uint32_t index = 0; index < program_.vocabulary.relations.size(); ++index)
      if (program_.vocabulary.relations[index].kind == kind) ids.push_back({index});
    return ids;
  }
  [[nodiscard]] const RelationSources& sources(RelationId id) const { return binding_.relations[id.index]; }

  // ---- keys

  Outcome read_keys(RelationId id) {
    if (sources(id).tables.empty() || !program_[id].key) return std::monostate{};
    std::vector<std::vector<PieceKeys>> keys;
    for (const TableSource& source : sources(id).tables) {
      auto read = read_keys_of(id, source);
      if (!read) return read.error();
      keys.push_back(std::move(*read));
    }
    keys_[id.index].collect(std::move(keys));
    return std::monostate{};
  }
  Result<std::vector<PieceKeys>> read_keys_of(RelationId id, const TableSource& source) {
    const ColumnIndex key = *program_[id].key;
    struct Worker {
      RowReader reader;
      PieceKeys keys;
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
    auto pieces = store_.pieces(source.table, workers[0]->reader.store_columns(), plan_.piece_bytes);
    if (!pieces) return pieces.error();
    const std::size_t places[] = {0};
    const auto done = read_pieces(**pieces, threads_, [&](std::size_t worker, std::size_t number, RowPiece& piece) {
      Worker& mine = *workers[worker];
      Outcome outcome = piece.visit(std::span(places).first(mine.reader.store_columns().size()), mine.reader);
      const std::lock_guard lock(mutex);
      keys.resize(std::max(keys.size(), number + 1));
      keys[number] = std::exchange(mine.keys, {});
      return outcome;
    });
    if (done.failed) return *done.failed;
    return keys;
  }

  // ---- rows

  void plan_rows(RelationId id) {
    const core::Relation& relation = program_[id];
    if (relation.kind == RelationKind::Entity && !relation.key) return;
    std::vector<bool> is_built;
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column) {
      bool present = false;
      for (const TableSource& source : sources(id).tables) present = present || source.columns[column].is_present();
      // A key that is a text is what the table of keys has.
      const bool is_key = relation.key == column && relation.columns[column].type.kind == core::TypeKind::Text;
      is_built.push_back(present && is_stored(relation.columns[column]) && !is_key);
    }
    incoming_[id.index] = IncomingRows(relation, is_built);
    for (std::size_t at = 0; at < sources(id).tables.size(); ++at) {
      const TableSource& source = sources(id).tables[at];
      parts_.push_back(
          {id,
           &source,
           PieceTask{program_, id, source, at, keys_, is_built, plan_.absent, plan_.keep_origins, findings_.limit()},
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
            origins_[id.index].push_back({part.source->table, piece.number(row)});
        incoming_[id.index].add(std::move(piece), keys_, findings_, store_, part.source->table);
      }
      part.pieces.clear();
      if (failed) return *failed;
    }
    keys_[id.index].forget_rows();
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
    auto pieces = store_.pieces(table, columns, plan_.piece_bytes);
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
      KeyTable& things = keys_[program_[id].columns[subject_column(program_[id])].type.target.index];
      if (auto read = read_report_rows(program_, id, source, store_, things, findings_, reported_[id.index]); !read)
        return read;
    }
    return std::monostate{};
  }

  // ---- the end

  void finish_entity(RelationId id) {
    Table& table = result_.facts[id];
    table.keys = keys_[id.index].keys();
    table.row_count = static_cast<Row>(table.keys->size());
    table.columns = finish_columns(id);
    const auto key = program_[id].key;
    if (key && program_[id].columns[*key].type.kind == core::TypeKind::Text) {
      table.columns[*key] = key_column(table.keys);
    }
    result_.made_by_reference[id.index] = keys_[id.index].made_by_reference() && table.row_count > 0;
    result_.origins[id.index] = std::move(origins_[id.index]);
  }
  // Calls `work` for every column of the relation, several at once where there are many rows.
  void each_column(RelationId id, const std::function<void(ColumnIndex)>& work) {
    const std::size_t count = program_[id].columns.size();
    if (workers::Workers* helpers = helpers_for(id); helpers != nullptr)
      return helpers->share(count, [&](std::size_t, std::size_t column) { work(static_cast<ColumnIndex>(column)); });
    for (ColumnIndex column = 0; column < count; ++column) work(column);
  }
  workers::Workers* helpers_for(RelationId id) {
    constexpr Row many_rows = 1U << 16U;
    return threads_.count() > 1 && incoming_[id.index].row_count() >= many_rows ? &threads_.workers() : nullptr;
  }
  std::vector<Column> finish_columns(RelationId id) {
    std::vector<Column> columns(program_[id].columns.size());
    each_column(id, [&](ColumnIndex column) { columns[column] = incoming_[id.index].finish(column); });
    if (helpers_for(id) != nullptr) give_back_memory();
    return columns;
  }
  void reorder(RelationId id, std::span<const Row> order) {
    each_column(id, [&](ColumnIndex index) {
      Column& column = result_.facts[id].columns[index];
      if (const PackedIntegers* values = packed_of(column)) column = with_values(column, values->reordered(order));
    });
  }
  void finish_rows(RelationId id) {
    const core::Relation& relation = program_[id];
    IncomingRows& incoming = incoming_[id.index];
    Table& table = result_.facts[id];
    table.row_count = incoming.row_count();
    const ColumnIndex subject = subject_column(relation);
    const auto target = relation.columns[subject].type.target;
    const Row subjects = result_.facts[target].row_count;
    std::vector<Row> order;
    table.columns = finish_columns(id);
    if (incoming.is_built(subject)) {
      const auto time = time_column(relation);
      order = order_rows(std::get<ReferenceColumn>(table.columns[subject]).rows,
                         time ? table.columns[*time] : Column(NoColumn{}), subjects, helpers_for(id));
      if (!order.empty()) reorder(id, order);
      table.by_subject = GroupIndex(std::get<ReferenceColumn>(table.columns[subject]).rows, subjects);
    } else {
      table.by_subject = GroupIndex(References(), subjects);
    }
    if (plan_.keep_origins)
      for (Row row = 0; row < table.row_count; ++row)
        result_.origins[id.index].push_back(origins_[id.index][order.empty() ? row : order[row]]);
    if (relation.report_every != 0)
      table.reports = find_gaps(relation, table, subjects, std::move(reported_[id.index]));
  }

  const core::Program& program_;
  const FactStore& store_;
  const Binding& binding_;
  const LoadPlan& plan_;
  RowFindings& findings_;
  Threads threads_;
  // By relation.
  std::vector<KeyTable> keys_;  // of entities
  std::vector<IncomingRows> incoming_;
  std::vector<std::vector<Origin>> origins_;
  std::vector<std::vector<Reported>> reported_;
  std::deque<Part> parts_;
  Loaded result_;
};

}  // namespace

Result<Loaded> load_rows(const core::Program& program, const FactStore& store, const Binding& binding,
                         const LoadPlan& plan, RowFindings& findings) {
  return Loader(program, store, binding, plan, findings).run();
}

}  // namespace polc::facts
