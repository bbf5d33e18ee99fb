// SPDX-License-Identifier: Apache-2.0
#include "examples/county/csv_file.h"

#include <zlib.h>

namespace polc::county {
namespace {

constexpr std::size_t buffered = std::size_t{1} << 16;

gzFile handle(void* file) { return static_cast<gzFile>(file); }

}  // namespace

void CsvFile::Closer::operator()(void* file) const { gzclose(handle(file)); }

// 'T' writes without packing.
CsvFile::CsvFile(const std::filesystem::path& file, Packing packing)
    : file_(gzopen(file.c_str(), packing == Packing::Gzip ? "wb1" : "wbT")), good_(file_ != nullptr) {}

CsvFile::~CsvFile() = default;

void CsvFile::cell(std::string_view text) {
  if (row_is_begun_) buffer_.push_back(',');
  row_is_begun_ = true;
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    buffer_ += text;
    return;
  }
  buffer_.push_back('"');
  for (const char letter : text) {
    if (letter == '"') buffer_.push_back('"');
    buffer_.push_back(letter);
  }
  buffer_.push_back('"');
}

void CsvFile::end_row() {
  buffer_.push_back('\n');
  row_is_begun_ = false;
  if (buffer_.size() >= buffered) flush();
}

void CsvFile::flush() {
  const auto size = static_cast<unsigned>(buffer_.size());
  good_ = good_ && (size == 0 || gzwrite(handle(file_.get()), buffer_.data(), size) == static_cast<int>(size));
  buffer_.clear();
}

bool CsvFile::close() {
  flush();
  if (file_ != nullptr) good_ = gzclose(handle(file_.release())) == Z_OK && good_;
  return good_;
}

}  // namespace polc::county
