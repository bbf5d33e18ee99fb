// SPDX-License-Identifier: Apache-2.0
// Findings as text for a person: position, message, the lines concerned with carets under the right
// columns, notes, help, suggested replacements. Writes nothing itself; returns the text.
#pragma once

#include <string>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

struct TextStyle {
  Language language = Language::English;
  bool colour = false;
};

[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const source::SourceMap& sources,
                                      const TextStyle& style = {});
// All kept findings in source order, and a closing line that counts errors and warnings; "" when there are none.
[[nodiscard]] std::string render_text(const Sink& sink, const source::SourceMap& sources, const TextStyle& style = {});
// The bare message of a finding, its arguments filled in.
[[nodiscard]] std::string message_text(const Message& message, Language language);
// The help line of a finding; "" if it has none.
[[nodiscard]] std::string help_text(const Diagnostic& diagnostic, Language language);

}  // namespace polc::diag
