// SPDX-License-Identifier: Apache-2.0
// CSV files to a database with typed tables named by the vocabulary. Rows are read by the same reader as loading uses; one
// bad row and there is no database.
#include <algorithm>
#include <system_error>

#include "runtime/facts/bind.h"
#include "runtime/facts/cell_writer.h"
#include "runtime/facts/csv_store.h"
#include "runtime/facts/dictionary.h"
#include "runtime/facts/facts.h"
#include "runtime/facts/find_mapping.h"
#include "runtime/facts/names.h"
#include "runtime/facts/row_reader.h"
#include "runtime/facts/sqlite_writer.h"

namespace polc::facts {
namespace {

using core::ColumnIndex;
using core::RelationId;
using core::TypeKind;
using diag::Kind;

class Import {
 public:
  Import(const core::Program& program, CsvStore& store, const Binding& binding, SqliteWriter& writer, diag::Sink& sink,
         const ImportOptions& options)
      : program_(program), store_(store), binding_(binding), writer_(writer), findings_(sink, options.shown) {
    if (!options.progress) return;
    std::error_code error;
    for (std::size_t table = 0; table < store.tables().size(); ++table)
      progress_.bytes_total += static_cast<std::int64_t>(std::filesystem::file_size(store.file(table), error));
    store.on_progress([this, &options](std::int64_t bytes) {
      ImportProgress now = progress_;
      now.bytes_done += bytes;
      options.progress(now);
    });
  }

  Outcome run(ImportReport& report) {
    for (std::uint32_t index = 0; index < binding_.relations.size(); ++index) {
      const RelationSources& sources = binding_.relations[index];
      if (!sources.tables.empty()) {
        RelationSummary summary;
        summary.relation = {index};
        if (auto done = import_relation({index}, sources, summary); !done) return done;
        report.relations.push_back(std::move(summary));
      }
      if (!sources.reports.empty())
        if (auto done = import_reports({index}, sources); !done) return done;
    }
    report.counts = findings_.counts();
    report.written = findings_.error_count() == 0;
    return std::monostate{};
  }

 private:
  // The columns that some file has, in the order of the vocabulary.
  std::vector<ColumnIndex> present_columns(const core::Relation& relation, const RelationSources& sources) const {
    std::vector<ColumnIndex> columns;
    for (ColumnIndex column = 0; column < relation.columns.size(); ++column)
      if (std::any_of(sources.tables.begin(), sources.tables.end(),
                      [&](const TableSource& source) { return source.columns[column].is_present(); }))
        columns.push_back(column);
    return columns;
  }
  Outcome import_relation(RelationId id, const RelationSources& sources, RelationSummary& summary) {
    const core::Relation& relation = program_[id];
    const std::vector<ColumnIndex> columns = present_columns(relation, sources);
    std::vector<NewColumn> definitions;
    std::vector<CellWriter> cells;
    for (const ColumnIndex column : columns) {
      const core::Type& type = relation.columns[column].type;
      definitions.push_back({stored_name(relation.columns[column].label), sql_type(type, is_count(relation, column)),
                             relation.kind == core::RelationKind::Entity && relation.key == column});
      cells.emplace_back(program_, type, cells.size());
    }
    auto writer = writer_.create_table(stored_name(relation.label), definitions);
    if (!writer) return writer.error();
    const std::vector<bool> wanted(relation.columns.size(), true);
    Dictionary keys;
    for (const TableSource& source : sources.tables) {
      begin_table(source.table);
      bool good = true;
      ToldFindings findings(findings_, store_, source.table);
      RowReader reader(program_, id, source, wanted, &findings);
      reader.on_row([&](RowNumber number, std::span<const Parsed> values) {
        if (!good || (relation.key && !is_new(relation, source, number, values[*relation.key], keys))) return;
        for (std::size_t at = 0; at < columns.size(); ++at) cells[at].write(*writer, values[columns[at]]);
        good = writer->insert();
        ++summary.rows;
        ++progress_.rows;
      });
      if (auto read = reader.read(store_); !read) return read;
      if (!good) return writer->why();
      summary.tables.push_back(store_.tables()[source.table].name);
    }
    return std::monostate{};
  }
  bool is_new(const core::Relation& relation, const TableSource& source, RowNumber number, const Parsed& key,
              Dictionary& keys) {
    const std::string text = key.text.empty() ? std::to_string(key.number) : std::string(key.text);
    const std::int32_t known = keys.size();
    if (keys.intern(text) == known) return true;
    if (findings_.admit(Kind::DuplicateKey))
      findings_.show(Kind::DuplicateKey, store_.place(source.table, number), words(relation.label),
                     shown_value(text, is_personal(program_, relation.columns[*relation.key])));
    return false;
  }
  // `case report`: the thing and the day, as a relation of two columns.
  Outcome import_reports(RelationId id, const RelationSources& sources) {
    const core::Relation& event = program_[id];
    core::Program little;
    little.vocabulary = program_.vocabulary;
    core::Relation reports;
    reports.kind = core::RelationKind::Event;
    reports.label = event.label;
    reports.columns = {event.columns[subject_column(event)], event.columns[*event.begin]};
    reports.columns[1].type.kind = TypeKind::Day;
    reports.subject = 0;
    reports.begin = 1;
    little.vocabulary.relations[id.index] = reports;
    const std::vector<NewColumn> definitions = {{stored_name(reports.columns[0].label), "TEXT", false},
                                                {stored_name(reports.columns[1].label), "TEXT", false}};
    auto writer = writer_.create_table(stored_name(event.label) + "_report", definitions);
    if (!writer) return writer.error();
    CellWriter subject(little, reports.columns[0].type, 0);
    CellWriter day(little, reports.columns[1].type, 1);
    for (const ReportSource& source : sources.reports) {
      begin_table(source.table);
      TableSource table{source.table, std::vector<ColumnSource>(2), false};
      table.columns[0].column = source.subject;
      table.columns[1].column = source.day;
      bool good = true;
      ToldFindings findings(findings_, store_, source.table);
      RowReader reader(little, id, table, {true, true}, &findings);
      reader.on_row([&](RowNumber, std::span<const Parsed> values) {
        if (!good) return;
        subject.write(*writer, values[0]);
        day.write(*writer, values[1]);
        good = writer->insert();
      });
      if (auto read = reader.read(store_); !read) return read;
      if (!good) return writer->why();
    }
    return std::monostate{};
  }
  void begin_table(std::size_t table) {
    std::error_code error;
    if (!progress_.table.empty()) progress_.bytes_done += file_size_;
    file_size_ = static_cast<std::int64_t>(std::filesystem::file_size(store_.file(table), error));
    progress_.table = store_.tables()[table].name;
  }

