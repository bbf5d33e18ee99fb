// SPDX-License-Identifier: Apache-2.0
// Conditions are asked as a reader weighs them: from left to right, each for the rows for which those before it leave the
// matter open. That is a definite measure, whatever the evaluator works out besides or leaves out for speed.
#include "runtime/interpret/coverage.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "runtime/interpret/positions.h"
#include "runtime/value/check_macro.h"
#include "runtime/value/match.h"

namespace polc::interpret {

namespace {

using Kind = RuleCoverage::Kind;

// `A or B` of different things is weighed part by part; `one of` values of one attribute is a single question, and none where
// it names every value that there is.
enum class Choice : std::uint8_t { Parts, OneQuestion, EveryValue };

Choice choice_of(const core::Program& program, const core::AnyOf& any) {
  const core::Attribute* asked = nullptr;
  std::set<std::uint32_t> values;
  for (const core::ConditionId part : any.parts) {
    const auto* compare = std::get_if<core::Compare>(&program[part].kind);
    if (compare == nullptr || compare->op != core::Comparison::Equal) return Choice::Parts;
    const auto* attribute = std::get_if<core::Attribute>(&program[compare->left].kind);
    const auto* value = std::get_if<core::EnumerationLiteral>(&program[compare->right].kind);
    if (attribute == nullptr || value == nullptr) return Choice::Parts;
    if (asked != nullptr && (asked->path != attribute->path || asked->column != attribute->column))
      return Choice::Parts;
    asked = attribute;
    values.insert(value->value);
  }
  if (asked == nullptr) return Choice::Parts;
  const core::Type& type = program[asked->path.end].columns[asked->column].type;
  return values.size() == program[type.enumeration].values.size() ? Choice::EveryValue : Choice::OneQuestion;
}

void list_atoms(const core::Program& program, core::ConditionId id, std::vector<ConditionCoverage>& atoms) {
  const auto parts = [&](const std::vector<core::ConditionId>& all) {
    for (const core::ConditionId part : all) list_atoms(program, part, atoms);
  };
  const auto atom = [&] {
    const bool is_listed =
        std::any_of(atoms.begin(), atoms.end(), [&](const ConditionCoverage& one) { return one.condition == id; });
    if (!is_listed) atoms.push_back({id});
  };
  value::match(
      program[id], [](const core::Constant&) {}, [&](const core::All& all) { parts(all.parts); },
      [&](const core::AnyOf& any) {
        const Choice choice = choice_of(program, any);
        if (choice == Choice::Parts) parts(any.parts);
        if (choice == Choice::OneQuestion) atom();
      },
      [&](const core::Negation& negation) { list_atoms(program, negation.part, atoms); },
      [&](const core::Count& count) {
        atom();
        if (count.filter) list_atoms(program, *count.filter, atoms);
      },
      [&](const core::Compare&) { atom(); }, [&](const core::Flag&) { atom(); },
      [&](const core::SameThing&) { atom(); }, [&](const core::Present&) { atom(); },
      [&](const core::HasClass&) { atom(); });
}

void list_atoms(const core::Program& program, const std::vector<core::ConditionId>& all,
                std::vector<ConditionCoverage>& atoms) {
  for (const core::ConditionId one : all) list_atoms(program, one, atoms);
}

// Asks the conditions of one sentence and notes what its atoms come to.
class Asker {
 public:
  Asker(Evaluator& evaluator, SentenceCoverage& sentence) : evaluator_(evaluator), sentence_(sentence) {}

  std::vector<Truth> ask(core::ConditionId id, const Batch& batch) {
    if (batch.size == 0) return {};
    return value::match(
        evaluator_.program[id], [&](const core::All& all) { return connective(all.parts, Truth::False, batch); },
        [&](const core::AnyOf& any) {
          const Choice choice = choice_of(evaluator_.program, any);
          if (choice == Choice::Parts) return connective(any.parts, Truth::True, batch);
          return choice == Choice::OneQuestion ? atom(id, batch) : evaluator_.condition(id, batch);
        },
        [&](const core::Negation& negation) {
          std::vector<Truth> truths = ask(negation.part, batch);
          for (Truth& truth : truths) truth = value::kleene_not(truth);
          return truths;
        },
        [&](const core::Constant& constant) { return std::vector<Truth>(batch.size, constant.truth); },
        [&](const core::Count& count) {
          if (count.filter) ask(*count.filter, counted(count, batch));
          return atom(id, batch);
        },
        [&](const core::Compare&) { return atom(id, batch); }, [&](const core::Flag&) { return atom(id, batch); },
        [&](const core::SameThing&) { return atom(id, batch); }, [&](const core::Present&) { return atom(id, batch); },
        [&](const core::HasClass&) { return atom(id, batch); });
  }

