// SPDX-License-Identifier: Apache-2.0
// The way from text to a verified program, whole: read -> search -> parse -> check -> verify. Every command and every test
// goes through here. Findings go to the sink; a phase runs only if the one before found no error.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/driver/loader.h"
#include "compiler/driver/phases.h"
#include "compiler/source/source_file.h"

namespace polc::driver {

// Files that are checked as one program. Usually there is one set. Where the same policy or vocabulary is declared in both
// languages, each language is a set of its own, together with the files that exist in one language only.
struct ProgramSet {
  source::Language language = source::Language::English;
  std::vector<LoadedFile> files;
  std::optional<core::Program> program;  // none after an error
};

struct Compiled {
  source::Language language = source::Language::English;  // of the first file
  std::vector<ProgramSet> sets;                           // that of `language` first
  std::size_t files = 0;                                  // given, and needed by those

  // The program to evaluate: that of the wanted language, if both are there.
  [[nodiscard]] const ProgramSet* set_for(std::optional<source::Language> wanted) const;
};

enum class Until : unsigned char { Parsed, Checked };

[[nodiscard]] Compiled compile(const std::vector<std::filesystem::path>& paths,
                               const std::vector<std::filesystem::path>& search, Until until,
                               source::SourceMap& sources, diag::Sink& sink, Phases& phases);

// One text from memory; `name` is shown as its path. For tests.
struct CompiledText {
  std::unique_ptr<source::SourceMap> sources;
  std::unique_ptr<diag::Sink> sink;
  Compiled compiled;

  [[nodiscard]] const std::optional<core::Program>& program() const { return compiled.sets.front().program; }
};
[[nodiscard]] CompiledText compile_text(std::string name, std::string text,
                                        const std::vector<std::filesystem::path>& search = {});

}  // namespace polc::driver
