// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/cell.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "compiler/source/unicode.h"
#include "runtime/facts/names.h"
#include "runtime/facts/short_text.h"

namespace polc::facts {
namespace {

constexpr std::size_t most_digits = 18;  // always fit a 64-bit mantissa, and never look like an absent number
constexpr std::array<std::string_view, 4> yes_words = {"1", "yes", "true", "是"};
constexpr std::array<std::string_view, 4> no_words = {"0", "no", "false", "否"};
// A table with more different words than this in a yes/no or enumeration column is full of mistakes; remembering them
// all would only use memory.
constexpr std::int32_t most_remembered = 4096;

constexpr std::uint64_t not_ascii = 0x8080808080808080;  // bits of eight bytes

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Parsed problem(CellProblem what) { return {what, true, 0, 0, {}}; }
Parsed value_of(std::int64_t number, std::uint8_t scale = 0) { return {CellProblem::None, false, scale, number, {}}; }

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<value::Moment> read_moment(std::string_view text) {
  const std::size_t minutes_end = std::string_view("2020-02-24 20:00").size();
  const std::size_t seconds_end = std::string_view("2020-02-24 20:00:00").size();
  if (text.size() == seconds_end && text[minutes_end] == ':' && is_digit(text[minutes_end + 1]) &&
      text[minutes_end + 1] < '6' && is_digit(text[minutes_end + 2]))
    text = text.substr(0, minutes_end);
  return value::parse_moment(text);
}

CellParser::CellParser(const core::Program& program, const core::Type& type, bool whole, const Spellings& spellings)
    : kind_(type.kind), whole_(whole) {
  if (kind_ == core::TypeKind::Day) days_.resize(std::size_t{1} << seen_days_bits);
  if (kind_ == core::TypeKind::YesNo || kind_ == core::TypeKind::Enumeration)
    words_.resize(std::size_t{1} << seen_words_bits);
  if (kind_ == core::TypeKind::YesNo) {
    for (const std::string_view word : yes_words) meaning_of_.emplace(fold_name(word), 1);
    for (const std::string_view word : no_words) meaning_of_.emplace(fold_name(word), 0);
  } else if (kind_ == core::TypeKind::Enumeration) {
    const auto& values = program[type.enumeration].values;
    for (std::size_t at = 0; at < values.size(); ++at)
      for (std::string& name : label_names(values[at]))
        meaning_of_.emplace(std::move(name), static_cast<std::int64_t>(at));
  }
  // Spellings of the mapping file go first: a code such as `1` may mean anything there.
  std::vector<std::pair<std::string, std::int64_t>> own;
  for (const auto& [spelling, meaning] : spellings)
    if (const auto found = meaning_of_.find(fold_name(meaning)); found != meaning_of_.end())
      own.emplace_back(fold_name(spelling), found->second);
  for (auto& [spelling, meaning] : own) meaning_of_.insert_or_assign(std::move(spelling), meaning);
}

Parsed CellParser::parse(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::Absent:
      return {};
    case Cell::Kind::Integer:
      if (kind_ == core::TypeKind::Number && cell.integer > -1'000'000'000'000'000'000 &&
          cell.integer < 1'000'000'000'000'000'000)
        return value_of(cell.integer);
      digits_ = std::to_string(cell.integer);
      return parse_text(digits_);
    case Cell::Kind::Text:
      return parse_text(cell.text);
  }
  POLC_UNREACHABLE("a kind of cell");
}

Parsed CellParser::parse_text(std::string_view written) {
  const std::string_view text = trim(written);
  if (text.empty()) return {};
  switch (kind_) {
    case core::TypeKind::Text:
    case core::TypeKind::Reference:
      if (!(text.size() <= short_text_size && (short_bits(text) & not_ascii) == 0) &&
          source::find_invalid_utf8(text) != std::string_view::npos)
        return problem(CellProblem::NotText);
      return {CellProblem::None, false, 0, 0, text};
    case core::TypeKind::Number:
      return number(text);
    case core::TypeKind::Day:
      return day(text);
    case core::TypeKind::Moment: {
      const auto moment = read_moment(text);
      return moment ? value_of(moment->since_epoch) : problem(CellProblem::NotAMoment);
    }
    case core::TypeKind::YesNo:
    case core::TypeKind::Enumeration:
      return word(text);
  }
  POLC_UNREACHABLE("a kind of type");
}

Parsed CellParser::number(std::string_view text) const {
  if (const auto few_digits = short_number(text); few_digits != no_short_number) return value_of(few_digits);
  const bool negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  const std::string_view whole = text.substr(0, point);
  if (whole.empty() || (point != std::string_view::npos && decimals.empty())) return problem(CellProblem::NotANumber);
  for (const std::string_view part : {whole, decimals})
    for (const char c : part)
      if (!is_digit(c)) return problem(CellProblem::NotANumber);
  while (!decimals.empty() && decimals.back() == '0') decimals.remove_suffix(1);
  std::int64_t mantissa = 0;
  std::size_t digits = 0;
  for (const std::string_view part : {whole, decimals}) {
    for (const char c : part) {
      if (mantissa != 0 || c != '0') ++digits;
      if (digits > most_digits) return problem(CellProblem::TooManyDigits);
      mantissa = mantissa * 10 + (c - '0');
    }
  }
  if (decimals.size() > most_digits) return problem(CellProblem::TooManyDigits);
  if (whole_ && !decimals.empty()) return problem(CellProblem::NotWhole);
  return value_of(negative ? -mantissa : mantissa, static_cast<std::uint8_t>(decimals.size()));
}

// Tables speak of few days and of each many times, in any order: each spelling is read once and then found again.
Parsed CellParser::day(std::string_view text) {
  if (text.size() != day_length) return problem(CellProblem::NotADay);
  std::uint64_t bits = 0;
  std::memcpy(&bits, text.data() + day_length - sizeof bits, sizeof bits);
  SeenDay& seen = days_[(bits * 0x9E3779B97F4A7C15U) >> (64 - seen_days_bits)];
  if (std::memcmp(seen.text.data(), text.data(), day_length) != 0) {
    const auto read = value::parse_iso_day(text);
    if (!read) return problem(CellProblem::NotADay);
    std::memcpy(seen.text.data(), text.data(), day_length);
    seen.day = read->since_epoch;
  }
  return {CellProblem::None, false, 0, seen.day, text};
}

Parsed CellParser::word(std::string_view text) {
  const auto bad = kind_ == core::TypeKind::YesNo ? CellProblem::NotYesNo : CellProblem::NotAValue;
  std::optional<std::int64_t> meaning;
  if (text.size() <= 2 * short_text_size) {
    const std::size_t half = std::min(text.size(), short_text_size);
    const std::uint64_t begin = short_bits(text.substr(0, half));
    const std::uint64_t end = short_bits(text.substr(text.size() - half));
    SeenWord& seen = words_[((begin ^ end * 31) * 0x9E3779B97F4A7C15U) >> (64 - seen_words_bits)];
    if (seen.begin != begin || seen.end != end || seen.size != text.size()) {
      meaning = read_word(text);
      if (meaning) seen = {begin, end, text.size(), *meaning};
    } else {
      meaning = seen.meaning;
    }
  } else {
    meaning = read_word(text);
  }
  if (!meaning) return problem(CellProblem::NotText);
  return *meaning < 0 ? problem(bad) : value_of(*meaning);
}

// -1: no value; none at all: not even text.
std::optional<std::int64_t> CellParser::read_word(std::string_view text) {
  if (const auto code = seen_.find(text)) return meanings_[static_cast<std::size_t>(*code)];
  if (source::find_invalid_utf8(text) != std::string_view::npos) return std::nullopt;
  std::int64_t meaning = -1;
  if (const auto found = meaning_of_.find(fold_name(text)); found != meaning_of_.end()) meaning = found->second;
  if (seen_.size() < most_remembered) {
    seen_.intern(text);
    meanings_.push_back(meaning);
  }
  return meaning;
}

}  // namespace polc::facts
