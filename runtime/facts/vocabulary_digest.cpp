// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/vocabulary_digest.h"

#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/siphash.h"

namespace polc::facts {
namespace {

// Everything with its length or an end, so that no two vocabularies are written alike.
class Digest {
 public:
  void vocabulary(const core::Vocabulary& words) {
    number(words.enumerations.size());
    for (const core::Enumeration& one : words.enumerations) {
      number(one.values.size());
      for (const core::Label& value : one.values) label(value);
    }
    number(words.relations.size());
    for (const core::Relation& one : words.relations) relation(one);
  }
  [[nodiscard]] std::uint64_t sum() const { return value::siphash(0x706f6c632d766f63, 0x6162756c61727931, text_); }

 private:
  void relation(const core::Relation& one) {
    number(one.kind);
    label(one.label);
    number(one.synonyms.size());
    for (const std::string& synonym : one.synonyms) text(synonym);
    number(one.columns.size());
    for (const core::Column& each : one.columns) column(each);
    for (const auto& index : {one.key, one.subject, one.begin, one.end, one.counting_column}) maybe(index);
    number(one.report_every);
    maybe(one.report_from ? std::optional(one.report_from->since_epoch) : std::nullopt);
    number(one.counting);
    number(one.corrections);
    maybe(one.scale ? std::optional(one.scale->index) : std::nullopt);
    maybe(one.measure ? std::optional(one.measure->index) : std::nullopt);
  }
  void column(const core::Column& one) {
    label(one.label);
    number(one.type.kind);
    number(one.type.dimension);
    number(one.type.unit_factor.numerator());
    number(one.type.unit_factor.denominator());
    number(one.type.enumeration.index);
    number(one.type.target.index);
    number(one.key);
    number(one.optional);
    maybe(one.ratio ? std::optional(one.ratio->first) : std::nullopt);
    maybe(one.ratio ? std::optional(one.ratio->second) : std::nullopt);
    number(one.defined_by_rules);
  }
  void label(const core::Label& one) {
    text(one.english);
    text(one.chinese);
  }
  template <class Number>
  void number(Number number) {
    text_ += std::to_string(static_cast<std::int64_t>(number));
    text_ += ' ';
  }
  template <class Number>
  void maybe(const std::optional<Number>& value) {
    number(value.has_value());
    if (value) number(*value);
  }
  void text(std::string_view one) {
    number(one.size());
    text_ += one;
  }

  std::string text_;
};

}  // namespace

std::uint64_t vocabulary_digest(const core::Program& program) {
  Digest digest;
  digest.vocabulary(program.vocabulary);
  return digest.sum();
}

}  // namespace polc::facts
