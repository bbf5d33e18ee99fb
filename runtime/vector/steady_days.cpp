// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/steady_days.h"

#include <algorithm>
#include <atomic>
#include <limits>

#include "compiler/core/match.h"

namespace polc::vector {

namespace {

// Bytes that are set up for the table, and for the places of all days.
constexpr std::size_t most_outcomes = std::size_t{1} << 24;
constexpr std::size_t things_at_once = ThingSums::things_of_piece;

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

std::size_t SteadyDays::days() const {
  return static_cast<std::size_t>(std::int64_t{last_day_.since_epoch} - first_day_.since_epoch + 1);
}

std::optional<std::size_t> SteadyDays::source_of(const plan::Count& count, WorkedOut& day, DaySums& sums,
                                                 workers::Workers& workers, std::vector<Scratch>& scratches) {
  const SumsKey key = key_of(count);
  const auto known = std::find_if(sources_.begin(), sources_.end(), [&](const auto& one) { return one.first == key; });
  if (known != sources_.end()) return static_cast<std::size_t>(known - sources_.begin());
  Source source{ThingSums::make(count, day), nullptr};
  if (!source.laid) source.kept = sums.find(count, day, workers, scratches);
  if (!source.laid && source.kept == nullptr) return std::nullopt;
  sources_.emplace_back(key, std::move(source));
  return sources_.size() - 1;
}

bool SteadyDays::add_number(const SteadyNumber& number, WorkedOut& day, DaySums& sums, workers::Workers& workers,
                            std::vector<Scratch>& scratches) {
  const plan::Count& count = day.plan[number.count];
  if (!number.of_itself || !is_fixed(day.program, count.lowest) || !is_fixed(day.program, count.highest)) return false;
  const auto source = source_of(count, day, sums, workers, scratches);
  if (!source) return false;
  Number found;
  found.source = *source;
  found.window = window_of(count, day);
  if (!found.window.is_known) return false;
  // Of a window after now it is not told by those that have ended; one that begins by now does so on every later day.
  if (sources_[*source].second.has_ends() && found.window.begin > found.window.now) return false;
  const value::Day today = day.evaluator.today;
  for (const auto& [bound, moves] :
       {std::pair(&count.window.begin, &found.begin_moves), std::pair(&count.window.end, &found.end_moves)}) {
    if (!*bound) continue;
    const std::optional<Drift> drift = drift_of(day.program, (*bound)->at, today);
    if (!drift) return false;
    *moves = drift->moves;
    // Beyond the last day that there is the interpreter finds that times do not fit.
    if (drift->moves)
      last_day_.since_epoch =
          std::min(last_day_.since_epoch,
                   static_cast<std::int32_t>(value::last_day.since_epoch - (drift->most_at - today.since_epoch)));
  }
  const NumberBounds bounds = bounds_of(count, day);
  if (!fits(bounds.lowest) || !fits(bounds.highest)) return false;
  found.least = static_cast<std::int32_t>(bounds.lowest.value_or(std::numeric_limits<std::int32_t>::min()));
  found.greatest = static_cast<std::int32_t>(bounds.highest.value_or(std::numeric_limits<std::int32_t>::max()));
  // Nothing lies there.
  if (found.least > found.greatest) return false;
  numbers_.push_back(std::move(found));
  return true;
}

// As sums_of, for every day.
void SteadyDays::lay_windows(Number& number) const {
  const Source& source = sources_[number.source].second;
  const auto place_of = [&](std::int64_t day) {
    const std::int64_t row = std::clamp(day, source.first() - 1, source.last()) - source.first() + 1;
    return static_cast<std::uint32_t>(static_cast<std::size_t>(row) * source.stride());
  };
  CountWindow window = number.window;
  for (std::size_t day = 0; day < days(); ++day) {
    const std::int64_t end = std::min(window.end, window.now);
    // Nothing less nothing where the window is empty.
    number.high_at.push_back(window.is_empty() ? 0 : place_of(end));
    number.low_at.push_back(window.is_empty()   ? 0
                            : source.has_ends() ? place_of(window.begin - 1)
                                                : place_of(std::min(window.begin - 1, end)));
    ++window.now;
    if (number.begin_moves) ++window.begin;
    if (number.end_moves) ++window.end;
  }
}

std::optional<SteadyDays> SteadyDays::make(const std::vector<SteadyNumber>& numbers, const ClassRun& run,
                                           WorkedOut& world, WorkedOut& day, value::Day last, DaySums& sums,
                                           workers::Workers& workers, std::vector<Scratch>& scratches) {
  SteadyDays made;
  made.first_day_ = day.evaluator.today;
  made.last_day_ = last;
  for (const SteadyNumber& number : numbers)
    if (!made.add_number(number, day, sums, workers, scratches)) return std::nullopt;
  for (std::size_t at = 0; at < numbers.size(); ++at)
    world.counts[numbers[at].count.index].resize(made.sources_[made.numbers_[at].source].second.things());
  constexpr std::int32_t least_days = 3;  // that are worth it
  if (made.last_day_.since_epoch - made.first_day_.since_epoch < least_days - 1) return std::nullopt;
  if (!made.fill_table(numbers, run, world, workers, scratches)) return std::nullopt;
  const std::size_t days_at_once = std::min(made.days(), most_outcomes / made.stride_);
  if (days_at_once < least_days) return std::nullopt;
  made.last_day_.since_epoch = made.first_day_.since_epoch + static_cast<std::int32_t>(days_at_once) - 1;
  for (Number& number : made.numbers_) made.lay_windows(number);
  if (!made.mark(workers, scratches)) return std::nullopt;
  // They read `day`, which may be gone when days are looked up.
  made.numbers_.clear();
  made.sources_.clear();
  return made;
}

bool SteadyDays::fill_table(const std::vector<SteadyNumber>& numbers, const ClassRun& run, WorkedOut& world,
                            workers::Workers& workers, std::vector<Scratch>& scratches) {
  interpret::ClassTable table = run.make_table();
  const std::size_t things = things_ = table.size();
  if (numbers.size() >= 8 || things == 0) return false;
  const std::size_t combinations = std::size_t{1} << numbers.size();
  if (combinations > std::tuple_size_v<OutcomeTable> || combinations > most_outcomes / things) return false;
  // By combination and thing: the state in the low bits, the rank above.
  std::vector<std::uint8_t> outcomes(combinations * things);
  std::vector<std::uint8_t> differs(things, 0);  // from the thing before, in any of them
  for (std::size_t combination = 0; combination < combinations; ++combination) {
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      Truths& truths = world.counts[numbers[at].count.index];
      std::fill(truths.begin(), truths.end(),
                static_cast<std::uint8_t>(((combination >> at) & 1U) != 0 ? Truth::True : Truth::False));
    }
    run_all(run, table, workers, scratches);
    std::uint8_t* const mine = outcomes.data() + combination * things;
    for (std::size_t thing = 0; thing < things; ++thing)
      mine[thing] = static_cast<std::uint8_t>(static_cast<unsigned>(table.state[thing]) |
                                              static_cast<unsigned>(table.rank[thing]) << 3U);
    for (std::size_t thing = 1; thing < things; ++thing)
      differs[thing] = static_cast<std::uint8_t>(differs[thing] | (mine[thing] ^ mine[thing - 1]));
  }
  stride_ = (things + things_at_once - 1) / things_at_once * things_at_once;
  starts_.assign(stride_, 0);
  std::vector<std::size_t> kinds;  // the first thing of each
  std::size_t kind = 0;
  for (std::size_t thing = 0; thing < things; ++thing) {
    if (thing == 0 || differs[thing] != 0) {
      const auto is_alike = [&](std::size_t other) {
        for (std::size_t at = 0; at < outcomes.size(); at += things)
          if (outcomes[at + thing] != outcomes[at + other]) return false;
        return true;
      };
      kind = static_cast<std::size_t>(std::find_if(kinds.begin(), kinds.end(), is_alike) - kinds.begin());
      if ((kind + 1) * combinations > states_.size()) return false;
      if (kind == kinds.size()) kinds.push_back(thing);
    }
    starts_[thing] = static_cast<std::uint8_t>(kind * combinations);
  }
  entries_ = kinds.size() * combinations;
  for (std::size_t at = 0; at < kinds.size(); ++at) {
    for (std::size_t combination = 0; combination < combinations; ++combination) {
      const std::uint8_t outcome = outcomes[combination * things + kinds[at]];
      states_[at * combinations + combination] = outcome & 7U;
      ranks_[at * combinations + combination] = static_cast<std::uint8_t>(outcome >> 3U);
    }
  }
  return true;
}

bool SteadyDays::mark(workers::Workers& workers, std::vector<Scratch>& scratches) {
  const std::size_t days_here = days();
  places_.resize(days_here * stride_);
  std::atomic<bool> are_known{true};
  workers.share(stride_ / things_at_once, [&](std::size_t worker, std::size_t piece) {
    Scratch& scratch = scratches[worker];
    Scratch::Frame frame(scratch);
    struct Laid {
      const std::int32_t *begun, *ended;
    };
    std::vector<Laid> laid;
    for (const auto& [key, source] : sources_) {
      if (source.kept != nullptr) {
        const std::int32_t* const ended = source.kept->ended.get();
        laid.push_back({source.kept->begun.get() + piece * things_at_once,
                        ended == nullptr ? nullptr : ended + piece * things_at_once});
        continue;
      }
      auto* begun = frame.take<std::int32_t>(source.laid->size());
      auto* ended = source.has_ends() ? frame.take<std::int32_t>(source.laid->size()) : nullptr;
      if (!source.laid->lay(piece, scratch, begun, ended)) are_known = false;
      laid.push_back({begun, ended});
    }
    // From one number to the next in the nearest cache; the first finds where things begin, the last writes to all.
    auto* const between = frame.take<std::uint8_t>(days_here * things_at_once);
    const std::uint8_t* const starts = starts_.data() + piece * things_at_once;
    std::uint8_t* const all = places_.data() + piece * things_at_once;
    for (std::size_t day = 0; numbers_.empty() && day < days_here; ++day)
      std::copy_n(starts, things_at_once, all + day * stride_);
    for (std::size_t at = 0; at < numbers_.size(); ++at) {
      const Number& number = numbers_[at];
      const Laid& sums = laid[number.source];
      const bool is_first = at == 0, is_last = at + 1 == numbers_.size();
      kernels().mark_days({sums.begun, sums.ended == nullptr ? sums.begun : sums.ended, number.high_at.data(),
                           number.low_at.data(), number.least, number.greatest},
                          days_here, static_cast<std::uint8_t>(1U << at),
                          {is_first ? starts : between, is_first ? 0 : things_at_once},
                          {is_last ? all : between, is_last ? stride_ : things_at_once});
    }
  });
  return are_known;
}

void SteadyDays::look_up(value::Day day, interpret::ClassState* state, std::uint8_t* rank) const {
  const auto later = static_cast<std::size_t>(std::int64_t{day.since_epoch} - first_day_.since_epoch);
  const std::uint8_t* const places = places_.data() + later * stride_;
  kernels().look_up(places, things_, states_.data(), entries_, reinterpret_cast<std::uint8_t*>(state));
  kernels().look_up(places, things_, ranks_.data(), entries_, rank);
}

}  // namespace polc::vector
