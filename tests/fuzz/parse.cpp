// SPDX-License-Identifier: Apache-2.0
// Any bytes that are text, as a policy: findings or a tree, never a crash, and every finding inside the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/ast/dump.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/parse/parse.h"
#include "compiler/source/source_file.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace polc;
  std::string text(reinterpret_cast<const char*>(data), size);
  if (!source::check_text("fuzz.pol", text).ok()) return 0;
  source::SourceMap sources;
  const source::FileId id = sources.add("fuzz.pol", std::move(text));
  diag::Sink sink;
  const ast::File file = parse::parse(sources.file(id), id, sink);
  for (const diag::Diagnostic& finding : sink.diagnostics())
    if (finding.primary.span.end > sources.file(id).text().size()) std::abort();
  if (ast::dump(file).empty() && !sink.has_errors()) std::abort();
  if (sink.has_errors() && diag::render_text(sink, sources).empty()) std::abort();
  return 0;
}
