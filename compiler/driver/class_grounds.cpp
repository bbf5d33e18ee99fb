// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/class_grounds.h"

#include <algorithm>
#include <optional>

namespace polc::driver {
namespace {

bool cites(const interpret::ClassTable& table, facts::Row row, std::uint32_t rank) {
  switch (table.state[row]) {
    case interpret::ClassState::Class:
      return rank == table.rank[row];
    case interpret::ClassState::Conflict:
      return (table.certain[row] >> rank & 1) != 0;
    case interpret::ClassState::None:
    case interpret::ClassState::Gap:
    case interpret::ClassState::Unknown:
      return false;
  }
  return false;
}

template <class Visit>
void each_article(const core::Program& program, const interpret::ClassTable& table, facts::Row row, Visit visit) {
  for (const interpret::RuleGround& ground : table.grounds) {
    const core::ClassRule& rule = program.class_rules[ground.rule];
    if (ground.truth[row] == value::Truth::True && cites(table, row, rule.rank)) visit(rule.sentence.article);
  }
}

}  // namespace

std::vector<core::ArticleId> articles_of_class(const core::Program& program, const interpret::ClassTable& table,
                                               facts::Row row) {
  std::vector<core::ArticleId> found;
  each_article(program, table, row, [&](core::ArticleId article) {
    if (std::find(found.begin(), found.end(), article) == found.end()) found.push_back(article);
  });
  return found;
}

void append_article_numbers(const core::Program& program, const interpret::ClassTable& table, facts::Row row,
                            std::string& out) {
  std::optional<core::ArticleId> last;
  each_article(program, table, row, [&](core::ArticleId article) {
    if (article == last) return;
    if (last) out += ' ';
    out += program[article].number;
    last = article;
  });
}

int urgency(const interpret::ClassTable& table, facts::Row row) {
  switch (table.state[row]) {
    case interpret::ClassState::Conflict:
      return 1003;
    case interpret::ClassState::Gap:
      return 1002;
    case interpret::ClassState::Unknown:
      return 1001;
    case interpret::ClassState::Class:
      return table.rank[row];
    case interpret::ClassState::None:
      return -1;
  }
  return -1;
}

}  // namespace polc::driver
