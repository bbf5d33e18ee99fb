// SPDX-License-Identifier: Apache-2.0
// Splits a CSV file (RFC 4180; plain or gzip; UTF-8 with or without byte order mark; LF or CR LF) into records of fields.
// Runs over one buffer and allocates nothing for a record. Fields are not interpreted here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/failure.h"

namespace polc::facts {

// A record may be this long; a longer one is a missing quote or not a table.
inline constexpr std::size_t max_record_bytes = std::size_t{1} << 20;

class CsvReader {
 public:
  // `shown` is the name of the file in messages.
  [[nodiscard]] static Result<CsvReader> open(const std::string& path, std::string shown);
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;
  ~CsvReader();

  // The next record that is not an empty line; no value at the end. The fields are valid until the next call.
  [[nodiscard]] Result<std::optional<std::span<const std::string_view>>> next();
  // 1-based line on which the last record began.
  [[nodiscard]] std::int64_t line() const { return record_line_; }
  // Bytes of the file consumed so far (compressed bytes of a gzip file).
  [[nodiscard]] std::int64_t bytes_consumed() const;

 private:
  struct Input;  // zlib's handle

  CsvReader(std::unique_ptr<Input> input, std::string shown);
  Outcome fill();
  // Finds the end of the record at begin_ and counts its lines; no value: the buffer ends before it.
  [[nodiscard]] std::optional<std::size_t> find_record_end();
  [[nodiscard]] std::optional<std::size_t> find_quoted_record_end();
  void split_plain(std::size_t begin, std::size_t end);
  [[nodiscard]] bool split_quoted(std::size_t begin, std::size_t end);
  [[nodiscard]] std::optional<Failure> check_characters(std::string_view record) const;
  [[nodiscard]] diag::Argument place() const;

  std::unique_ptr<Input> input_;
  std::string shown_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of the next record
  std::size_t end_ = 0;    // of the bytes read so far
  bool at_end_of_file_ = false;
  bool only_ascii_ = true;  // of everything in the buffer; and no NUL
  std::int64_t next_line_ = 1;
  std::int64_t record_line_ = 1;
  std::int64_t lines_in_record_ = 1;
  std::vector<std::string_view> fields_;
};

// `case.csv line 17` in both languages.
[[nodiscard]] diag::Argument line_place(const std::string& shown, std::int64_t line);

}  // namespace polc::facts
