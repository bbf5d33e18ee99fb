// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/with_facts.h"

#include <cstdlib>

#include "compiler/driver/commands.h"
#include "runtime/facts/facts.h"

namespace polc::driver {

ExitCode with_facts(const InputArguments& input, const FactsLocation& location, Run& run, const Work& work) {
  const Compiled compiled = compile_input(input, Until::Checked, run);
  const ProgramSet* set = compiled.set_for(input.language);
  if (run.sink.has_errors() || set == nullptr) {
    report_findings(run);
    return finish(run, exit_code_of(run.sink), input.time);
  }
  const auto opened = run.phases.run(
      "open", [&] { return facts::open_facts(location.store, location.mapping, run.sources, run.sink); });
  if (!opened) return give_up(opened.error(), run, input.time);
  const auto loaded = run.phases.run("load", [&] { return facts::load(*set->program, *opened, run.sink); });
  if (!loaded) return give_up(loaded.error(), run, input.time);
  if (run.sink.has_errors()) {
    report_findings(run);
    return finish(run, exit_code_of(run.sink), input.time);
  }
  return finish(run, work(*set->program, *loaded), input.time);
}

Wording::Settings wording_settings(bool show_personal, const Run& run) {
  const char* secret = std::getenv("POLC_PSEUDONYM_KEY");
  return {run.language, show_personal, secret == nullptr ? "" : secret};
}

}  // namespace polc::driver
