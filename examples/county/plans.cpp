// SPDX-License-Identifier: Apache-2.0
#include "examples/county/plans.h"

namespace polc::county {
namespace {

std::optional<core::ColumnIndex> column_called(const core::Relation& relation, const std::string& name) {
  for (core::ColumnIndex at = 0; at < relation.columns.size(); ++at)
    if (relation.columns[at].label.neutral() == name) return at;
  return std::nullopt;
}

class Planner {
 public:
  Planner(const core::Program& program, const Hints& hints, std::uint64_t seed)
      : program_(program), hints_(hints), seed_(seed) {}

  RelationPlan plan(const core::Relation& relation) const {
    RelationPlan plan;
    const auto number = [&](const char* what, std::uint64_t otherwise) {
      const auto text = hints_.of_rows(program_, relation, what);
      return text ? number_of(*text) : otherwise;
    };
    plan.stream = stream(relation.label.neutral(), hints_.of_rows(program_, relation, "drawn with"));
    plan.per_100000 = number("per 100000 people", 10);
    plan.at_least = number("at least", 1);
    plan.rate = number("rate", 20);
    plan.most = number("most", 1);
    plan.active = number("active", 250);
    plan.missing = number("missing", 10);
    for (const core::Column& column : relation.columns) plan.columns.push_back(plan_column(relation, column));
    return plan;
  }

 private:
  Stream stream(const std::string& name, const std::optional<std::string>& shared) const {
    return {seed_, shared ? "with " + *shared : name};
  }

  ColumnPlan plan_column(const core::Relation& relation, const core::Column& column) const {
    const auto hint = [&](const char* what) { return hints_.of_column(program_, relation, column, what); };
    const auto number = [&](const char* what, std::uint64_t otherwise) {
      const auto text = hint(what);
      return text ? number_of(*text) : otherwise;
    };
    const std::string name = relation.label.neutral() + "/" + column.label.neutral();
    ColumnPlan plan;
    plan.stream = stream(name, hint("drawn with"));
    plan.presence = {seed_, name + "/given"};
    plan.group = number("in groups of", 1);
    plan.given = number("given", column.optional ? 900 : 1000);
    for (const bool wanted : {true, false}) {
      const auto other = hint(wanted ? "only if" : "only if not");
      if (const auto at = other ? column_called(relation, *other) : std::nullopt) plan.only_if = {*at, wanted};
    }
    plan.yes = number("yes", 0);
    if (const auto other = hint("opposite of")) plan.opposite_of = column_called(relation, *other);
    plan.unless_under = hint("unless under");
    if (column.type.kind == core::TypeKind::Enumeration)
      plan.weights = weights(program_[column.type.enumeration], hint("weights"));
    if (const auto range = hint("range")) plan.range = range_of(*range);
    if (const auto tail = hint("tail")) {
      const std::size_t blank = tail->find(' ');
      plan.tail = number_of(tail->substr(0, blank));
      plan.tail_range = range_of(tail->substr(blank + 1));
    }
    plan_way(relation, column, plan);
    return plan;
  }

  // `cashier 5, other job 80`: values that are not named have none; nothing said: all alike.
  static std::vector<std::uint64_t> weights(const core::Enumeration& enumeration,
                                            const std::optional<std::string>& said) {
    std::vector<std::uint64_t> weights(enumeration.values.size(), said ? 0 : 1);
    if (!said) return weights;
    for (const std::string& part : split(*said, ',')) {
      const std::size_t blank = part.rfind(' ');
      for (std::size_t value = 0; value < weights.size(); ++value)
        if (enumeration.values[value].neutral() == part.substr(0, blank))
          weights[value] = number_of(part.substr(blank + 1));
    }
    return weights;
  }

  void plan_way(const core::Relation& relation, const core::Column& column, ColumnPlan& plan) const {
    if (column.type.kind != core::TypeKind::Reference) return;
    if (&program_[column.type.target] == &relation) plan.way = ColumnPlan::Way::Next;
    if (relation.kind != core::RelationKind::Entity) plan.way = ColumnPlan::Way::Anywhere;
    const auto way = hints_.of_column(program_, relation, column, "to");
    if (way == "anywhere") plan.way = ColumnPlan::Way::Anywhere;
    if (way == "elsewhere") plan.way = ColumnPlan::Way::Elsewhere;
    const auto along = hints_.of_column(program_, relation, column, "along");
    if (!along) return;
    for (const std::string& text : split(*along, '|'))
      if (const auto path = path_of(relation, text)) plan.paths.push_back(*path);
    if (!plan.paths.empty()) plan.way = ColumnPlan::Way::Along;
  }

  std::optional<std::vector<core::ColumnIndex>> path_of(const core::Relation& from, const std::string& text) const {
    std::vector<core::ColumnIndex> path;
    const core::Relation* relation = &from;
    for (const std::string& name : split(text, '.')) {
      const auto step = column_called(*relation, name);
      if (!step || relation->columns[*step].type.kind != core::TypeKind::Reference) return std::nullopt;
      path.push_back(*step);
      relation = &program_[relation->columns[*step].type.target];
    }
    return path;
  }

  const core::Program& program_;
  const Hints& hints_;
  std::uint64_t seed_;
};

}  // namespace

std::vector<RelationPlan> make_plans(const core::Program& program, const Hints& hints, std::uint64_t seed) {
  const Planner planner(program, hints, seed);
  std::vector<RelationPlan> plans;
  for (const core::Relation& relation : program.vocabulary.relations) plans.push_back(planner.plan(relation));
  return plans;
}

}  // namespace polc::county
