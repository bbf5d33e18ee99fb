// SPDX-License-Identifier: Apache-2.0
// Explanations as text: one step a line, what it rests on indented below it.
#include <fmt/format.h>

#include "compiler/driver/explain_report.h"

namespace polc::driver {
namespace {

class TextForm {
 public:
  TextForm(const FrameWords& frame, bool colour) : frame_(frame), colour_(colour) {}

  std::string write(const ExplanationWords& words) {
    out_ = words.subject + (frame_.language == "zh" ? "，" : ", ") + words.on + "\n" + words.policies + "\n";
    for (const AnswerWords& answer : words.answers) write(answer);
    return std::move(out_);
  }

 private:
  void write(const AnswerWords& answer) {
    out_ += "\n" + in_bold(answer.question) + "\n" + answer.answer + "\n";
    for (const Step& step : answer.steps) write(step, 1);
    out_ += "\n";
    if (!answer.flips.empty()) out_ += "  " + in_bold(frame_.smallest) + "\n";
    bool is_first = true;
    for (const FlipWords& flip : answer.flips) {
      if (!is_first) out_ += "  " + frame_.or_else + "\n";
      is_first = false;
      for (const std::string& change : flip.changes) out_ += "    - " + change + "\n";
      out_ += "    → " + flip.then + "\n";
    }
    if (!answer.flips_note.empty()) out_ += "  " + answer.flips_note + "\n";
  }

  void write(const Step& step, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    if (step.kind == StepKind::Heading && depth == 1) out_ += "\n";
    out_ += indent + mark(step.mark) + step.text + "\n";
    if (step.citation && !step.citation->quote.empty()) {
      // The text as it stands in the policy, line by line.
      std::string line;
      for (const char letter : step.citation->quote + "\n") {
        if (letter != '\n') {
          line += letter;
          continue;
        }
        out_ += indent + "  | " + line + "\n";
        line.clear();
      }
    }
    for (const Step& below : step.steps) write(below, depth + 1);
  }

  std::string mark(Mark mark) const {
    switch (mark) {
      case Mark::None:
        return {};
      case Mark::Holds:
        return in_colour("32", "✓ ");
      case Mark::Fails:
        return in_colour("31", "✗ ");
      case Mark::Unknown:
        return in_colour("33", "? ");
    }
    return {};
  }
  std::string in_colour(const char* code, const std::string& text) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }
  std::string in_bold(const std::string& text) const { return in_colour("1", text); }

  const FrameWords& frame_;
  bool colour_;
  std::string out_;
};

}  // namespace

const char* name(Mark mark) {
  switch (mark) {
    case Mark::Holds:
      return "holds";
    case Mark::Fails:
      return "fails";
    case Mark::Unknown:
      return "unknown";
    case Mark::None:
      break;
  }
  return "";
}

const char* name(StepKind kind) {
  switch (kind) {
    case StepKind::Heading:
      return "heading";
    case StepKind::Rule:
      return "rule";
    case StepKind::Norm:
      return "norm";
    case StepKind::Reach:
      return "reach";
    case StepKind::Condition:
      return "condition";
    case StepKind::Exception:
      return "exception";
    case StepKind::Override:
      return "override";
    case StepKind::Timing:
      return "timing";
    case StepKind::Row:
      return "row";
    case StepKind::Given:
      return "given";
    case StepKind::Combination:
      return "combination";
    case StepKind::Missing:
      return "missing";
    case StepKind::Conflict:
      return "conflict";
    case StepKind::More:
      return "more";
  }
  return "";
}

const char* name(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::Class:
      return "class";
    case AnswerKind::Attribute:
      return "attribute";
    case AnswerKind::Measure:
      return "measure";
    case AnswerKind::Violation:
      return "violation";
  }
  return "";
}

const char* name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Yes:
      return "yes";
    case Verdict::No:
      return "no";
    case Verdict::Unknown:
      return "unknown";
    case Verdict::Conflict:
      return "conflict";
    case Verdict::Gap:
      return "gap";
  }
  return "";
}

std::string explanation_as_text(const ExplanationWords& words, const FrameWords& frame, bool colour) {
  return TextForm(frame, colour).write(words);
}

}  // namespace polc::driver
