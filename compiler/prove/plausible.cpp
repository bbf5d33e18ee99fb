// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/plausible.h"

namespace polc::prove {
namespace {

constexpr std::uint32_t most_wishes = 400;
constexpr std::int32_t day_without_law = 19783;  // 2024-03-01: for policies without any date
constexpr std::int64_t most_amount = 100'000'000;
constexpr std::int64_t most_age = 100'000;

value::Day preferred_day(const LawCell& cell) {
  if (cell.first > value::start_of(value::first_day)) return value::day_of(cell.first);
  const bool is_open = cell.last >= value::start_of(value::last_day);
  return is_open ? value::Day{day_without_law} : value::day_of(cell.last);
}

class Wishes {
 public:
  Wishes(Encoder& encoder, Query& query) : encoder_(encoder), terms_(encoder.terms), query_(query) {}

  std::optional<Model> grant() {
    wish_for_the_moment();
    for (const Term beyond : encoder_.beyond()) wish(terms_.negation(beyond));
    for (const auto& [key, inside] : encoder_.inside()) wish(inside);
    for (const auto& [pair, same] : encoder_.world.sameness()) wish(terms_.negation(same));
    for (const Slot& slot : encoder_.world.slots())
      if (slot.owner) wish(terms_.negation(slot.present));
    for (const Term term : encoder_.world.wishes()) wish(term);
    for (const Slot& slot : encoder_.world.slots()) wish_for(slot);
    if (query_.check() != Answer::Satisfiable) return std::nullopt;
    return query_.model(terms_.variables());
  }

 private:
  bool wish(Term term) {
    if (term == terms_.yes()) return true;
    if (term == terms_.no() || ++asked_ > most_wishes) return false;
    query_.push();
    query_.add(term);
    if (query_.check() == Answer::Satisfiable) return true;
    query_.pop();
    return false;
  }
  bool wish_at_most(Term number, std::int64_t most) { return wish(terms_.less_or_equal(number, terms_.integer(most))); }

  void wish_for_the_moment() {
    const value::Day day = preferred_day(encoder_.cell);
    const std::int64_t last_minute = value::start_of(day).since_epoch + value::minutes_per_day - 1;
    if (wish(terms_.equal(encoder_.now, terms_.integer(last_minute)))) return;
    const Term end_of_today =
        terms_.add(terms_.scale(value::Rational(value::minutes_per_day), encoder_.today), value::minutes_per_day - 1);
    wish(terms_.equal(encoder_.now, end_of_today));
    wish_at_most(encoder_.today, day.since_epoch + 31);
  }

  void wish_for(const Slot& slot) {
    const core::Relation& relation = encoder_.program[slot.relation];
    if (slot.owner && terms_[slot.amount].op == Op::Variable) wish_for_least(slot.amount);
    for (const auto& [column, term] : slot.attributes) {
      const core::Type& type = relation.columns[column].type;
      switch (type.kind) {
        case core::TypeKind::YesNo:
          wish(terms_.negation(term));
          break;
        case core::TypeKind::Enumeration:
          wish(terms_.equal(term, terms_.integer(0)));
          break;
        case core::TypeKind::Day:
          wish_for_age(terms_.add({encoder_.today, terms_.scale(value::Rational(-1), term)}), 0);
          break;
        case core::TypeKind::Moment:
          wish_for_age(terms_.add({encoder_.now, terms_.scale(value::Rational(-1), term)}), 60);
          break;
        case core::TypeKind::Number:
          wish_for_number(type, term);
          break;
        case core::TypeKind::Text:
        case core::TypeKind::Reference:
          break;
      }
    }
  }

  // The least amount that will do.
  void wish_for_least(Term amount) {
    if (wish_at_most(amount, 0)) return;
    const auto model = query_.model({amount});
    if (!model || model->at(amount).numerator() > most_amount) return;
    narrow(amount, 0, model->at(amount).numerator());
  }

  // `too_low` is refused and `enough` granted: the least number between them that is.
  void narrow(Term number, std::int64_t too_low, std::int64_t enough) {
    while (enough - too_low > 1) {
      const std::int64_t middle = too_low + (enough - too_low) / 2;
      (wish_at_most(number, middle) ? enough : too_low) = middle;
    }
  }

  // As near to the moment as can be, first among what is past.
  void wish_for_age(Term age, std::int64_t first) {
    if (wish(terms_.equal(age, terms_.integer(first)))) return;
    if (!wish(terms_.less_or_equal(terms_.integer(0), age))) {
      wish(terms_.less_or_equal(terms_.integer(-60), age));
      return;
    }
    std::int64_t low = -1;
    std::int64_t high = 1;
    while (high < most_age && !wish_at_most(age, high)) {
      low = high;
      high *= 2;
    }
    narrow(age, low, high);
  }

  void wish_for_number(const core::Type& type, Term term) {
    if (type.dimension == value::Dimension::Temperature && wish_for_temperature(term)) return;
    if (!wish_at_most(term, 100)) wish_at_most(term, 10'000);
    const Term whole = terms_.variable(Sort::Int, "whole");
    wish(terms_.both(terms_.equal(term, whole), terms_.less_or_equal(term, terms_.integer(1'000'000))));
  }

  // Of a body, as it is or with fever.
  bool wish_for_temperature(Term term) {
    for (const std::int64_t tenths : {365, 385})
      if (wish(terms_.equal(term, terms_.real(*value::Rational::make(tenths, 10))))) return true;
    return wish(
        terms_.both(terms_.less_or_equal(terms_.integer(35), term), terms_.less_or_equal(term, terms_.integer(42))));
  }

  Encoder& encoder_;
  Terms& terms_;
  Query& query_;
  std::uint32_t asked_ = 0;
};

}  // namespace

std::optional<Model> plausible_model(Encoder& encoder, Query& query) { return Wishes(encoder, query).grant(); }

}  // namespace polc::prove
