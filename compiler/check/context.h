// SPDX-License-Identifier: Apache-2.0
// What the checker knows while it reads one sentence: the program being built, the names in scope, where findings go, and
// the rows that conditions can speak of. Builder appends to the tables of the program and can take back what a reading that
// turned out wrong has appended.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/check/symbols.h"
#include "compiler/core/core.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/language.h"

namespace polc::check {

class Builder {
 public:
  explicit Builder(core::Program& program) : program_(program) {}

  core::ConditionId add(core::ConditionKind kind, source::Span span);
  core::ValueId add(core::ValueKind kind, core::Type type, source::Span span);
  // The conjunction of what is there: none is True, one is itself.
  core::ConditionId all(std::vector<core::ConditionId> parts, source::Span span);
  core::ConditionId any_of(std::vector<core::ConditionId> parts, source::Span span);

  core::ValueId number(value::Rational number, value::Dimension dimension, source::Span span);
  core::ValueId day(value::Day day, source::Span span);
  core::ValueId moment(value::Moment moment, source::Span span);
  core::ValueId text(std::string text, source::Span span);

  struct Mark {
    std::size_t conditions, values;
  };
  Mark mark() const { return {program_.conditions.size(), program_.values.size()}; }
  void take_back(Mark mark);

 private:
  template <class Connective>
  std::vector<core::ConditionId> flattened(const std::vector<core::ConditionId>& parts) const;

  core::Program& program_;
};

core::Type number_type(value::Dimension dimension);
core::Type plain_type(core::TypeKind kind);
core::Type reference_type(core::RelationId target);

// The rows in scope of a condition.
struct Rows {
  std::vector<core::RelationId> relations;   // row 0, row 1, …
  core::Path subject;                        // from row 0 to the subject of the sentence
  std::optional<core::RelationId> occasion;  // row 0 is a row of this event
  // What is said of a place may be said of a thing that has one place (`response` of a venue is that of its host). Not while
  // the subject itself is still being worked out from what the condition speaks of.
  bool may_use_place = true;
};
Rows rows_about(core::RelationId subject);
Rows rows_on_occasion(const core::Program& program, core::RelationId event);

struct Context {
  core::Program& program;
  Builder& builder;
  const Scope& scope;
  diag::Sink& sink;
  source::Language language;
  core::PolicyId policy{};
  Rows rows{};

  // The same place in the text, other rows or another sink.
  Context with(Rows other) const { return {program, builder, scope, sink, language, policy, std::move(other)}; }
  Context with(diag::Sink& other) const { return {program, builder, scope, other, language, policy, rows}; }
};

// A label in the language of the reader of findings, for use as an argument.
diag::Argument shown(const core::Label& label);
// Several of them with commas between.
diag::Argument shown(const core::Program& program, const std::vector<core::RelationId>& relations);

core::Path step(const core::Program& program, core::Path path, core::ColumnIndex column);

// Whether two paths, conditions, … say the same is asked of their printed form; see core/dump.h.

// The reference columns of `relation` that lead to `target`.
std::vector<core::ColumnIndex> references_to(const core::Program& program, core::RelationId relation,
                                             core::RelationId target);
// The way from a thing to its place, a thing of relation `place`: itself; the reference marked `located by`; its only reference
// to one; else the only way over one more thing. No value if there is none or more than one.
std::optional<core::Path> path_to_place(const core::Program& program, const core::Path& from, core::RelationId place);

}  // namespace polc::check
