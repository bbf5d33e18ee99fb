// SPDX-License-Identifier: Apache-2.0
// The three forms of an evaluation: text for people, JSON and CSV for programs. A report is given one day after the other
// and writes as it goes where it can; no form keeps more than one day of things, save the changes that text collects.
#pragma once

#include <memory>

#include "compiler/driver/arguments.h"
#include "compiler/driver/class_grounds.h"
#include "compiler/driver/output.h"
#include "compiler/driver/totals.h"
#include "compiler/driver/view.h"
#include "compiler/driver/wording.h"

namespace polc::driver {

struct EvalContext {
  const core::Program& program;
  const facts::FactBase& facts;
  const EvalArguments& arguments;
  const Wording& wording;
  const View& view;
  Output& out;
  bool colour = false;

  // One day, or a span of them.
  [[nodiscard]] bool single_day() const { return !arguments.from; }
};

class EvalReport {
 public:
  virtual ~EvalReport() = default;
  virtual void add(const interpret::DayResult& day, const DayTotals& totals) = 0;
  virtual void finish() = 0;
};

[[nodiscard]] std::unique_ptr<EvalReport> make_text_report(const EvalContext& context);
[[nodiscard]] std::unique_ptr<EvalReport> make_json_report(const EvalContext& context);
[[nodiscard]] std::unique_ptr<EvalReport> make_csv_report(const EvalContext& context);

}  // namespace polc::driver
