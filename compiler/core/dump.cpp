// SPDX-License-Identifier: Apache-2.0
// The whole program: vocabulary, then policy by policy its header and its articles with their sentences in written order.
#include "compiler/core/dump.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "compiler/core/dump_parts.h"

namespace polc::core {

namespace {

// The sentences of all articles, each with its place, gathered once so that the dump stays linear in the program.
struct Placed {
  std::uint32_t article = 0;
  std::uint32_t place = 0;
  std::uint32_t order = 0;  // kind and index, to keep the order stable where places are equal
  Expression expression;
};

std::vector<Placed> all_sentences(const Program& program) {
  std::vector<Placed> all;
  std::uint32_t order = 0;
  const auto add = [&](const Sentence& sentence, Expression expression) {
    all.push_back({sentence.article.index, sentence.place, order++, std::move(expression)});
  };
  for (const CombinationRule& rule : program.combinations) {
    std::vector<Expression> parts{name_of(program[rule.scale].label),
                                  leaf(rule.combination == Combination::Highest ? "highest" : "lowest")};
    if (rule.sort) parts.push_back(name_of(program[*rule.sort].label));
    add(rule.sentence, list("combine", std::move(parts)));
  }
  for (const ClassRule& rule : program.class_rules) add(rule.sentence, class_rule_expression(program, rule));
  for (const Norm& norm : program.norms) add(norm.sentence, norm_expression(program, norm));
  for (const Limit& limit : program.limits) add(limit.sentence, limit_expression(program, limit));
  for (const GeneralDelegation& one : program.general_delegations)
    add(one.sentence, list("general-delegation", {name_of(program[one.authority].label)}));
  std::sort(all.begin(), all.end(), [](const Placed& left, const Placed& right) {
    return std::tie(left.article, left.place, left.order) < std::tie(right.article, right.place, right.order);
  });
  return all;
}

Expression parameter_expression(const Parameter& parameter) {
  std::vector<Expression> parts{name_of(parameter.label)};
  for (const ParameterVersion& version : parameter.versions) {
    Expression number = number_expression(version.number, parameter.type.dimension);
    if (version.from)
      parts.push_back(list("from", {leaf(print_moment(*version.from)), std::move(number)}));
    else
      parts.push_back(std::move(number));
  }
  return list("parameter", std::move(parts));
}

void add_names(const char* head, const Program& program, const std::vector<PolicyId>& ids,
               std::vector<Expression>& parts) {
  if (ids.empty()) return;
  std::vector<Expression> names;
  for (const PolicyId id : ids) names.push_back(name_of(program[id].label));
  parts.push_back(list(head, std::move(names)));
}

void add_texts(const char* head, const std::vector<std::string>& texts, std::vector<Expression>& parts) {
  if (texts.empty()) return;
  std::vector<Expression> words;
  for (const std::string& text : texts) words.push_back(leaf(quoted_text(text)));
  parts.push_back(list(head, std::move(words)));
}

std::vector<Expression> header_expressions(const Program& program, const Policy& policy) {
  std::vector<Expression> parts;
  if (policy.issuer) parts.push_back(list("by", {name_of(program[*policy.issuer].label)}));
  add_names("under", program, policy.under, parts);
  add_texts("under-elsewhere", policy.under_elsewhere, parts);
  add_texts("over", policy.over, parts);
  if (policy.in_force_from) parts.push_back(list("in-force-from", {leaf(print_moment(*policy.in_force_from))}));
  if (policy.in_force_until) parts.push_back(list("in-force-until", {leaf(print_moment(*policy.in_force_until))}));
  if (policy.lapses)
    parts.push_back(list("lapses", {condition_expression(program, *policy.lapses, rows_in_scope({}))}));
  if (policy.supposes)
    parts.push_back(list("supposes", {condition_expression(program, *policy.supposes, rows_in_scope({}))}));
  add_names("supersedes", program, policy.supersedes, parts);
  add_names("amends", program, policy.amends, parts);
  return parts;
}

}  // namespace

std::string dump(const Program& program, const DumpOptions& options) {
  std::string out;
  if (options.vocabulary) {
    const std::vector<Expression> vocabulary = vocabulary_expressions(program);
    for (const Expression& expression : vocabulary) print_indented(expression, 0, options.width, out);
    if (!vocabulary.empty()) out += '\n';
  }
  std::vector<Placed> sentences = all_sentences(program);
  std::vector<std::vector<const Parameter*>> parameters(program.articles.size());
  for (const Parameter& parameter : program.parameters) parameters[parameter.article.index].push_back(&parameter);
  std::vector<std::vector<std::uint32_t>> articles(program.policies.size());
  for (std::uint32_t at = 0; at < program.articles.size(); ++at)
    articles[program.articles[at].policy.index].push_back(at);

  for (std::uint32_t at = 0; at < program.policies.size(); ++at) {
    const Policy& policy = program.policies[at];
    std::vector<Expression> parts{name_of(policy.label)};
    for (Expression& header : header_expressions(program, policy)) parts.push_back(std::move(header));
    for (const std::uint32_t article : articles[at]) {
      std::vector<Expression> inside{leaf(quoted_name(program.articles[article].number))};
      for (const Parameter* parameter : parameters[article]) inside.push_back(parameter_expression(*parameter));
      const auto first = std::lower_bound(sentences.begin(), sentences.end(), article,
                                          [](const Placed& placed, std::uint32_t id) { return placed.article < id; });
      for (auto next = first; next != sentences.end() && next->article == article; ++next)
        inside.push_back(std::move(next->expression));
      parts.push_back(list("article", std::move(inside)));
    }
    if (options.tests)
      for (const Test& test : program.tests)
        if (test.policy.index == at) parts.push_back(test_expression(program, test));
    print_indented(list("policy", std::move(parts)), 0, options.width, out);
  }
  return out;
}

std::string print(const Program& program, const ClassRule& rule) {
  return on_one_line(class_rule_expression(program, rule));
}
std::string print(const Program& program, const Norm& norm) { return on_one_line(norm_expression(program, norm)); }
std::string print(const Program& program, const Limit& limit) { return on_one_line(limit_expression(program, limit)); }
std::string print(const Program&, const Parameter& parameter) { return on_one_line(parameter_expression(parameter)); }

}  // namespace polc::core
