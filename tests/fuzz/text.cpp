// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file, with findings that point anywhere into it: what is shown is UTF-8 and safe for a
// terminal, and folding a name twice changes nothing more.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/render_json.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/source/source_file.h"
#include "compiler/source/unicode.h"
#include "runtime/value/check_macro.h"

using namespace polc;

namespace {

void check_shown(const std::string& text) {
  POLC_CHECK(source::find_invalid_utf8(text) == std::string::npos, "what is shown is not UTF-8");
  for (const char c : text)
    POLC_CHECK(static_cast<unsigned char>(c) >= 0x20 || c == '\n', "a control character is shown");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 4;
  if (size < head) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + head, size - head);
  if (!source::check_text("fuzz.pol", bytes)) return 0;

  source::SourceMap sources;
  const source::FileId file = sources.add("fuzz.pol", std::string(bytes));
  const auto length = static_cast<std::uint32_t>(sources.file(file).text().size());
  const auto place = [&](std::size_t at) { return (data[at] * 256u + data[at + 1]) % (length + 1); };
  const source::Span span{file, std::min(place(0), place(2)), std::max(place(0), place(2))};
  const std::string_view name = sources.text(span);

  diag::Sink sink;
  sink.emit(diag::Kind::FileNotFound, span, name)
      .note(diag::Kind::NotAFile, span, name)
      .fix(span, std::string(name) + "x");
  check_shown(diag::render_text(sink, sources));
  POLC_CHECK(source::find_invalid_utf8(diag::render_json(sink, sources)) == std::string::npos, "JSON is not UTF-8");

  const std::string key = source::fold_key(bytes);
  POLC_CHECK(source::fold_key(key) == key, "folding twice changes a name again");
  return 0;
}
