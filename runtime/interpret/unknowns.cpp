// SPDX-License-Identifier: Apache-2.0
#include "runtime/interpret/unknowns.h"
#include "runtime/value/match.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace polc::interpret {

namespace {

bool same(const Missing& left, const Missing& right) {
  return left.kind == right.kind && left.relation == right.relation && left.subject == right.subject &&
         left.first == right.first && left.last == right.last && left.column == right.column;
}

std::vector<std::uint32_t> choose(const std::vector<std::uint32_t>& origins,
                                  const std::vector<std::uint32_t>& instances) {
  std::vector<std::uint32_t> chosen;
  chosen.reserve(instances.size());
  for (const std::uint32_t instance : instances) chosen.push_back(origins[instance]);
  return chosen;
}

// The instances whose path leads somewhere, and where.
struct Ends {
  std::vector<Row> rows;
  std::vector<std::uint32_t> origins;
};
Ends ends_of(const std::vector<Row>& rows, const std::vector<std::uint32_t>& origins) {
  Ends ends;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (rows[at] == no_row) continue;
    ends.rows.push_back(rows[at]);
    ends.origins.push_back(origins[at]);
  }
  return ends;
}

}  // namespace

void Explainer::add(std::uint32_t origin, const Missing& missing) {
  if (origin >= found_.size()) found_.resize(origin + 1);
  Found& found = found_[origin];
  if (std::any_of(found.missing.begin(), found.missing.end(), [&](const Missing& one) { return same(one, missing); }))
    return;
  if (found.missing.size() < kept_)
    found.missing.push_back(missing);
  else
    found.more = true;
}

void Explainer::condition(core::ConditionId id, const Batch& all, const std::vector<std::uint32_t>& all_origins) {
  const std::vector<Truth> truths = evaluator_.condition(id, all);
  std::vector<std::uint32_t> open;
  for (std::uint32_t at = 0; at < truths.size(); ++at)
    if (truths[at] == Truth::Unknown) open.push_back(at);
  if (open.empty()) return;
  const Batch batch = select(all, open);
  const std::vector<std::uint32_t> origins = choose(all_origins, open);
  const auto parts = [&](const std::vector<core::ConditionId>& ids) {
    for (const core::ConditionId part : ids) condition(part, batch, origins);
  };
  const core::Condition& node = evaluator_.program[id];
  value::match(
      node, [](const core::Constant&) {}, [&](const core::All& conjunction) { parts(conjunction.parts); },
      [&](const core::AnyOf& any) { parts(any.parts); },
      [&](const core::Negation& negation) { condition(negation.part, batch, origins); },
      [&](const core::Compare& compare) {
        value(compare.left, batch, origins);
        value(compare.right, batch, origins);
      },
      [&](const core::Flag& flag) {
        if (!evaluator_.program[flag.path.end].columns[flag.column].defined_by_rules) {
          attribute(flag.path, flag.column, batch, origins);
          return;
        }
        const Ends ends = ends_of(evaluator_.follow(flag.path, batch), origins);
        flag_rules(flag.path.end, flag.column, ends.rows, ends.origins);
      },
      [](const core::SameThing&) {}, [](const core::Present&) {},
      [&](const core::HasClass& has) {
        const Ends ends = ends_of(evaluator_.follow(has.path, batch), origins);
        class_rules(has.scale, has.path.end, ends.rows, ends.origins);
      },
      [&](const core::Count& node_count) { count(node_count, node.span, batch, origins); });
}

void Explainer::rules(const std::vector<std::uint32_t>& rules, core::RelationId sort, const std::vector<Row>& rows,
                      const std::vector<std::uint32_t>& origins) {
  if (rows.empty()) return;
  for (const std::uint32_t at : rules) {
    const core::ClassRule& rule = evaluator_.program.class_rules[at];
    // Only of those for which the rule itself is in doubt.
    const Batch all = batch_of(sort, rows);
    const std::vector<Truth> truths = evaluator_.class_rule(rule, all);
    std::vector<std::uint32_t> open;
    for (std::uint32_t row = 0; row < truths.size(); ++row)
      if (truths[row] == Truth::Unknown) open.push_back(row);
    if (open.empty()) continue;
    const Batch batch = select(all, open);
    const std::vector<std::uint32_t> whose = choose(origins, open);
    condition(rule.condition, batch, whose);
    for (const core::ConditionId exception : rule.exceptions) condition(exception, batch, whose);
  }
}

