// SPDX-License-Identifier: Apache-2.0
// What is due at a moment. A norm may bear on millions, and most of what is due is the same for all of them: that is kept
// once, so that an entry is a quarter of what it says.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "compiler/core/core.h"
#include "runtime/facts/fact_base.h"
#include "runtime/value/civil_time.h"
#include "runtime/value/kleene.h"
#include "runtime/value/unwritten_vector.h"

namespace polc::interpret {

using facts::Row;
using value::Truth;
inline constexpr Row no_row = std::numeric_limits<Row>::max();

// As facts keep days.
[[nodiscard]] std::optional<value::Day> day_or_none(std::int32_t day);

// What a norm, or several that combined to the stricter, asks of everybody alike.
struct DueTerms {
  core::Modality modality = core::Modality::Must;
  core::Strength strength = core::Strength::Hard;
  std::uint32_t norm = 0;                 // the one whose heads and timing bind, of Program::norms
  std::uint32_t step = 0;                 // of a sequence: the head that is due today
  core::RelationId sort;                  // of the subjects
  std::optional<value::Rational> lowest;  // length in minutes
  std::optional<value::Rational> highest;
  std::vector<std::uint32_t> norms;  // all that combined
  friend auto operator<=>(const DueTerms&, const DueTerms&) = default;
};

// Of whom, and when.
struct DueEntry {
  std::uint32_t terms = 0;  // in DueList::terms
  Row subject = no_row;
  Row occasion = no_row;                       // row of the norm's occasion; no_row: standing
  std::int32_t first_day = facts::absent_day;  // of its span of days, when it has one and it is known
  std::int32_t last_day = facts::absent_day;
  Truth truth = Truth::True;                   // True or Unknown
  std::int64_t due_by = facts::absent_moment;  // deadline; of a day: its last minute
};

// A norm (or several that combined to the stricter) that bears on a subject. Only with MeasureHeads. As DueTerms and DueEntry
// have it; `norms` is good as long as the list.
struct DueNorm {
  core::Modality modality = core::Modality::Must;
  core::Strength strength = core::Strength::Hard;
  Truth truth = Truth::True;
  std::uint32_t norm = 0;
  std::span<const std::uint32_t> norms;
  core::RelationId sort;
  Row subject = no_row;
  Row occasion = no_row;
  std::uint32_t step = 0;
  std::optional<value::Rational> lowest;
  std::optional<value::Rational> highest;
  std::optional<value::Day> first_day;
  std::optional<value::Day> last_day;
  std::optional<value::Moment> due_by;
};

class DueList {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = DueNorm;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = DueNorm;

    Iterator(const DueList& list, std::size_t at) : list_(&list), at_(at) {}
    DueNorm operator*() const { return (*list_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(const Iterator& left, const Iterator& right) { return left.at_ == right.at_; }

   private:
    const DueList* list_;
    std::size_t at_;
  };

  [[nodiscard]] std::size_t size() const { return entries.size(); }
  [[nodiscard]] bool empty() const { return entries.empty(); }
  [[nodiscard]] DueNorm operator[](std::size_t at) const;
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size()}; }
  // Which they will be in `terms`.
  std::uint32_t add_terms(DueTerms one);

  value::UnwrittenVector<DueEntry> entries;
  std::vector<DueTerms> terms;
};

// Adds terms to a list, the same ones once.
class TermsIndex {
 public:
  explicit TermsIndex(DueList& list) : list_(list) {}
  std::uint32_t index_of(const DueTerms& terms);

 private:
  DueList& list_;
  std::map<DueTerms, std::uint32_t> known_;
};

}  // namespace polc::interpret