  const core::Program& program_;
  CsvStore& store_;
  const Binding& binding_;
  SqliteWriter& writer_;
  RowFindings findings_;
  ImportProgress progress_;
  std::int64_t file_size_ = 0;
};

Result<std::unique_ptr<CsvStore>> open_csv(const std::vector<std::filesystem::path>& from) {
  std::error_code error;
  for (const std::filesystem::path& path : from) {
    if (!std::filesystem::exists(path, error)) return failure(Kind::FactsNotFound, path.string());
    if (std::filesystem::is_directory(path, error) ? from.size() > 1 : !is_csv_name(path))
      return failure(Kind::NotACsvFile, path.string());
  }
  if (from.size() == 1 && std::filesystem::is_directory(from.front(), error))
    return CsvStore::open_directory(from.front());
  return CsvStore::open_files(from.front().parent_path().string(), from);
}

}  // namespace

Result<ImportReport> import_csv(const core::Program& program, const std::vector<std::filesystem::path>& from,
                                const std::filesystem::path& target, source::SourceMap& sources, diag::Sink& sink,
                                const ImportOptions& options) {
  POLC_CHECK(!from.empty(), "import needs something to import");
  auto store = open_csv(from);
  if (!store) return store.error();
  std::error_code error;
  const auto beside = std::filesystem::is_directory(from.front(), error) ? from.front() : from.front().parent_path();
  const auto mapping = read_mapping(options.mapping, beside, sources, sink);
  ImportReport report;
  if (!mapping) return report;
  const std::size_t errors_before = sink.error_count();
  const Binding binding = bind(program, **store, *mapping, sink);
  list_unused(**store, binding, report.unused_tables, report.unused_columns);
  if (sink.error_count() != errors_before) return report;
  const bool any = std::any_of(binding.relations.begin(), binding.relations.end(), [](const RelationSources& relation) {
    return !relation.tables.empty() || !relation.reports.empty();
  });
  if (!any) return failure(Kind::NothingToImport, (*store)->path());
  auto writer = SqliteWriter::create(target, options.replace);
  if (!writer) return writer.error();
  if (auto done = Import(program, **store, binding, *writer, sink, options).run(report); !done) return done.error();
  if (!report.written) return report;
  if (auto finished = writer->finish(); !finished) return finished.error();
  return report;
}

}  // namespace polc::facts
