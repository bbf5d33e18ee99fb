// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/rules.h"

#include <algorithm>
#include <cstring>

#include "runtime/vector/conditions.h"
#include "runtime/vector/kernels.h"

namespace polc::vector {

namespace {

constexpr std::size_t things_at_once = 4096;

const std::uint8_t* bytes(const interpret::Applicability& truths) {
  return reinterpret_cast<const std::uint8_t*>(truths.data());
}
std::uint8_t* bytes(value::UnwrittenVector<Truth>& truths) { return reinterpret_cast<std::uint8_t*>(truths.data()); }

// A rule with where its sentence applies.
struct Applied {
  const plan::Rule* rule;
  const core::ClassRule* declared;
  core::PolicyId policy;
  Applying applies;
};

std::vector<Applied> apply(const std::vector<plan::Rule>& rules, WorkedOut& world) {
  std::vector<Applied> found;
  // As the interpreter orders them: what stands otherwise comes last.
  for (const bool otherwise : {false, true}) {
    for (const plan::Rule& rule : rules) {
      const core::ClassRule& declared = world.program.class_rules[rule.rule];
      if (declared.otherwise != otherwise) continue;
      const Applied one{&rule, &declared, world.program[declared.sentence.article].policy,
                        world.applying(declared.sentence, declared.sort)};
      if (!one.applies.nowhere) {
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

  void work_out(Row first, std::size_t size, std::uint8_t* const* truths) {
    for (std::size_t at = 0; at < rules_.size(); ++at) {
      const Applied& rule = rules_[at];
      std::uint8_t* held = truths[at] + first;
      if (rule.applies.nowhere) {
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
      if (!rule.applies.everywhere) kernels().conjoin(held, bytes(*rule.applies.truths) + first, size);
      if (rule.declared->otherwise) hold_none_else(at, first, size, truths);
    }
  }

  Conditions& conditions() { return conditions_; }

 private:
  // No other rule of the same policy holds.
  void hold_none_else(std::size_t at, Row first, std::size_t size, std::uint8_t* const* truths) {
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
  const interpret::Applicability* applies = nullptr;  // of the combination rule
  bool highest = false;
};

}  // namespace

bool may_apply(const plan::Rule& rule, WorkedOut& world) {
  const core::ClassRule& declared = world.program.class_rules[rule.rule];
  return !world.applying(declared.sentence, declared.sort).nowhere;
}

struct ClassRun::State {
  State(const plan::Classes& classes_, WorkedOut& world_)
      : classes(classes_),
        world(world_),
        rules(apply(classes_.rules, world_)),
        given(classes_.scale, classes_.sort, world_) {
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
    if (groups.empty()) groups.emplace_back();
    // A class that is given takes part where classes combine.
    const auto combined = std::find_if(groups.begin(), groups.end(),
                                       [](const Group& one) { return one.combination != interpret::no_index; });
    beside_rules = combined == groups.end() ? 0 : static_cast<std::size_t>(combined - groups.begin());
  }

  // Which ranks rules give at all, and whether one of them speaks of the thing.
  void speak(Conditions& conditions, Scratch& scratch, Row first, std::size_t size, std::uint8_t* ranks,
             std::uint8_t* spoken) const {
    Scratch::Frame frame(scratch);
    auto* of_kind = frame.take<std::uint8_t>(size);
    auto* one = frame.take<std::uint8_t>(size);
    std::memset(ranks, 0, size);
    std::memset(spoken, 0, size);
    for (const Applied& rule : rules) {
      if (rule.applies.nowhere) continue;
      std::memset(of_kind, static_cast<int>(Truth::True), size);
      for (const plan::NodeId kind : rule.rule->kinds) {
        conditions.evaluate(kind, Rows{first, nullptr, size}, one);
        kernels().conjoin(of_kind, one, size);
      }
      kernels().speak(bytes(*rule.applies.truths) + first, of_kind, size,
                      static_cast<std::uint8_t>(1U << rule.declared->rank), ranks, spoken);
    }
  }

  const plan::Classes& classes;
  WorkedOut& world;
  std::vector<Applied> rules;
  std::vector<Group> groups;
  std::size_t beside_rules = 0;  // the group that given classes go to
  GivenClasses given;
};

ClassRun::ClassRun(const plan::Classes& classes, WorkedOut& world) : state_(std::make_unique<State>(classes, world)) {}
ClassRun::~ClassRun() = default;
ClassRun::ClassRun(ClassRun&&) noexcept = default;

interpret::ClassTable ClassRun::make_table() const {
  const Row things = state_->world.facts[state_->classes.sort].row_count;
  interpret::ClassTable table{state_->classes.scale, state_->classes.sort, {}, {}, {}, {}, {}};
  table.state.resize(things);
  table.rank.resize(things);
  table.certain = interpret::RankSets::unwritten(things);
  table.possible = interpret::RankSets::unwritten(things);
  for (const Applied& rule : state_->rules)
    table.grounds.push_back({rule.rule->rule, value::UnwrittenVector<Truth>(things)});
  return table;
}

void ClassRun::work_out(Row first, std::size_t size, Scratch& scratch, interpret::ClassTable& table) const {
  const Kernels& kernel = kernels();
  Scratch::Frame frame(scratch);
  auto** truths = frame.take<std::uint8_t*>(state_->rules.size());
  for (std::size_t at = 0; at < state_->rules.size(); ++at) truths[at] = bytes(table.grounds[at].truth);
  RuleTruths rule_truths(state_->rules, state_->world, scratch);
  rule_truths.work_out(first, size, truths);

  auto* ranks = frame.take<std::uint8_t>(size);
  auto* spoken = frame.take<std::uint8_t>(size);
  state_->speak(rule_truths.conditions(), scratch, first, size, ranks, spoken);

  auto* certain = frame.take<std::uint8_t>(size);
  auto* possible = frame.take<std::uint8_t>(size);
  std::uint8_t* all_certain = table.certain.bytes() + first;
  std::uint8_t* all_possible = table.possible.bytes() + first;
  std::memset(all_certain, 0, size);
  std::memset(all_possible, 0, size);
  for (const Group& group : state_->groups) {
    std::memset(certain, 0, size);
    std::memset(possible, 0, size);
    for (const std::size_t at : group.rules)
      kernel.add_ground(truths[at] + first, size, static_cast<std::uint8_t>(1U << state_->rules[at].declared->rank),
                        certain, possible);
    if (&group == &state_->groups[state_->beside_rules]) state_->given.add(first, size, certain);
    if (group.applies != nullptr)
      kernel.strongest(certain, possible, bytes(*group.applies) + first, size, group.highest);
    kernel.join(all_certain, certain, size);
    kernel.join(all_possible, possible, size);
  }
  kernel.settle_gaps(ranks, spoken, size);
  kernel.settle(all_certain, all_possible, spoken, size, reinterpret_cast<std::uint8_t*>(table.state.data()) + first,
                table.rank.data() + first);
}

void run_all(const ClassRun& run, interpret::ClassTable& table, workers::Workers& workers,
             std::vector<Scratch>& scratches) {
  workers.share(pieces_of(static_cast<Row>(table.size())), [&](std::size_t worker, std::size_t piece) {
    const auto first = static_cast<Row>(piece * things_at_once);
    run.work_out(first, std::min<std::size_t>(table.size() - first, things_at_once), scratches[worker], table);
  });
}

interpret::ClassTable run_classes(const plan::Classes& classes, WorkedOut& world, workers::Workers& workers,
                                  std::vector<Scratch>& scratches) {
  const ClassRun run(classes, world);
  interpret::ClassTable table = run.make_table();
  run_all(run, table, workers, scratches);
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
    RuleTruths(rules, world, scratches[worker]).work_out(first, size, truths.data());
    for (const std::uint8_t* one : truths)
      kernels().disjoin(reinterpret_cast<std::uint8_t*>(table.truth.data()) + first, one + first, size);
  });
  return table;
}

}  // namespace polc::vector
