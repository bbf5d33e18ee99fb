// SPDX-License-Identifier: Apache-2.0
// polc explain PATH… --facts DB --subject X: why something was decided of a thing, or why not, and what would turn it.
#include <algorithm>
#include <vector>

#include "compiler/driver/clock.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/explain_report.h"
#include "compiler/driver/explain_selection.h"
#include "compiler/driver/explain_words.h"
#include "compiler/driver/with_facts.h"
#include "runtime/explain/explain.h"
#include "runtime/interpret/interpret.h"

namespace polc::driver {
namespace {

using interpret::ClassState;
using value::Truth;

class Explanation {
 public:
  Explanation(const core::Program& program, const facts::FactBase& facts, const ExplainResultArguments& arguments,
              Run& run)
      : program_(program),
        arguments_(arguments),
        run_(run),
        moment_(arguments.on.value_or(interpret::end_of(today()))),
        wording_(program, facts, wording_settings(arguments.show_personal, run)),
        facts_(facts) {}

  ExitCode run_all() {
    const auto subject = find_subject(program_, facts_, wording_, arguments_.subject, run_.sink);
    if (!subject) return refuse();
    subject_ = *subject;
    explain::Explainer explainer(program_, facts_, moment_, run_.sink);
    const bool good = run_.phases.run("explain", [&] { return explain_chosen(explainer); });
    if (!good) return refuse();
    const ExplanationWriter writer(program_, facts_, run_.sources, wording_, moment_, subject_.sort, subject_.row);
    ExplanationWords words = writer.frame();
    for (const explain::Answer& answer : answers_) words.answers.push_back(writer.write(answer));
    print(words, writer.frame_words());
    report_findings(run_);
    if (run_.sink.has_errors()) return exit_code_of(run_.sink);
    return status(words);
  }

 private:
  ExitCode refuse() const {
    report_findings(run_);
    return ExitCode::CouldNot;
  }

  bool explain_chosen(explain::Explainer& explainer) {
    bool good = true;
    if (!arguments_.class_name.empty()) {
      const auto choice = find_class(program_, subject_.sort, arguments_.class_name, run_.sink);
      good = choice.has_value();
      if (choice && choice->scale)
        answers_.push_back(explainer.why_class(*choice->scale, subject_.sort, subject_.row, choice->rank));
      if (choice && choice->attribute)
        answers_.push_back(explainer.why_flag(subject_.sort, *choice->attribute, subject_.row));
    }
    if (!arguments_.measure.empty()) {
      const auto measure = find_measure(program_, subject_.sort, arguments_.measure, run_.sink);
      good = good && measure.has_value();
      if (measure) answers_.push_back(explainer.why_measure(*measure, subject_.sort, subject_.row));
    }
    if (arguments_.violation || !arguments_.article.empty()) explain_violations(explainer);
    if (arguments_.class_name.empty() && arguments_.measure.empty() && !arguments_.violation &&
        arguments_.article.empty())
      explain_everything(explainer);
    return good;
  }

  void explain_violations(explain::Explainer& explainer) {
    for (const interpret::Violation& violation : explainer.day().violations) {
      if (violation.sort != subject_.sort || violation.subject != subject_.row) continue;
      if (!arguments_.article.empty() && program_[violation.article].number != arguments_.article) continue;
      answers_.push_back(explainer.why_violation(violation));
    }
  }

  void explain_everything(explain::Explainer& explainer) {
    const interpret::DayResult& day = explainer.day();
    for (const interpret::ClassTable& table : day.classes)
      if (table.sort == subject_.sort && table.state[subject_.row] != ClassState::None)
        answers_.push_back(explainer.why_class(table.scale, table.sort, subject_.row));
    for (const interpret::FlagTable& table : day.flags)
      if (table.sort == subject_.sort && table.truth[subject_.row] != Truth::False)
        answers_.push_back(explainer.why_flag(table.sort, table.column, subject_.row));
    std::vector<core::MeasureId> measures;
    for (const interpret::DueNorm& due : day.due) {
      if (due.sort != subject_.sort || due.subject != subject_.row) continue;
      for (const core::Head& head : program_.norms[due.norm].heads)
        if (const auto* measure = std::get_if<core::MeasureHead>(&head);
            measure != nullptr && std::find(measures.begin(), measures.end(), measure->measure) == measures.end())
          measures.push_back(measure->measure);
    }
    for (const core::MeasureId measure : measures)
      answers_.push_back(explainer.why_measure(measure, subject_.sort, subject_.row));
    explain_violations(explainer);
  }

  void print(const ExplanationWords& words, const FrameWords& frame) {
    switch (arguments_.format) {
      case ExplanationFormat::Text:
        run_.out.write(explanation_as_text(words, frame, use_colour(run_.colour, 1)));
        return;
      case ExplanationFormat::Json:
        run_.out.write(explanation_as_json(words));
        return;
      case ExplanationFormat::Html:
        run_.out.write(explanation_as_html(words, frame));
        return;
    }
  }

  // As for polc eval, of what was explained.
  ExitCode status(const ExplanationWords& words) const {
    bool is_open = false;
    for (std::size_t at = 0; at < words.answers.size(); ++at) {
      const AnswerWords& answer = words.answers[at];
      const auto* violation = std::get_if<explain::ViolationTrace>(&answers_[at].what);
      const bool is_breach =
          violation != nullptr && violation->violation.truth == Truth::True && !violation->violation.advice;
      if (is_breach || answer.verdict == Verdict::Conflict || answer.verdict == Verdict::Gap) return ExitCode::Findings;
      is_open = is_open || answer.verdict == Verdict::Unknown;
    }
    return is_open ? ExitCode::Undecided : ExitCode::Nothing;
  }

  const core::Program& program_;
  const ExplainResultArguments& arguments_;
  Run& run_;
  value::Moment moment_;
  Wording wording_;
  const facts::FactBase& facts_;
  Subject subject_;
  std::vector<explain::Answer> answers_;
};

}  // namespace

ExitCode run_explain_result(const ExplainResultArguments& arguments, Run& run) {
  return with_facts(arguments.input, arguments.facts, run,
                    [&](const core::Program& program, const facts::FactBase& facts) {
                      return Explanation(program, facts, arguments, run).run_all();
                    });
}

}  // namespace polc::driver
