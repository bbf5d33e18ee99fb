// SPDX-License-Identifier: Apache-2.0
// Reads a CSV file (RFC 4180; plain or gzip; UTF-8 with or without byte order mark; LF or CR LF) record by record.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/facts/csv_pieces.h"
#include "runtime/facts/csv_records.h"

namespace polc::facts {

class CsvReader {
 public:
  // `shown` is the name of the file in messages.
  [[nodiscard]] static Result<CsvReader> open(const std::string& path, std::string shown);

  // The next record that is not an empty line; no value at the end. The fields are valid until the next call.
  [[nodiscard]] Result<std::optional<std::span<const std::string_view>>> next();
  // 1-based line on which the last record began.
  [[nodiscard]] std::int64_t line() const { return records_.line(); }

 private:
  CsvReader(CsvPieces pieces, std::string shown) : pieces_(std::move(pieces)), shown_(std::move(shown)) {}

  CsvPieces pieces_;
  std::string shown_;
  CsvPiece piece_;
  CsvRecords records_;
  bool in_piece_ = false;
};

}  // namespace polc::facts
