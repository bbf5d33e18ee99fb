// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_pieces.h"

#include <algorithm>
#include <cstring>

namespace polc::facts {

using diag::Kind;

namespace {

constexpr std::size_t read_bytes = std::size_t{1} << 18;
// Small files are many: room grows with what is read.
constexpr std::size_t first_read_bytes = std::size_t{1} << 14;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::int64_t count_lines(std::string_view text) {
  constexpr std::size_t block = 255;  // a counter of one byte does not overflow
  std::int64_t lines = 0;
  while (!text.empty()) {
    unsigned char in_block = 0;
    const std::string_view part = text.substr(0, block);
    for (const char c : part) in_block = static_cast<unsigned char>(in_block + (c == '\n' ? 1 : 0));
    lines += in_block;
    text.remove_prefix(part.size());
  }
  return lines;
}

}  // namespace

diag::Argument line_place(const std::string& shown, std::int64_t line) {
  const std::string number = std::to_string(line);
  return {shown + " line " + number, shown + " 第 " + number + " 行"};
}

Result<CsvPieces> CsvPieces::open(const std::string& path, std::string shown, std::size_t piece_bytes) {
  auto input = CsvInput::open(path, std::move(shown));
  if (!input) return input.error();
  CsvPieces pieces(std::move(*input), piece_bytes);
  if (auto failed = pieces.begin()) return *failed;
  return pieces;
}

// Leaves out the byte order mark and the empty lines before the first record.
std::optional<Failure> CsvPieces::begin() {
  std::vector<char> bytes;
  std::size_t skipped = 0;
  if (auto failed = read_on(bytes)) return failed;
  if (std::string_view(bytes.data(), read_).starts_with(byte_order_mark)) skipped = byte_order_mark.size();
  while (true) {
    const std::string_view rest(bytes.data() + skipped, read_ - skipped);
    if (rest.size() < 2 && !at_end_) {
      std::copy(rest.begin(), rest.end(), bytes.begin());
      read_ = rest.size();
      skipped = 0;
      if (auto failed = read_on(bytes)) return failed;
    } else if (rest.starts_with('\n') || rest.starts_with("\r\n")) {
      skipped += rest.front() == '\n' ? 1 : 2;
      ++next_line_;
    } else {
      carried_.assign(rest.begin(), rest.end());
      return std::nullopt;
    }
  }
}

diag::Argument CsvPieces::place_behind(std::string_view records) const {
  return line_place(input_.shown(), next_line_ + count_lines(records));
}

std::optional<Failure> CsvPieces::read_on(std::vector<char>& bytes) {
  const std::size_t wanted = std::clamp(bytes.size(), first_read_bytes, read_bytes);
  if (bytes.size() < read_ + wanted) bytes.resize(read_ + wanted);
  auto got = input_.read(std::span(bytes).subspan(read_, wanted));
  at_end_ = !got || *got == 0;
  if (!got) return got.error();
  read_ += *got;
  return std::nullopt;
}

// Finds where whole records end in what has not been looked at yet.
void CsvPieces::look_at(std::string_view text) {
  const std::string_view fresh = text.substr(seen_);
  if (in_ == In::Quoted || fresh.find('"') != std::string_view::npos) return look_at_quotes(text);
  if (const std::size_t newline = fresh.rfind('\n'); newline != std::string_view::npos) whole_ = seen_ + newline + 1;
  if (!fresh.empty()) in_ = fresh.back() == ',' || fresh.back() == '\n' ? In::FieldStart : In::Plain;
  seen_ = text.size();
}

void CsvPieces::look_at_quotes(std::string_view text) {
  In in = in_;
  for (std::size_t at = seen_; at < text.size(); ++at) {
    const char c = text[at];
    if (in == In::Quoted) {
      if (c == '"') in = In::AfterQuote;
    } else if (c == '"' && in != In::Plain) {
      in = In::Quoted;  // a field begins, or the quote is doubled
    } else if (c == '\n') {
      whole_ = at + 1;
      in = In::FieldStart;
    } else {
      in = c == ',' ? In::FieldStart : In::Plain;
    }
  }
  in_ = in;
  seen_ = text.size();
}

std::optional<Failure> CsvPieces::cut(std::vector<char>& bytes) {
  while (true) {
    const std::size_t step = std::max(piece_bytes_, seen_ + 1);
    look_at({bytes.data(), piece_bytes_ >= read_bytes ? read_ : std::min(read_, step)});
    if (whole_ > 0 && seen_ >= piece_bytes_) return std::nullopt;
    if (seen_ < read_) continue;
    const std::string_view text(bytes.data(), read_);
    if (read_ - whole_ > max_record_bytes)
      return failure(Kind::CsvRecordTooLong, place_behind(text.substr(0, whole_)), max_record_bytes);
    if (at_end_) {
      if (in_ == In::Quoted) return failure(Kind::CsvOpenQuote, place_behind(text.substr(0, whole_)));
      whole_ = read_;
      return std::nullopt;
    }
    if (auto failed = read_on(bytes)) return failed;
  }
}

bool CsvPieces::take(CsvPiece& piece) {
  at_begin_ = false;
  if (piece.bytes.size() < carried_.size()) piece.bytes.resize(carried_.size());
  std::copy(carried_.begin(), carried_.end(), piece.bytes.begin());
  read_ = carried_.size();
  seen_ = 0;
  whole_ = 0;
  in_ = In::FieldStart;
  piece.failed = cut(piece.bytes);
  piece.size = whole_;
  piece.first_line = next_line_;
  next_line_ += count_lines(piece.text());
  carried_.clear();
  if (piece.failed)
    at_end_ = true;
  else
    carried_.assign(piece.bytes.begin() + static_cast<std::ptrdiff_t>(whole_),
                    piece.bytes.begin() + static_cast<std::ptrdiff_t>(read_));
  return piece.size > 0 || piece.failed;
}

}  // namespace polc::facts
