// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/rules.h"

#include <algorithm>
#include <cstring>

#include "runtime/vector/conditions.h"
#include "runtime/vector/kernels.h"

namespace polc::vector {

namespace {

constexpr std::size_t things_at_once = 4096;

const std::uint8_t* bytes(const std::vector<Truth>& truths) {
  return reinterpret_cast<const std::uint8_t*>(truths.data());
}
std::uint8_t* bytes(std::vector<Truth>& truths) { return reinterpret_cast<std::uint8_t*>(truths.data()); }

// A rule with where its sentence applies.
struct Applied {
  const plan::Rule* rule;
  const core::ClassRule* declared;
  core::PolicyId policy;
  const std::vector<Truth>* applies;
  bool nowhere = false, everywhere = false;
};

std::vector<Applied> apply(const std::vector<plan::Rule>& rules, WorkedOut& world) {
  std::vector<Applied> found;
  // As the interpreter orders them: what stands otherwise comes last.
  for (const bool otherwise : {false, true}) {
    for (const plan::Rule& rule : rules) {
      const core::ClassRule& declared = world.program.class_rules[rule.rule];
      if (declared.otherwise != otherwise) continue;
      const std::vector<Truth>& applies = world.evaluator.sentence_applies(declared.sentence, declared.sort);
      Applied one{&rule, &declared, world.program[declared.sentence.article].policy, &applies, false, false};
      one.nowhere = kernels().count_not_zero(bytes(applies), applies.size()) == 0;
      one.everywhere = kernels().count_equal(bytes(applies), applies.size(), static_cast<std::uint8_t>(Truth::True)) ==
                       applies.size();
      if (!one.nowhere) {
        world.prepare(rule.condition);
        for (const plan::NodeId exception : rule.exceptions) world.prepare(exception);
        for (const plan::NodeId kind : rule.kinds) world.prepare(kind);
      }
      found.push_back(one);
    }
  }
  return found;
}

// The truth of every rule for the things of a morsel, into arrays by thing.
class RuleTruths {
 public:
  RuleTruths(const std::vector<Applied>& rules, const WorkedOut& world, Scratch& scratch)
      : rules_(rules), conditions_(world, scratch), scratch_(scratch) {}

  void work_out(Row first, std::size_t size, const std::vector<std::uint8_t*>& truths) {
    for (std::size_t at = 0; at < rules_.size(); ++at) {
      const Applied& rule = rules_[at];
      std::uint8_t* held = truths[at] + first;
      if (rule.nowhere) {
        std::memset(held, static_cast<int>(Truth::False), size);
        continue;
      }
      conditions_.evaluate(rule.rule->condition, Rows{first, nullptr, size}, held);
      for (const plan::NodeId exception : rule.rule->exceptions) {
        Scratch::Frame frame(scratch_);
        std::uint8_t* excepted = frame.take<std::uint8_t>(size);
        conditions_.evaluate(exception, Rows{first, nullptr, size}, excepted);
        kernels().conjoin_negated(held, excepted, size);
      }
      if (!rule.everywhere) kernels().conjoin(held, bytes(*rule.applies) + first, size);
      if (rule.declared->otherwise) hold_none_else(at, first, size, truths);
    }
  }

  Conditions& conditions() { return conditions_; }

 private:
  // No other rule of the same policy holds.
  void hold_none_else(std::size_t at, Row first, std::size_t size, const std::vector<std::uint8_t*>& truths) {
    for (std::size_t other = 0; other < rules_.size(); ++other)
      if (!rules_[other].declared->otherwise && rules_[other].policy == rules_[at].policy)
        kernels().conjoin_negated(truths[at] + first, truths[other] + first, size);
  }

  const std::vector<Applied>& rules_;
  Conditions conditions_;
  Scratch& scratch_;
};

std::size_t pieces_of(Row things) { return (things + things_at_once - 1) / things_at_once; }

// Classes that the facts give outright, as grounds that hold: a column of the thing itself, or rows of the record relation.
class GivenClasses {
 public:
  GivenClasses(core::ScaleId scale, core::RelationId sort, const WorkedOut& world)
      : today_(world.evaluator.today.since_epoch) {
    const core::Scale& declared = world.program[scale];
    const core::Relation& entity = world.program[sort];
    for (core::ColumnIndex at = 0; at < entity.columns.size(); ++at) {
      const core::Type& type = entity.columns[at].type;
      if (type.kind != core::TypeKind::Enumeration || type.enumeration != declared.classes) continue;
      const ColumnView view = view_of(world.facts[sort].columns[at]);
      if (view.width != Width::None) own_.push_back(view);
    }
    for (std::size_t at = 0; at < declared.records.size(); ++at)
      if (declared.sorts[at] == sort) add_records(world, declared.records[at]);
  }

