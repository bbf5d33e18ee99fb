// SPDX-License-Identifier: Apache-2.0
// Conditions, values, classes, defined attributes and the reach of policies at one moment, each for many rows at once. What
// was worked out for this moment is kept until the evaluator goes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "runtime/interpret/batch.h"
#include "runtime/interpret/probe.h"
#include "runtime/interpret/result.h"
#include "runtime/interpret/series.h"
#include "runtime/interpret/values.h"
#include "runtime/interpret/world.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::interpret {

// Rows of a relation by the thing they are linked to, ready to be asked about windows.
struct CountedRows {
  const Series* series = nullptr;
  Series own;                        // where the filter depends on more than the row: by instance instead of by thing
  std::vector<std::uint32_t> pairs;  // then: the instance and …
  Grouped grouped;                   // … the rows of each instance, with the truth of the filter
  std::vector<Truth> truths;
  bool by_instance = false;
};

// A Count, worked out as far as its windows.
struct PreparedCount {
  std::vector<Row> things;  // that the rows are linked to; no_row: none
  CountedRows rows;
  std::vector<std::int64_t> begin, end;  // windows, in the unit of the series
  std::vector<Presence> window;          // Never: empty; Absent: not known
  std::optional<Values> lowest, highest;
};

// Whether a policy or a sentence applies to a thing; by row of its sort.
using Applicability = value::UnwrittenVector<Truth>;

class Evaluator {
 public:
  // `assumed`: policies that are taken not to have lapsed and to rest on what they suppose, because whether they do is what is
  // being worked out.
  Evaluator(World& world, value::Moment now, std::set<std::uint32_t> assumed = {});

  // conditions.cpp
  std::vector<Truth> condition(core::ConditionId id, const Batch& batch);
  // condition and none of the exceptions
  std::vector<Truth> unless(core::ConditionId id, const std::vector<core::ConditionId>& exceptions, const Batch& batch);
  std::vector<Row> follow(const core::Path& path, const Batch& batch) const;
  // values.cpp
  Values value(core::ValueId id, const Batch& batch);
  std::vector<Truth> compare(core::Comparison op, const Values& left, const Values& right, core::TypeKind kind,
                             source::Span span);
  // counts.cpp
  std::vector<Truth> count(const core::Count& count, source::Span span, const Batch& batch);
  PreparedCount prepare(const core::Count& count, source::Span span, const Batch& batch);
  Interval number(const PreparedCount& prepared, const core::Count& count, std::size_t at);
  // The same over one day alone, for a batch of one instance.
  Truth count_on_day(const core::Count& count, source::Span span, const Batch& one, std::int64_t day);
  Gaps gaps_of(core::RelationId relation, core::ColumnIndex link, Row thing);
  CountedRows counted_rows(core::RelationId relation, core::ColumnIndex link, const std::vector<Row>& things,
                           std::optional<core::ConditionId> filter, const Batch& outer, source::Span span);
  // Whether row `at` is counted between begin and end (unit of the series): for proofs of compliance.
  std::int64_t now_in(const Series& series) const;
  // classes.cpp
  const ClassTable& classes(core::ScaleId scale, core::RelationId sort);
  const std::vector<Truth>& flag(core::RelationId sort, core::ColumnIndex column);
  std::vector<Truth> class_rule(const core::ClassRule& rule, const Batch& batch);  // `otherwise` left out
  std::vector<Truth> class_rule_with_otherwise(std::uint32_t rule, const std::vector<Row>& things);  // of its sort
  // The classes that the facts give the thing today.
  [[nodiscard]] std::vector<GivenClass> given_classes(core::ScaleId scale, core::RelationId sort, Row thing) const;
  // What another engine has worked out, and need not be again. Taken once, before it is asked for.
  void take(ClassTable table);
  void take(FlagTable table);
  // The classes, moved; the evaluator goes on reading them where they are now, and must not outlive them there.
  void lend(core::ScaleId scale, core::RelationId sort, ClassTable& to);
  // policies.cpp
  bool in_force(core::PolicyId policy) const;
  const Applicability& applies(core::PolicyId policy, core::RelationId sort);
  // The sentence's policy applies, and its article is not replaced.
  const Applicability& sentence_applies(const core::Sentence& sentence, core::RelationId sort);
  // The same for one thing, taken apart.
  Reach reach(const core::Sentence& sentence, core::RelationId sort, Row thing);

