// SPDX-License-Identifier: Apache-2.0
// The rows of a table of a database by ranges of rowids, each read when it is visited: on as many threads at once as there are
// connections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/facts/fact_store.h"
#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

class SqliteRangePieces final : public RowPieces {
 public:
  // `statements`, at least one: the same on connections that see one state of the database, one for each piece that is visited at
  // once. Each gives the rowid and then the columns, by rowid, of the rows from parameter 1 to parameter 2. A piece ends behind
  // each of the `cuts`, which rise and are less than the largest rowid. `path` of the database, for messages.
  SqliteRangePieces(std::vector<Statement> statements, std::vector<std::int64_t> cuts, std::string path);

  // To be visited while the pieces are there.
  [[nodiscard]] std::unique_ptr<RowPiece> take(std::unique_ptr<RowPiece> used) override;

 private:
  friend class SqliteRangePiece;
  [[nodiscard]] Statement borrow();
  void give_back(Statement statement);

  std::mutex mutex_;
  std::vector<Statement> statements_;  // that nobody reads with
  std::vector<std::int64_t> cuts_;
  std::string path_;
  std::size_t next_ = 0;
};

}  // namespace polc::facts
