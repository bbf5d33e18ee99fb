// SPDX-License-Identifier: Apache-2.0
// Where a piece of text stands: a file and a half-open range of byte offsets into its UTF-8 text.
// Lines and columns are not kept here; SourceFile works them out when something is shown.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace polc::source {

enum class FileId : std::uint32_t {};
inline constexpr FileId no_file{std::numeric_limits<std::uint32_t>::max()};

struct Span {
  FileId file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  // A default Span points nowhere: used by what has no place in any text (a command line, a database).
  [[nodiscard]] constexpr bool is_known() const { return file != no_file; }
  [[nodiscard]] constexpr std::uint32_t length() const { return end - begin; }
  friend constexpr bool operator==(const Span&, const Span&) = default;
};

// The smallest span that covers both. A span that points nowhere gives way to the other; of spans in
// different files the first is kept.
[[nodiscard]] constexpr Span join(Span first, Span second) {
  if (!first.is_known()) return second;
  if (!second.is_known() || first.file != second.file) return first;
  return {first.file, std::min(first.begin, second.begin), std::max(first.end, second.end)};
}

}  // namespace polc::source
