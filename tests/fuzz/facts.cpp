// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV file (plain or gzip) and as a mapping file: every record is text, every cell is read as every type
// without a crash, and what one type reads is the same when read again.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"
#include "compiler/source/unicode.h"
#include "runtime/facts/cell.h"
#include "runtime/facts/csv_reader.h"
#include "runtime/facts/mapping.h"

namespace {

using namespace polc;

void require(bool holds) {
  if (!holds) std::abort();
}

facts::CellParser parser_of(core::TypeKind kind) {
  core::Program program;
  program.vocabulary.enumerations = {{{"kind", "类型", {}}, {{"confirmed", "确诊", {}}, {"suspected", "疑似", {}}}}};
  core::Type type;
  type.kind = kind;
  return {program, type, false, {}};
}

void read_cells(std::span<const std::string_view> fields) {
  static std::array parsers = {parser_of(core::TypeKind::Text),   parser_of(core::TypeKind::YesNo),
                               parser_of(core::TypeKind::Number), parser_of(core::TypeKind::Enumeration),
                               parser_of(core::TypeKind::Day),    parser_of(core::TypeKind::Moment)};
  for (const std::string_view field : fields) {
    require(field.find('\0') == std::string_view::npos);
    require(source::find_invalid_utf8(field) == std::string_view::npos);
    for (facts::CellParser& parser : parsers) {
      const facts::Parsed first = parser.parse_text(field);
      const facts::Parsed second = parser.parse_text(field);
      require(first.problem == second.problem && first.absent == second.absent && first.number == second.number &&
              first.scale == second.scale);
      require(first.problem == facts::CellProblem::None || first.absent);
    }
  }
}

void read_csv(std::string_view bytes) {
  const int file = memfd_create("csv", MFD_CLOEXEC);
  require(file >= 0 && write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  auto reader = facts::CsvReader::open("/proc/self/fd/" + std::to_string(file), "made.csv");
  std::int64_t line = 0;
  while (reader) {
    const auto record = reader->next();
    if (!record || !*record) break;
    require(reader->line() > line && !(*record)->empty());
    line = reader->line();
    read_cells(**record);
  }
  close(file);
}

void read_mapping(std::string_view bytes) {
  if (!source::check_text("facts.map", bytes)) return;
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId file = sources.add("facts.map", std::string(bytes));
  require(facts::parse_mapping(sources, file, sink).has_value() == !sink.has_errors());
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_csv(bytes);
  read_mapping(bytes);
  return 0;
}
