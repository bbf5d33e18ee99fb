// SPDX-License-Identifier: Apache-2.0
// Which articles give a thing its class: the class rules of that rank whose condition holds. Worked out only for the tables
// that are shown, by asking the interpreter for the truth of each rule once a moment. A class that is recorded in the
// facts, and no rule, has no article.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/interpret/interpret.h"

namespace polc::driver {

class ClassGrounds {
 public:
  ClassGrounds(const core::Program& program, interpret::Session& session) : program_(program), session_(session) {}

  // Forgets what was worked out for another moment.
  void start(value::Moment moment);
  [[nodiscard]] std::vector<core::ArticleId> articles(const interpret::ClassTable& table, facts::Row row);
  // Their numbers, "2 39"; valid until the next call.
  [[nodiscard]] const std::string& numbers(const interpret::ClassTable& table, facts::Row row);

 private:
  struct Rule {
    const core::ClassRule* rule = nullptr;
    std::vector<value::Truth> truth;  // by row
  };
  const std::vector<Rule>& rules_of(const interpret::ClassTable& table);
  [[nodiscard]] bool is_in_force(const core::ClassRule& rule) const;
  [[nodiscard]] std::vector<value::Truth> truth_of(const core::ClassRule& rule, std::size_t rows);

  const core::Program& program_;
  interpret::Session& session_;
  value::Moment moment_;
  std::map<std::pair<core::ScaleId, core::RelationId>, std::vector<Rule>> rules_;
  std::string numbers_;
};

}  // namespace polc::driver
