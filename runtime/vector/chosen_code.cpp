// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/chosen_code.h"

#include <utility>

#include "compiler/core/match.h"

namespace polc::vector {

class ChosenCode::Facts final : public FixedFacts {
 public:
  Facts(const facts::FactBase& facts, Columns& columns) : facts_(facts), columns_(columns) {}
  RowId row_count(core::RelationId relation) override { return facts_[relation].row_count; }
  ColumnView view(core::RelationId relation, core::ColumnIndex column) override {
    return columns_.view(relation, column);
  }
  bool any_absent(core::RelationId relation, core::ColumnIndex column) override {
    return columns_.range(relation, column).any_absent;
  }

 private:
  const facts::FactBase& facts_;
  Columns& columns_;
};

ChosenCode::ChosenCode(const CodeOptions& options, const core::Program& program, const plan::Plan& plan,
                       const facts::FactBase& facts, Columns& columns)
    : plan_(plan),
      facts_(facts),
      least_rows_(options.least_rows),
      always_(options.always),
      compiler_(options.compiler),
      fixed_(std::make_unique<Facts>(facts, columns)),
      functions_(plan.nodes.size(), nullptr),
      is_wanted_(plan.nodes.size(), false),
      parts_wanted_(plan.nodes.size(), false) {
  auto begun = compiler_->begin(program, plan, *fixed_);
  if (begun)
    code_ = std::move(*begun);
  else
    use_.failure = begun.error();
}
ChosenCode::~ChosenCode() = default;

bool ChosenCode::pays(core::RelationId relation) const { return always_ || facts_[relation].row_count >= least_rows_; }

// A kernel does that as well.
bool ChosenCode::is_one_load(plan::NodeId id) const {
  return core::match(
      plan_[id], [](const plan::Constant&) { return true; }, [](const plan::All&) { return false; },
      [](const plan::AnyOf&) { return false; }, [&](const plan::Negation& node) { return is_one_load(node.part); },
      [](const plan::CompareColumn& node) { return node.way.steps.empty(); },
      [](const plan::CompareTimes&) { return false; }, [](const plan::Flag& node) { return node.way.steps.empty(); },
      [](const plan::SameThing&) { return false; },
      [](const plan::Present& node) { return node.way.steps.size() <= 1; },
      [](const plan::HasClass& node) { return node.way.steps.empty(); },
      [](const plan::Counted& node) { return node.way.steps.empty(); }, [](const plan::Asked&) { return true; });
}

void ChosenCode::want_rule(const plan::Rule& rule) {
  want_parts(rule.condition);
  for (const plan::NodeId exception : rule.exceptions) want_parts(exception);
  for (const plan::NodeId kind : rule.kinds) want_parts(kind);
}

void ChosenCode::want_guard(const plan::Guard& guard, bool has_occasion) {
  want_parts(guard.condition);
  if (has_occasion || guard.from) want(guard.condition);
  if (!guard.gives_due) return;
  for (const plan::NodeId exception : guard.exceptions) want(exception);
}

// What there is code for comes with the other numbers of its window.
void ChosenCode::want_filter(plan::NodeId filter) {
  want_parts(filter);
  if (code_ != nullptr && !code_->knows(filter)) want(filter);
}

void ChosenCode::want_parts(plan::NodeId id) {
  if (parts_wanted_[id.index]) return;
  parts_wanted_[id.index] = true;
  const auto each = [&](const std::vector<plan::NodeId>& parts) {
    for (std::size_t at = 0; at < parts.size(); ++at) {
      want_parts(parts[at]);
      if (at != 0) want(parts[at]);
    }
  };
  if (const auto* all = std::get_if<plan::All>(&plan_[id].kind)) each(all->parts);
  if (const auto* any = std::get_if<plan::AnyOf>(&plan_[id].kind)) each(any->parts);
  if (const auto* negation = std::get_if<plan::Negation>(&plan_[id].kind)) want_parts(negation->part);
}

void ChosenCode::want(plan::NodeId id) {
  if (is_wanted_[id.index]) return;
  is_wanted_[id.index] = true;
  if (!may_make() || !pays(plan_[id].domain)) return;
  if (code_->knows(id)) {
    if (always_ || !is_one_load(id)) to_make_.push_back(id);
    return;
  }
  const auto each = [&](const std::vector<plan::NodeId>& parts) {
    for (const plan::NodeId part : parts) want(part);
  };
  if (const auto* all = std::get_if<plan::All>(&plan_[id].kind)) each(all->parts);
  if (const auto* any = std::get_if<plan::AnyOf>(&plan_[id].kind)) each(any->parts);
  if (const auto* negation = std::get_if<plan::Negation>(&plan_[id].kind)) want(negation->part);
}

ConditionCode::Made ChosenCode::made(const std::vector<plan::NodeId>& nodes, const std::vector<WindowCode>& windows) {
  const auto began = std::chrono::steady_clock::now();
  auto made = code_->make(nodes, windows);
  use_.time += std::chrono::steady_clock::now() - began;
  if (made) {
    use_.functions += nodes.size() + windows.size();
    return std::move(*made);
  }
  use_.failure = made.error();
  return {std::vector<OfRows>(nodes.size(), nullptr), std::vector<OfWindow>(windows.size(), nullptr)};
}

void ChosenCode::make() {
  if (to_make_.empty() || !may_make()) return;
  const std::vector<plan::NodeId> nodes = std::exchange(to_make_, {});
  const ConditionCode::Made functions = made(nodes, {});
  for (std::size_t at = 0; at < nodes.size(); ++at) functions_[nodes[at].index] = functions.nodes[at];
}

OfWindow ChosenCode::window(const WindowCode& window) {
  if (!may_make() || !pays(window.relation)) return nullptr;
  for (const WindowCode::Number& number : window.numbers)
    if (number.filter && !code_->knows(*number.filter)) return nullptr;
  const auto [found, is_new] = windows_.try_emplace(window, nullptr);
  if (is_new) {
    const ConditionCode::Made functions = made({}, {window});
    found->second = functions.windows[0];
  }
  return found->second;
}

CodeUse ChosenCode::use() const {
  CodeUse use = use_;
  use.rows = rows_.load(std::memory_order_relaxed);
  return use;
}

}  // namespace polc::vector