  // The end of a past day; kept as long as this one.
  Evaluator& past(std::int32_t day);

  World& world;
  const core::Program& program;
  const facts::FactBase& facts;
  const value::Moment now;
  const value::Day today;

 private:
  Values attribute(const core::Attribute& attribute, const Batch& batch);
  Values ratio(core::RelationId relation, std::pair<core::ColumnIndex, core::ColumnIndex> columns,
               const std::vector<Row>& rows);
  Values product(const core::Product& product, source::Span span, const Batch& batch);
  Values parameter(core::ParameterId id, std::size_t size) const;
  Values latest(const core::LatestEvent& latest, const Batch& batch);
  Values shifted(const core::Shifted& shifted, core::TypeKind kind, source::Span span, const Batch& batch);

  std::vector<Truth> connective(const std::vector<core::ConditionId>& parts, bool is_and, const Batch& batch);
  std::vector<Truth> flag_at(const core::Flag& flag, const Batch& batch);
  std::vector<Truth> has_class(const core::HasClass& has, const Batch& batch);
  void set_windows(const core::Count& count, const Batch& batch, PreparedCount& prepared);
  Truth count_truth(const PreparedCount& prepared, const core::Count& count, std::size_t at, source::Span span);
  Truth day_truth(const PreparedCount& prepared, const core::Count& count, std::size_t at, std::int64_t day,
                  source::Span span);
  Truth number_truth(const Interval& number, const PreparedCount& prepared, std::size_t at, value::Rational step,
                     source::Span span);

  struct Grounds;
  // Arrays by place in `rows`.
  ClassTable work_out_classes(core::ScaleId scale, core::RelationId sort, const std::vector<Row>& rows);
  struct Given {
    RankSets ranks;               // that rules give
    std::vector<bool> spoken_of;  // by one of them
  };
  void add_rule_grounds(const std::vector<Row>& rows, ClassTable& table, std::vector<Grounds>& groups, Given& given);
  std::vector<Truth> spoken_of(const core::ClassRule& rule, const Batch& all);
  std::vector<Truth> otherwise_holds(const std::vector<std::uint32_t>& rules, const core::ClassRule& rule,
                                     const std::map<std::uint32_t, std::vector<Truth>>& truths, std::size_t size);

  std::vector<Row> regions_of(core::PolicyId policy);
  std::vector<Truth> at_regions(core::PolicyId policy, core::ConditionId condition,
                                const std::vector<Row>& regions) const;
  const std::vector<Truth>& lapsed(core::PolicyId policy);    // by region row
  const std::vector<Truth>& supposed(core::PolicyId policy);  // by region row
  void look_back(core::PolicyId policy, const std::vector<Row>& regions, LapseHistory& history) const;
  Applicability work_out_reach(core::PolicyId policy, core::RelationId sort);
  // The same truth for every row of the sort.
  const Applicability& everywhere(Truth truth, core::RelationId sort);

  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  std::map<Pair, ClassTable> classes_;
  std::map<Pair, const ClassTable*> lent_;
  std::map<Pair, std::vector<Truth>> flags_;
  std::map<Pair, Applicability> applies_;                                // (policy, sort)
  std::map<std::pair<Truth, std::uint32_t>, Applicability> everywhere_;  // (truth, sort)
  std::map<Pair, Applicability> sentence_applies_;                       // (article, sort)
  std::map<std::uint32_t, std::vector<Truth>> lapsed_, supposed_;        // by policy: by region row
  std::map<std::int32_t, std::unique_ptr<Evaluator>> past_;
  std::set<std::uint32_t> assumed_;
  std::set<Pair> classes_in_progress_, flags_in_progress_;
};

// The combination rule that a policy's rules fall under: its own or a superior's, the uppermost of them; no_index: none.
[[nodiscard]] std::uint32_t combination_of(const World& world, core::ScaleId scale, core::RelationId sort,
                                           core::PolicyId policy);

}  // namespace polc::interpret
