// SPDX-License-Identifier: Apache-2.0
// Splits the records of a piece of a CSV file (RFC 4180; LF or CR LF) into fields. Allocates nothing for a record. Fields are
// not interpreted here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/csv_pieces.h"

namespace polc::facts {

class CsvRecords {
 public:
  // Begins with the first record of the piece, which outlives this or the next call. `shown` is the name of the file in
  // messages.
  void begin(const CsvPiece& piece, const std::string& shown);
  // The next record that is not an empty line. False at the end, and when it cannot be split or there is a reason why the file
  // does not go on: then `failed` says so.
  [[nodiscard]] bool next();
  // Of the last record; valid until the next call.
  [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }
  // 1-based line on which it began.
  [[nodiscard]] std::int64_t line() const { return record_line_; }
  [[nodiscard]] const std::optional<Failure>& failed() const { return failed_; }

 private:
  [[nodiscard]] bool next_plain();
  [[nodiscard]] bool next_with_quotes();
  [[nodiscard]] std::size_t find_quoted_record_end();
  [[nodiscard]] bool split_quoted(std::string_view record);
  [[nodiscard]] bool is_good(std::string_view record);
  [[nodiscard]] bool fail(diag::Kind kind, std::vector<diag::Argument> arguments = {});

  const std::string* shown_ = nullptr;
  std::string_view text_;
  std::optional<Failure> behind_;  // why the file does not go on behind the piece
  std::optional<Failure> failed_;
  bool has_quotes_ = false;
  bool only_ascii_ = false;  // and no NUL
  std::size_t at_ = 0;       // of the next record
  std::int64_t next_line_ = 1;
  std::int64_t record_line_ = 1;
  std::vector<std::uint32_t> separators_;  // where commas and line ends stand, in a piece without quotes; and its end
  std::size_t separator_count_ = 0;
  std::size_t next_separator_ = 0;
  std::string unquoted_;
  std::vector<std::string_view> fields_;
};

}  // namespace polc::facts
