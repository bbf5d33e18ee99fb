// SPDX-License-Identifier: Apache-2.0
#include "compiler/source/source_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>

#include "compiler/source/unicode.h"
#include "runtime/value/check_macro.h"

namespace polc::source {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

LoadError problem_at(LoadProblem problem, std::string_view path, std::size_t line_begin, std::size_t offset,
                     std::uint32_t line) {
  LoadError error{problem, std::string(path), {}};
  error.byte_offset = offset;
  error.byte_in_line = offset - line_begin + 1;
  error.line = line;
  return error;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// The bytes of the file; one more than the limit when there are more, so that a device without end ends.
value::Result<std::string, LoadError> read_bytes(const std::filesystem::path& path, std::size_t max_bytes) {
  const auto failed = [&path](LoadProblem problem, int code) {
    return LoadError{problem, path.string(), std::generic_category().message(code)};
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return LoadError{LoadProblem::NotAFile, path.string(), {}};
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return failed(errno == ENOENT ? LoadProblem::NotFound : LoadProblem::Unreadable, errno);

  constexpr std::size_t block = std::size_t{256} * 1024;
  std::string bytes;
  while (bytes.size() <= max_bytes) {
    const std::size_t before = bytes.size();
    bytes.resize(before + block);
    const std::size_t got = std::fread(bytes.data() + before, 1, block, file.get());
    bytes.resize(before + got);
    if (got < block) break;
  }
  if (std::ferror(file.get()) != 0) return failed(LoadProblem::Unreadable, errno);
  return bytes;
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  if (text_.starts_with(byte_order_mark)) text_.erase(0, byte_order_mark.size());
  POLC_CHECK(text_.size() < std::numeric_limits<std::uint32_t>::max(), "a text too long for its spans");
  line_begins_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
    line_begins_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::string_view SourceFile::text(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

std::uint32_t SourceFile::line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }

std::uint32_t SourceFile::line_begin(std::uint32_t number) const {
  POLC_CHECK(number >= 1 && number <= line_count(), "a line that the file does not have");
  return line_begins_[number - 1];
}

std::string_view SourceFile::line(std::uint32_t number) const {
  const std::size_t begin = line_begin(number);
  const std::size_t end = number < line_count() ? line_begins_[number] - 1 : text_.size();
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto at = static_cast<std::uint32_t>(std::min<std::size_t>(offset, text_.size()));
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), at);
  const std::uint32_t begin = *(after - 1);
  const std::size_t before = count_code_points(std::string_view(text_).substr(begin, at - begin));
  return {static_cast<std::uint32_t>(after - line_begins_.begin()), static_cast<std::uint32_t>(before + 1)};
}

FileId SourceMap::add(std::string path, std::string text) {
  files_.emplace_back(std::move(path), std::move(text));
  return static_cast<FileId>(files_.size() - 1);
}

value::Result<FileId, LoadError> SourceMap::load(const std::filesystem::path& path, const LoadLimits& limits) {
  value::Result<std::string, LoadError> bytes = read_bytes(path, limits.max_bytes);
  if (!bytes) return bytes.error();
  const value::Result<std::monostate, LoadError> checked = check_text(path.string(), *bytes, limits);
  if (!checked) return checked.error();
  return add(path.string(), std::move(*bytes));
}

const SourceFile& SourceMap::file(FileId id) const {
  const auto index = static_cast<std::size_t>(id);
  POLC_CHECK(index < files_.size(), "a span that points nowhere, or into another source map");
  return files_[index];
}

value::Result<std::monostate, LoadError> check_text(std::string_view path, std::string_view bytes,
                                                    const LoadLimits& limits) {
  if (bytes.size() > limits.max_bytes) {
    LoadError error{LoadProblem::TooLarge, std::string(path), {}};
    error.limit = limits.max_bytes;
    return error;
  }
  std::uint32_t number = 1;
  for (std::size_t begin = 0; begin < bytes.size(); ++number) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view line = bytes.substr(begin, end - begin);
    const std::size_t nul = line.find('\0');
    if (nul != std::string_view::npos) return problem_at(LoadProblem::NulByte, path, begin, begin + nul, number);
    const std::size_t bad = find_invalid_utf8(line);
    if (bad != std::string_view::npos) return problem_at(LoadProblem::InvalidUtf8, path, begin, begin + bad, number);
    if (line.size() > limits.max_line_bytes) {
      LoadError error = problem_at(LoadProblem::LineTooLong, path, begin, begin, number);
      error.limit = limits.max_line_bytes;
      return error;
    }
    begin = end + 1;
  }
  return std::monostate{};
}

}  // namespace polc::source
