// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_reader.h"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "compiler/source/unicode.h"

namespace polc::facts {

using diag::Kind;

struct CsvReader::Input {
  gzFile file = nullptr;
  explicit Input(gzFile opened) : file(opened) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() { gzclose(file); }
};

namespace {

constexpr unsigned read_bytes = 1U << 18;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_ascii_text(const char* bytes, std::size_t count) {
  unsigned char high = 0;
  unsigned zeros = 0;
  for (std::size_t at = 0; at < count; ++at) {
    high = static_cast<unsigned char>(high | static_cast<unsigned char>(bytes[at]));
    zeros += bytes[at] == 0 ? 1U : 0U;
  }
  return high < 0x80 && zeros == 0;
}

}  // namespace

diag::Argument line_place(const std::string& shown, std::int64_t line) {
  const std::string number = std::to_string(line);
  return {shown + " line " + number, shown + " 第 " + number + " 行"};
}

CsvReader::CsvReader(std::unique_ptr<Input> input, std::string shown)
    : input_(std::move(input)), shown_(std::move(shown)), buffer_(2 * max_record_bytes + read_bytes) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

Result<CsvReader> CsvReader::open(const std::string& path, std::string shown) {
  errno = 0;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return failure(Kind::FactsUnreadable, path, std::strerror(errno == 0 ? ENOMEM : errno));
  gzbuffer(file, read_bytes);
  CsvReader reader(std::make_unique<Input>(file), std::move(shown));
  if (auto filled = reader.fill(); !filled) return filled.error();
  if (std::string_view(reader.buffer_.data(), reader.end_).starts_with(byte_order_mark))
    reader.begin_ = byte_order_mark.size();
  return reader;
}

std::int64_t CsvReader::bytes_consumed() const { return static_cast<std::int64_t>(gzoffset(input_->file)); }

diag::Argument CsvReader::place() const { return line_place(shown_, record_line_); }

// Moves what is left to the front and reads on behind it.
Outcome CsvReader::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  errno = 0;
  const int got = gzread(input_->file, buffer_.data() + end_, read_bytes);
  int code = Z_OK;
  std::string_view message = gzerror(input_->file, &code);
  if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    if (code == Z_ERRNO) return failure(Kind::FactsUnreadable, shown_, std::strerror(errno));
    if (message.starts_with(shown_ + ": ")) message.remove_prefix(shown_.size() + 2);
    return failure(Kind::GzipDamaged, shown_, message);
  }
  // What was left may hold other than ASCII only if the buffer did before.
  only_ascii_ = (end_ == 0 || only_ascii_) && is_ascii_text(buffer_.data() + end_, static_cast<std::size_t>(got));
  end_ += static_cast<std::size_t>(got);
  at_end_of_file_ = got == 0;
  return std::monostate{};
}

std::optional<std::size_t> CsvReader::find_record_end() {
  const char* from = buffer_.data() + begin_;
  const auto* newline = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_));
  const std::size_t length = newline != nullptr ? static_cast<std::size_t>(newline - from) : end_ - begin_;
  if (std::memchr(from, '"', length) != nullptr) return find_quoted_record_end();
  lines_in_record_ = 1;
  if (newline == nullptr && !at_end_of_file_) return std::nullopt;
  return begin_ + length;
}

// The same where there are quotes: a line break between quotes does not end the record.
std::optional<std::size_t> CsvReader::find_quoted_record_end() {
  enum class In : std::uint8_t { FieldStart, Plain, Quoted, AfterQuote } in = In::FieldStart;
  lines_in_record_ = 1;
  for (std::size_t at = begin_; at < end_; ++at) {
    const char c = buffer_[at];
    if (in == In::Quoted) {
      if (c == '"') in = In::AfterQuote;
      if (c == '\n') ++lines_in_record_;
    } else if (c == '"' && in != In::Plain) {
      in = In::Quoted;  // a field begins, or the quote is doubled
    } else if (c == '\n') {
      return at;
    } else {
      in = c == ',' ? In::FieldStart : In::Plain;
    }
  }
  if (at_end_of_file_ && in != In::Quoted) return end_;
  return std::nullopt;
}

void CsvReader::split_plain(std::size_t begin, std::size_t end) {
  const char* at = buffer_.data() + begin;
  const char* const stop = buffer_.data() + end;
  while (true) {
    const char* field_end = at;
    while (field_end != stop && *field_end != ',') ++field_end;
    fields_.emplace_back(at, static_cast<std::size_t>(field_end - at));
    if (field_end == stop) return;
    at = field_end + 1;
  }
}

// Unquotes in place. False when a closing quote is followed by other text.
bool CsvReader::split_quoted(std::size_t begin, std::size_t end) {
  std::size_t at = begin;
  while (true) {
    std::size_t out = at;
    const std::size_t field_begin = at;
    if (at < end && buffer_[at] == '"') {
      for (++at; at < end; ++at) {
        if (buffer_[at] == '"') {
          if (at + 1 >= end || buffer_[at + 1] != '"') break;
          ++at;
        }
        buffer_[out++] = buffer_[at];
      }
      ++at;  // the closing quote
      if (at < end && buffer_[at] != ',') return false;
    } else {
      while (at < end && buffer_[at] != ',') ++at;
      out = at;
    }
    fields_.emplace_back(buffer_.data() + field_begin, out - field_begin);
    if (at >= end) return true;
    ++at;  // the comma
  }
}

std::optional<Failure> CsvReader::check_characters(std::string_view record) const {
  if (record.find('\0') != std::string_view::npos) return failure(Kind::CsvNotText, place());
  if (source::find_invalid_utf8(record) != std::string_view::npos) return failure(Kind::CsvNotUtf8, place());
  return std::nullopt;
}

Result<std::optional<std::span<const std::string_view>>> CsvReader::next() {
  while (true) {
    record_line_ = next_line_;
    std::optional<std::size_t> end = find_record_end();
    while (!end) {
      if (end_ - begin_ > max_record_bytes) return failure(Kind::CsvRecordTooLong, place(), max_record_bytes);
      if (at_end_of_file_) return failure(Kind::CsvOpenQuote, place());
      if (auto filled = fill(); !filled) return filled.error();
      end = find_record_end();
    }
    if (begin_ == end_ && at_end_of_file_) return std::optional<std::span<const std::string_view>>{};
    if (*end - begin_ > max_record_bytes) return failure(Kind::CsvRecordTooLong, place(), max_record_bytes);
    const std::size_t begin = begin_;
    std::size_t stop = *end;
    begin_ = std::min(*end + 1, end_);
    next_line_ += lines_in_record_;
    if (stop > begin && buffer_[stop - 1] == '\r') --stop;
    if (stop == begin) continue;  // an empty line
    const std::string_view record(buffer_.data() + begin, stop - begin);
    if (!only_ascii_)
      if (auto bad = check_characters(record)) return *bad;
    fields_.clear();
    if (record.find('"') == std::string_view::npos) {
      split_plain(begin, stop);
    } else if (!split_quoted(begin, stop)) {
      return failure(Kind::CsvTextAfterQuote, place());
    }
    return std::optional(std::span<const std::string_view>(fields_));
  }
}

}  // namespace polc::facts
