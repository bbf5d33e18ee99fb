// SPDX-License-Identifier: Apache-2.0
// The text or whole number in one cell as a typed value of its column: exact numbers, civil days and moments, yes/no,
// values of an enumeration in either language. What cannot be read says why; nothing is guessed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/bind.h"
#include "runtime/facts/dictionary.h"
#include "runtime/facts/fact_store.h"

namespace polc::facts {

enum class CellProblem : std::uint8_t {
  None,
  NotANumber,
  TooManyDigits,
  NotWhole,
  NotADay,
  NotAMoment,
  NotYesNo,
  NotAValue,
  NotText,
};

struct Parsed {
  CellProblem problem = CellProblem::None;
  bool absent = true;      // also after a problem
  std::uint8_t scale = 0;  // Number: decimals of `number`
  // Number: mantissa; Day: days; Moment: minutes; YesNo: 0 or 1; Enumeration: place.
  std::int64_t number = 0;
  std::string_view text;  // Text, Reference, Day; valid as long as the cell, or until the next parse
};

class CellParser {
 public:
  // `whole`: the column counts, so a number with decimals is a problem.
  CellParser(const core::Program& program, const core::Type& type, bool whole, const Spellings& spellings);

  [[nodiscard]] Parsed parse(const Cell& cell);
  [[nodiscard]] Parsed parse_text(std::string_view text);

 private:
  [[nodiscard]] Parsed number(std::string_view text) const;
  [[nodiscard]] Parsed day(std::string_view text);
  [[nodiscard]] Parsed word(std::string_view text);
  [[nodiscard]] std::optional<std::int64_t> read_word(std::string_view text);

  core::TypeKind kind_;
  bool whole_;
  std::unordered_map<std::string, std::int64_t> meaning_of_;  // folded word -> value, of YesNo and Enumeration
  // Words as they were written, looked up once each; a table has few different ones. -1: no value.
  // The short ones also by their bytes.
  static constexpr int seen_words_bits = 6;
  struct SeenWord {
    std::uint64_t begin = 0, end = 0;  // as short_bits has them; of no word, since none is empty
    std::size_t size = 0;
    std::int64_t meaning = -1;
  };
  std::vector<SeenWord> words_;
  Dictionary seen_;
  std::vector<std::int64_t> meanings_;
  static constexpr std::size_t day_length = 10;
  static constexpr int seen_days_bits = 12;
  struct SeenDay {
    std::array<char, day_length> text = {' '};  // no trimmed text begins so
    std::int32_t day = 0;
  };
  std::vector<SeenDay> days_;  // by a hash of the text
  std::string digits_;         // an integer cell as text
};

// A day with a clock time, `2020-02-24 20:00` or `20:00:00`; seconds are dropped.
[[nodiscard]] std::optional<value::Moment> read_moment(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace polc::facts
