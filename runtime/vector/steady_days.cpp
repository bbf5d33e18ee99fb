// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/steady_days.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "compiler/core/match.h"

namespace polc::vector {

namespace {

// Bytes that are set up for the table; and things whose bits stay in the nearest cache.
constexpr std::size_t most_outcomes = std::size_t{1} << 24;
constexpr std::size_t things_at_once = 8192;

// How a day that reads no row changes from day to day: not at all, or as the day of the moment does.
struct Drift {
  bool moves = false;
  std::int64_t at = 0;       // on the day that is asked about
  std::int64_t most_at = 0;  // of what it is reckoned from, the latest
};

// None: otherwise, or by what is in force on the day (parameters).
std::optional<Drift> drift_of(const core::Program& program, core::ValueId id, value::Day today) {
  const core::Value& value = program[id];
  if (value.type.kind != core::TypeKind::Day) return std::nullopt;
  if (const auto* day = std::get_if<core::DayLiteral>(&value.kind)) {
    const std::int64_t at = day->day.since_epoch;
    return Drift{false, at, at};
  }
  if (std::holds_alternative<core::Now>(value.kind)) {
    const std::int64_t at = today.since_epoch;
    return Drift{true, at, at};
  }
  const auto* shifted = std::get_if<core::Shifted>(&value.kind);
  if (shifted == nullptr || shifted->parameter) return std::nullopt;
  std::optional<Drift> drift = drift_of(program, shifted->base, today);
  if (!drift) return std::nullopt;
  drift->at += shifted->days + shifted->minutes / value::minutes_per_day;
  drift->most_at = std::max(drift->most_at, drift->at);
  return drift;
}

bool is_fixed(const core::Program& program, const std::optional<core::ValueId>& bound) {
  return !bound || std::holds_alternative<core::NumberLiteral>(program[*bound].kind);
}

bool fits(const std::optional<std::int64_t>& bound) {
  return !bound ||
         (*bound >= std::numeric_limits<std::int32_t>::min() && *bound <= std::numeric_limits<std::int32_t>::max());
}

}  // namespace

std::optional<SteadyDays::Number> SteadyDays::number_of(const SteadyNumber& number, WorkedOut& day,
                                                        value::Day& last_day) {
  if (!number.of_itself) return std::nullopt;
  const plan::Count& count = day.plan[number.count];
  Number found;
  found.sums = number.sums;
  found.window = window_of(count, day);
  if (!found.window.is_known) return std::nullopt;
  // Of a window after now it is not told by those that have ended; one that begins by now does so on every later day.
  if (number.sums->ended != nullptr && found.window.begin > found.window.now) return std::nullopt;
  const value::Day today = day.evaluator.today;
  for (const auto& [bound, moves] :
       {std::pair(&count.window.begin, &found.begin_moves), std::pair(&count.window.end, &found.end_moves)}) {
    if (!*bound) continue;
    const std::optional<Drift> drift = drift_of(day.program, (*bound)->at, today);
    if (!drift) return std::nullopt;
    *moves = drift->moves;
    // Beyond the last day that there is the interpreter finds that times do not fit.
    if (drift->moves)
      last_day.since_epoch =
          std::min(last_day.since_epoch,
                   static_cast<std::int32_t>(value::last_day.since_epoch - (drift->most_at - today.since_epoch)));
  }
  if (!is_fixed(day.program, count.lowest) || !is_fixed(day.program, count.highest)) return std::nullopt;
  const NumberBounds bounds = bounds_of(count, day);
  if (!fits(bounds.lowest) || !fits(bounds.highest)) return std::nullopt;
  found.least = static_cast<std::int32_t>(bounds.lowest.value_or(std::numeric_limits<std::int32_t>::min()));
  found.greatest = static_cast<std::int32_t>(bounds.highest.value_or(std::numeric_limits<std::int32_t>::max()));
  // Nothing lies there.
  if (found.least > found.greatest) return std::nullopt;
  found.if_nothing = found.least <= 0 && 0 <= found.greatest;
  return found;
}

std::optional<SteadyDays> SteadyDays::make(const std::vector<SteadyNumber>& numbers, const ClassRun& run,
                                           WorkedOut& world, WorkedOut& day, workers::Workers& workers,
                                           std::vector<Scratch>& scratches) {
  SteadyDays made;
  made.first_day_ = day.evaluator.today;
  made.last_day_ = value::last_day;
  for (const SteadyNumber& number : numbers) {
    const std::optional<Number> found = number_of(number, day, made.last_day_);
    if (!found) return std::nullopt;
    made.numbers_.push_back(*found);
  }
  if (!made.fill_table(numbers, run, world, workers, scratches)) return std::nullopt;
  return made;
}

bool SteadyDays::fill_table(const std::vector<SteadyNumber>& numbers, const ClassRun& run, WorkedOut& world,
                            workers::Workers& workers, std::vector<Scratch>& scratches) {
  interpret::ClassTable table = run.make_table();
  const std::size_t things = table.size();
  if (numbers.size() >= 8 || things == 0) return false;
  const std::size_t combinations = std::size_t{1} << numbers.size();
  if (combinations > std::tuple_size_v<OutcomeTable> || combinations > most_outcomes / things) return false;
  // By thing, of every combination: the state in the low bits, the rank above.
  std::vector<std::uint8_t> outcomes(things * combinations);
  for (std::size_t combination = 0; combination < combinations; ++combination) {
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      Truths& truths = world.counts[numbers[at].count.index];
      std::fill(truths.begin(), truths.end(),
                static_cast<std::uint8_t>(((combination >> at) & 1U) != 0 ? Truth::True : Truth::False));
    }
    run_all(run, table, workers, scratches);
    for (std::size_t thing = 0; thing < things; ++thing)
      outcomes[thing * combinations + combination] = static_cast<std::uint8_t>(
          static_cast<unsigned>(table.state[thing]) | static_cast<unsigned>(table.rank[thing]) << 3U);
  }
  places_.resize(things);
  std::vector<const std::uint8_t*> kinds;
  std::size_t kind = 0;
  for (std::size_t thing = 0; thing < things; ++thing) {
    const std::uint8_t* mine = outcomes.data() + thing * combinations;
    const auto is_mine = [&](const std::uint8_t* other) { return std::memcmp(mine, other, combinations) == 0; };
    // Mostly as the thing before.
    if (kind >= kinds.size() || !is_mine(kinds[kind]))
      kind = static_cast<std::size_t>(std::find_if(kinds.begin(), kinds.end(), is_mine) - kinds.begin());
    if ((kind + 1) * combinations > states_.size()) return false;
    if (kind == kinds.size()) kinds.push_back(mine);
    places_[thing] = static_cast<std::uint8_t>(kind * combinations);
  }
  for (std::size_t at = 0; at < kinds.size(); ++at) {
    for (std::size_t combination = 0; combination < combinations; ++combination) {
      const std::uint8_t outcome = kinds[at][combination];
      states_[at * combinations + combination] = outcome & 7U;
      ranks_[at * combinations + combination] = static_cast<std::uint8_t>(outcome >> 3U);
    }
  }
  return true;
}

