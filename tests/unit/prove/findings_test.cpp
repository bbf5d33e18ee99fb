// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/findings.h"

#include <doctest/doctest.h>

#include "compiler/diagnostics/render_json.h"
#include "compiler/source/source_file.h"

using namespace polc;

namespace {

// One policy with one article, and two norms on a thing.
core::Program program_with_two_norms() {
  core::Program program;
  core::Relation person;
  person.label = {"person", "人员", {}};
  program.vocabulary.relations = {person};
  program.policies.resize(1);
  program.policies[0].label = {"notice", "通知", {}};
  program.articles = {{{0}, "1", "", {}}};
  core::Norm norm;
  norm.sentence = {{0}, 0, {source::FileId{0}, 0, 4}};
  program.conditions = {{core::Constant{}, {}}};
  program.norms = {norm, norm};
  program.norms[1].sentence.span.begin = 2;
  return program;
}

}  // namespace

TEST_CASE("a world that the interpreter does not see is a mistake in polc, and no finding") {
  const core::Program program = program_with_two_norms();
  prove::Report report;
  prove::Finding finding;
  finding.property = prove::Property::Contradiction;
  finding.about = {prove::norm_ref(0), prove::norm_ref(1)};
  report.differences = {finding};
  diag::Sink sink;
  prove::add_findings(program, report, {0}, source::SourceMap{}, sink);
  REQUIRE(sink.diagnostics().size() == 1);
  const diag::Message& said = sink.diagnostics().front().primary;
  CHECK(said.kind == diag::Kind::ProverDiffers);
  CHECK(diag::info(said.kind).code == "P1192");
  CHECK(said.arguments.front().text(source::Language::English) == "a contradiction");
}

TEST_CASE("findings at one place are kept apart by what they clash with, and said once") {
  const core::Program program = program_with_two_norms();
  prove::Report report;
  prove::Finding finding;
  finding.property = prove::Property::Contradiction;
  finding.sort = {0};
  finding.about = {prove::norm_ref(0), prove::norm_ref(1)};
  report.findings = {finding, finding};
  finding.about = {prove::norm_ref(0), prove::norm_ref(0)};
  report.findings.push_back(finding);
  diag::Sink sink;
  prove::add_findings(program, report, {0}, source::SourceMap{}, sink);
  CHECK(sink.error_count() == 2);
}
