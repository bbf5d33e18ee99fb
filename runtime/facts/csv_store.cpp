// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_store.h"

#include <algorithm>
#include <system_error>

#include "runtime/facts/cell.h"
#include "runtime/facts/csv_reader.h"

namespace polc::facts {

using diag::Kind;

namespace {

constexpr std::int64_t rows_between_progress = 65536;

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

Outcome CsvStore::scan(std::size_t table, std::span<const std::size_t> columns, RowVisitor& visitor) const {
  auto reader = CsvReader::open(files_[table].path.string(), files_[table].shown);
  if (!reader) return reader.error();
  const std::size_t width = tables_[table].columns.size();
  std::vector<Cell> cells(columns.size());
  bool is_header = true;
  for (std::int64_t count = 0;; ++count) {
    auto record = reader->next();
    if (!record) return record.error();
    if (progress_ && (count % rows_between_progress == 0 || !*record)) progress_(reader->bytes_consumed());
    if (!*record) return std::monostate{};
    const std::span<const std::string_view> fields = **record;
    if (std::exchange(is_header, false)) continue;
    if (fields.size() != width) {
      visitor.bad_row(reader->line(), Kind::CsvWidth, {fields.size(), width});
      continue;
    }
    for (std::size_t at = 0; at < columns.size(); ++at) {
      const std::string_view text = fields[columns[at]];
      cells[at] = {text.empty() ? Cell::Kind::Absent : Cell::Kind::Text, 0, text};
    }
    visitor.row(reader->line(), cells);
  }
}

diag::Argument CsvStore::place(std::size_t table) const { return files_[table].shown; }
diag::Argument CsvStore::place(std::size_t table, RowNumber number) const {
  return line_place(files_[table].shown, number);
}

}  // namespace polc::facts
