// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/test_block.h"

#include "compiler/core/match.h"
#include "compiler/diagnostics/sink.h"
#include "runtime/interpret/interpret.h"

namespace polc::prove {
namespace {

// ---- what to expect

class Expecting {
 public:
  Expecting(const core::Program& program, const Finding& finding, source::Language language)
      : program_(program), finding_(finding), witness_(*finding.witness), language_(language) {}

  std::vector<core::Expectation> run() {
    switch (finding_.property) {
      case Property::ClassConflict:
        expect_class(core::ExpectClass::Lack::Conflict);
        break;
      case Property::ClassGap:
        expect_class(core::ExpectClass::Lack::Gap);
        break;
      default:
        expect_breach();
        if (made_.empty())
          for (const SentenceRef ref : finding_.about)
            if (ref.table == SentenceRef::Table::Norm) expect_norm(ref.index);
        break;
    }
    return std::move(made_);
  }

 private:
  void add(core::Expectation expectation) { made_.push_back(std::move(expectation)); }

  void expect_class(core::ExpectClass::Lack lack) {
    const core::ClassRule& rule = program_.class_rules[finding_.about.front().index];
    add({false, core::ExpectClass{witness_.sort, witness_.subject, *rule.scale, std::nullopt, lack}, {}});
  }

  void expect_breach() {
    if (!finding_.breach) return;
    const core::Article& article = program_[finding_.breach->article];
    core::ExpectBreach expected;
    expected.article = article.number;
    expected.policy = article.policy;
    expected.kind = language_ == source::Language::Chinese ? interpret::chinese_name(finding_.breach->kind)
                                                           : interpret::name(finding_.breach->kind);
    add({false, std::move(expected), {}});
  }

  // Each measure for itself: what a norm demands may be a choice.
  void expect_norm(std::uint32_t at) {
    const core::Norm& norm = program_.norms[at];
    const std::size_t due = norm.connective == core::HeadConnective::Sequence ? 1 : norm.heads.size();
    for (std::size_t head = 0; head < due; ++head) {
      const auto* measure = std::get_if<core::MeasureHead>(&norm.heads[head]);
      if (measure == nullptr) continue;
      core::ExpectNorm expected;
      expected.modality = norm.modality;
      expected.sort = witness_.sort;
      expected.subject = witness_.subject;
      expected.measures = {measure->measure};
      add({false, std::move(expected), {}});
    }
  }

  const core::Program& program_;
  const Finding& finding_;
  const Witness& witness_;
  source::Language language_;  // of the kinds of breaches
  std::vector<core::Expectation> made_;
};

// ---- in words

class Text {
 public:
  Text(const core::Program& program, const Style& style)
      : program_(program), style_(style), chinese_(style.language == source::Language::Chinese) {}

  std::string line(const core::Expectation& expectation) const {
    return (chinese_ ? "预期 " : "expect ") + core::match(
                                                  expectation.what,
                                                  [&](const core::ExpectClass& what) { return class_of(what); },
                                                  [&](const core::ExpectFlag&) { return std::string(); },
                                                  [&](const core::ExpectNorm& what) { return norm(what); },
                                                  [&](const core::ExpectBreach& what) { return breach(what); });
  }

 private:
  std::string class_of(const core::ExpectClass& what) const {
    const std::string scale = style_.name(program_[what.scale].label);
    const bool is_gap = what.lack == core::ExpectClass::Lack::Gap;
    if (chinese_) return style_.quoted(what.subject) + " 的 " + scale + " 是 " + (is_gap ? "缺失" : "冲突");
    return style_.quoted(what.subject) + "'s " + scale + " is " + (is_gap ? "missing" : "conflicting");
  }

  std::string norm(const core::ExpectNorm& what) const {
    const std::string measure = style_.name(program_[what.measures.front()].label);
    return style_.quoted(what.subject) + " " + modal(what.modality) + " " + measure;
  }

  [[nodiscard]] const char* modal(core::Modality modality) const {
    switch (modality) {
      case core::Modality::Must:
        return chinese_ ? "应当" : "must";
      case core::Modality::MustNot:
        return chinese_ ? "不得" : "must not";
      case core::Modality::May:
        return chinese_ ? "可以" : "may";
      case core::Modality::NeedNot:
        break;
    }
    return chinese_ ? "不必" : "need not";
  }

  // A Chinese breach names no policy: the language has no words for it.
  std::string breach(const core::ExpectBreach& what) const {
    if (chinese_) return "违反 第" + what.article + "条：" + style_.quoted(what.kind);
    return "breach of article " + what.article + " of " + style_.name(program_[*what.policy].label) + ": " +
           style_.quoted(what.kind);
  }

  const core::Program& program_;
  const Style& style_;
  bool chinese_;
};

}  // namespace

core::Test test_of(const core::Program& program, const Finding& finding, source::Language language) {
  core::Test test = finding.witness->test;
  test.policy = program[sentence_of(program, finding.about.front()).article].policy;
  test.steps.front().expectations = Expecting(program, finding, language).run();
  diag::Sink sink;
  const interpret::TestOutcome outcome = interpret::run_test(program, test, sink);
  std::vector<core::Expectation>& expected = test.steps.front().expectations;
  for (std::size_t at = outcome.failed.size(); at > 0; --at)
    expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(outcome.failed[at - 1].expectation));
  return test;
}

std::string test_block(const core::Program& program, const core::Test& test, const std::string& title,
                       const Style& style) {
  const bool chinese = style.language == source::Language::Chinese;
  std::string text = (chinese ? "测试 " : "test ") + style.quoted(title) + "\n";
  for (const core::GivenRow& row : test.given)
    text += (chinese ? "已知 " : "given ") + fact_text(program, row, style) + "\n";
  const core::TestStep& step = test.steps.front();
  const bool is_end_of_day = value::minute_of_day(step.moment) == value::minutes_per_day - 1;
  const value::Day day = value::day_of(step.moment);
  if (chinese)
    text += "于" + (is_end_of_day ? value::to_chinese(day) : value::to_chinese(step.moment)) + "\n";
  else
    text += "on " + (is_end_of_day ? value::to_iso(day) : value::to_iso(step.moment)) + "\n";
  for (const core::Expectation& expectation : step.expectations) text += Text(program, style).line(expectation) + "\n";
  return text;
}

}  // namespace polc::prove
