// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/row_needs.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "compiler/core/dump.h"
#include "compiler/prove/undecided.h"
#include "runtime/value/match.h"

namespace polc::prove {
namespace {

constexpr std::uint64_t most_of_kind = 64;
constexpr std::uint64_t very_many = 1'000'000;
constexpr std::int64_t days_spelt_out = 60;  // of `on each of`; as many as the encoder spells out

struct Kinds {
  std::set<std::string> filters, edges;
  std::set<std::pair<std::string, std::string>> counts;
  std::uint64_t asked_for = 0;
  bool filters_look_further = false;  // beyond the row itself
  bool asked_of_occasions = false;    // anew for each row of an occasion
  source::Span span;
};

class Collector {
 public:
  Collector(const Law& law, const Scope& scope, const LawCell& cell)
      : law_(law), program_(law.program), scope_(scope), cell_(cell) {}

  void add(SentenceRef ref) {
    if (!seen_sentences_.insert(ref).second) return;
    // A sentence begins with a row 0 of its own.
    const std::uint32_t depth = std::exchange(depth_, 0);
    const std::uint64_t rows = std::exchange(rows_of_occasion_, 1);
    add_parts(ref);
    const core::Policy& policy = program_[law_.policy_of(ref)];
    if (policy.lapses) condition(*policy.lapses);
    if (policy.supposes) condition(*policy.supposes);
    depth_ = depth;
    rows_of_occasion_ = rows;
  }

 private:
  void add_parts(SentenceRef ref) {
    switch (ref.table) {
      case SentenceRef::Table::ClassRule:
        add_rule(ref.index);
        return;
      case SentenceRef::Table::Norm:
        add_norm(ref.index);
        return;
      case SentenceRef::Table::Limit: {
        const core::Limit& limit = program_.limits[ref.index];
        condition(limit.phrase);
        for (const core::ConditionId exception : limit.exceptions) condition(exception);
        value(limit.range.lowest);
        value(limit.range.highest);
        return;
      }
    }
  }

 public:
  RowNeeds needs() const {
    RowNeeds found;
    for (const auto& [relation, kinds] : kinds_) {
      const bool is_signed = program_.vocabulary.relations[relation].corrections == core::Corrections::Subtracted;
      std::uint64_t least = is_signed ? very_many : kinds.asked_for;
      if (kinds.counts.size() < 20 && !kinds.asked_of_occasions)
        least = std::min(least, (std::uint64_t{1} << kinds.counts.size()) - 1);
      if (!kinds.filters_look_further && !kinds.asked_of_occasions && kinds.filters.size() < 20) {
        const std::uint64_t ages = kinds.edges.size() + 1;
        const std::uint64_t lasting = program_.vocabulary.relations[relation].end ? ages : 1;
        least = std::min(least, ages * lasting * (std::uint64_t{1} << kinds.filters.size()));
      }
      least = std::max<std::uint64_t>(least, 1) + occasions(relation);
      if (least > most_of_kind) throw Undecided{Construct::TooManyRows, kinds.span};
      found[relation] = static_cast<std::uint32_t>(least);
    }
    for (const auto& [relation, count] : occasions_)
      found.try_emplace(relation, static_cast<std::uint32_t>(std::min<std::uint64_t>(count, most_of_kind)));
    return found;
  }

 private:
  [[nodiscard]] std::uint64_t occasions(std::uint32_t relation) const {
    const auto found = occasions_.find(relation);
    return found == occasions_.end() ? 0 : found->second;
  }

  void add_rule(std::uint32_t at) {
    const core::ClassRule& rule = program_.class_rules[at];
    condition(rule.condition);
    for (const core::ConditionId exception : rule.exceptions) condition(exception);
    if (!rule.otherwise) return;
    const core::PolicyId policy = law_.policy_of(class_rule_ref(at));
    for (const std::uint32_t other :
         rule.scale ? law_.class_rules(policy, *rule.scale, rule.sort) : law_.flag_rules(policy, rule.sort, *rule.flag))
      add(class_rule_ref(other));
  }

