// SPDX-License-Identifier: Apache-2.0
// Sentences of articles and limits. English says what is required first and the rest behind it; Chinese says for whom, under
// which condition and when, and then what is required.
#include <algorithm>
#include <array>

#include "compiler/ast/match.h"
#include "compiler/format/printer.h"

namespace polc::format {

using ast::match;

namespace {

bool has_open_where(const ast::Phrase& phrase) {
  return phrase.where && !phrase.where->condition->bracketed && is_atom(*phrase.where->condition);
}

/// `凡 … 的 人员`: the condition stands before its noun, without brackets.
bool is_whoever(const ast::Phrase& phrase) {
  if (!phrase.where || phrase.where->condition->bracketed || is_atom(*phrase.where->condition)) return false;
  return std::all_of(phrase.names.alternatives.begin(), phrase.names.alternatives.end(),
                     [](const ast::Operand& name) { return name.links.empty() && !name.per; });
}

bool same(const ast::Recipients& left, const ast::Recipients& right) { return left.span == right.span; }

/// Recipients that all measures of the sentence share stand before the measures in Chinese.
const ast::Recipients* shared_recipients(const ast::Heads& heads) {
  const auto& first = heads.heads.front().recipients;
  if (!first) return nullptr;
  const bool shared = std::all_of(heads.heads.begin(), heads.heads.end(), [&](const ast::Head& head) {
    return head.recipients && same(*head.recipients, *first);
  });
  return shared ? &*first : nullptr;
}

}  // namespace

// ---- whom and what ----------------------------------------------------------------------------------------------

std::string Printer::phrase(const ast::Phrase& phrase) const {
  const std::string names = alternatives(phrase.names);
  if (!phrase.where) return names;
  const ast::Condition& inner = *phrase.where->condition;
  if (has_open_where(phrase)) return joined({names, word("WHERE"), condition(inner)});
  if (chinese_ && is_whoever(phrase)) return joined({word("WHOEVER"), condition(inner), word("POSSESSIVE"), names});
  return joined({names, chinese_ ? "" : word("WHERE", 1), "( " + condition(inner, true) + " )"});
}

std::string Printer::recipients(const ast::Recipients& recipients) const {
  std::vector<std::string> words;
  for (const ast::Name& one : recipients.names) {
    if (!words.empty()) words.push_back(word(recipients.connective == ast::Connective::Or ? "OR" : "AND"));
    words.push_back(word("TO"));
    words.push_back(name(one));
  }
  return joined(words);
}

std::string Printer::head(const ast::Head& head, bool with_recipients) const {
  const std::string named = operand(head.name);
  const std::string to = head.recipients && with_recipients ? recipients(*head.recipients) : "";
  if (!head.amount) return joined({named, to});
  const std::string amount = match(
      *head.amount, [&](const ast::Quantity& q) { return quantity(q); },
      [&](const ast::Bounded& b) {
        // `至少14天` of a measure, `不少于6人` of an attribute: here the first, which both may say.
        const bool figures = std::holds_alternative<ast::Quantity>(b.value.kind);
        return joined({bound(b.bound, figures ? nullptr : &b.value), value(b.value)});
      },
      [&](const ast::Range& r) { return range(r); });
  return head.amount_first ? joined({amount, named, to}) : joined({named, amount, to});
}

std::string Printer::heads(const ast::Heads& heads, bool with_recipients) const {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < heads.heads.size(); ++i) {
    if (i > 0) switch (heads.connective) {
        case ast::Connective::Alone:
        case ast::Connective::And:
          words.push_back(chinese_ ? "、" : i + 1 == heads.heads.size() ? word("AND") : ",");
          break;
        case ast::Connective::Or:
          words.push_back(word("OR"));
          break;
        case ast::Connective::Then:
          words.push_back(word("THEN"));
          break;
      }
    words.push_back(head(heads.heads[i], with_recipients));
  }
  return joined(words);
}

