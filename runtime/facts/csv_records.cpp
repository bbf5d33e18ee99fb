// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_records.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>

#include "compiler/source/unicode.h"

namespace polc::facts {

using diag::Kind;

namespace {

bool is_ascii_text(std::string_view text) {
  unsigned char high = 0;
  unsigned char zeros = 0;
  for (const char c : text) {
    high = static_cast<unsigned char>(high | static_cast<unsigned char>(c));
    zeros = static_cast<unsigned char>(zeros | (c == 0 ? 1 : 0));
  }
  return high < 0x80 && zeros == 0;
}

// Writes where commas and line ends stand, and at the end where the text ends if it does not end with a line end. How many.
std::size_t find_separators(std::string_view text, std::vector<std::uint32_t>& found) {
  std::size_t count = 0;
  std::size_t at = 0;
#ifdef __SSE2__
  constexpr std::size_t block = 64;
  const __m128i comma = _mm_set1_epi8(',');
  const __m128i newline = _mm_set1_epi8('\n');
  for (; at + block <= text.size(); at += block) {
    if (found.size() < count + block) found.resize(2 * found.size() + block);
    std::uint64_t hits = 0;
    for (unsigned part = 0; part < 4; ++part) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at + 16 * part));
      const __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, newline));
      hits |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hit))) << (16 * part);
    }
    for (; hits != 0; hits &= hits - 1)
      found[count++] = static_cast<std::uint32_t>(at + static_cast<std::size_t>(std::countr_zero(hits)));
  }
#endif
  if (found.size() < count + (text.size() - at) + 1) found.resize(count + (text.size() - at) + 1);
  for (; at < text.size(); ++at)
    if (text[at] == ',' || text[at] == '\n') found[count++] = static_cast<std::uint32_t>(at);
  if (!text.empty() && text.back() != '\n') found[count++] = static_cast<std::uint32_t>(text.size());
  return count;
}

}  // namespace

void CsvRecords::begin(const CsvPiece& piece, const std::string& shown) {
  shown_ = &shown;
  text_ = piece.text();
  behind_ = piece.failed;
  failed_.reset();
  at_ = 0;
  next_line_ = record_line_ = piece.first_line;
  only_ascii_ = is_ascii_text(text_);
  has_quotes_ = text_.find('"') != std::string_view::npos;
  next_separator_ = 0;
  separator_count_ = has_quotes_ ? 0 : find_separators(text_, separators_);
}

bool CsvRecords::fail(Kind kind, std::vector<diag::Argument> arguments) {
  arguments.insert(arguments.begin(), line_place(*shown_, record_line_));
  failed_ = Failure{kind, std::move(arguments)};
  return false;
}

bool CsvRecords::is_good(std::string_view record) {
  if (only_ascii_) return true;
  if (record.find('\0') != std::string_view::npos) return fail(Kind::CsvNotText);
  if (source::find_invalid_utf8(record) != std::string_view::npos) return fail(Kind::CsvNotUtf8);
  return true;
}

bool CsvRecords::next() {
  if (failed_) return false;
  if (has_quotes_ ? next_with_quotes() : next_plain()) return true;
  if (!failed_) failed_ = behind_;
  return false;
}

bool CsvRecords::next_plain() {
  const char* const text = text_.data();
  while (next_separator_ < separator_count_) {
    const std::size_t begin = at_;
    std::size_t field_begin = begin;
    std::size_t count = 0;
    std::size_t end = 0;
    while (true) {
      end = separators_[next_separator_++];
      if (end == text_.size() || text[end] == '\n') break;
      if (fields_.size() <= count) fields_.resize(count + 8);
      fields_[count++] = {text + field_begin, end - field_begin};
      field_begin = end + 1;
    }
    at_ = end + 1;
    record_line_ = next_line_++;
    if (end - begin > max_record_bytes) return fail(Kind::CsvRecordTooLong, {max_record_bytes});
    if (end > begin && text[end - 1] == '\r') --end;
    if (end == begin) continue;  // an empty line
    if (!is_good({text + begin, end - begin})) return false;
    fields_.resize(count + 1);
    fields_[count] = {text + field_begin, end - field_begin};
    return true;
  }
  return false;
}

// The same where there are quotes: a line break between quotes does not end the record.
std::size_t CsvRecords::find_quoted_record_end() {
  enum class In : std::uint8_t { FieldStart, Plain, Quoted, AfterQuote } in = In::FieldStart;
  for (std::size_t at = at_; at < text_.size(); ++at) {
    const char c = text_[at];
    if (in == In::Quoted) {
      if (c == '"') in = In::AfterQuote;
      if (c == '\n') ++next_line_;
    } else if (c == '"' && in != In::Plain) {
      in = In::Quoted;  // a field begins, or the quote is doubled
    } else if (c == '\n') {
      return at;
    } else {
      in = c == ',' ? In::FieldStart : In::Plain;
    }
  }
  return text_.size();
}

bool CsvRecords::next_with_quotes() {
  while (at_ < text_.size()) {
    record_line_ = next_line_++;
    const std::size_t begin = at_;
    std::size_t end = std::min(text_.find('\n', begin), text_.size());
    const bool quoted = text_.substr(begin, end - begin).find('"') != std::string_view::npos;
    if (quoted) end = find_quoted_record_end();
    at_ = end + 1;
    if (end - begin > max_record_bytes) return fail(Kind::CsvRecordTooLong, {max_record_bytes});
    if (end > begin && text_[end - 1] == '\r') --end;
    if (end == begin) continue;  // an empty line
    const std::string_view record = text_.substr(begin, end - begin);
    if (!is_good(record)) return false;
    if (!split_quoted(record)) return fail(Kind::CsvTextAfterQuote);
    return true;
  }
  return false;
}

// Quoted fields are put together beside the text. False when a closing quote is followed by other text.
bool CsvRecords::split_quoted(std::string_view record) {
  fields_.clear();
  // INVARIANT: fields point into it, so it does not move while there are fewer bytes than the record has.
  unquoted_.clear();
  unquoted_.reserve(record.size());
  std::size_t at = 0;
  while (true) {
    if (at < record.size() && record[at] == '"') {
      const std::size_t begin = unquoted_.size();
      for (++at; at < record.size(); ++at) {
        if (record[at] == '"') {
          if (at + 1 >= record.size() || record[at + 1] != '"') break;
          ++at;
        }
        unquoted_ += record[at];
      }
      ++at;  // the closing quote
      if (at < record.size() && record[at] != ',') return false;
      fields_.emplace_back(unquoted_.data() + begin, unquoted_.size() - begin);
    } else {
      const std::size_t end = std::min(record.find(',', at), record.size());
      fields_.push_back(record.substr(at, end - at));
      at = end;
    }
    if (at >= record.size()) return true;
    ++at;  // the comma
  }
}

}  // namespace polc::facts
