// SPDX-License-Identifier: Apache-2.0
// What a proof found, as plain values for programs that read a report; the messages of the finding say the same in words. Names
// are language-neutral, days and moments as in ISO 8601.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/diagnostics/argument.h"
#include "compiler/source/span.h"

namespace polc::diag {

struct ProofSentence {
  std::string policy;
  std::string article;  // its number; empty: the head of the policy
  source::Span span;
};

struct ProofValue {
  std::string attribute;
  std::variant<bool, std::string> value;
  std::string unit;  // of a number; may be empty
};
// A thing with its attributes, or a row about it.
struct ProofFact {
  Argument text;  // as behind `given`
  std::string relation;
  std::string subject;
  std::vector<ProofValue> values;
};
struct ProofWorld {
  std::string moment;
  std::string sort;
  std::string subject;
  std::vector<ProofFact> facts;
};

struct ProofWaiver {
  std::string until;
  std::string by;
  std::string because;
};

struct ProofDetails {
  std::string id;
  std::string property;              // "above-ceiling"
  std::vector<ProofSentence> about;  // the one found fault with, then those that it clashes with
  std::vector<ProofSentence> because;
  std::vector<std::pair<std::optional<std::string>, std::optional<std::string>>>
      when;  // first and last moment; none: open
  std::optional<ProofWorld> world;
  std::vector<std::string> depends_on;  // "smallest of building unit"
  std::optional<ProofWorld> spared;     // in which it is not so
  std::optional<ProofWaiver> waiver;
};

}  // namespace polc::diag