std::string Printer::modal(const ast::Rule& rule) const {
  static constexpr std::array<std::string_view, 9> tokens{
      "MUST", "MUST_NOT", "MAY", "SHOULD", "SHOULD_NOT", "IN_PRINCIPLE", "IN_PRINCIPLE_NOT", "NEED_NOT", "NEED_ONLY"};
  // In the table: 应当, 必须, four others, 应当落实, 必须落实.
  static constexpr std::array<std::size_t, 4> chinese_must{0, 6, 1, 7};
  const auto which = static_cast<std::size_t>(rule.modal_word);
  const std::string_view token = tokens[static_cast<std::size_t>(*rule.modal)];
  if (chinese_ && *rule.modal == ast::Modal::Must) return word(token, chinese_must[which]);
  return word(token, which % 2);
}

// ---- when -------------------------------------------------------------------------------------------------------

std::string Printer::timing(const ast::Timing& timing) const {
  return match(
      timing,
      [&](const ast::FromAnchor& from) {
        return joined({word("FROM"), anchor(from.anchor), chinese_ ? word("STARTING") : ""});
      },
      [&](const ast::UntilAnchor& until) { return joined({word("UNTIL"), anchor(until.anchor)}); },
      [&](const ast::OnEvent& on) { return joined({word("ON"), operand(on.event)}); },
      [&](const ast::AtOnce&) { return word("AT_ONCE"); });
}

std::string Printer::deadline(const ast::Deadline& deadline) const {
  return match(
      deadline, [&](const ast::Window& w) { return window(w, true); }, [&](const ast::Beside& b) { return beside(b); });
}

std::string Printer::frequency(const ast::Frequency& frequency) const {
  if (!frequency.times) return rhythm(frequency.rhythm, false);
  const std::string bound = frequency.bound ? this->bound(*frequency.bound, nullptr) : "";
  const std::string& number = frequency.times->number;
  const std::string often = rhythm(frequency.rhythm, true);
  if (chinese_) return joined({often, bound, number, word("TIMES")});
  const std::string times = number == "1" ? word("ONCE") : number == "2" ? word("TWICE") : number + " " + word("TIMES");
  return joined({bound, times, often});
}

std::string Printer::timings(const ast::Circumstances& circumstances) const {
  std::vector<std::string> words;
  words.reserve(circumstances.timings.size() + 2);
  for (const ast::Timing& one : circumstances.timings) words.push_back(timing(one));
  if (circumstances.frequency) words.push_back(frequency(*circumstances.frequency));
  if (circumstances.deadline) words.push_back(deadline(*circumstances.deadline));
  return joined(words);
}

// ---- where not --------------------------------------------------------------------------------------------------

std::string Printer::exemption(const ast::Exemption& exemption) const {
  return match(
      exemption, [&](const ast::Unless& u) { return joined({word("UNLESS"), condition(u.condition)}); },
      [&](const ast::ExceptIf& e) {
        return joined({word("EXCEPT"), word("IF", chinese_ ? 1 : 0), condition(e.condition)});
      },
      [&](const ast::ExceptFor& e) {
        return joined({word("EXCEPT", 1), phrase(e.phrase), chinese_ ? word("EXCEPTED") : ""});
      },
      [&](const ast::UnlessStricter&) { return joined({word("UNLESS"), word("STRICTER")}); },
      [&](const ast::Notwithstanding& n) {
        return joined({word("NOTWITHSTANDING"), article_number(n.article), n.policy ? word("OF") : "",
                       n.policy ? name(*n.policy) : ""});
      });
}

std::string Printer::exemptions(const std::vector<ast::Exemption>& exemptions) const {
  std::vector<std::string> words;
  for (const ast::Exemption& one : exemptions) {
    if (chinese_) words.emplace_back(",");
    words.push_back(exemption(one));
  }
  return joined(words);
}

std::string Printer::tail(const ast::Circumstances& circumstances, bool with_target, bool with_condition) const {
  const std::string comma = chinese_ ? "," : "";
  std::vector<std::string> words;
  if (with_target && circumstances.target)
    words.insert(words.end(), {word("FOR", chinese_ ? 1 : 0), phrase(*circumstances.target)});
  if (with_condition && circumstances.condition)
    words.insert(words.end(), {comma, word("IF", chinese_ ? 1 : 0), condition(*circumstances.condition)});
  if (circumstances.otherwise) words.insert(words.end(), {comma, word("OTHERWISE")});
  words.push_back(exemptions(circumstances.exemptions));
  if (circumstances.chosen_by) words.insert(words.end(), {",", word("CHOSEN_BY"), name(*circumstances.chosen_by)});
  return joined(words);
}

