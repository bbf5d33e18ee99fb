// SPDX-License-Identifier: Apache-2.0
// polc explain CODE: the page of a finding.
#include <vector>

#include "compiler/diagnostics/explain.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/driver/commands.h"

namespace polc::driver {

ExitCode run_explain(const ExplainArguments& arguments, Run& run) {
  if (arguments.language) run.language = *arguments.language;
  if (const auto page = diag::explain(arguments.code, run.language)) {
    run.out.write(*page);
    return finish(run, ExitCode::Nothing, false);
  }
  std::vector<std::string_view> codes;
  for (const diag::Page& page : diag::all_pages()) {
    if (page.language == run.language) codes.push_back(page.code);
  }
  auto finding = run.sink.emit(diag::Kind::NoSuchCode, {}, arguments.code);
  for (const std::string& near : diag::suggest(arguments.code, codes, 1))
    finding.note(diag::Kind::ArgumentMeant, {}, near);
  report_findings(run);
  return finish(run, ExitCode::CouldNot, false);
}

}  // namespace polc::driver