  // The exceptions are asked where the sentence would apply without them.
  void ask(core::ConditionId id, const std::vector<core::ConditionId>& exceptions, Batch batch) {
    keep_open(ask(id, batch), Truth::False, batch);
    for (const core::ConditionId exception : exceptions) keep_open(ask(exception, batch), Truth::True, batch);
  }

 private:
  std::vector<Truth> connective(const std::vector<core::ConditionId>& parts, Truth decided, const Batch& batch) {
    std::vector<Truth> truths(batch.size, value::kleene_not(decided));
    for (const core::ConditionId part : parts) {
      std::vector<std::uint32_t> open;
      for (std::uint32_t at = 0; at < batch.size; ++at)
        if (truths[at] != decided) open.push_back(at);
      const std::vector<Truth> more = ask(part, select(batch, open));
      for (std::size_t at = 0; at < open.size(); ++at)
        truths[open[at]] = decided == Truth::False ? value::kleene_and(truths[open[at]], more[at])
                                                   : value::kleene_or(truths[open[at]], more[at]);
    }
    return truths;
  }

  static void keep_open(const std::vector<Truth>& truths, Truth decided, Batch& batch) {
    std::vector<std::uint32_t> open;
    for (std::uint32_t at = 0; at < truths.size(); ++at)
      if (truths[at] != decided) open.push_back(at);
    batch = select(batch, open);
  }

  std::vector<Truth> atom(core::ConditionId id, const Batch& batch) {
    std::vector<Truth> truths = evaluator_.condition(id, batch);
    const auto one = std::find_if(sentence_.conditions.begin(), sentence_.conditions.end(),
                                  [&](const ConditionCoverage& listed) { return listed.condition == id; });
    POLC_CHECK(one != sentence_.conditions.end(), "an atom of a sentence is not listed");
    for (const Truth truth : truths) {
      one->was_true = one->was_true || truth == Truth::True;
      one->was_false = one->was_false || truth == Truth::False;
    }
    return truths;
  }

  // The rows that a count may look at, not later than now, whatever its window.
  Batch counted(const core::Count& count, const Batch& batch) {
    const core::Relation& declared = evaluator_.program[count.relation];
    const bool in_minutes = declared.begin && declared.columns[*declared.begin].type.kind == core::TypeKind::Moment;
    const std::int64_t limit = in_minutes ? evaluator_.now.since_epoch : std::int64_t{evaluator_.today.since_epoch};
    const std::vector<Row> things = evaluator_.follow(count.path, batch);
    const Grouped& grouped = evaluator_.world.grouped(count.relation, count.link);
    std::vector<std::uint32_t> outer;
    std::vector<Row> rows;
    for (std::uint32_t at = 0; at < batch.size; ++at) {
      if (things[at] == no_row) continue;
      const auto [first, last] = grouped.by_group[things[at]];
      for (std::uint32_t entry = first; entry < last; ++entry) {
        const Row row = grouped.row(entry);
        if (declared.begin && time_at(evaluator_.world.column(count.relation, *declared.begin), row) > limit) break;
        outer.push_back(at);
        rows.push_back(row);
      }
    }
    Batch pairs = select(batch, outer);
    pairs.relations.push_back(count.relation);
    pairs.rows.push_back(std::move(rows));
    return pairs;
  }

  Evaluator& evaluator_;
  SentenceCoverage& sentence_;
};

class Collector {
 public:
  explicit Collector(NormEvaluator& norms)
      : norms_(norms), evaluator_(norms.evaluator), program_(norms.evaluator.program), positions_(norms) {}

  void collect(SentenceCoverage& sentence) {
    const bool all_known = std::all_of(sentence.conditions.begin(), sentence.conditions.end(),
                                       [](const ConditionCoverage& one) { return one.is_covered(); });
    for (RuleCoverage& rule : sentence.rules) {
      if (!rule.held) rule.held = holds(rule);
      if (!all_known) ask(rule, sentence);
    }
  }