// ---- rules ------------------------------------------------------------------------------------------------------

std::string Printer::rule(const ast::Rule& rule) const {
  if (chinese_ && rule.modal) return chinese_norm(rule);
  const ast::Circumstances& around = rule.circumstances;
  if (chinese_ && !around.timings.empty() && around.deadline) {
    // `至 到达 后 14，人员之前`: a comma keeps the deadline from giving a bare number its counter.
    std::vector<std::string> words{heads(rule.heads, true)};
    for (const ast::Timing& one : around.timings) words.push_back(timing(one));
    if (around.frequency) words.push_back(frequency(*around.frequency));
    words.insert(words.end(), {tail(around, true, true), ",", deadline(*around.deadline)});
    return joined(words);
  }
  // `at most 6 occupants` has no place for a recipient behind it.
  const ast::Recipients* shared = rule.modal ? shared_recipients(rule.heads) : nullptr;
  const bool counted = std::any_of(rule.heads.heads.begin(), rule.heads.heads.end(),
                                   [](const ast::Head& head) { return head.amount_first; });
  const bool before = shared != nullptr && counted;
  return joined({rule.subject ? phrase(*rule.subject) : "", rule.modal ? modal(rule) : "",
                 before ? recipients(*shared) + " ," : "", heads(rule.heads, !before), timings(rule.circumstances),
                 tail(rule.circumstances, true, true)});
}

std::string Printer::chinese_norm(const ast::Rule& rule) const {
  const ast::Circumstances& around = rule.circumstances;
  const bool target_first = rule.form == ast::RuleForm::Unaddressed && around.target;
  // An open 其中 and 凡 … 的 cannot stand between the modal and the measure.
  const bool target_before = !target_first && around.target && !has_open_where(*around.target);
  std::vector<std::string> words;
  bool condition_said = !around.condition;
  const auto say_condition = [&] {
    if (!condition_said) words.insert(words.end(), {word("IF", 1), condition(*around.condition), ","});
    condition_said = true;
  };
  if (rule.subject) {
    words.push_back(phrase(*rule.subject));
    if (is_whoever(*rule.subject))
      words.emplace_back(",");
    else
      say_condition();
  } else if (target_first) {
    words.insert(words.end(), {word("FOR", 1), phrase(*around.target)});
    if (around.condition)
      say_condition();
    else
      words.emplace_back(",");
  }
  words.push_back(modal(rule));
  const ast::Recipients* recipients = shared_recipients(rule.heads);
  if (target_before) words.insert(words.end(), {word("FOR"), phrase(*around.target)});
  for (const ast::Timing& one : around.timings) {
    words.push_back(timing(one));
    if (std::holds_alternative<ast::UntilAnchor>(one.kind)) words.emplace_back(",");
  }
  if (around.frequency)
    words.push_back(frequency(*around.frequency));
  else if (around.deadline)
    words.push_back(deadline(*around.deadline));
  if (recipients != nullptr) words.push_back(this->recipients(*recipients));
  words.push_back(heads(rule.heads, recipients == nullptr));
  words.push_back(tail(around, around.target && !target_first && !target_before, !condition_said));
  if (around.frequency && around.deadline) words.insert(words.end(), {",", deadline(*around.deadline)});
  return joined(words);
}

std::string Printer::classify(const ast::Classify& classify) const {
  const std::string subject = phrase(classify.subject);
  const std::string classes = alternatives(classify.classes);
  const std::string condition = classify.condition ? this->condition(*classify.condition) : "";
  const std::string otherwise = classify.otherwise ? word("OTHERWISE") : "";
  if (!chinese_)
    return joined({subject, word("IS"), classes, condition.empty() ? "" : word("IF"), condition, otherwise,
                   exemptions(classify.exemptions)});
  const bool first = !condition.empty() && !is_whoever(classify.subject);
  const std::string before = first ? word("IF", 1) + " " + condition + " ," : "";
  const std::string behind = !first && !condition.empty() ? ", " + word("IF", 1) + " " + condition : "";
  return joined({subject, before, is_whoever(classify.subject) ? "," : "", word("IS", 2), classes, behind,
                 otherwise.empty() ? "" : ", " + otherwise, exemptions(classify.exemptions)});
}

