// SPDX-License-Identifier: Apache-2.0
// polc eval: policies and facts in, classes, norms and violations of one day or of every day of a span out.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "compiler/driver/clock.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/day_engine.h"
#include "compiler/driver/eval_report.h"
#include "compiler/driver/summary.h"
#include "compiler/driver/with_facts.h"
#include "runtime/interpret/interpret.h"

namespace polc::driver {
namespace {

std::unique_ptr<EvalReport> make_report(const EvalContext& context) {
  switch (context.arguments.format) {
    case Format::Text:
      return make_text_report(context);
    case Format::Json:
      return make_json_report(context);
    case Format::Csv:
      return make_csv_report(context);
  }
  return nullptr;
}

interpret::Options interpreter_options(const EvalArguments& arguments) {
  interpret::Options options;
  // CSV has classes alone.
  options.norms = arguments.format != Format::Csv &&
                  (arguments.only.measures || arguments.only.violations || arguments.only.unknowns);
  options.explain_unknowns = arguments.only.unknowns && arguments.format != Format::Csv && !arguments.totals &&
                             (!arguments.from || arguments.each);
  return options;
}

std::size_t days_of(const EvalArguments& arguments) {
  return arguments.from ? static_cast<std::size_t>(arguments.to->since_epoch - arguments.from->since_epoch) + 1 : 1;
}

// So many that what is due for all of them, by every norm at once, takes some megabytes; each part costs its share of what is done
// once for a norm.
facts::Row subjects_at_once(const core::Program& program) {
  constexpr std::size_t room = std::size_t{1} << 24, least = std::size_t{1} << 13;
  const std::size_t of_one = sizeof(interpret::DueEntry) * std::max<std::size_t>(program.norms.size(), 1);
  return static_cast<facts::Row>(std::max(room / of_one, least));
}

struct Findings {
  bool any = false;
  bool unknown = false;
};

class Evaluation {
 public:
  Evaluation(const core::Program& program, const facts::FactBase& facts, const View& view,
             const EvalArguments& arguments, const vector::CodeOptions& code, Run& run)
      : program_(program),
        view_(view),
        arguments_(arguments),
        run_(run),
        engine_(program, facts, run.sink, interpreter_options(arguments), arguments.engine, days_of(arguments), code),
        wording_(program, facts, wording_settings(arguments.show_personal, run)),
        context_{program, facts, arguments, wording_, view, run.out, use_colour(run.colour, 1)} {}

  // Why there is no machine code, though it was asked for; else empty.
  std::string code_failure() const { return arguments_.engine.engine == Engine::Native ? engine_.code_failure() : ""; }

  Findings summarize() {
    Summary summary(context_);
    run_.phases.run("evaluate", [&] {
      engine_.evaluate_in_parts(
          arguments_.on.value_or(interpret::end_of(today())), [&](interpret::DayResult& part) { summary.add(part); },
          subjects_at_once(program_));
    });
    run_.phases.run("report", [&] {
      summary.finish();
      arguments_.format == Format::Json ? print_summary_json(summary) : print_summary_text(summary);
    });
    print_profile();
    return {summary.totals().has_findings(), summary.totals().unknowns > 0};
  }

  Findings run_all() {
    report_ = make_report(context_);
    if (!arguments_.from) {
      evaluate(arguments_.on.value_or(interpret::end_of(today())));
    } else {
      const std::int32_t last = arguments_.to->since_epoch;
      for (std::int32_t day = arguments_.from->since_epoch; day <= last && !run_.out.failed(); ++day) {
        show_progress(value::Day{day});
        evaluate(interpret::end_of(value::Day{day}));
      }
      if (is_terminal(2)) print_error("\r\x1b[K");
    }
    report_->finish();
    print_profile();
    return findings_;
  }

 private:
  void evaluate(value::Moment moment) {
    const interpret::DayResult day = run_.phases.run("evaluate", [&] { return engine_.evaluate(moment); });
    run_.phases.run("report", [&] {
      const DayTotals totals = count(day, program_, view_, wording_);
      findings_.any |= totals.has_findings();
      findings_.unknown |= totals.unknowns > 0;
      report_->add(day, totals);
    });
  }

  void print_profile() const {
    if (arguments_.profile) print_error(engine_.profile());
  }

  void show_progress(value::Day day) const {
    // Once a month: a span of years takes long, and a line a day would be slower than the days.
    if (value::date_of(day).day == 1 && is_terminal(2)) print_error("\r\x1b[K" + value::to_iso(day));
  }

  const core::Program& program_;
  const View& view_;
  const EvalArguments& arguments_;
  Run& run_;
  DayEngine engine_;
  Wording wording_;
  EvalContext context_;
  std::unique_ptr<EvalReport> report_;
  Findings findings_;
};

ExitCode evaluate(const core::Program& program, const facts::FactBase& facts, const EvalArguments& arguments,
                  Run& run) {
  const auto view = View::make(program, facts, arguments, run.sink);
  if (!view) {
    report_findings(run);
    return ExitCode::CouldNot;
  }
  const auto no_code = [&](const std::string& why) {
    run.sink.emit(diag::Kind::NoNativeCode, {}, why);
    report_findings(run);
    return ExitCode::CouldNot;
  };
  const auto code = code_options(facts, arguments.engine, days_of(arguments));
  if (!code) return no_code(code.error());
  Evaluation evaluation(program, facts, *view, arguments, *code, run);
  if (const std::string why = evaluation.code_failure(); !why.empty()) return no_code(why);
  const Findings findings = arguments.summary ? evaluation.summarize() : evaluation.run_all();
  // The interpreter reports numbers that do not fit; what it printed is then not to be relied on.
  report_findings(run);
  if (run.sink.has_errors()) return exit_code_of(run.sink);
  if (findings.any) return ExitCode::Findings;
  return findings.unknown ? ExitCode::Undecided : ExitCode::Nothing;
}

}  // namespace

ExitCode run_eval(const EvalArguments& arguments, Run& run) {
  return with_facts(arguments.input, arguments.facts, run,
                    [&](const core::Program& program, const facts::FactBase& facts) {
                      return evaluate(program, facts, arguments, run);
                    });
}

}  // namespace polc::driver