  void add_norm(std::uint32_t at) {
    const core::Norm& norm = program_.norms[at];
    if (norm.occasion) ++occasions_[norm.occasion->index];
    // A query asks for at most two rows of an occasion: that of the lower sentence and that of the upper one.
    const std::uint64_t around = rows_of_occasion_;
    rows_of_occasion_ = norm.occasion ? 2 : 1;
    condition(norm.guard);
    for (const core::ConditionId exception : norm.exceptions) condition(exception);
    for (const core::Head& head : norm.heads) {
      if (const auto* measure = std::get_if<core::MeasureHead>(&head)) {
        value(measure->length.lowest);
        value(measure->length.highest);
      } else {
        condition(std::get<core::QuantityHead>(head).condition);
      }
    }
    value(norm.timing.from);
    value(norm.timing.length);
    value(norm.timing.until);
    if (norm.timing.due_from) value(norm.timing.due_from->at);
    if (norm.timing.due_by) value(norm.timing.due_by->at);
    rows_of_occasion_ = around;
    // Sentences that may prevail over it, or spare the subject.
    for (const std::uint32_t other : law_.prevailing_over(norm.sentence.article))
      if (program_.norms[other].sort == norm.sort) add(norm_ref(other));
    if (norm.modality != core::Modality::Must) return;
    for (const core::Head& head : norm.heads)
      if (const auto* measure = std::get_if<core::MeasureHead>(&head))
        for (const std::uint32_t other : law_.sparing(law_.policy_of(norm_ref(at)), norm.sort, measure->measure))
          add(norm_ref(other));
  }

  void condition(core::ConditionId id) {
    if (!seen_conditions_.emplace(id, rows_of_occasion_).second) return;
    value::match(
        program_[id], [](const core::Constant&) {},
        [&](const core::All& of) {
          for (const core::ConditionId part : of.parts) condition(part);
        },
        [&](const core::AnyOf& of) {
          for (const core::ConditionId part : of.parts) condition(part);
        },
        [&](const core::Negation& of) { condition(of.part); },
        [&](const core::Compare& of) {
          value(of.left);
          value(of.right);
        },
        [&](const core::Flag& of) {
          if (!program_[of.path.end].columns[of.column].defined_by_rules) return;
          for (const core::PolicyId policy : scope_)
            for (const std::uint32_t at : law_.flag_rules(policy, of.path.end, of.column)) add(class_rule_ref(at));
        },
        [](const core::SameThing&) {}, [](const core::Present&) {},
        [&](const core::HasClass& of) {
          for (const core::PolicyId policy : scope_)
            for (const std::uint32_t at : law_.class_rules(policy, of.scale, of.path.end)) add(class_rule_ref(at));
        },
        [&](const core::Count& of) { count(of, program_[id].span); });
  }

  void count(const core::Count& of, source::Span span) {
    // Rows of one thing that are counted anew for each of several rows around them.
    if (depth_ >= 1 && of.path.row < depth_) throw Undecided{Construct::TooManyRows, span};
    Kinds& kinds = kinds_[of.relation.index];
    kinds.span = span;
    const std::string filter = of.filter ? core::print(program_, *of.filter) : std::string();
    std::string window;
    const auto edge = [&](const std::optional<core::TimeBound>& bound) {
      if (!bound) return;
      value(bound->at);
      const std::string text = core::print(program_, bound->at) + (bound->inclusive ? "" : "!");
      window += "|" + text;
      if (!std::holds_alternative<core::Now>(program_[bound->at].kind)) kinds.edges.insert(text);
    };
    edge(of.window.begin);
    window += "…";
    edge(of.window.end);
    // A count that reads row 0 itself is another one for each row of an occasion. Looking for its number may find too much,
    // which only makes more slots.
    const std::string all = filter + window;
    const bool reads_occasion =
        rows_of_occasion_ > 1 && (all.find("0.") != std::string::npos || all.find(" 0)") != std::string::npos);
    kinds.asked_of_occasions = kinds.asked_of_occasions || reads_occasion;
    const std::uint64_t times = reads_occasion ? rows_of_occasion_ : 1;
    // Each day of a span is a count of its own, unless no row may be in any.
    const bool spelt_out = of.each_day && !(is_zero(of.highest) && !of.lowest);
    const std::int64_t days = spelt_out ? days_of(of.window) : 1;
    for (std::int64_t day = 0; day < days; ++day) {
      std::string text = window + (spelt_out ? "#" + std::to_string(day) : "");
      if (reads_occasion) text += "@";
      if (spelt_out) kinds.edges.insert(text);
      if (kinds.counts.emplace(filter, text).second || !spelt_out)
        kinds.asked_for =
            std::min(very_many, kinds.asked_for + times * std::max(at_least(of.lowest), beyond(of.highest)));
    }
    if (of.filter) {
      kinds.filters.insert(filter);
      kinds.filters_look_further = kinds.filters_look_further || looks_further(*of.filter);
      ++depth_;
      condition(*of.filter);
      --depth_;
    }
    value(of.lowest);
    value(of.highest);
  }