  void add(Row first, std::size_t size, std::uint8_t* certain) const {
    for (const ColumnView& own : own_)
      for (std::size_t at = 0; at < size; ++at) add_ground(own, first + static_cast<Row>(at), certain[at]);
    for (const Records& records : records_) {
      for (std::size_t at = 0; at < size; ++at) {
        const auto [begin, end] = records.table->rows_of(first + static_cast<Row>(at));
        for (Row row = begin; row < end; ++row)
          if (holds(records.from, row, true) && holds(records.until, row, false))
            add_ground(records.classes, row, certain[at]);
      }
    }
  }

 private:
  struct Records {
    const facts::Table* table = nullptr;
    ColumnView classes, from, until;
  };

  static void add_ground(const ColumnView& classes, Row row, std::uint8_t& certain) {
    const std::uint64_t offset = offset_at(classes, row);
    if (offset == classes.absent) return;
    const std::uint64_t rank = static_cast<std::uint64_t>(classes.first) + offset;
    certain = static_cast<std::uint8_t>(certain | 1U << rank);
  }
  bool holds(const ColumnView& days, Row row, bool is_begin) const {
    if (days.width == Width::None) return true;
    const std::uint64_t offset = offset_at(days, row);
    if (offset == days.absent) return true;
    const auto day = static_cast<std::int64_t>(static_cast<std::uint64_t>(days.first) + offset);
    return is_begin ? day <= today_ : day >= today_;
  }

  void add_records(const WorkedOut& world, core::RelationId id) {
    Records records{&world.facts[id], {}, {}, {}};
    bool any_class = false, from_is_next = true;
    for (core::ColumnIndex at = 0; at < world.program[id].columns.size(); ++at) {
      const core::TypeKind kind = world.program[id].columns[at].type.kind;
      const ColumnView view = view_of(records.table->columns[at]);
      if (kind == core::TypeKind::Enumeration && !any_class) {
        records.classes = view;
        any_class = view.width != Width::None;
      }
      if (kind != core::TypeKind::Day) continue;
      (from_is_next ? records.from : records.until) = view;
      from_is_next = false;
    }
    if (any_class && records.table->by_subject.exists()) records_.push_back(records);
  }