 private:
  bool holds(const RuleCoverage& rule) {
    const auto any = [](const std::vector<Truth>& truths) {
      return std::find(truths.begin(), truths.end(), Truth::True) != truths.end();
    };
    switch (rule.kind) {
      case Kind::ClassRule:
        return any(evaluator_.class_rule_with_otherwise(rule.index,
                                                        norms_.subjects_of(program_.class_rules[rule.index].sort)));
      case Kind::Norm:
        return any(norms_.active_subjects(rule.index));
      case Kind::Limit:
        return evaluator_.in_force(program_[program_.limits[rule.index].sentence.article].policy) &&
               any(positions_.limit_phrase(rule.index));
    }
    return false;
  }

  void ask(const RuleCoverage& rule, SentenceCoverage& sentence) {
    Asker asker(evaluator_, sentence);
    switch (rule.kind) {
      case Kind::ClassRule: {
        const core::ClassRule& one = program_.class_rules[rule.index];
        asker.ask(one.condition, one.exceptions, where_it_applies(one.sentence, one.sort));
        return;
      }
      case Kind::Limit: {
        const core::Limit& one = program_.limits[rule.index];
        asker.ask(one.phrase, one.exceptions, where_it_applies(one.sentence, one.sort));
        return;
      }
      case Kind::Norm: {
        const core::Norm& one = program_.norms[rule.index];
        asker.ask(one.guard, one.exceptions, norms_.instances(rule.index, norms_.open_rows(rule.index)));
        // What is bounded is asked of those on whom the norm bears: kept or broken.
        const Bearing& on = norms_.bearing(rule.index);
        std::vector<Row> bound;
        for (std::size_t entry = 0; entry < on.size(); ++entry)
          if (on.active[entry] != Truth::False) bound.push_back(on.row[entry]);
        for (const core::Head& head : one.heads)
          if (const auto* quantity = std::get_if<core::QuantityHead>(&head))
            asker.ask(quantity->condition, norms_.instances(rule.index, bound));
        return;
      }
    }
  }

  Batch where_it_applies(const core::Sentence& sentence, core::RelationId sort) {
    const Applicability& applying = evaluator_.sentence_applies(sentence, sort);
    std::vector<Row> rows;
    for (Row row = 0; row < applying.size(); ++row)
      if (applying[row] != Truth::False) rows.push_back(row);
    return batch_of(sort, std::move(rows));
  }

  NormEvaluator& norms_;
  Evaluator& evaluator_;
  const core::Program& program_;
  Positions positions_;
};

}  // namespace

Coverage nothing_covered(const core::Program& program) {
  std::map<std::tuple<source::FileId, std::uint32_t, std::uint32_t>, SentenceCoverage> by_place;
  const auto add = [&](const core::Sentence& sentence, RuleCoverage rule) -> std::vector<ConditionCoverage>& {
    const source::Span span = sentence.span;
    SentenceCoverage& into = by_place[{span.file, span.begin, span.end}];
    into.sentence = sentence;
    into.rules.push_back(rule);
    return into.conditions;
  };
  for (std::uint32_t at = 0; at < program.class_rules.size(); ++at) {
    const core::ClassRule& rule = program.class_rules[at];
    auto& atoms = add(rule.sentence, {Kind::ClassRule, at});
    list_atoms(program, rule.condition, atoms);
    list_atoms(program, rule.exceptions, atoms);
  }
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    const core::Norm& norm = program.norms[at];
    auto& atoms = add(norm.sentence, {Kind::Norm, at});
    list_atoms(program, norm.guard, atoms);
    list_atoms(program, norm.exceptions, atoms);
    for (const core::Head& head : norm.heads)
      if (const auto* quantity = std::get_if<core::QuantityHead>(&head))
        list_atoms(program, quantity->condition, atoms);
  }
  for (std::uint32_t at = 0; at < program.limits.size(); ++at) {
    const core::Limit& limit = program.limits[at];
    auto& atoms = add(limit.sentence, {Kind::Limit, at});
    list_atoms(program, limit.phrase, atoms);
    list_atoms(program, limit.exceptions, atoms);
  }
  Coverage coverage;
  for (auto& [place, sentence] : by_place) coverage.sentences.push_back(std::move(sentence));
  return coverage;
}

void add_coverage(NormEvaluator& norms, Coverage& coverage) {
  Collector collector(norms);
  for (SentenceCoverage& sentence : coverage.sentences) collector.collect(sentence);
}

}  // namespace polc::interpret