  [[nodiscard]] std::optional<value::Rational> number(const std::optional<core::ValueId>& id) const {
    if (!id) return std::nullopt;
    const core::ValueKind& kind = program_[*id].kind;
    if (const auto* literal = std::get_if<core::NumberLiteral>(&kind)) return literal->number;
    if (const auto* parameter = std::get_if<core::ParameterValue>(&kind))
      return law_.number_of(parameter->parameter, cell_);
    return std::nullopt;
  }
  // Of a window that ends today and begins a fixed number of days before; else the most that are spelt out.
  [[nodiscard]] std::int64_t days_of(const core::Window& window) const {
    const auto* begin = window.begin ? std::get_if<core::Shifted>(&program_[window.begin->at].kind) : nullptr;
    const bool ends_today =
        window.end && window.end->inclusive && std::holds_alternative<core::Now>(program_[window.end->at].kind);
    if (begin == nullptr || !ends_today || !std::holds_alternative<core::Now>(program_[begin->base].kind))
      return days_spelt_out;
    std::int64_t back = -begin->days;
    if (begin->parameter) {
      const auto minutes = law_.number_of(*begin->parameter, cell_);
      const auto days = minutes ? value::divide(*minutes, value::Rational(value::minutes_per_day)) : std::nullopt;
      if (!days || !begin->backwards) return days_spelt_out;
      back = days->ceiling() - begin->plus_days;
    }
    return std::clamp<std::int64_t>(back + 1, 1, days_spelt_out);
  }

  [[nodiscard]] bool is_zero(const std::optional<core::ValueId>& id) const { return number(id) == value::Rational(0); }
  [[nodiscard]] std::uint64_t at_least(const std::optional<core::ValueId>& id) const {
    if (!id) return 0;
    const auto found = number(id);
    if (!found) return very_many;
    return static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(found->ceiling(), 0, static_cast<std::int64_t>(very_many)));
  }
  [[nodiscard]] std::uint64_t beyond(const std::optional<core::ValueId>& id) const {
    if (!id) return 0;
    const auto found = number(id);
    if (!found) return very_many;
    return static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(found->floor() + 1, 0, static_cast<std::int64_t>(very_many)));
  }

  // Whether a filter reads more than attributes of its own row.
  [[nodiscard]] bool looks_further(core::ConditionId id) const {
    const auto any = [&](const std::vector<core::ConditionId>& parts) {
      return std::any_of(parts.begin(), parts.end(), [&](core::ConditionId part) { return looks_further(part); });
    };
    const auto of_row = [&](core::ValueId value_id) {
      const core::ValueKind& kind = program_[value_id].kind;
      if (const auto* attribute = std::get_if<core::Attribute>(&kind)) return attribute->path.steps.empty();
      return std::holds_alternative<core::NumberLiteral>(kind) ||
             std::holds_alternative<core::EnumerationLiteral>(kind) ||
             std::holds_alternative<core::TextLiteral>(kind) || std::holds_alternative<core::DayLiteral>(kind) ||
             std::holds_alternative<core::ParameterValue>(kind);
    };
    return value::match(
        program_[id], [](const core::Constant&) { return false; }, [&](const core::All& of) { return any(of.parts); },
        [&](const core::AnyOf& of) { return any(of.parts); },
        [&](const core::Negation& of) { return looks_further(of.part); },
        [&](const core::Compare& of) { return !of_row(of.left) || !of_row(of.right); },
        [](const core::Flag& of) { return !of.path.steps.empty(); }, [](const core::SameThing&) { return true; },
        [](const core::Present& of) { return !of.path.steps.empty(); }, [](const core::HasClass&) { return true; },
        [](const core::Count&) { return true; });
  }

  void value(const std::optional<core::ValueId>& id) {
    if (id) value(*id);
  }
  void value(core::ValueId id) {
    const core::ValueKind& kind = program_[id].kind;
    if (const auto* latest = std::get_if<core::LatestEvent>(&kind)) ++occasions_[latest->event.index];
    if (const auto* product = std::get_if<core::Product>(&kind)) {
      value(product->left);
      value(product->right);
    }
    if (const auto* shifted = std::get_if<core::Shifted>(&kind)) value(shifted->base);
    if (const auto* day = std::get_if<core::DayOf>(&kind)) value(day->moment);
  }

  const Law& law_;
  const core::Program& program_;
  const Scope& scope_;
  const LawCell& cell_;
  std::map<std::uint32_t, Kinds> kinds_;
  std::map<std::uint32_t, std::uint64_t> occasions_;
  std::set<SentenceRef> seen_sentences_;
  std::set<std::pair<core::ConditionId, std::uint64_t>> seen_conditions_;
  std::uint32_t depth_ = 0;             // counts around the condition that is looked at
  std::uint64_t rows_of_occasion_ = 1;  // rows 0 for which it is asked
};

}  // namespace

RowNeeds row_needs(const Law& law, const Scope& scope, const std::vector<SentenceRef>& sentences, const LawCell& cell) {
  Collector collector(law, scope, cell);
  for (const SentenceRef ref : sentences) collector.add(ref);
  return collector.needs();
}

}  // namespace polc::prove