void SteadyDays::work_out(value::Day day, Scratch& scratch, interpret::ClassState* state, std::uint8_t* rank) const {
  const std::int64_t later = std::int64_t{day.since_epoch} - first_day_.since_epoch;
  for (std::size_t first = 0; first < places_.size(); first += things_at_once) {
    const std::size_t size = std::min(things_at_once, places_.size() - first);
    Scratch::Frame frame(scratch);
    auto* places = frame.take<std::uint8_t>(size);
    std::memcpy(places, places_.data() + first, size);
    for (std::size_t at = 0; at < numbers_.size(); ++at) {
      const Number& number = numbers_[at];
      const auto bit = static_cast<std::uint8_t>(1U << at);
      CountWindow window = number.window;
      window.now += later;
      if (number.begin_moves) window.begin += later;
      if (number.end_moves) window.end += later;
      const std::optional<SumsOfWindow> sums = window.is_empty() ? std::nullopt : sums_of(*number.sums, window);
      if (sums)
        kernels().mark_between(sums->high + first, sums->low + first, size, number.least, number.greatest, bit, places);
      else if (number.if_nothing)
        for (std::size_t thing = 0; thing < size; ++thing)
          places[thing] = static_cast<std::uint8_t>(places[thing] | bit);
    }
    kernels().look_up(places, size, states_.data(), reinterpret_cast<std::uint8_t*>(state) + first);
    kernels().look_up(places, size, ranks_.data(), rank + first);
  }
}

}  // namespace polc::vector
