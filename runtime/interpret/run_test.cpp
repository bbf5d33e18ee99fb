// SPDX-License-Identifier: Apache-2.0
// Test blocks: their facts, their moments, and whether what they expect is so.
#include <algorithm>

#include "compiler/source/unicode.h"
#include "runtime/facts/from_test.h"
#include "runtime/interpret/interpret.h"
#include "runtime/value/match.h"

namespace polc::interpret {

namespace {

using diag::Argument;

// What an expectation came to.
struct Answer {
  Truth holds = Truth::False;  // Unknown: neither it nor its contrary
  Argument found{"", ""};
};

class Expecting {
 public:
  Expecting(const core::Program& program, const facts::FactBase& facts, const DayResult& day)
      : program_(program), facts_(facts), day_(day) {}

  // No value: the thing is not among the facts.
  std::optional<Answer> ask(const core::Expectation& expectation) {
    return value::match(
        expectation.what, [&](const core::ExpectClass& what) { return ask_class(what); },
        [&](const core::ExpectFlag& what) { return ask_flag(what); },
        [&](const core::ExpectNorm& what) { return ask_norm(what); },
        [&](const core::ExpectBreach& what) { return std::optional(ask_breach(what)); });
  }

 private:
  static Argument shown(const core::Label& label) {
    return {label.neutral(), label.chinese.empty() ? label.english : label.chinese};
  }
  static Argument known(Truth truth) {
    switch (truth) {
      case Truth::True:
        return {"yes", "是"};
      case Truth::False:
        return {"no", "否"};
      case Truth::Unknown:
        return {"unknown", "未知"};
    }
    return {"", ""};
  }

  std::optional<Answer> ask_class(const core::ExpectClass& what) {
    const auto row = facts_[what.sort].find(what.subject);
    if (!row) return std::nullopt;
    const auto table = std::find_if(day_.classes.begin(), day_.classes.end(), [&](const ClassTable& one) {
      return one.scale == what.scale && one.sort == what.sort;
    });
    if (table == day_.classes.end()) return Answer{Truth::False, {"no class", "没有等级"}};
    Answer answer;
    answer.found = class_found(*table, *row);
    const ClassState state = table->state[*row];
    if (!what.rank) {
      const bool is_asked = what.lack == core::ExpectClass::Lack::Unknown;
      const ClassState wanted = is_asked                                         ? ClassState::Unknown
                                : what.lack == core::ExpectClass::Lack::Conflict ? ClassState::Conflict
                                                                                 : ClassState::Gap;
      answer.holds = state == ClassState::Unknown && !is_asked ? Truth::Unknown : value::truth(state == wanted);
      return answer;
    }
    const std::uint64_t bit = *what.rank < 64 ? std::uint64_t{1} << *what.rank : 0;
    if (state == ClassState::Class) answer.holds = value::truth(table->rank[*row] == *what.rank);
    // It may yet be this class, and no other.
    if (state == ClassState::Unknown && (table->possible[*row] & bit) != 0) answer.holds = Truth::Unknown;
    if (state == ClassState::Unknown && table->certain[*row] == bit) answer.holds = Truth::Unknown;
    return answer;
  }

  Argument class_found(const ClassTable& table, Row row) const {
    const core::Scale& scale = program_[table.scale];
    const std::vector<core::Label>& classes = program_[scale.classes].values;
    const auto all = [&](std::uint64_t mask, std::string english, std::string chinese) {
      std::string_view between = "";
      std::string_view between_chinese = "";
      for (std::size_t rank = 0; rank < classes.size() && rank < 64; ++rank) {
        if ((mask & (std::uint64_t{1} << rank)) == 0) continue;
        english += std::string(between) + classes[rank].neutral();
        chinese += std::string(between_chinese) +
                   (classes[rank].chinese.empty() ? classes[rank].english : classes[rank].chinese);
        between = " and ";
        between_chinese = "、";
      }
      return Argument{english, chinese};
    };
    switch (table.state[row]) {
      case ClassState::None:
        return {"no class", "没有等级"};
      case ClassState::Class:
        return shown(classes[table.rank[row]]);
      case ClassState::Gap:
        return {"no class (a gap between the rules)", "没有等级（规则有空缺）"};
      case ClassState::Conflict:
        return all(table.certain[row], "a conflict of ", "等级冲突：");
      case ClassState::Unknown:
        return {"unknown", "未知"};
    }
    return {"", ""};
  }

