// SPDX-License-Identifier: Apache-2.0
// Noun phrases: `high-risk person`, `confirmed or suspected case`, `密切接触者`. A name that is declared is taken whole; any
// other is adjectives and one noun, the noun last, each adjective one that can describe the noun. What only looks like a
// phrase, or can be read in two ways, is reported with the readings; nothing is guessed.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/check/context.h"

namespace polc::check {

using Adjective = std::variant<ClassName, ValueName, ColumnName, ListName>;

// Things of one relation, of which every adjective holds.
struct Noun {
  core::RelationId relation;
  std::vector<Adjective> adjectives;
};

// What a phrase with alternatives comes to: for each relation the alternatives on it (one of them must hold).
struct NounGroup {
  core::RelationId relation;
  std::vector<Noun> alternatives;
  source::Span span;
};

// All readings of one name. `expected`: relations that adjectives alone may describe; empty = any that fits.
std::vector<Noun> readings(const Context& context, const std::string& name,
                           const std::vector<core::RelationId>& expected);

// The one reading of a name; else reports why there is none or more than one.
std::optional<Noun> read_noun(const Context& context, const ast::Name& name,
                              const std::vector<core::RelationId>& expected);

// `A`, `A or B`: adjectives alone borrow the noun of the last alternative. No value after a finding.
std::optional<std::vector<NounGroup>> read_nouns(const Context& context, const ast::Names& names,
                                                 const std::vector<core::RelationId>& expected);

// The condition that the thing at the end of `path` is as the adjectives say.
core::ConditionId to_condition(const Context& context, const Noun& noun, const core::Path& path, source::Span span);
core::ConditionId to_condition(const Context& context, const NounGroup& group, const core::Path& path);
core::ConditionId to_condition(const Context& context, const Adjective& adjective, const core::Path& path,
                               source::Span span);

// The adjectives of this name that can describe a thing of `relation`: `low-risk`, `confirmed`, `masked`, a list.
std::vector<Adjective> adjectives_of(const Context& context, const std::string& name, core::RelationId relation,
                                     bool bare_classes);

}  // namespace polc::check
