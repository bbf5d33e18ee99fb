// SPDX-License-Identifier: Apache-2.0
// Findings as JUnit XML, for programs that show the results of tests:
//   <testsuites name=Report::run tests failures errors>
//     <testsuite name=PATH tests failures errors skipped>                              one a file
//       <testcase classname=PATH name="P0301 2:16 message" file=PATH line="2">         one a finding
//         <failure type="P0301" message="message">as render_text shows it</failure>
// In: the findings kept in a sink, and the files that were checked. Out: a finding that fails the check
// (Report::fails_from) is a <failure>, a milder one passes and is told in <system-out>; a file without findings is one
// test that passes. What has no place in a file is in the suite named like the run, where it is an <error>.
#pragma once

#include <string>

#include "compiler/diagnostics/report.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/source/source_file.h"

namespace polc::diag {

[[nodiscard]] std::string render_junit(const Sink& sink, const source::SourceMap& sources, const Report& report);

}  // namespace polc::diag
