// SPDX-License-Identifier: Apache-2.0
// The rows of one query of SQLite in pieces: cells copied out of it, so that they can be read while it goes on.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "runtime/facts/fact_store.h"
#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

class SqliteRowPieces final : public RowPieces {
 public:
  // `statement` gives the number of the row, then columns, those of the pieces at `places`. Without `numbered` rows count from 1. `path` of the database, for
  // messages. `piece_bytes` as FactStore::pieces has it.
  SqliteRowPieces(Statement statement, std::vector<int> places, bool numbered, std::string path,
                  std::size_t piece_bytes);

  [[nodiscard]] std::unique_ptr<RowPiece> take(std::unique_ptr<RowPiece> used) override;

 private:
  Statement statement_;
  std::vector<int> places_;
  bool numbered_;
  std::string path_;
  std::size_t piece_bytes_;
  RowNumber count_ = 0;
  bool at_end_ = false;
};

}  // namespace polc::facts