  std::optional<Answer> ask_flag(const core::ExpectFlag& what) {
    const auto row = facts_[what.sort].find(what.subject);
    if (!row) return std::nullopt;
    Truth truth = Truth::Unknown;
    if (program_[what.sort].columns[what.column].defined_by_rules) {
      truth = Truth::False;
      for (const FlagTable& table : day_.flags)
        if (table.sort == what.sort && table.column == what.column) truth = table.truth[*row];
    } else if (const auto* stored = std::get_if<facts::YesNoColumn>(&facts_[what.sort].columns[what.column])) {
      truth = stored->values[*row];
    }
    Answer answer{value::truth(truth == what.truth), known(truth)};
    if (truth == Truth::Unknown && what.truth != Truth::Unknown) answer.holds = Truth::Unknown;
    return answer;
  }

  // The things that the expectation may be about: of its sort, else of whatever sort has one of that name.
  std::optional<std::vector<std::pair<core::RelationId, Row>>> subjects(const core::ExpectNorm& what) {
    std::vector<std::pair<core::RelationId, Row>> found;
    if (what.sort) {
      const auto row = facts_[*what.sort].find(what.subject);
      if (!row) return std::nullopt;
      return {{{*what.sort, *row}}};
    }
    for (std::uint32_t at = 0; at < facts_.tables.size(); ++at)
      if (program_[core::RelationId{at}].kind == core::RelationKind::Entity)
        if (const auto row = facts_[core::RelationId{at}].find(what.subject))
          found.emplace_back(core::RelationId{at}, *row);
    if (found.empty()) return std::nullopt;
    return found;
  }

  bool has_length(const DueNorm& due, const core::ExpectNorm& what) const {
    if (!what.length) return true;
    return (due.lowest && *due.lowest == *what.length) || (due.highest && *due.highest == *what.length);
  }

  // Whether the norm, as it is due, speaks of the measure: any of a choice, of a sequence the step that is due.
  bool speaks_of(const DueNorm& due, core::MeasureId measure) const {
    const core::Norm& norm = program_.norms[due.norm];
    for (std::uint32_t head = 0; head < norm.heads.size(); ++head) {
      const auto* one = std::get_if<core::MeasureHead>(&norm.heads[head]);
      if (one == nullptr || one->measure != measure) continue;
      if (norm.connective != core::HeadConnective::Sequence || head == due.step) return true;
    }
    return false;
  }

  std::optional<Answer> ask_norm(const core::ExpectNorm& what) {
    std::vector<std::pair<core::RelationId, Row>> who;
    if (!what.subject.empty()) {
      auto found = subjects(what);
      if (!found) return std::nullopt;
      who = std::move(*found);
    }
    const auto is_about = [&](const DueNorm& due) {
      if (what.subject.empty()) return !what.sort || due.sort == *what.sort;
      return std::find(who.begin(), who.end(), std::pair(due.sort, due.subject)) != who.end();
    };
    Answer answer{Truth::True, {"", ""}};
    for (const core::MeasureId measure : what.measures) {
      Truth due_truth = Truth::False;
      for (const DueNorm& due : day_.due)
        if (due.modality == what.modality && is_about(due) && speaks_of(due, measure) && has_length(due, what))
          due_truth = value::kleene_or(due_truth, due.truth);
      answer.holds = value::kleene_and(answer.holds, due_truth);
    }
    answer.found = norms_found(is_about, answer.holds);
    return answer;
  }

  template <class IsAbout>
  Argument norms_found(const IsAbout& is_about, Truth truth) const {
    if (truth == Truth::Unknown) return {"unknown", "未知"};
    std::vector<std::string> english, chinese;
    for (const DueNorm& due : day_.due) {
      if (!is_about(due) || due.truth != Truth::True) continue;
      const auto* head = std::get_if<core::MeasureHead>(&program_.norms[due.norm].heads[due.step]);
      if (head == nullptr) continue;
      const core::Label& label = program_[head->measure].label;
      const std::string& name = label.chinese.empty() ? label.english : label.chinese;
      english.push_back(std::string(modality(due.modality, false)) + label.neutral());
      chinese.push_back(std::string(modality(due.modality, true)) + name);
    }
    return listed(std::move(english), std::move(chinese), {"nothing of this kind", "无此项"});
  }

