// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <system_error>

#include "runtime/facts/csv_store.h"
#include "runtime/facts/fact_store.h"
#include "runtime/facts/sqlite_store.h"

namespace polc::facts {

using diag::Kind;

Result<std::unique_ptr<FactStore>> open_store(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return failure(Kind::FactsNotFound, path.string());
  if (error) return failure(Kind::FactsUnreadable, path.string(), error.message());
  if (std::filesystem::is_directory(status)) {
    auto store = CsvStore::open_directory(path);
    if (!store) return store.error();
    return std::unique_ptr<FactStore>(std::move(*store));
  }
  if (is_csv_name(path)) {
    auto store = CsvStore::open_files(path.string(), std::span(&path, 1));
    if (!store) return store.error();
    return std::unique_ptr<FactStore>(std::move(*store));
  }
  // To SQLite an empty file is a database without tables; to us it is what is left of a file that was cut off.
  if (std::filesystem::file_size(path, error) == 0 && !error) return failure(Kind::NotADatabase, path.string());
  auto store = SqliteStore::open(path);
  if (!store) return store.error();
  return std::unique_ptr<FactStore>(std::move(*store));
}

}  // namespace polc::facts
