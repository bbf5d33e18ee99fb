// SPDX-License-Identifier: Apache-2.0
// The register of norms: what the sources of policies demand, one row a norm, made by those who read the sources and not by
// polc. A table with tabs or commas between its columns; the first line names them, in any order; further columns are
// passed over.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::trace {

enum class Sort : std::uint8_t {
  Full,     // facts decide it
  Partial,  // facts and a judgement
  Prose,    // spirit, reasons, references: nothing to decide
};

struct Norm {
  std::string id;
  std::string document;  // of which it is a norm: GX
  std::string article;   // where it stands there: 15.7, P1
  Sort sort = Sort::Full;
  std::string remark;             // how the policy reads it otherwise than it is written; often empty
  std::string remark_in_chinese;  // the same, from the column remark_zh, which may be absent
};

struct Register {
  std::vector<Norm> norms;                     // in the order of the file
  std::map<std::string, std::size_t> by_id{};  // folded id -> index
};

// No value after a finding (P1308 to P1311).
[[nodiscard]] std::optional<Register> read_register(const source::SourceFile& file, source::FileId id,
                                                    diag::Sink& sink);

}  // namespace polc::trace