void Explainer::class_rules(core::ScaleId scale, core::RelationId sort, const std::vector<Row>& rows,
                            const std::vector<std::uint32_t>& origins) {
  const auto found = evaluator_.world.class_rules.find({scale.index, sort.index});
  if (found != evaluator_.world.class_rules.end()) rules(found->second, sort, rows, origins);
}

void Explainer::flag_rules(core::RelationId sort, core::ColumnIndex column, const std::vector<Row>& rows,
                           const std::vector<std::uint32_t>& origins) {
  const auto found = evaluator_.world.flag_rules.find({sort.index, column});
  if (found != evaluator_.world.flag_rules.end()) rules(found->second, sort, rows, origins);
}

void Explainer::attribute(const core::Path& path, core::ColumnIndex column, const Batch& batch,
                          const std::vector<std::uint32_t>& origins) {
  const std::vector<Row> rows = evaluator_.follow(path, batch);
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (rows[at] != no_row) add(origins[at], {Missing::Kind::Value, path.end, rows[at], {}, {}, column});
}

void Explainer::value(core::ValueId id, const Batch& all, const std::vector<std::uint32_t>& all_origins) {
  const Values values = evaluator_.value(id, all);
  std::vector<std::uint32_t> open;
  for (std::uint32_t at = 0; at < values.size(); ++at)
    if (!values.given(at)) open.push_back(at);
  if (open.empty()) return;
  const Batch batch = select(all, open);
  const std::vector<std::uint32_t> origins = choose(all_origins, open);
  value::match(
      evaluator_.program[id], [](const core::NumberLiteral&) {}, [](const core::DayLiteral&) {},
      [](const core::MomentLiteral&) {}, [](const core::TextLiteral&) {}, [](const core::EnumerationLiteral&) {},
      [&](const core::Attribute& node) {
        const auto& ratio = evaluator_.program[node.path.end].columns[node.column].ratio;
        if (!ratio) {
          attribute(node.path, node.column, batch, origins);
          return;
        }
        attribute(node.path, ratio->first, batch, origins);
        attribute(node.path, ratio->second, batch, origins);
      },
      [](const core::ParameterValue&) {},
      [&](const core::Product& product) {
        value(product.left, batch, origins);
        value(product.right, batch, origins);
      },
      [](const core::Now&) {},
      [&](const core::LatestEvent& latest) {
        // Unknown only because a report is missing since the latest row that is there.
        const std::vector<Row> things = evaluator_.follow(latest.path, batch);
        const core::ColumnIndex link = *evaluator_.program[latest.event].subject;
        for (std::size_t at = 0; at < things.size(); ++at) {
          if (things[at] == no_row || values.presence[open[at]] != Presence::Absent) continue;
          const Gaps gaps = evaluator_.gaps_of(latest.event, link, things[at]);
          for (const facts::Gap& gap : gaps.gaps)
            if (const auto part = facts::missing_part(gap, gaps.every, facts::open_begin, gaps.today, gaps.today))
              add(origins[at], {Missing::Kind::Report, latest.event, things[at], part->first, part->last, 0});
        }
      },
      [&](const core::Shifted& shifted) { value(shifted.base, batch, origins); },
      [&](const core::DayOf& day) { value(day.moment, batch, origins); });
}

void Explainer::reports(const core::Count& count, const PreparedCount& prepared, std::size_t at, std::uint32_t origin) {
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  const Row thing = prepared.things[at];
  const Gaps gaps = evaluator_.gaps_of(count.relation, count.link, thing);
  const std::int64_t end = std::min(prepared.end[at], evaluator_.now_in(series));
  const auto add_gaps = [&](Row subject, const Gaps& whose) {
    for (const facts::Gap& gap : missing_in(series, prepared.begin[at], end, whose))
      add(origin, {Missing::Kind::Report, count.relation, subject, gap.first, gap.last, 0});
  };
  if (gaps.gaps.empty()) return;
  if (evaluator_.program[count.relation].subject == count.link) {
    add_gaps(thing, gaps);
    return;
  }
  // Anybody's report may have named this thing.
  const facts::Reports& reports = *evaluator_.facts[count.relation].reports;
  for (Row subject = 0; subject + 1 < reports.first_gap.size(); ++subject)
    add_gaps(subject, {reports.gaps_of(subject), reports.every, evaluator_.today});
}

