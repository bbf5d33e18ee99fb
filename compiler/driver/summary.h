// SPDX-License-Identifier: Apache-2.0
// One day on a page or two, for the morning: totals, and the first of each kind of what needs attention. Gathered from the
// parts of a day as they come; what is kept does not grow with the people. Printed as text and as JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "compiler/driver/eval_report.h"

namespace polc::driver {

// Things of one sort whose class on one scale needs attention.
struct ClassAttention {
  core::ScaleId scale;
  core::RelationId sort;
  struct Thing {
    facts::Row row = 0;
    std::string state;
    std::vector<core::ArticleId> articles;
  };
  std::vector<Thing> first;  // the most urgent
  std::size_t all = 0;
};

// A breach of one article, by the subject that comes first in the facts.
struct ViolationGroup {
  Count count;
  interpret::Violation first;
};

// A report or a kind of value that the facts lack, and how many results wait for it.
struct Lacking {
  interpret::Missing first;  // of a missing value: where it was first met
  std::size_t results = 0;
};

class Summary {
 public:
  explicit Summary(const EvalContext& context) : context_(context) {}

  void add(const interpret::DayResult& part);
  void finish();

  [[nodiscard]] const DayTotals& totals() const { return totals_; }
  [[nodiscard]] const std::vector<ClassAttention>& attention() const { return attention_; }
  [[nodiscard]] const std::map<std::pair<core::ArticleId, bool>, ViolationGroup>& violations() const {
    return violations_;
  }
  // Most awaited first.
  [[nodiscard]] const std::vector<Lacking>& lacking() const { return lacking_; }
  // Results that wait for them, and those among the unknown that were looked into.
  [[nodiscard]] std::size_t unknowns_explained() const { return explained_; }
  // Policies with rules, in force at this moment or not.
  [[nodiscard]] std::vector<core::PolicyId> policies(bool in_force) const;
  // Rows shown of each table; 0: all.
  [[nodiscard]] std::size_t limit() const { return context_.arguments.limit.value_or(10); }
  [[nodiscard]] const EvalContext& context() const { return context_; }

 private:
  void add_attention(const interpret::ClassTable& table);
  void add_violations(const interpret::DayResult& part);
  void add_lacking(const interpret::DayResult& part);

  EvalContext context_;
  DayTotals totals_;
  std::vector<ClassAttention> attention_;
  std::map<std::pair<core::ArticleId, bool>, ViolationGroup> violations_;
  std::vector<Lacking> lacking_;
  std::map<std::vector<std::int64_t>, std::size_t> place_of_lacking_;
  std::size_t explained_ = 0;
};

// Attention and measures of a summary are put in order of number; the first `limit` are shown.
void print_summary_text(const Summary& summary);
void print_summary_json(const Summary& summary);

}  // namespace polc::driver
