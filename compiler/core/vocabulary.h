// SPDX-License-Identifier: Apache-2.0
// What a core program may speak of: relations with typed columns, scales, measures, lists, authorities.
// Everything is resolved: names are labels for people, references are ids.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/core/ids.h"
#include "compiler/source/span.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/rational.h"
#include "runtime/value/units.h"

namespace polc::core {

// The names of one thing. Either side may be empty when the vocabulary gives only one.
struct Label {
  std::string english;
  std::string chinese;
  source::Span span;
  // The language-neutral print: English when there is one, else Chinese.
  const std::string& neutral() const { return english.empty() ? chinese : english; }
};

enum class TypeKind : std::uint8_t { Text, YesNo, Enumeration, Number, Day, Moment, Reference };

struct Type {
  TypeKind kind = TypeKind::Text;
  // Number only: what is measured, and the declared unit as a factor to the base unit of that dimension.
  value::Dimension dimension = value::Dimension::Number;
  value::Rational unit_factor = value::Rational(1);
  std::string unit;             // the unit as declared, for printing ("m²"); empty for a plain number
  EnumerationId enumeration{};  // Enumeration only
  RelationId target{};          // Reference only
  friend bool operator==(const Type&, const Type&) = default;
};

struct Enumeration {
  Label label;                // of the attribute or scale that declares it
  std::vector<Label> values;  // in declared order
};

struct Column {
  Label label;
  Type type;
  bool key = false;
  bool personal = false;             // shown as a pseudonym
  bool optional = false;             // may be absent without being an error in the facts
  bool part_of = false;              // reference to the whole that this thing is a part of
  bool located_by = false;           // reference that decides under whose jurisdiction the subject is
  bool attested = false;             // a judgement …
  std::optional<AuthorityId> judge;  // … of this authority; none: nobody is named
  // A derived ratio (`individual floor area: m², as floor area per occupants`): numerator and denominator columns; not stored.
  std::optional<std::pair<ColumnIndex, ColumnIndex>> ratio;
  // A yes/no attribute that rules define (`region is double zero if …`): true iff one of its rules holds; not stored.
  bool defined_by_rules = false;
};

// How the counting column of an event is to be read.
enum class Counting : std::uint8_t {
  Rows,  // no counting column: each row counts one
  Sum,   // each row carries a count
  Total,  // each row carries the cumulative total so far; what is new is the difference to the report before (0 before the first)
};
// What a negative count (or a falling total) means.
enum class Corrections : std::uint8_t {
  Refused,     // not declared: a negative count is an error in the facts
  Subtracted,  // it is subtracted from the sums of windows that contain its day
  Ignored,     // it counts as zero
};

enum class RelationKind : std::uint8_t {
  Entity,       // one row per thing; has a key column
  Event,        // dated rows that belong to one entity; column 0 is the reference to it
  ClassRecord,  // given classes: columns subject, class (Enumeration of the scale), from day (optional), until day (optional, inclusive)
  Conduct,      // attested compliance: columns subject, done (yes/no), day (optional: holds for every day when absent)
};

struct Relation {
  RelationKind kind = RelationKind::Entity;
  Label label;
  std::vector<std::string> synonyms;
  std::vector<Column> columns;
  std::optional<ColumnIndex> key;  // Entity
  std::optional<ColumnIndex>
      subject;  // Event, ClassRecord, Conduct: the reference to the entity the row belongs to (column 0)
  // Time of a row: Event: first Day/Moment column, and a second one of the same type as its end (absent end = still going on).
  std::optional<ColumnIndex> begin;
  std::optional<ColumnIndex> end;
  // Event with a duty to report every `report_every` days (0 = no duty), from `report_from` (absent: from the first report in the facts).
  std::int32_t report_every = 0;
  std::optional<value::Day> report_from;
  Counting counting = Counting::Rows;
  std::optional<ColumnIndex> counting_column;
  Corrections corrections = Corrections::Refused;
  std::optional<ScaleId> scale;      // ClassRecord
  std::optional<MeasureId> measure;  // Conduct
};

struct Scale {
  Label label;
  EnumerationId classes;               // lowest class first; a rank is an index into its values
  std::vector<RelationId> sorts;       // entities that may have a class on it
  std::vector<RelationId> records;     // the ClassRecord relation of each sort, same order
  std::optional<AuthorityId> decider;  // `decides` of the vocabulary
};

struct Measure {
  Label label;
  std::vector<RelationId> sorts;    // what it is done to
  bool lasting = false;             // has an amount of time; longer is stricter
  std::optional<ScaleId> scale;     // `on isolation`: its class on that scale …
  std::uint32_t rank = 0;           // … is this one (found by name)
  bool attested = false;            // compliance is a yes/no fact
  std::vector<RelationId> conduct;  // Conduct relation for each sort when attested, same order as sorts
  // `shown by centralized isolation spell`: rows of this event for which the condition holds (row 0 = the event row).
  std::optional<RelationId> shown_by;
  std::optional<ConditionId> shown_by_filter;
  std::optional<std::string> recipient;  // `to authority`: kind of recipient as declared
  std::vector<MeasureId> rules_out, counts_as, opposite_of;
  // Cannot be done where these are not, to the same thing or to the one that it refers to.
  std::vector<MeasureId> presupposes;
  bool repeated = false;  // done again and again: a norm has to say how often
};

// A named set: values of an enumeration on an entity, or measures.
struct ListOfValues {
  Label label;
  RelationId sort;
  std::vector<Label> items;
  std::vector<MeasureId> measures;    // when the items are measures
  std::optional<ColumnIndex> column;  // when they are values of this attribute of the sort
  std::vector<std::uint32_t> values;  // their places in its enumeration
  std::optional<MeasureId> guarded;   // the act a closed list guards
  bool open = false;                  // `and the like`
};

struct Authority {
  Label label;
  std::optional<AuthorityId> under;
  std::optional<std::string> place;  // the region it rules, by its name or key
};

struct Vocabulary {
  std::vector<Enumeration> enumerations;
  std::vector<Relation> relations;
  std::vector<Scale> scales;
  std::vector<Measure> measures;
  std::vector<ListOfValues> lists;
  std::vector<Authority> authorities;
};

}  // namespace polc::core