void Explainer::count(const core::Count& count, source::Span span, const Batch& batch,
                      const std::vector<std::uint32_t>& origins) {
  const PreparedCount prepared = evaluator_.prepare(count, span, batch);
  for (const auto& bound : {count.window.begin, count.window.end})
    if (bound) value(bound->at, batch, origins);
  if (count.lowest) value(*count.lowest, batch, origins);
  if (count.highest) value(*count.highest, batch, origins);
  for (std::size_t at = 0; at < batch.size; ++at)
    if (prepared.things[at] != no_row && prepared.window[at] == Presence::Given)
      reports(count, prepared, at, origins[at]);
  if (!count.filter) return;
  // Rows of which it is not known whether they count.
  const Grouped& grouped = evaluator_.world.grouped(count.relation, count.link);
  std::vector<std::uint32_t> instances;
  std::vector<Row> rows;
  const core::Relation& relation = evaluator_.program[count.relation];
  const Series& series = prepared.rows.by_instance ? prepared.rows.own : *prepared.rows.series;
  const std::int64_t limit = evaluator_.now_in(series);
  for (std::uint32_t at = 0; at < batch.size; ++at) {
    if (prepared.things[at] == no_row) continue;
    const auto [first, last] = grouped.by_group[prepared.things[at]];
    for (std::uint32_t entry = first; entry < last; ++entry) {
      const Row row = grouped.row(entry);
      if (relation.begin) {
        const std::int64_t begins = time_at(evaluator_.world.column(count.relation, *relation.begin), row);
        const std::int64_t ends =
            relation.end ? time_at(evaluator_.world.column(count.relation, *relation.end), row) : begins;
        if (begins > std::min(limit, prepared.end[at]) || ends < prepared.begin[at]) continue;
      }
      instances.push_back(at);
      rows.push_back(row);
    }
  }
  Batch pairs = select(batch, instances);
  pairs.relations.push_back(count.relation);
  pairs.rows.push_back(rows);
  condition(*count.filter, pairs, choose(origins, instances));
}

namespace {

// Collects the unknown results first, so that each condition is walked once for all of them.
class UnknownCollector {
 public:
  UnknownCollector(NormEvaluator& norms, const Options& options, DayResult& result)
      : norms_(norms),
        evaluator_(norms.evaluator),
        options_(options),
        result_(result),
        explainer_(norms.evaluator, options.missing_kept) {}

  void collect() {
    for (std::uint32_t at = 0; at < result_.classes.size(); ++at) {
      const ClassTable& table = result_.classes[at];
      Chosen chosen = choose_rows<ClassState>(Unknown::Kind::Class, at, table.state, ClassState::Unknown);
      if (options_.explain_unknowns) explainer_.class_rules(table.scale, table.sort, chosen.rows, chosen.origins);
    }
    for (std::uint32_t at = 0; at < result_.flags.size(); ++at) {
      const FlagTable& table = result_.flags[at];
      Chosen chosen = choose_rows<Truth>(Unknown::Kind::Flag, at, table.truth, Truth::Unknown);
      if (options_.explain_unknowns) explainer_.flag_rules(table.sort, table.column, chosen.rows, chosen.origins);
    }
    for (std::uint32_t at = 0; at < result_.due.size(); ++at) {
      const DueEntry& due = result_.due.entries[at];
      if (due.truth != Truth::Unknown) continue;
      if (const auto origin = start(Unknown::Kind::Norm, at, no_row))
        explain_norm(result_.due.terms[due.terms].norm, due.subject, due.occasion, *origin);
    }
    for (std::uint32_t at = 0; at < result_.violations.size(); ++at) {
      const Violation& violation = result_.violations[at];
      if (violation.truth != Truth::Unknown) continue;
      if (const auto origin = start(Unknown::Kind::Violation, at, no_row)) explain_violation(violation, *origin);
    }
    finish();
  }

 private:
  struct Chosen {
    std::vector<Row> rows;
    std::vector<std::uint32_t> origins;
  };

  std::optional<std::uint32_t> start(Unknown::Kind kind, std::uint32_t table, Row row) {
    ++result_.unknown_count;
    if (!options_.explain_unknowns || result_.unknowns.size() >= options_.unknowns_kept) return std::nullopt;
    result_.unknowns.push_back({kind, table, row, {}, false});
    return static_cast<std::uint32_t>(result_.unknowns.size() - 1);
  }