  std::int64_t today_;
  std::vector<ColumnView> own_;
  std::vector<Records> records_;
};

// Rules that fall under one combination rule, or under none.
struct Group {
  std::uint32_t combination = interpret::no_index;
  std::vector<std::size_t> rules;
  const std::vector<Truth>* applies = nullptr;  // of the combination rule
  bool highest = false;
};

}  // namespace

bool may_apply(const plan::Rule& rule, WorkedOut& world) {
  const core::ClassRule& declared = world.program.class_rules[rule.rule];
  const std::vector<Truth>& applies = world.evaluator.sentence_applies(declared.sentence, declared.sort);
  return kernels().count_not_zero(bytes(applies), applies.size()) != 0;
}

interpret::ClassTable run_classes(const plan::Classes& classes, WorkedOut& world, workers::Workers& workers,
                                  std::vector<Scratch>& scratches) {
  const Row things = world.facts[classes.sort].row_count;
  interpret::ClassTable table{classes.scale, classes.sort, {}, {}, {}, {}, {}};
  table.state.resize(things);
  table.rank.resize(things);
  table.certain = interpret::RankSets(things, most_ranks);
  table.possible = interpret::RankSets(things, most_ranks);
  const std::vector<Applied> rules = apply(classes.rules, world);
  std::vector<std::uint8_t*> truths;
  for (const Applied& rule : rules) table.grounds.push_back({rule.rule->rule, std::vector<Truth>(things)});
  for (interpret::RuleGround& ground : table.grounds) truths.push_back(bytes(ground.truth));

  std::vector<Group> groups;
  for (std::size_t at = 0; at < rules.size(); ++at) {
    const std::uint32_t combination =
        interpret::combination_of(world.evaluator.world, classes.scale, classes.sort, rules[at].policy);
    auto group =
        std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return one.combination == combination; });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{combination, {}, nullptr, false});
    group->rules.push_back(at);
  }
  for (Group& group : groups) {
    if (group.combination == interpret::no_index) continue;
    const core::CombinationRule& rule = world.program.combinations[group.combination];
    group.applies = &world.evaluator.sentence_applies(rule.sentence, classes.sort);
    group.highest = rule.combination == core::Combination::Highest;
  }
  // A class that is given takes part where classes combine.
  auto beside_rules = std::find_if(groups.begin(), groups.end(),
                                   [](const Group& one) { return one.combination != interpret::no_index; });
  if (beside_rules == groups.end()) beside_rules = groups.begin();
  const GivenClasses given(classes.scale, classes.sort, world);

  workers.share(pieces_of(things), [&](std::size_t worker, std::size_t piece) {
    const Kernels& kernel = kernels();
    const auto first = static_cast<Row>(piece * things_at_once);
    const std::size_t size = std::min<std::size_t>(things - first, things_at_once);
    Scratch::Frame frame(scratches[worker]);
    RuleTruths rule_truths(rules, world, scratches[worker]);
    rule_truths.work_out(first, size, truths);

    // Which ranks rules give at all, and whether one of them speaks of the thing.
    auto* ranks = frame.take<std::uint8_t>(size);
    auto* spoken = frame.take<std::uint8_t>(size);
    auto* of_kind = frame.take<std::uint8_t>(size);
    auto* one = frame.take<std::uint8_t>(size);
    std::memset(ranks, 0, size);
    std::memset(spoken, 0, size);
    for (const Applied& rule : rules) {
      if (rule.nowhere) continue;
      std::memset(of_kind, static_cast<int>(Truth::True), size);
      for (const plan::NodeId kind : rule.rule->kinds) {
        rule_truths.conditions().evaluate(kind, Rows{first, nullptr, size}, one);
        kernel.conjoin(of_kind, one, size);
      }
      kernel.speak(bytes(*rule.applies) + first, of_kind, size, static_cast<std::uint8_t>(1U << rule.declared->rank),
                   ranks, spoken);
    }

    auto* certain = frame.take<std::uint8_t>(size);
    auto* possible = frame.take<std::uint8_t>(size);
    std::uint8_t* all_certain = table.certain.bytes() + first;
    std::uint8_t* all_possible = table.possible.bytes() + first;
    for (const Group& group : groups) {
      std::memset(certain, 0, size);
      std::memset(possible, 0, size);
      for (const std::size_t at : group.rules)
        kernel.add_ground(truths[at] + first, size, static_cast<std::uint8_t>(1U << rules[at].declared->rank), certain,
                          possible);
      if (&group == &*beside_rules) given.add(first, size, certain);
      if (group.applies != nullptr)
        kernel.strongest(certain, possible, bytes(*group.applies) + first, size, group.highest);
      kernel.join(all_certain, certain, size);
      kernel.join(all_possible, possible, size);
    }
    kernel.settle_gaps(ranks, spoken, size);
    kernel.settle(all_certain, all_possible, spoken, size, reinterpret_cast<std::uint8_t*>(table.state.data()) + first,
                  table.rank.data() + first);
  });
  return table;
}

interpret::FlagTable run_flag(const plan::DefinedFlag& flag, WorkedOut& world, workers::Workers& workers,
                              std::vector<Scratch>& scratches) {
  const Row things = world.facts[flag.sort].row_count;
  interpret::FlagTable table{flag.sort, flag.column, std::vector<Truth>(things, Truth::False)};
  const std::vector<Applied> rules = apply(flag.rules, world);
  std::vector<Truths> held(rules.size(), Truths(things));
  std::vector<std::uint8_t*> truths;
  for (Truths& one : held) truths.push_back(one.data());
  workers.share(pieces_of(things), [&](std::size_t worker, std::size_t piece) {
    const auto first = static_cast<Row>(piece * things_at_once);
    const std::size_t size = std::min<std::size_t>(things - first, things_at_once);
    RuleTruths(rules, world, scratches[worker]).work_out(first, size, truths);
    for (const std::uint8_t* one : truths) kernels().disjoin(bytes(table.truth) + first, one + first, size);
  });
  return table;
}

}  // namespace polc::vector
