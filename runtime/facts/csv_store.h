// SPDX-License-Identifier: Apache-2.0
// A store of CSV files: each file is a table named like the file without .csv or .csv.gz, the first line names its columns.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/facts/fact_store.h"

namespace polc::facts {

// Whether the name ends in .csv or .csv.gz.
[[nodiscard]] bool is_csv_name(const std::filesystem::path& path);

class CsvStore final : public FactStore {
 public:
  [[nodiscard]] static Result<std::unique_ptr<CsvStore>> open_directory(const std::filesystem::path& directory);
  [[nodiscard]] static Result<std::unique_ptr<CsvStore>> open_files(std::string shown,
                                                                    std::span<const std::filesystem::path> files);

  // Told now and then while a table is read how many bytes of its file are done.
  void on_progress(std::function<void(std::int64_t)> progress) { progress_ = std::move(progress); }
  [[nodiscard]] const std::filesystem::path& file(std::size_t table) const { return files_[table].path; }

  [[nodiscard]] const std::string& path() const override { return path_; }
  [[nodiscard]] const std::vector<StoreTable>& tables() const override { return tables_; }
  [[nodiscard]] Result<std::unique_ptr<RowPieces>> pieces(std::size_t table, std::span<const std::size_t> columns,
                                                          PiecePlan plan) const override;
  [[nodiscard]] diag::Argument place(std::size_t table) const override;
  [[nodiscard]] diag::Argument place(std::size_t table, RowNumber number) const override;
  Outcome verify() const override { return std::monostate{}; }
  [[nodiscard]] bool made_by_import() const override { return false; }

 private:
  struct File {
    std::filesystem::path path;
    std::string shown;
  };
  explicit CsvStore(std::string path) : path_(std::move(path)) {}
  Outcome add(const std::filesystem::path& file);

  std::string path_;
  std::vector<StoreTable> tables_;
  std::vector<File> files_;
  std::function<void(std::int64_t)> progress_;
};

}  // namespace polc::facts