  static std::string_view modality(core::Modality modality, bool chinese) {
    switch (modality) {
      case core::Modality::Must:
        return chinese ? "应当" : "must ";
      case core::Modality::MustNot:
        return chinese ? "不得" : "must not ";
      case core::Modality::May:
        return chinese ? "可以" : "may ";
      case core::Modality::NeedNot:
        return chinese ? "不必" : "need not ";
    }
    return "";
  }

  // At most five, each once.
  static Argument listed(std::vector<std::string> english, std::vector<std::string> chinese, Argument none) {
    const auto join = [](std::vector<std::string>& parts, std::string_view comma) {
      std::sort(parts.begin(), parts.end());
      parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
      std::string text;
      for (std::size_t at = 0; at < parts.size() && at < 5; ++at)
        text += (at == 0 ? "" : std::string(comma)) + parts[at];
      return parts.size() > 5 ? text + " …" : text;
    };
    if (english.empty()) return none;
    return {join(english, ", "), join(chinese, "、")};
  }

  bool matches(const Violation& violation, const core::ExpectBreach& what) const {
    const core::Article& article = program_[violation.article];
    if (violation.advice) return false;
    if (!what.article.empty() && article.number != what.article) return false;
    if (what.policy && article.policy != *what.policy) return false;
    if (what.kind.empty()) return true;
    const std::string wanted = source::fold_key(what.kind);
    return wanted == source::fold_key(name(violation.kind)) || wanted == source::fold_key(chinese_name(violation.kind));
  }

  Answer ask_breach(const core::ExpectBreach& what) const {
    Answer answer;
    std::vector<std::string> english, chinese;
    for (const Violation& violation : day_.violations) {
      if (matches(violation, what)) answer.holds = value::kleene_or(answer.holds, violation.truth);
      if (violation.advice || violation.truth != Truth::True) continue;
      const std::string& number = program_[violation.article].number;
      english.push_back("article " + number + " (" + std::string(name(violation.kind)) + ")");
      chinese.push_back("第" + number + "条（" + std::string(chinese_name(violation.kind)) + "）");
    }
    answer.found = answer.holds == Truth::Unknown
                       ? Argument("unknown", "未知")
                       : listed(std::move(english), std::move(chinese), {"no breach", "没有违反"});
    return answer;
  }

  const core::Program& program_;
  const facts::FactBase& facts_;
  const DayResult& day_;
};

std::string shown_moment(value::Moment moment) {
  return moment == end_of(value::day_of(moment)) ? value::to_iso(value::day_of(moment)) : value::to_iso(moment);
}

// A test is about its policy: that one, those above it, and those that it amends or takes the place of. Others that happen to
// be at hand have no say.
std::vector<core::PolicyId> policies_of(const core::Program& program, core::PolicyId tested) {
  std::vector<core::PolicyId> chosen{tested};
  for (std::size_t next = 0; next < chosen.size(); ++next) {
    const core::Policy& policy = program[chosen[next]];
    for (const auto* related : {&policy.under, &policy.amends, &policy.supersedes})
      for (const core::PolicyId one : *related)
        if (std::find(chosen.begin(), chosen.end(), one) == chosen.end()) chosen.push_back(one);
  }
  return chosen;
}

}  // namespace

TestOutcome run_test(const core::Program& program, const core::Test& test, diag::Sink& sink, Coverage* coverage) {
  TestOutcome outcome;
  const facts::FactBase facts = facts::from_test(program, test, sink);
  Options options;
  options.explain_unknowns = false;
  options.policies = policies_of(program, test.policy);
  options.coverage = coverage;
  Session session(program, facts, sink, options);
  for (std::size_t step = 0; step < test.steps.size(); ++step) {
    const core::TestStep& asked = test.steps[step];
    const DayResult day = session.evaluate(asked.moment);
    for (std::size_t at = 0; at < asked.expectations.size(); ++at) {
      const core::Expectation& expectation = asked.expectations[at];
      ++outcome.expectations;
      const auto answer = Expecting(program, facts, day).ask(expectation);
      const Truth wanted = expectation.negated ? Truth::False : Truth::True;
      if (answer && answer->holds == wanted) continue;
      outcome.failed.push_back({step, at});
      const Argument found = answer ? answer->found : Argument("no such thing among the facts", "事实中没有该事物");
      sink.emit(diag::Kind::ExpectationFailed, expectation.span, shown_moment(asked.moment), found);
    }
  }
  return outcome;
}

}  // namespace polc::interpret
