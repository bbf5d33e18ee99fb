// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/apart.h"

#include <algorithm>

namespace polc::prove {

Demands::Demands(const core::Program& program) : program_(program) {
  for (const core::Norm& norm : program.norms) {
    const auto to_subject = norm.occasion ? program[*norm.occasion].subject : std::nullopt;
    norms_.push_back(profile_of(norm.guard, to_subject));
  }
  for (const core::ClassRule& rule : program.class_rules)
    class_rules_.push_back(profile_of(rule.condition, std::nullopt));
}

bool Demands::apart(SentenceRef one, SentenceRef other) const {
  const auto profile = [&](SentenceRef ref) -> const Profile* {
    switch (ref.table) {
      case SentenceRef::Table::ClassRule:
        return &class_rules_[ref.index];
      case SentenceRef::Table::Norm:
        return &norms_[ref.index];
      case SentenceRef::Table::Limit:
        break;
    }
    return nullptr;
  };
  const Profile* left = profile(one);
  const Profile* right = profile(other);
  if (left == nullptr || right == nullptr) return false;
  auto at = right->begin();
  for (const Demand& demand : *left) {
    while (at != right->end() && at->attribute < demand.attribute) ++at;
    for (auto same = at; same != right->end() && same->attribute == demand.attribute; ++same)
      if (exclude(demand, *same)) return true;
  }
  return false;
}

bool Demands::exclude(const Demand& one, const Demand& other) {
  if (!one.values.empty() && !other.values.empty())
    return std::none_of(one.values.begin(), one.values.end(), [&](std::uint32_t value) {
      return std::binary_search(other.values.begin(), other.values.end(), value);
    });
  const auto lies_below = [](const Demand& low, const Demand& high) {
    if (!low.highest || !high.lowest) return false;
    return *low.highest < *high.lowest || (*low.highest == *high.lowest && (low.highest_out || high.lowest_out));
  };
  return lies_below(one, other) || lies_below(other, one);
}

Demands::Profile Demands::profile_of(core::ConditionId condition, const std::optional<core::ColumnIndex>& to_subject) {
  Profile profile;
  collect(condition, to_subject, profile);
  std::sort(profile.begin(), profile.end(),
            [](const Demand& one, const Demand& other) { return one.attribute < other.attribute; });
  return profile;
}

void Demands::collect(core::ConditionId condition, const std::optional<core::ColumnIndex>& to_subject,
                      Profile& profile) {
  const core::ConditionKind& kind = program_[condition].kind;
  if (const auto* all = std::get_if<core::All>(&kind)) {
    for (const core::ConditionId part : all->parts) collect(part, to_subject, profile);
    return;
  }
  if (const auto* compare = std::get_if<core::Compare>(&kind)) {
    add(*compare, to_subject, profile);
    return;
  }
  if (const auto* any = std::get_if<core::AnyOf>(&kind)) {
    // `is one of a, b`: alternatives for one attribute are one demand.
    Profile choices;
    for (const core::ConditionId part : any->parts) {
      const std::size_t before = choices.size();
      if (std::holds_alternative<core::Compare>(program_[part].kind)) collect(part, to_subject, choices);
      if (choices.size() != before + 1 || choices.back().values.size() != 1 ||
          choices.back().attribute != choices.front().attribute)
        return;
    }
    if (choices.empty()) return;
    Demand whole{choices.front().attribute, {}, {}, {}};
    for (const Demand& choice : choices) whole.values.push_back(choice.values.front());
    std::sort(whole.values.begin(), whole.values.end());
    profile.push_back(std::move(whole));
    return;
  }
  const auto* negation = std::get_if<core::Negation>(&kind);
  const auto* flag = std::get_if<core::Flag>(negation != nullptr ? &program_[negation->part].kind : &kind);
  if (flag == nullptr) return;
  const auto of = attribute(flag->path, flag->column, to_subject);
  if (!of) return;
  const std::uint32_t truth = negation != nullptr ? 0 : 1;
  profile.push_back({*of, {truth}, {}, {}});
}

void Demands::add(const core::Compare& compare, const std::optional<core::ColumnIndex>& to_subject, Profile& profile) {
  const auto* left = std::get_if<core::Attribute>(&program_[compare.left].kind);
  if (left == nullptr || program_[left->path.end].columns[left->column].ratio) return;
  const auto of = attribute(left->path, left->column, to_subject);
  if (!of) return;
  if (const auto value = number_of(compare.right)) {
    if (compare.op == core::Comparison::Equal) profile.push_back({*of, {*value}, {}, {}});
    return;
  }
  const auto* literal = std::get_if<core::NumberLiteral>(&program_[compare.right].kind);
  if (literal == nullptr || compare.op == core::Comparison::NotEqual) return;
  Demand bounds{*of, {}, {}, {}};
  const bool is_less = compare.op == core::Comparison::Less || compare.op == core::Comparison::LessOrEqual;
  const bool is_greater = compare.op == core::Comparison::Greater || compare.op == core::Comparison::GreaterOrEqual;
  if (!is_less) bounds.lowest = literal->number;
  if (!is_greater) bounds.highest = literal->number;
  bounds.lowest_out = compare.op == core::Comparison::Greater;
  bounds.highest_out = compare.op == core::Comparison::Less;
  profile.push_back(std::move(bounds));
}

std::optional<std::uint32_t> Demands::attribute(const core::Path& path, core::ColumnIndex column,
                                                const std::optional<core::ColumnIndex>& to_subject) {
  if (path.row != 0) return std::nullopt;
  std::vector<core::ColumnIndex> steps = path.steps;
  if (to_subject) {
    if (steps.empty() || steps.front() != *to_subject) return std::nullopt;
    steps.erase(steps.begin());
  }
  return attributes_.try_emplace({std::move(steps), column}, static_cast<std::uint32_t>(attributes_.size()))
      .first->second;
}

std::optional<std::uint32_t> Demands::number_of(core::ValueId value) {
  const core::ValueKind& kind = program_[value].kind;
  const auto next = static_cast<std::uint32_t>(values_.size());
  if (const auto* text = std::get_if<core::TextLiteral>(&kind))
    return values_.try_emplace({text->text, 0}, next).first->second;
  if (const auto* literal = std::get_if<core::EnumerationLiteral>(&kind))
    return values_.try_emplace({std::string(), literal->value}, next).first->second;
  return std::nullopt;
}

}  // namespace polc::prove
