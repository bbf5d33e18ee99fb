// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_store.h"

#include <algorithm>
#include <system_error>

#include "runtime/facts/cell.h"
#include "runtime/facts/csv_reader.h"
#include "runtime/facts/csv_records.h"

namespace polc::facts {

using diag::Kind;

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return text;
}

// The length of .csv or .csv.gz at the end of the name; 0 when it ends in neither.
std::size_t suffix_length(const std::string& name) {
  const std::string folded = lower(name);
  for (const std::string_view suffix : {".csv", ".csv.gz"})
    if (folded.size() > suffix.size() && folded.ends_with(suffix)) return suffix.size();
  return 0;
}

struct CsvTable {
  std::string shown;
  std::size_t width = 0;             // fields of a row
  std::vector<std::size_t> columns;  // asked for
};

class CsvRowPiece final : public RowPiece {
 public:
  explicit CsvRowPiece(const CsvTable& table) : table_(table) {}

  // False when there is none.
  bool take_from(CsvPieces& pieces) {
    has_header_ = pieces.at_begin();
    return pieces.take(piece_);
  }
  Outcome visit(std::span<const std::size_t> places, RowVisitor& visitor) override {
    records_.begin(piece_, table_.shown);
    if (has_header_ && !records_.next()) return end();
    std::vector<Cell> cells(places.size());
    std::vector<std::size_t> columns;
    for (const std::size_t place : places) columns.push_back(table_.columns[place]);
    while (records_.next()) {
      const std::span<const std::string_view> fields = records_.fields();
      if (fields.size() != table_.width) {
        visitor.bad_row(records_.line(), Kind::CsvWidth, {fields.size(), table_.width});
        continue;
      }
      for (std::size_t at = 0; at < columns.size(); ++at) {
        const std::string_view text = fields[columns[at]];
        cells[at] = {text.empty() ? Cell::Kind::Absent : Cell::Kind::Text, 0, text};
      }
      visitor.row(records_.line(), cells);
    }
    return end();
  }

 private:
  [[nodiscard]] Outcome end() const {
    if (records_.failed()) return *records_.failed();
    return std::monostate{};
  }

  const CsvTable& table_;
  CsvPiece piece_;
  CsvRecords records_;
  bool has_header_ = false;
};

class CsvRowPieces final : public RowPieces {
 public:
  CsvRowPieces(CsvPieces pieces, CsvTable table, std::function<void(std::int64_t)> progress)
      : pieces_(std::move(pieces)), table_(std::move(table)), progress_(std::move(progress)) {}

  std::unique_ptr<RowPiece> take(std::unique_ptr<RowPiece> used) override {
    if (used == nullptr) used = std::make_unique<CsvRowPiece>(table_);
    const bool taken = static_cast<CsvRowPiece&>(*used).take_from(pieces_);
    if (progress_) progress_(pieces_.bytes_consumed());
    return taken ? std::move(used) : nullptr;
  }

 private:
  CsvPieces pieces_;
  CsvTable table_;
  std::function<void(std::int64_t)> progress_;
};

}  // namespace

bool is_csv_name(const std::filesystem::path& path) { return suffix_length(path.filename().string()) != 0; }

Result<std::unique_ptr<CsvStore>> CsvStore::open_directory(const std::filesystem::path& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entry(directory, error);
  while (!error && entry != std::filesystem::directory_iterator()) {
    if (is_csv_name(entry->path())) files.push_back(entry->path());
    entry.increment(error);
  }
  if (error) return failure(Kind::FactsUnreadable, directory.string(), error.message());
  if (files.empty()) return failure(Kind::NoCsvFiles, directory.string());
  std::sort(files.begin(), files.end());
  return open_files(directory.string(), files);
}

Result<std::unique_ptr<CsvStore>> CsvStore::open_files(std::string shown,
                                                       std::span<const std::filesystem::path> files) {
  std::unique_ptr<CsvStore> store(new CsvStore(std::move(shown)));
  for (const std::filesystem::path& file : files)
    if (auto added = store->add(file); !added) return added.error();
  return store;
}

// Reads the header; the rows are read when scanned.
Outcome CsvStore::add(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  auto reader = CsvReader::open(file.string(), file.string());
  if (!reader) return reader.error();
  auto header = reader->next();
  if (!header) return header.error();
  if (!*header) return failure(Kind::CsvEmpty, file.string());
  StoreTable table{name.substr(0, name.size() - suffix_length(name)), {}};
  for (const std::string_view column : **header) {
    table.columns.emplace_back(trim(column));
    if (!table.columns.back().empty() &&
        std::count(table.columns.begin(), table.columns.end(), table.columns.back()) > 1)
      return failure(Kind::CsvDuplicateColumn, line_place(file.string(), reader->line()), table.columns.back());
  }
  tables_.push_back(std::move(table));
  files_.push_back({file, file.string()});
  return std::monostate{};
}

Result<std::unique_ptr<RowPieces>> CsvStore::pieces(std::size_t table, std::span<const std::size_t> columns,
                                                    PiecePlan plan) const {
  auto cut = CsvPieces::open(files_[table].path.string(), files_[table].shown,
                             plan.piece_bytes == 0 ? usual_piece_bytes : plan.piece_bytes);
  if (!cut) return cut.error();
  CsvTable described{files_[table].shown, tables_[table].columns.size(), {columns.begin(), columns.end()}};
  return std::unique_ptr<RowPieces>(std::make_unique<CsvRowPieces>(std::move(*cut), std::move(described), progress_));
}

diag::Argument CsvStore::place(std::size_t table) const { return files_[table].shown; }
diag::Argument CsvStore::place(std::size_t table, RowNumber number) const {
  return line_place(files_[table].shown, number);
}

}  // namespace polc::facts
