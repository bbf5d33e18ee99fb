// SPDX-License-Identifier: Apache-2.0
// Any text that the parser reads without errors: laid out, it is read again as the same tree and laid out the same once
// more; printed from its tree, it is read as the same tree.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "compiler/ast/dump.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/format/format.h"
#include "compiler/format/print_file.h"
#include "compiler/parse/parse.h"
#include "compiler/source/source_file.h"

namespace {

using namespace polc;

/// None after an error.
std::optional<ast::File> read(const std::string& text) {
  source::SourceMap sources;
  const source::FileId id = sources.add("fuzz.pol", text);
  diag::Sink sink;
  ast::File file = parse::parse(sources.file(id), id, sink);
  return sink.has_errors() ? std::nullopt : std::optional<ast::File>(std::move(file));
}

/// The tree as text; empty after an error.
std::string tree_of(const std::string& text) {
  const auto file = read(text);
  return file ? ast::dump(*file) : std::string();
}

void refuse(const std::string& text, const std::string& other) {
  std::fprintf(stderr, "%s\n----\n%s\n", text.c_str(), other.c_str());
  std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (!source::check_text("fuzz.pol", text).ok()) return 0;
  const auto file = read(text);
  if (!file) return 0;
  const std::string tree = ast::dump(*file);
  const auto once = format::format(text);
  if (!once || tree_of(*once) != tree || format::format(*once) != once) refuse(text, once.value_or(""));
  const auto printed = format::print(*file, text, file->language);
  if (!printed || tree_of(*printed) != tree) refuse(text, printed.value_or("") + tree_of(printed.value_or("")));
  return 0;
}
