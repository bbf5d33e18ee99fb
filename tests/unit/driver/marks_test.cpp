// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "compiler/core/dump.h"
#include "compiler/driver/pipeline.h"

using namespace polc;
using driver::compile_text;

namespace {

const std::string words =
    "vocabulary words / 词语\n"
    "authority county / 县\n"
    "scale risk / 风险 of person: low / 低 < high / 高\n"
    "entity person / 人员\n"
    "  person number / 身份号: text, key\n"
    "  staff / 员工: yes or no\n"
    "measure mask / 佩戴口罩 of person, lasting days, attested\n";

// With `mark` for the margin of the n-th sentence.
template <class Mark>
std::string policy(const Mark& mark) {
  return words + "policy rules\nby county\nuses words\n" + mark(1) + "in force from 2020-03-01\narticle 1\n" + mark(2) +
         "parameter span / 期限: 14 days\n" + mark(3) + "low risk for person if staff is yes\n" + mark(4) +
         "high risk for person otherwise\n" + mark(5) + "mask 14 days for staff\n" + mark(6) +
         "note: prose\nlimits on lower authorities\n" + mark(7) + "mask between 7 and 14 days for staff\n";
}

using Norms = std::vector<std::string>;

}  // namespace

TEST_CASE("marks reach the core rules and change nothing in them") {
  const auto marked = compile_text(
      "text.pol", policy([](int n) { return "[N-" + std::to_string(n) + ", M-" + std::to_string(n) + "] "; }));
  const auto plain = compile_text("text.pol", policy([](int) { return std::string(); }));
  REQUIRE(marked.program().has_value());
  REQUIRE(plain.program().has_value());
  const core::Program& program = *marked.program();
  CHECK(program.parameters.front().norms == Norms{"N-2", "M-2"});
  CHECK(program.class_rules.front().sentence.norms == Norms{"N-3", "M-3"});
  CHECK(program.class_rules.back().sentence.norms == Norms{"N-4", "M-4"});
  CHECK(program.norms.front().sentence.norms == Norms{"N-5", "M-5"});
  CHECK(program.limits.front().sentence.norms == Norms{"N-7", "M-7"});
  CHECK(plain.program()->norms.front().sentence.norms.empty());
  CHECK(core::dump(program) == core::dump(*plain.program()));
}
