// SPDX-License-Identifier: Apache-2.0
// What has to be found for a claim to be passed over.
#pragma once

#include <algorithm>

#include "compiler/prove/prove.h"

namespace prove_test {

// Whether a finding says of one of the claim's sentences that it never applies or is redundant.
inline bool is_said_already(const polc::prove::Report& report, const polc::prove::Claim& claim) {
  using polc::prove::Property;
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const polc::prove::Finding& finding) {
    const bool is_idle = finding.property == Property::NeverApplies || finding.property == Property::Redundant;
    return is_idle && std::find(claim.about.begin(), claim.about.end(), finding.about.front()) != claim.about.end();
  });
}

}  // namespace prove_test
