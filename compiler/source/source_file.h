// SPDX-License-Identifier: Apache-2.0
// Texts under compilation: the bytes of each file, its line table, and the way from a byte offset to a
// line and column. Loading refuses what later phases need not be ready for (too large, not UTF-8, NUL,
// endless lines); the refusal is a value, and compiler/diagnostics/load_source turns it into a finding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/source/span.h"
#include "runtime/value/result.h"

namespace polc::source {

// Both are 1-based; a column counts code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend constexpr bool operator==(const Position&, const Position&) = default;
};

class SourceFile {
 public:
  // A byte order mark at the start is dropped: offsets count from the first character after it.
  SourceFile(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] std::uint32_t line_count() const;
  // The text of a 1-based line without its line end (LF, CR LF).
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t number) const;
  // Offsets past the end stand at the end.
  [[nodiscard]] Position position(std::uint32_t offset) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_begins_;
};

struct LoadLimits {
  std::size_t max_bytes = std::size_t{64} * 1024 * 1024;
  std::size_t max_line_bytes = std::size_t{1024} * 1024;
};

enum class LoadProblem : std::uint8_t {
  NotFound,
  NotAFile,
  Unreadable,
  TooLarge,
  LineTooLong,
  InvalidUtf8,
  NulByte,
};

struct LoadError {
  LoadProblem problem;
  std::string path;
  std::string system_message;      // NotFound, Unreadable: what the operating system says
  std::uint64_t byte_offset = 0;   // InvalidUtf8, NulByte, LineTooLong: from the start of the file
  std::uint64_t byte_in_line = 0;  // the same, from the start of the line, 1-based
  std::uint32_t line = 0;          // the same, 1-based
  std::uint64_t limit = 0;         // TooLarge, LineTooLong: the bytes allowed
};

// Owns every text of one run; references and string_views into it stay valid for the life of the map.
class SourceMap {
 public:
  FileId add(std::string path, std::string text);
  [[nodiscard]] value::Result<FileId, LoadError> load(const std::filesystem::path& path, const LoadLimits& limits = {});
  [[nodiscard]] const SourceFile& file(FileId id) const;
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] Position begin_position(Span span) const { return file(span.file).position(span.begin); }
  [[nodiscard]] Position end_position(Span span) const { return file(span.file).position(span.end); }
  [[nodiscard]] std::string_view text(Span span) const { return file(span.file).text(span); }

 private:
  std::deque<SourceFile> files_;
};

// The checks that `load` makes on the bytes of a file, for text that comes from elsewhere (standard input).
[[nodiscard]] value::Result<std::monostate, LoadError> check_text(std::string_view path, std::string_view bytes,
                                                                  const LoadLimits& limits = {});

}  // namespace polc::source