std::string Printer::parameter(const ast::Parameter& parameter) const {
  std::vector<std::string> words{word("PARAMETER"), label(parameter.label), ":"};
  for (const ast::ParameterVersion& version : parameter.versions) {
    if (&version != &parameter.versions.front()) words.emplace_back(",");
    words.push_back(quantity(version.value));
    if (version.from) words.insert(words.end(), {word("FROM"), moment(*version.from, true)});
  }
  return joined(words);
}

std::string Printer::combine(const ast::Combine& combine) const {
  const std::string order = word(combine.highest ? "HIGHEST" : "LOWEST");
  const std::string sort = combine.sort ? word("FOR", chinese_ ? 1 : 0) + " " + name(*combine.sort) : "";
  if (chinese_) return joined({name(combine.scale), sort, word("APPLIES"), order});
  return joined({order, name(combine.scale), word("APPLIES"), sort});
}

std::string Printer::line(const ast::Statement& statement) const {
  struct Lines {
    const Printer& printer;
    std::string operator()(const ast::Note& n) const { return printer.line(n); }
    std::string operator()(const ast::Parameter& p) const { return printer.parameter(p); }
    std::string operator()(const ast::Combine& c) const { return printer.combine(c); }
    std::string operator()(const ast::Classify& c) const { return printer.classify(c); }
    std::string operator()(const ast::Rule& r) const { return printer.rule(r); }
  };
  return std::visit(Lines{*this}, statement);
}

// ---- limits -----------------------------------------------------------------------------------------------------

std::string Printer::limit_core(const ast::Limit& limit) const {
  return match(
      limit, [&](const ast::AmountLimit& l) { return head(l.head, true); },
      [&](const ast::NoImpose& l) { return joined({word(chinese_ ? "NO_IMPOSE" : "NO"), alternatives(l.measures)}); },
      [&](const ast::NoBan& l) { return joined({word("NO_BAN"), alternatives(l.measures)}); },
      [&](const ast::ClosedList& l) {
        return joined({word("NOTHING_ELSE"), chinese_ ? "" : word("ON"), alternatives(l.lists)});
      },
      [&](const ast::Decides& l) {
        return joined({l.authorities ? alternatives(*l.authorities) : "", word("DECIDES"), heads(l.heads, true)});
      },
      [&](const ast::DecidesOthers& l) { return joined({alternatives(l.authorities), word("DECIDES_OTHERS")}); },
      [&](const ast::OnlyFor& l) { return joined({alternatives(l.measures), word("ONLY_FOR"), phrase(l.phrase)}); },
      [&](const ast::OnlyIf& l) {
        return joined({alternatives(l.measures), word("ONLY_IF"), condition(l.condition)});
      });
}

std::string Printer::line(const ast::Limit& limit) const {
  const ast::Circumstances& around = limit.circumstances;
  const bool first = chinese_ && around.target && !has_open_where(*around.target) && !is_whoever(*around.target);
  const std::string target = first ? word("FOR", 1) + " " + phrase(*around.target) + " ," : "";
  const bool closed =
      std::holds_alternative<ast::OnlyFor>(limit.kind) || std::holds_alternative<ast::OnlyIf>(limit.kind);
  // As in a rule, a bare number must not take the name behind it for its counter.
  const bool touching = chinese_ && !around.timings.empty() && around.deadline;
  if (!closed && !touching) return joined({target, limit_core(limit), timings(around), tail(around, !first, true)});
  // Behind a phrase or a condition only a comma tells that a time belongs to the limit.
  std::vector<std::string> words{target, limit_core(limit), tail(around, !first, true)};
  for (const ast::Timing& one : around.timings) words.insert(words.end(), {",", timing(one)});
  if (around.frequency) words.insert(words.end(), {",", frequency(*around.frequency)});
  if (around.deadline) words.insert(words.end(), {",", deadline(*around.deadline)});
  return joined(words);
}

}  // namespace polc::format
