// SPDX-License-Identifier: Apache-2.0
// Cuts a CSV file into pieces that hold whole records, so that they can be split into fields independently of each other. A line
// break between quotes ends no record, and where quotes open and close follows only from all that stands before: the file is
// cut by one caller at a time, from its beginning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/facts/csv_input.h"

namespace polc::facts {

// A record may be this long; a longer one is a missing quote or not a table.
inline constexpr std::size_t max_record_bytes = std::size_t{1} << 20;
// So much of a file fits the cache of a core together with what is made of it.
inline constexpr std::size_t usual_piece_bytes = std::size_t{1} << 19;

struct CsvPiece {
  std::vector<char> bytes;      // whole records, and whatever behind them
  std::size_t size = 0;         // of the records
  std::int64_t first_line = 1;  // 1-based line on which the first record begins
  // Why there is no record behind these, where that is not the end of the file.
  std::optional<Failure> failed;

  [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }
};

class CsvPieces {
 public:
  // `shown` is the name of the file in messages. A piece has about `piece_bytes`, and at least one record.
  [[nodiscard]] static Result<CsvPieces> open(const std::string& path, std::string shown,
                                              std::size_t piece_bytes = usual_piece_bytes);

  // The next piece; false at the end, or after a piece with a failure. What `piece` had is given up, its memory is used again.
  [[nodiscard]] bool take(CsvPiece& piece);
  // Nothing was taken yet: the next piece begins with the header.
  [[nodiscard]] bool at_begin() const { return at_begin_; }
  [[nodiscard]] std::int64_t bytes_consumed() const { return input_.bytes_consumed(); }

 private:
  enum class In : std::uint8_t { FieldStart, Plain, Quoted, AfterQuote };

  CsvPieces(CsvInput input, std::size_t piece_bytes) : input_(std::move(input)), piece_bytes_(piece_bytes) {}
  [[nodiscard]] std::optional<Failure> begin();
  [[nodiscard]] std::optional<Failure> cut(std::vector<char>& bytes);
  [[nodiscard]] std::optional<Failure> read_on(std::vector<char>& bytes);
  [[nodiscard]] std::optional<Failure> too_long(std::string_view text) const;
  void look_at(std::string_view text);
  void look_at_quotes(std::string_view text);
  [[nodiscard]] diag::Argument place_behind(std::string_view records) const;

  CsvInput input_;
  std::size_t piece_bytes_;
  std::vector<char> carried_;  // read, and not given out yet; begins with a record
  std::int64_t next_line_ = 1;
  bool at_begin_ = true;
  bool at_end_ = false;  // of the file, or where it failed
  // Of the piece that is being cut.
  std::size_t read_ = 0;    // bytes that are there
  std::size_t seen_ = 0;    // of these, looked at so far
  std::size_t whole_ = 0;   // end of the last whole record
  In in_ = In::FieldStart;  // what stands at `seen_`
};

// `case.csv line 17` in both languages.
[[nodiscard]] diag::Argument line_place(const std::string& shown, std::int64_t line);

}  // namespace polc::facts
