// SPDX-License-Identifier: Apache-2.0
// Policies, articles and their sentences as core rules: classes, norms, limits, tests. All names are resolved, all
// sentences carry their article and their span.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/core/conditions.h"
#include "compiler/core/ids.h"
#include "compiler/core/vocabulary.h"

namespace polc::core {

struct Policy {
  Label label;
  std::optional<AuthorityId> issuer;
  std::vector<PolicyId> under;                  // superiors that are part of the program
  std::vector<std::string> under_elsewhere;     // superiors that are named but not at hand
  std::vector<std::string> over;                // jurisdiction: names or keys of regions; empty = everywhere
  std::optional<value::Moment> in_force_from;   // applies from this instant …
  std::optional<value::Moment> in_force_until;  // … up to and not at this one
  std::optional<ConditionId> lapses;            // row 0 = a region of `over`
  std::optional<ConditionId> supposes;          // row 0 = a region of `over`
  std::vector<PolicyId> supersedes, amends;
  source::Span span;
};

struct Article {
  PolicyId policy;
  std::string number;  // "15.7"
  std::string title;
  source::Span span;
};

struct ParameterVersion {
  std::optional<value::Moment> from;            // absent: from the beginning
  value::Rational number = value::Rational(0);  // in the base unit
};
struct Parameter {
  Label label;
  ArticleId article;
  Type type;
  std::vector<ParameterVersion> versions;  // earliest first
  std::vector<std::string> norms{};        // in the margin, as of a sentence
};

// Where a sentence stands: its article, its place among the sentences of that article (from 0), and the norms of the source
// that stand in the margin of it. Those are for the reader: no engine looks at them, and core/dump leaves them out.
struct Sentence {
  ArticleId article;
  std::uint32_t place = 0;
  source::Span span;
  std::vector<std::string> norms{};
};

// `low risk for region if C`, `low risk for person otherwise`, `region is double zero if C`.
struct ClassRule {
  Sentence sentence;
  RelationId sort;                      // row 0 of the conditions
  std::optional<ScaleId> scale;         // a class …
  std::uint32_t rank = 0;               // … of this rank
  std::optional<ColumnIndex> flag;      // or a yes/no attribute of the sort
  ConditionId condition;                // what the text says, exceptions left out
  std::vector<ConditionId> exceptions;  // `unless`, `except`
  bool otherwise = false;               // and no other class rule of this policy for the same scale and sort holds
};

enum class Combination : std::uint8_t { Highest, Lowest };
// `highest risk applies`: holds for its policy's rules (and for the rules of policies under it) on that scale.
struct CombinationRule {
  Sentence sentence;
  ScaleId scale;
  std::optional<RelationId> sort;  // `for person`: of this sort alone
  Combination combination = Combination::Highest;
  [[nodiscard]] bool is_about(ScaleId of_scale, RelationId of_sort) const {
    return scale == of_scale && (!sort || *sort == of_sort);
  }
};

enum class Modality : std::uint8_t { Must, MustNot, May, NeedNot };
enum class Strength : std::uint8_t {
  Hard,         // binds
  InPrinciple,  // a default: single departures are open
  Advice,       // `should`: never a breach
};

// Amounts allowed for a length, a bound or a count. Both absent: nothing said.
struct Range {
  std::optional<ValueId> lowest;
  std::optional<ValueId> highest;
};

// `centralized quarantine 14 days`, `report to police`.
struct MeasureHead {
  MeasureId measure;
  Range length;                         // of a lasting measure; Duration values
  std::vector<std::string> recipients;  // `to A or to B` (one suffices)
  bool all_recipients = false;          // `to A and to B`
};
// `at most 6 occupants`, `at least 1 mask box`: the subject must satisfy `condition` (row 0 as in the norm's guard).
struct QuantityHead {
  ConditionId condition;                 // a Compare or a Count
  std::optional<ColumnIndex> attribute;  // the bounded attribute of the subject's sort
  std::optional<RelationId> counted;     // or the things counted
};
using Head = std::variant<MeasureHead, QuantityHead>;
enum class HeadConnective : std::uint8_t { Single, OneOf, Sequence };

// When a norm's duty is due, relative to its subject and occasion.
struct Timing {
  // The span of days begins: always on (nothing said), with the run of days on which the guard holds (a length and no
  // `from`), or at a given time (`from arrival`, `from 3 days after X`).
  enum class Start : std::uint8_t { Standing, Run, At } start = Start::Standing;
  std::optional<ValueId> from;    // Start::At
  std::optional<ValueId> length;  // a Duration: the days from … from + length - 1 (Run and At)
  std::optional<ValueId> until;   // in force before this Day (not on it) or Moment
  bool each_occasion = false;     // `on entry`: due at the moment (on the day) of the occasion
  // `within 24 hours of arrival`, `before opening`, `at once`: to be fulfilled not before `due_from` and by `due_by`.
  std::optional<TimeBound> due_from;
  std::optional<TimeBound> due_by;
  bool at_once = false;
  // `2 times a day`, `at least once a day`, `every 3 days`.
  struct Frequency {
    std::optional<std::int64_t> lowest, highest;  // acts in each period
    std::int64_t period_minutes = 0;
    bool spacing = false;  // `every 3 days`: no gap longer than the period
  };
  std::optional<Frequency> frequency;
};

struct Norm {
  Sentence sentence;
  Modality modality = Modality::Must;
  Strength strength = Strength::Hard;
  RelationId sort;  // what the norm is about
  std::optional<RelationId>
      occasion;       // the event that times it: then row 0 is the event row, and the subject its `subject` column
  Path subject;       // from row 0 to the subject
  ConditionId guard;  // subject phrase and conditions (row 0)
  std::vector<ConditionId> exceptions;  // `unless`, `except` (row 0)
  std::vector<ArticleId> notwithstanding;
  HeadConnective connective = HeadConnective::Single;
  std::vector<Head> heads;  // one, or the alternatives, or the steps
  Timing timing;
  std::optional<std::string> addressee;
  std::optional<std::string> chosen_by;
};

enum class LimitKind : std::uint8_t {
  Amount,      // floor and ceiling of a length, bound or count: `range`
  OnlyFor,     // may be imposed on nobody else
  NotImposed,  // may not be imposed
  NoBan,       // may not be forbidden or conditioned
  ClosedList,  // nothing else of the list may be imposed
  Delegated,   // only `authority` may set it, in `range`
};

struct Limit {
  Sentence sentence;
  LimitKind kind = LimitKind::Amount;
  RelationId sort;                       // row 0
  std::vector<MeasureId> measures;       // what the limit is about …
  std::optional<QuantityHead> quantity;  // … or a bounded quantity (its condition is what a lower policy must keep)
  std::optional<ScaleId> scale;          // … or a scale (Delegated)
  std::optional<ListId> list;            // ClosedList
  Range range;
  ConditionId phrase;  // for whom and when the limit holds (OnlyFor: on whom it may be imposed)
  std::vector<ConditionId> exceptions;
  std::optional<AuthorityId> authority;  // Delegated
};

// `county may decide other measures`: whatever neither its policy nor those above it speak of may be set by `authority`, within
// their limits. It makes no breach; it says of what stands beside them that it has a ground.
struct GeneralDelegation {
  Sentence sentence;
  AuthorityId authority;
};

// ---------------------------------------------------------------- tests

using GivenValue = std::variant<bool, std::string, std::uint32_t, value::Rational, value::Day, value::Moment>;
struct GivenCell {
  ColumnIndex column = 0;  // of the relation; text for texts, keys and references; index for enumerations
  GivenValue value;
};
struct
    GivenRow {  // an entity (key in `subject`), or a row of an event, class record or conduct relation of the entity `subject`
  RelationId relation;
  std::string subject;
  std::vector<GivenCell> cells;
  source::Span span;
};
struct GivenNoReport {
  RelationId relation;
  std::string subject;                    // empty: of every subject
  std::optional<value::Day> first, last;  // days, both included; absent: no report at all
  source::Span span;
};

struct ExpectClass {
  RelationId sort;
  std::string subject;
  ScaleId scale;
  std::optional<std::uint32_t> rank;
  enum class Lack : std::uint8_t { Unknown, Conflict, Gap } lack = Lack::Unknown;  // without a rank: why there is none
};
struct ExpectFlag {
  RelationId sort;
  std::string subject;
  ColumnIndex column = 0;
  value::Truth truth = value::Truth::True;
};
struct ExpectNorm {  // some norm of this modality and measure is due for the subject (any subject when empty)
  Modality modality = Modality::Must;
  std::optional<RelationId> sort;
  std::string subject;
  std::vector<MeasureId> measures;
  std::optional<value::Rational> length;  // minutes
};
struct ExpectBreach {
  std::string article;  // empty: of any
  std::optional<PolicyId> policy;
  std::string kind;  // `breach: "above ceiling"`; empty: any
};
struct Expectation {
  bool negated = false;
  std::variant<ExpectClass, ExpectFlag, ExpectNorm, ExpectBreach> what;
  source::Span span;
};
struct TestStep {  // `on` a moment, then what is expected there
  value::Moment moment;
  std::vector<Expectation> expectations;
};
struct Test {
  PolicyId policy;
  std::string name;
  std::vector<GivenRow> given;
  std::vector<GivenNoReport> no_reports;
  std::vector<TestStep> steps;
  source::Span span;
};

// Accepts one proved finding, by its id, for a time.
struct Waiver {
  PolicyId policy;
  std::string finding;
  value::Day last_day;
  std::string authority;
  std::string reason;
  source::Span span;
};

}  // namespace polc::core
