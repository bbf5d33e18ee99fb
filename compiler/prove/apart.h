// SPDX-License-Identifier: Apache-2.0
// Sentences that can never bear on one subject, as far as that can be read off their text: one asks for a value of an attribute,
// the other for another one of the same. Quick and incomplete: what it leaves open is for queries.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/prove/sentence.h"

namespace polc::prove {

class Demands {
 public:
  explicit Demands(const core::Program& program);

  // True: in no world both bear on one subject. Of sentences about one sort; limits are never apart from anything.
  [[nodiscard]] bool apart(SentenceRef one, SentenceRef other) const;

 private:
  // What all subjects of a sentence have: an attribute within bounds, or one of some values.
  struct Demand {
    std::uint32_t attribute;
    std::vector<std::uint32_t> values;  // ascending; none: bounds
    std::optional<value::Rational> lowest, highest;
    bool lowest_out = false;
    bool highest_out = false;
  };
  using Profile = std::vector<Demand>;  // by attribute

  Profile profile_of(core::ConditionId condition, const std::optional<core::ColumnIndex>& to_subject);
  void collect(core::ConditionId condition, const std::optional<core::ColumnIndex>& to_subject, Profile& profile);
  void add(const core::Compare& compare, const std::optional<core::ColumnIndex>& to_subject, Profile& profile);
  // The number of an attribute that is reached from the subject; none: it belongs to a row of the occasion.
  std::optional<std::uint32_t> attribute(const core::Path& path, core::ColumnIndex column,
                                         const std::optional<core::ColumnIndex>& to_subject);
  std::optional<std::uint32_t> number_of(core::ValueId value);
  static bool exclude(const Demand& one, const Demand& other);

  const core::Program& program_;
  std::map<std::pair<std::vector<core::ColumnIndex>, core::ColumnIndex>, std::uint32_t> attributes_;
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> values_;  // texts, and values of enumerations
  std::vector<Profile> norms_, class_rules_;
};

}  // namespace polc::prove
