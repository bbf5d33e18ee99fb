// SPDX-License-Identifier: Apache-2.0
// Core rules as text: canonical, the same from run to run, machine to machine, and whichever of its two languages a policy is
// written in. Children stand in written order. Spans, titles and (unless asked for) tests are left out.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "compiler/core/core.h"

namespace polc::core {

struct DumpOptions {
  bool vocabulary = true;
  bool tests = false;
  std::size_t width = 110;
};
[[nodiscard]] std::string dump(const Program& program, const DumpOptions& options = {});

// On one line. Rows in scope print as their number, columns after a dot: `0.home`, `1.date`. `rows` are the relations of the
// rows in scope; the columns of a row that is not among them print as numbers (`0.#3`). Two conditions say the same if they
// print the same.
[[nodiscard]] std::string print(const Program& program, ConditionId condition,
                                const std::vector<RelationId>& rows = {});
[[nodiscard]] std::string print(const Program& program, ValueId value, const std::vector<RelationId>& rows = {});
// A sentence, on one line: the same wherever it stands, however it is laid out, and in both languages.
[[nodiscard]] std::string print(const Program& program, const ClassRule& rule);
[[nodiscard]] std::string print(const Program& program, const Norm& norm);
[[nodiscard]] std::string print(const Program& program, const Limit& limit);
// With the numbers of all its versions.
[[nodiscard]] std::string print(const Program& program, const Parameter& parameter);

}  // namespace polc::core
