// SPDX-License-Identifier: Apache-2.0
// Any text that the parser reads without errors: it is laid out, read again without errors as the same tree, and laid
// out the same once more.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/ast/dump.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/format/format.h"
#include "compiler/parse/parse.h"
#include "compiler/source/source_file.h"

namespace {

using namespace polc;

/// The tree as text; empty after an error.
std::string tree_of(const std::string& text) {
  source::SourceMap sources;
  const source::FileId id = sources.add("fuzz.pol", text);
  diag::Sink sink;
  const ast::File file = parse::parse(sources.file(id), id, sink);
  return sink.has_errors() ? std::string() : ast::dump(file);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (!source::check_text("fuzz.pol", text).ok()) return 0;
  const std::string tree = tree_of(text);
  if (tree.empty()) return 0;
  const auto once = format::format(text);
  if (!once || tree_of(*once) != tree || format::format(*once) != once) std::abort();
  return 0;
}
