// SPDX-License-Identifier: Apache-2.0
// polc: from argv to one command, and from whatever may happen to an exit code. No policy is looked at here.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include "compiler/driver/commands.h"

namespace {

using namespace polc::driver;

ExitCode dispatch(const Arguments& arguments, Run& run) {
  struct Verbs {
    Run& run;
    ExitCode operator()(const CheckArguments& check) const { return run_check(check, run); }
    ExitCode operator()(const EvalArguments& eval) const { return run_eval(eval, run); }
    ExitCode operator()(const TestArguments& test) const { return run_test(test, run); }
    ExitCode operator()(const CompileArguments& compile) const { return run_compile(compile, run); }
    ExitCode operator()(const FmtArguments& fmt) const { return run_fmt(fmt, run); }
    ExitCode operator()(const SourcesArguments& sources) const { return run_sources(sources, run); }
    ExitCode operator()(const FactsImportArguments& import) const { return run_facts_import(import, run); }
    ExitCode operator()(const FactsCheckArguments& check) const { return run_facts_check(check, run); }
    ExitCode operator()(const FactsSnapshotArguments& snapshot) const { return run_facts_snapshot(snapshot, run); }
    ExitCode operator()(const ExplainArguments& explain) const { return run_explain(explain, run); }
    ExitCode operator()(const ExplainResultArguments& explain) const { return run_explain_result(explain, run); }
    ExitCode operator()(const HelpRequest& help) const {
      run.out.write(help.text);
      return finish(run, ExitCode::Nothing, false);
    }
  };
  return std::visit(Verbs{run}, arguments);
}

ExitCode run_command_line(int argc, char** argv) {
  Run run(language_of_environment(argc, argv));
  const auto arguments = parse_arguments(argc, argv, run.sink);
  if (arguments) return dispatch(*arguments, run);
  report_findings(run);
  return ExitCode::CouldNot;
}

[[noreturn]] void end_as_internal_error() {
  std::fputs("polc: internal error; please report it with the command and the files that led to it\n", stderr);
  std::_Exit(static_cast<int>(ExitCode::Internal));
}

// What is left of a mapped file that another program cuts off cannot be read; there is no way back into the work.
extern "C" void end_as_cut_off(int) {
  constexpr std::string_view words = "polc: a snapshot was cut off by another program while it was used\n";
  if (write(STDERR_FILENO, words.data(), words.size()) < 0) std::_Exit(static_cast<int>(ExitCode::CouldNot));
  std::_Exit(static_cast<int>(ExitCode::CouldNot));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    return std::puts("polc " POLC_VERSION) < 0 || std::fflush(stdout) != 0 ? static_cast<int>(ExitCode::CouldNot) : 0;
  }
  std::set_terminate(end_as_internal_error);
  // A reader that closes the pipe early is noticed when writing, not by being killed.
  std::signal(SIGPIPE, SIG_IGN);
  // So is a limit on the size of files.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGBUS, end_as_cut_off);
  try {
    return static_cast<int>(run_command_line(argc, argv));
  } catch (const std::bad_alloc&) {
    std::fputs("polc: not enough memory for this work; nothing more was done\n", stderr);
    return static_cast<int>(ExitCode::CouldNot);
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "polc: internal error: %s\nPlease report it with the command and the files that led to it.\n",
                 exception.what());
    return static_cast<int>(ExitCode::Internal);
  }
}
