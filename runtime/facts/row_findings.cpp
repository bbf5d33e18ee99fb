// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/row_findings.h"

#include <string>

#include "compiler/source/unicode.h"
#include "runtime/facts/names.h"

namespace polc::facts {

using diag::Kind;

diag::Argument words(const core::Label& label) {
  if (label.english.empty() || label.chinese.empty()) return label.neutral();
  return {label.english, label.chinese};
}

diag::Argument shown_value(std::string_view text, bool personal) {
  constexpr std::size_t longest = 60;
  if (personal) return {"(personal)", "（个人信息）"};
  std::string shown;
  std::size_t at = 0;
  while (at < text.size() && shown.size() < longest) {
    const source::Decoded character = source::decode(text, at);
    const bool printable = character.valid && character.code_point >= 0x20 && character.code_point != 0x7F;
    source::append_utf8(shown, printable ? character.code_point : U'\uFFFD');
    at += character.length;
  }
  if (at < text.size()) shown += "…";
  return shown;
}

Kind kind_of(CellProblem problem) {
  switch (problem) {
    case CellProblem::NotANumber:
      return Kind::CellNotANumber;
    case CellProblem::TooManyDigits:
      return Kind::CellTooManyDigits;
    case CellProblem::NotWhole:
      return Kind::CellNotWhole;
    case CellProblem::NotADay:
      return Kind::CellNotADay;
    case CellProblem::NotAMoment:
      return Kind::CellNotAMoment;
    case CellProblem::NotYesNo:
      return Kind::CellNotYesNo;
    case CellProblem::NotAValue:
      return Kind::CellNotAValue;
    case CellProblem::NotText:
      return Kind::CellNotUtf8;
    case CellProblem::None:
      break;
  }
  POLC_UNREACHABLE("a cell without a problem");
}

std::vector<diag::Argument> cell_arguments(const core::Program& program, const core::Column& column,
                                           CellProblem problem, std::string_view text) {
  std::vector<diag::Argument> arguments = {words(column.label)};
  if (problem != CellProblem::NotText) arguments.push_back(shown_value(text, is_personal(program, column)));
  if (problem == CellProblem::NotAValue) {
    std::string english;
    std::string chinese;
    for (const core::Label& value : program[column.type.enumeration].values) {
      english += (english.empty() ? "`" : ", `") + words(value).text(source::Language::English) + "`";
      chinese += (chinese.empty() ? "`" : "、`") + words(value).text(source::Language::Chinese) + "`";
    }
    arguments.emplace_back(std::move(english), std::move(chinese));
  }
  return arguments;
}

std::uint64_t RowFindings::error_count() const {
  std::uint64_t errors = 0;
  for (const auto& [kind, count] : counts_)
    if (diag::info(kind).severity == diag::Severity::Error) errors += count;
  return errors;
}

std::vector<KindCount> RowFindings::counts() const {
  std::vector<KindCount> list;
  for (const auto& [kind, count] : counts_) list.push_back({kind, count});
  return list;
}

}  // namespace polc::facts
