// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/spans.h"

#include <algorithm>

namespace polc::prove {
namespace {

bool is_breach(Property property) {
  switch (property) {
    case Property::AboveCeiling:
    case Property::BelowFloor:
    case Property::ScopeWidened:
    case Property::Barred:
    case Property::PermissionWithdrawn:
    case Property::ProhibitionContradicted:
    case Property::DutyObstructed:
    case Property::ClosedListExtended:
    case Property::ClassRedefined:
    case Property::NotDelegated:
    case Property::OutsidePower:
      return true;
    case Property::ClassConflict:
    case Property::ClassGap:
    case Property::Contradiction:
    case Property::TwoModes:
    case Property::DefaultForbidden:
    case Property::PermissionRuledOut:
    case Property::NeverApplies:
    case Property::ExceptionNeverBites:
    case Property::Redundant:
    case Property::RedundantInPart:
    case Property::OpenAlternative:
    case Property::ChoiceClosed:
    case Property::LapsedReference:
    case Property::JudgementOfNobody:
    case Property::RecipientMissing:
    case Property::FrequencyMissing:
    case Property::MeansMissing:
    case Property::OtherMeaning:
    case Property::ReadsAsEnough:
      break;
  }
  return false;
}

}  // namespace

bool begins_open(const LawCell& span) { return span.first <= value::start_of(value::first_day); }
bool ends_open(const LawCell& span) { return span.last >= value::start_of(value::last_day); }

std::vector<LawCell> merged(std::vector<LawCell> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const LawCell& one, const LawCell& other) { return one.first < other.first; });
  std::vector<LawCell> whole;
  for (const LawCell& span : spans) {
    if (whole.empty() || whole.back().last.since_epoch + 1 < span.first.since_epoch)
      whole.push_back(span);
    else
      whole.back().last = std::max(whole.back().last, span.last);
  }
  return whole;
}

std::vector<LawCell> spans_of_breach(const Report& report) {
  std::vector<LawCell> spans;
  for (const Finding& finding : report.findings)
    if (is_breach(finding.property)) spans.insert(spans.end(), finding.when.begin(), finding.when.end());
  return merged(std::move(spans));
}

}  // namespace polc::prove
