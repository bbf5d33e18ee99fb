// SPDX-License-Identifier: Apache-2.0
// The lines of a file that a span covers, as they are shown: gutter with line numbers, marks under the
// right display columns. Tabs are expanded, control characters made visible, long lines cut around the span.
#pragma once

#include <string>
#include <string_view>

#include "compiler/source/source_file.h"

namespace polc::diag {

struct ExcerptStyle {
  std::string_view gutter_colour;  // escape sequences; empty without colour
  std::string_view mark_colour;
  std::string_view reset;
};

// `span` must be known. Of more than four lines the first two and the last are shown.
[[nodiscard]] std::string excerpt(const source::SourceFile& file, source::Span span, const ExcerptStyle& style);
// The line where `span` begins, with `replacement` (not empty) in place of it and tildes under it.
[[nodiscard]] std::string excerpt_replaced(const source::SourceFile& file, source::Span span,
                                           std::string_view replacement, const ExcerptStyle& style);
// Text fit for a terminal: control characters and invisible direction marks become U+FFFD, line ends spaces.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace polc::diag
