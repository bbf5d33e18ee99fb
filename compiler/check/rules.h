// SPDX-License-Identifier: Apache-2.0
// The sentences of an article: class rules, norms, quantity limits, limits on lower authorities. Each function appends to the
// program what its sentence says, or reports why it says nothing.
#pragma once
#include <optional>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"
#include "compiler/check/phrases.h"

namespace polc::check {

// A rule of an article: a norm or a class rule, as its head says.
void read_rule(const Context& context, const core::Sentence& sentence, const ast::Rule& rule);

// What the first head of a rule is a name of.
enum class HeadKind { Measure, Class, Quantity, Unknown };
HeadKind kind_of_head(const Context& context, const ast::Head& head);

// `region is low risk if C`, and rules whose head is a class.
void read_classify(const Context& context, const core::Sentence& sentence, const ast::Classify& classify);
void read_class_rule(const Context& context, const core::Sentence& sentence, const ast::Rule& rule);
void read_combination(const Context& context, const core::Sentence& sentence, const ast::Combine& combine);

void read_norm(const Context& context, const core::Sentence& sentence, const ast::Rule& rule);
void read_limit(const Context& context, const core::Sentence& sentence, const ast::Limit& limit);

// ---- parts that these share

// For whom a sentence is: the rows its conditions see, and the condition of its subject phrase.
struct Subject {
  core::RelationId sort;
  std::optional<NounGroup> group;  // none: no phrase, every thing of the sort
  const ast::Where* where = nullptr;
};

// The subjects of a phrase: one for each kind of thing it names. Without a phrase the sort is the one of `sorts` for which
// `fits` holds (all conditions of the sentence can be read about it); reported when that is none or several.
std::optional<std::vector<Subject>> read_subjects(const Context& context, const ast::Phrase* phrase,
                                                  const std::vector<core::RelationId>& sorts, source::Span span);

// Subject phrase and `if` together, with the rows of `context`. No value after a finding.
std::optional<core::ConditionId> read_guard(const Context& context, const Subject& subject,
                                            const ast::Condition* condition, source::Span span);

struct Exceptions {
  std::vector<core::ConditionId> conditions;
  std::vector<core::ArticleId> notwithstanding;
};
std::optional<Exceptions> read_exceptions(const Context& context, const std::vector<ast::Exemption>& exemptions);

// The sort that the conditions of a sentence without a subject are about: of `sorts`, the only one about which all of them can
// be read. Reports when none or several are.
std::optional<core::RelationId> infer_sort(const Context& context, const std::vector<core::RelationId>& sorts,
                                           const std::vector<const ast::Condition*>& conditions, source::Span span);

// The measure of this name; reported when there is none.
std::optional<core::MeasureId> read_measure(const Context& context, const ast::Operand& operand);
// The measure of a head; of `return to work`, read as `return` with a recipient, says that quotes may be missing.
std::optional<core::MeasureId> read_measure(const Context& context, const ast::Head& head);
bool is_done_to(const core::Program& program, core::MeasureId measure, core::RelationId sort);

// `at most 6 occupants`, `floor area at least 2.5 m² per occupants`, `at least 1 mask box`, about the subject of `context`.
std::optional<core::QuantityHead> read_quantity_head(const Context& context, const ast::Head& head);

// The amounts that a head sets for the length of its measure.
std::optional<core::Range> read_length_range(const Context& context, const ast::Head& head, core::MeasureId measure);

}  // namespace polc::check
