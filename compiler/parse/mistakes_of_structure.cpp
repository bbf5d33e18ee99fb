// SPDX-License-Identifier: Apache-2.0
// Sentences whose words are right and whose build is not.
#include <antlr4-runtime.h>

#include <array>

#include "PolicyLexer.h"
#include "compiler/parse/mistake.h"

namespace polc::parse {
namespace {

using Trial = Mistake::Trial;

Token invented(TokenType type, std::uint32_t where) { return {type, -1, where, where}; }

bool begins_condition(TokenType type) {
  switch (type) {
    case PolicyLexer::IF:
    case PolicyLexer::UNLESS:
    case PolicyLexer::WHERE:
    case PolicyLexer::ONLY_IF:
    case PolicyLexer::SUPPOSES:
    case PolicyLexer::WHOEVER:
    case PolicyLexer::LP:
      return true;
    default:
      return false;
  }
}

bool begins_period(TokenType type) {
  switch (type) {
    case PolicyLexer::IN:
    case PolicyLexer::INSIDE:
    case PolicyLexer::EACH_OF:
    case PolicyLexer::EVER:
    case PolicyLexer::SINCE:
    case PolicyLexer::BEFORE:
    case PolicyLexer::AFTER:
    case PolicyLexer::ON:
    case PolicyLexer::BETWEEN:
      return true;
    default:
      return false;
  }
}

bool in_condition(const Mistake& mistake) {
  for (std::size_t place = 0; place < mistake.at; ++place)
    if (begins_condition(mistake.type(place))) return true;
  return false;
}

}  // namespace

bool explain_brackets(const Mistake& mistake) {
  std::vector<std::size_t> open;
  for (std::size_t place = 0; place < mistake.at; ++place) {
    if (mistake.type(place) == PolicyLexer::LP) open.push_back(place);
    if (mistake.type(place) == PolicyLexer::RP && !open.empty()) open.pop_back();
  }
  const std::uint32_t here = mistake.at < mistake.tokens.size() ? mistake.tokens[mistake.at].begin : 0;
  const auto closes_here = [&] {
    const std::array closing{invented(PolicyLexer::RP, here)};
    return mistake.attempt(mistake.with(mistake.at, mistake.at, closing)) != Trial::NoBetter;
  };
  if (!open.empty() && (mistake.at == mistake.tokens.size() || closes_here())) {
    mistake.sink.emit(diag::Kind::BracketNotClosed, mistake.span(open.back()));
    return true;
  }
  if (mistake.type(mistake.at) != PolicyLexer::RP || !open.empty()) return false;
  mistake.sink.emit(diag::Kind::BracketNotOpened, mistake.span(mistake.at));
  return true;
}

// With the other joint in its place the sentence would go on: the joints are mixed. The parser may stop a few words behind
// the joint: in `A and b is c or d is e` it first takes `c or d` for a list.
bool explain_mixed_joints(const Mistake& mistake) {
  const auto is_joint = [&](std::size_t place) {
    return mistake.type(place) == PolicyLexer::AND || mistake.type(place) == PolicyLexer::OR;
  };
  constexpr std::size_t reach = 4;
  std::size_t joint = mistake.type(mistake.at) == PolicyLexer::COMMA ? mistake.at + 1 : mistake.at;
  while (!is_joint(joint) && joint > 0 && joint + reach > mistake.at) --joint;
  if (!is_joint(joint)) return false;
  Token other = mistake.tokens[joint];
  other.type = other.type == PolicyLexer::AND ? PolicyLexer::OR : PolicyLexer::AND;
  bool mixed = joint >= mistake.at;
  for (std::size_t place = 0; place < joint; ++place) mixed = mixed || mistake.type(place) == other.type;
  if (!mixed || mistake.attempt(mistake.with(joint, joint + 1, std::array{other})) == Trial::NoBetter) return false;
  if (in_condition(mistake))
    mistake.sink.emit(diag::Kind::MixedAndOr, mistake.span(joint));
  else
    mistake.sink.emit(diag::Kind::MixedMeasures, mistake.span(joint));
  return true;
}

bool explain_two_periods(const Mistake& mistake) {
  // Chinese puts the word behind: `14天内 7天内` stops at the second number.
  const std::size_t second = mistake.type(mistake.at) == PolicyLexer::NUMBER ? mistake.at + 2 : mistake.at;
  if (!begins_period(mistake.type(second)) || !in_condition(mistake)) return false;
  for (std::size_t place = mistake.at; place-- > 0;) {
    const TokenType type = mistake.type(place);
    if (begins_condition(type) || type == PolicyLexer::AND || type == PolicyLexer::OR) return false;
    if (!begins_period(type)) continue;
    mistake.sink.emit(diag::Kind::TwoPeriods, mistake.span(second)).note(diag::Kind::FirstOneHere, mistake.span(place));
    return true;
  }
  return false;
}

// `if double zero`: with a verb behind the name the sentence would go on.
bool explain_bare_name(const Mistake& mistake) {
  std::size_t first = mistake.at;
  const auto belongs_to_name = [](TokenType type) {
    return type == PolicyLexer::NAME || type == PolicyLexer::STRING || type == PolicyLexer::OF ||
           type == PolicyLexer::POSSESSIVE || type == PolicyLexer::PER;
  };
  while (first > 0 && belongs_to_name(mistake.type(first - 1))) --first;
  if (first == mistake.at || first == 0) return false;
  const TokenType before = mistake.type(first - 1);
  if (!begins_condition(before) && before != PolicyLexer::AND && before != PolicyLexer::OR) return false;
  const std::uint32_t end = mistake.tokens[mistake.at - 1].end;
  const std::array verb{invented(PolicyLexer::IS, end), invented(PolicyLexer::NAME, end)};
  if (mistake.attempt(mistake.with(mistake.at, mistake.at, verb)) == Trial::NoBetter) return false;
  const source::Span span = join(mistake.span(first), mistake.span(mistake.at - 1));
  const std::string name(mistake.letters.written(mistake.tokens[first].begin, end));
  const bool english = mistake.keywords.language() == source::Language::English;
  mistake.sink.emit(diag::Kind::BareNameAsCondition, span, name, english ? name + " is yes" : name + " 为 是",
                    english ? "any " + name : "有 " + name);
  return true;
}

// The same words are a good sentence of another part of the file.
bool explain_misplaced(const Mistake& mistake) {
  struct Other {
    Entry entry;
    diag::Kind kind;
  };
  constexpr std::array others{Other{Entry::Limit, diag::Kind::LimitAmongRules},
                              Other{Entry::Statement, diag::Kind::RuleMisplaced},
                              Other{Entry::NormStatement, diag::Kind::RuleMisplaced},
                              Other{Entry::NormStep, diag::Kind::TestStepMisplaced},
                              Other{Entry::TestStep, diag::Kind::TestStepMisplaced},
                              Other{Entry::HeaderLine, diag::Kind::HeaderLineMisplaced}};
  for (const Other& other : others) {
    if (other.entry == mistake.entry || mistake.attempt(mistake.tokens, other.entry) != Trial::Whole) continue;
    // A lone name is a sentence of every kind; that says nothing.
    if (mistake.tokens.size() < 2) continue;
    mistake.sink.emit_any(other.kind, join(mistake.span(0), mistake.span(mistake.tokens.size() - 1)), {});
    return true;
  }
  return false;
}

}  // namespace polc::parse
