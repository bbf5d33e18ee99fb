// SPDX-License-Identifier: Apache-2.0
// The words of results: labels, things, articles, measures, amounts and days of a program and its facts, in the language
// of the output. Personal keys come out as pseudonyms here and nowhere else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/driver/pseudonym.h"
#include "compiler/source/language.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/result.h"

namespace polc::driver {

class Wording {
 public:
  struct Settings {
    source::Language language = source::Language::English;
    bool show_personal = false;
    std::string pseudonym_secret;
  };
  Wording(const core::Program& program, const facts::FactBase& facts, const Settings& settings);

  [[nodiscard]] bool chinese() const { return language_ == source::Language::Chinese; }
  // The text of the output's language.
  [[nodiscard]] std::string_view say(std::string_view english, std::string_view chinese_text) const {
    return chinese() ? chinese_text : english;
  }
  [[nodiscard]] const std::string& label(const core::Label& label) const;

  // "450100" or, personal, "~k3f9q2ab".
  [[nodiscard]] std::string key(core::RelationId sort, facts::Row row) const;
  // "Nanning (450100)" where the thing has a name besides its key.
  [[nodiscard]] std::string thing(core::RelationId sort, facts::Row row) const;
  // "article 40" where there is one policy, else "article 40 of guangxi level three guidance".
  [[nodiscard]] std::string article(core::ArticleId id) const;
  // "risk of region" / "地区的风险".
  [[nodiscard]] std::string scale_of(core::ScaleId scale, core::RelationId sort) const;
  [[nodiscard]] std::string class_name(core::ScaleId scale, std::uint32_t rank) const;
  // The class, or "unknown", "no class", "conflict: low, medium".
  [[nodiscard]] std::string class_state(const interpret::ClassTable& table, facts::Row row) const;
  [[nodiscard]] std::string_view modality(const interpret::DueNorm& due) const;
  // "14 days", "36 hours"; minutes in.
  [[nodiscard]] std::string duration(const value::Rational& minutes) const;
  // "centralized quarantine 14 days".
  [[nodiscard]] std::string measure(const interpret::DueNorm& due) const;
  // "2020-02-24 … 2020-03-08, by 2020-02-25 12:00"; empty for a standing norm.
  [[nodiscard]] std::string when(const interpret::DueNorm& due) const;
  // "above ceiling: 21 days, at most 14 days".
  [[nodiscard]] std::string violation(const interpret::Violation& violation) const;
  [[nodiscard]] std::string_view norm_conflict(const interpret::NormConflict& conflict) const;
  // "no report of case for Nanning on 2020-03-02".
  [[nodiscard]] std::string missing(const interpret::Missing& missing) const;
  // "risk of region: Nanning (450100)": what is unknown.
  [[nodiscard]] std::string unknown(const interpret::Unknown& unknown, const interpret::DayResult& day) const;
  [[nodiscard]] std::string moment(value::Moment moment) const;
  [[nodiscard]] std::string head(const core::Norm& norm, std::uint32_t step) const;
  [[nodiscard]] std::string_view modality(core::Modality modality, core::Strength strength) const;

  // wording_values.cpp
  // "36.5 °C", "14 days": a number in base units, in the unit of the type.
  [[nodiscard]] std::string number(const core::Type& type, const value::Rational& number) const;
  // A value as a column stores it; personal ones as pseudonyms; "not said" where there is none.
  [[nodiscard]] std::string stored(core::RelationId relation, core::ColumnIndex column,
                                   std::optional<std::int64_t> value) const;
  [[nodiscard]] std::string cell(core::RelationId relation, facts::Row row, core::ColumnIndex column) const;
  // "2020-02-20 … 2020-02-27" of a row of an event; empty where it has no time.
  [[nodiscard]] std::string time_of(core::RelationId relation, facts::Row row) const;
  // "stay 2020-02-20 … 2020-02-27: place Jiangcheng": a row without whose it is.
  [[nodiscard]] std::string row(core::RelationId relation, facts::Row row) const;
  // "temperature of ~k3f9q2ab", "count of case of Nanning on 2020-03-01": where a value stands.
  [[nodiscard]] std::string place_of(core::RelationId relation, facts::Row row, core::ColumnIndex column) const;
  // "stay of ~k3f9q2ab on 2020-02-20".
  [[nodiscard]] std::string row_with_owner(core::RelationId relation, facts::Row row) const;

 private:
  [[nodiscard]] std::string amount(const interpret::Violation& violation, const value::Rational& number) const;
  // "arrival of ~k3f9q2ab": a row of an event by whose it is.
  [[nodiscard]] std::string row_of(core::RelationId relation, facts::Row row) const;
  [[nodiscard]] std::string text_of(const facts::Column& column, facts::Row row) const;

  const core::Program& program_;
  const facts::FactBase& facts_;
  source::Language language_;
  bool show_personal_;
  Pseudonyms pseudonyms_;
  std::vector<std::optional<core::ColumnIndex>> name_column_;  // by relation
};

}  // namespace polc::driver