  template <class State>
  Chosen choose_rows(Unknown::Kind kind, std::uint32_t table, std::span<const State> states, State unknown) {
    static_assert(sizeof(State) == 1);
    Chosen chosen;
    // Few are among very many.
    const auto next = [&](std::size_t from) {
      const void* found = std::memchr(states.data() + from, static_cast<int>(unknown), states.size() - from);
      return found == nullptr ? states.size()
                              : static_cast<std::size_t>(static_cast<const State*>(found) - states.data());
    };
    for (std::size_t at = states.empty() ? 0 : next(0); at < states.size(); at = next(at + 1)) {
      const auto row = static_cast<Row>(at);
      const auto origin = start(kind, table, row);
      if (!origin) continue;
      chosen.rows.push_back(row);
      chosen.origins.push_back(*origin);
    }
    return chosen;
  }

  void explain_norm(std::uint32_t at, Row subject, Row occasion, std::uint32_t origin) {
    const core::Norm& norm = evaluator_.program.norms[at];
    const core::RelationId relation = norm.occasion ? *norm.occasion : norm.sort;
    const Row row = norm.occasion ? occasion : subject;
    if (row == no_row) return;
    const Batch one = batch_of(relation, {row});
    explainer_.condition(norm.guard, one, {origin});
    for (const core::ConditionId exception : norm.exceptions) explainer_.condition(exception, one, {origin});
    if (norm.timing.start == core::Timing::Start::Run) explain_run(at, row, one, origin);
    for (const core::Head& head : norm.heads)
      if (const auto* quantity = std::get_if<core::QuantityHead>(&head))
        explainer_.condition(quantity->condition, one, {origin});
  }

  // A run is in doubt also where it is not known whether the guard held on the days before.
  void explain_run(std::uint32_t at, Row row, const Batch& one, std::uint32_t origin) {
    const Values length = evaluator_.value(*evaluator_.program.norms[at].timing.length, one);
    const auto minutes = number_at(length, 0);
    const std::int64_t days = minutes ? ceiling_days(*minutes) : 0;
    for (std::int64_t back = 1; back <= days; ++back) {
      const auto day = static_cast<std::int32_t>(evaluator_.today.since_epoch - back);
      const Truth held = norms_.held_on(at, row, day);
      if (held == Truth::False) return;
      if (held != Truth::Unknown) continue;
      Evaluator past(evaluator_.world, end_of({day}));
      Explainer then(past, options_.missing_kept);
      then.condition(evaluator_.program.norms[at].guard, one, {0});
      if (then.found().empty()) continue;
      for (const Missing& missing : then.found()[0].missing) explainer_.add(origin, missing);
    }
  }

  void explain_violation(const Violation& violation, std::uint32_t origin) {
    const std::uint32_t acting = violation.local != no_index ? violation.local : violation.norm;
    if (acting != no_index) explain_norm(acting, violation.subject, violation.occasion, origin);
    if (violation.local != no_index && violation.norm != no_index && !evaluator_.program.norms[violation.norm].occasion)
      explain_norm(violation.norm, violation.subject, no_row, origin);
    if (violation.limit == no_index || violation.sort != evaluator_.program.limits[violation.limit].sort) return;
    const core::Limit& limit = evaluator_.program.limits[violation.limit];
    explainer_.condition(limit.phrase, batch_of(limit.sort, {violation.subject}), {origin});
  }

  void finish() {
    const std::vector<Explainer::Found>& found = explainer_.found();
    for (std::size_t at = 0; at < found.size(); ++at) {
      Unknown& unknown = result_.unknowns[at];
      unknown.more_missing = found[at].more;
      unknown.missing.begin = static_cast<std::uint32_t>(result_.missing.size());
      result_.missing.insert(result_.missing.end(), found[at].missing.begin(), found[at].missing.end());
      unknown.missing.end = static_cast<std::uint32_t>(result_.missing.size());
    }
  }

  NormEvaluator& norms_;
  Evaluator& evaluator_;
  const Options& options_;
  DayResult& result_;
  Explainer explainer_;
};

}  // namespace

void add_unknowns(NormEvaluator& norms, const Options& options, DayResult& result) {
  UnknownCollector(norms, options, result).collect();
}

}  // namespace polc::interpret
