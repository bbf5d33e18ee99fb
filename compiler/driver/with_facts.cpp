// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/with_facts.h"

#include <cstdlib>

#include "compiler/driver/commands.h"

namespace polc::driver {

ExitCode give_up(const facts::Failure& failure, Run& run) {
  facts::report(failure, run.sink);
  report_findings(run);
  return facts::is_about_content(failure) ? ExitCode::NotValid : ExitCode::CouldNot;
}

ExitCode with_program(const InputArguments& input, Run& run, const WorkOnProgram& work) {
  const Compiled compiled = compile_input(input, Until::Checked, run);
  const ProgramSet* set = compiled.set_for(input.language);
  if (run.sink.has_errors() || set == nullptr) {
    report_findings(run);
    return finish(run, exit_code_of(run.sink), input.time);
  }
  return finish(run, work(*set->program), input.time);
}

ExitCode with_opened_facts(const InputArguments& input, const FactsLocation& location, Run& run,
                           const WorkOnOpenedFacts& work) {
  return with_program(input, run, [&](const core::Program& program) {
    const auto opened = run.phases.run(
        "open", [&] { return facts::open_facts(location.store, location.mapping, run.sources, run.sink); });
    return opened ? work(program, *opened) : give_up(opened.error(), run);
  });
}

ExitCode with_facts(const InputArguments& input, const FactsWithAdded& locations, Run& run, const WorkOnFacts& work) {
  const auto& [location, added] = locations;
  return with_opened_facts(input, added.value_or(location), run,
                           [&](const core::Program& program, const facts::OpenFacts& opened) {
                             const auto loaded = run.phases.run("load", [&] {
                               return added ? facts::load_with_added(program, location.store, opened, run.sink)
                                            : facts::load(program, opened, run.sink);
                             });
                             if (!loaded) return give_up(loaded.error(), run);
                             if (!run.sink.has_errors()) return work(program, *loaded);
                             report_findings(run);
                             return exit_code_of(run.sink);
                           });
}

Wording::Settings wording_settings(bool show_personal, const Run& run) {
  const char* secret = std::getenv("POLC_PSEUDONYM_KEY");
  return {run.language, show_personal, secret == nullptr ? "" : secret};
}

}  // namespace polc::driver
