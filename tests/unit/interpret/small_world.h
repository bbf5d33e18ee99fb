// SPDX-License-Identifier: Apache-2.0
// A hand-made program and its facts, to be filled line by line by a test: regions, persons, reported cases, arrivals and
// isolation spells, a scale of risk, measures that are attested or shown.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/interpret.h"

namespace polc::interpret_test {

struct Small {
  core::Program program;
  facts::FactBase facts;

  static constexpr core::RelationId region{0}, person{1}, cases{2}, arrival{3}, spell{4}, conduct{5}, record{6};
  static constexpr core::ScaleId risk{0}, isolation{1};
  static constexpr core::MeasureId mask{0}, home_quarantine{1}, central_quarantine{2}, travel{3}, turn_back{4};
  static constexpr core::PolicyId upper{0}, lower{1};
  static constexpr core::ArticleId upper_article{0}, lower_article{1};

  Small();

  // Facts; things must be given before what belongs to them, rows of a thing in order of time.
  facts::Row add_region(const std::string& key, std::optional<facts::Row> parent = {});
  facts::Row add_person(const std::string& key, facts::Row home, bool contact = false, std::int64_t temperature = 36);
  void add_case(facts::Row region, std::int32_t day, std::int64_t count);
  void add_arrival(facts::Row person, std::int32_t day);
  void add_spell(facts::Row person, std::int32_t first, std::optional<std::int32_t> last);
  void add_conduct(facts::Row person, bool done, std::optional<std::int32_t> day);
  void miss(facts::Row region, std::int32_t first, std::int32_t last);
  void finish();  // after the last fact

  // Rules. Row 0 is a person unless said otherwise.
  core::ConditionId add(core::ConditionKind kind);
  core::ValueId add_value(core::ValueKind kind, core::TypeKind type,
                          value::Dimension dimension = value::Dimension::Number);
  core::ValueId number(std::int64_t value);
  core::ValueId days(std::int64_t count);
  core::ConditionId always();
  core::ConditionId is_contact();
  // `at least lowest, at most highest` cases of the region in row 0 in the last n days; n 0: ever.
  core::ConditionId case_count(std::int64_t n, std::optional<std::int64_t> lowest, std::optional<std::int64_t> highest);
  void add_class(std::uint32_t rank, core::ConditionId condition, bool otherwise = false);
  core::Norm& add_norm(core::ArticleId article, core::Modality modality, core::MeasureId measure,
                       core::ConditionId guard);
  core::Norm& add_span(core::Norm& norm, std::int64_t n);  // n days by the run
  core::Norm& from_arrival(core::Norm& norm, std::int64_t n);
  core::Limit& add_limit(core::LimitKind kind, core::MeasureId measure, core::ConditionId phrase);

  [[nodiscard]] interpret::DayResult on(std::int32_t day);

 private:
  struct Dated {
    facts::Row subject;
    std::int32_t first;
    std::optional<std::int32_t> last;
    std::int64_t amount;
  };
  std::shared_ptr<facts::Dictionary> region_keys_ = std::make_shared<facts::Dictionary>();
  std::shared_ptr<facts::Dictionary> person_keys_ = std::make_shared<facts::Dictionary>();
  std::vector<std::int32_t> region_codes_, parents_, person_codes_, homes_;
  std::vector<value::Truth> contacts_;
  std::vector<std::int64_t> temperatures_;
  std::vector<Dated> cases_, arrivals_, spells_, conducts_;
  std::vector<std::vector<facts::Gap>> gaps_;
  diag::Sink sink_;
};

}  // namespace polc::interpret_test
