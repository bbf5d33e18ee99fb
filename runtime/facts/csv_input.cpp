// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/csv_input.h"

#include <zlib.h>

#include <cerrno>
#include <cstring>

namespace polc::facts {

using diag::Kind;

struct CsvInput::File {
  gzFile handle = nullptr;
  explicit File(gzFile opened) : handle(opened) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { gzclose(handle); }
};

namespace {

constexpr unsigned inflated_at_once = 1U << 16;

}  // namespace

CsvInput::CsvInput(std::unique_ptr<File> file, std::string shown) : file_(std::move(file)), shown_(std::move(shown)) {}
CsvInput::CsvInput(CsvInput&&) noexcept = default;
CsvInput& CsvInput::operator=(CsvInput&&) noexcept = default;
CsvInput::~CsvInput() = default;

Result<CsvInput> CsvInput::open(const std::string& path, std::string shown) {
  errno = 0;
  gzFile handle = gzopen(path.c_str(), "rb");
  if (handle == nullptr) return failure(Kind::FactsUnreadable, path, std::strerror(errno == 0 ? ENOMEM : errno));
  gzbuffer(handle, inflated_at_once);
  return CsvInput(std::make_unique<File>(handle), std::move(shown));
}

std::int64_t CsvInput::bytes_consumed() const { return static_cast<std::int64_t>(gzoffset(file_->handle)); }

Result<std::size_t> CsvInput::read(std::span<char> into) {
  errno = 0;
  const int got = gzread(file_->handle, into.data(), static_cast<unsigned>(into.size()));
  int code = Z_OK;
  std::string_view message = gzerror(file_->handle, &code);
  if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
    if (code == Z_ERRNO) return failure(Kind::FactsUnreadable, shown_, std::strerror(errno));
    if (message.starts_with(shown_ + ": ")) message.remove_prefix(shown_.size() + 2);
    return failure(Kind::GzipDamaged, shown_, message);
  }
  return static_cast<std::size_t>(got);
}

}  // namespace polc::facts
