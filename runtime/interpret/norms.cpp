// SPDX-License-Identifier: Apache-2.0
// On whom a norm bears, and whether now lies in its span of days.
#include "runtime/interpret/norms.h"

#include <algorithm>

#include "runtime/value/check_macro.h"

namespace polc::interpret {

namespace {

std::int64_t last_minute(std::int64_t day) { return day * value::minutes_per_day + value::minutes_per_day - 1; }

}  // namespace

std::int64_t ceiling_days(value::Rational minutes) {
  const auto days = value::divide(minutes, value::Rational(value::minutes_per_day));
  return days ? days->ceiling() : 0;
}

const core::MeasureHead* measure_head(const core::Norm& norm, std::uint32_t head) {
  return head < norm.heads.size() ? std::get_if<core::MeasureHead>(&norm.heads[head]) : nullptr;
}

std::vector<core::MeasureId> measures_of(const core::Norm& norm) {
  std::vector<core::MeasureId> measures;
  for (std::uint32_t at = 0; at < norm.heads.size(); ++at)
    if (const core::MeasureHead* head = measure_head(norm, at)) measures.push_back(head->measure);
  return measures;
}

NormEvaluator::NormEvaluator(Evaluator& evaluator_, Subjects subjects, NormSource* source)
    : evaluator(evaluator_), subjects_(subjects), source_(source) {
  const core::Program& program = evaluator.program;
  for (std::uint32_t at = 0; at < program.norms.size(); ++at) {
    for (const core::ArticleId article : program.norms[at].notwithstanding) overriding_[article.index].push_back(at);
    if (program.norms[at].modality == core::Modality::NeedNot) exempting_[policy(at).index].push_back(at);
  }
}

core::RelationId NormEvaluator::first_relation(std::uint32_t at) const {
  return norm(at).occasion ? *norm(at).occasion : norm(at).sort;
}

std::size_t NormEvaluator::places(core::RelationId sort) const {
  const Row count = evaluator.facts[sort].row_count;
  return count <= subjects_.first ? 0 : std::min(subjects_.last, count) - subjects_.first;
}

std::vector<Row> NormEvaluator::subjects_of(core::RelationId sort) const {
  const std::size_t count = places(sort);
  return count == 0 ? std::vector<Row>{} : rows_between(subjects_.first, subject_at(count));
}

// Rows of an event lie in the order of their subjects.
std::pair<Row, Row> NormEvaluator::rows_of(std::uint32_t at) const {
  const core::RelationId relation = first_relation(at);
  const std::size_t count = places(norm(at).sort);
  if (count == 0) return {0, 0};
  const Row first = subjects_.first, last = subject_at(count);
  if (!norm(at).occasion) return {first, last};
  const facts::Table& table = evaluator.facts[relation];
  const auto own = evaluator.program[relation].subject;
  const bool by_subject = own && norm(at).subject.row == 0 && norm(at).subject.steps == std::vector{*own};
  if (!by_subject || !table.by_subject.exists()) return {0, table.row_count};
  return {table.by_subject.begin_of(first), table.by_subject.begin_of(last)};
}

std::vector<Row> NormEvaluator::subjects(std::uint32_t at, const Batch& batch) const {
  return evaluator.follow(norm(at).subject, batch);
}

std::vector<Row> NormEvaluator::open_rows(std::uint32_t at) {
  const auto [first, last] = rows_of(at);
  return open_among(at, rows_between(first, last));
}

// Rows of an event later than now are not there yet, unless something is to be done by a time that they set (`before opening`).
std::vector<Row> NormEvaluator::open_among(std::uint32_t at, const std::vector<Row>& rows) {
  std::vector<Row> open;
  if (rows.empty() || !evaluator.in_force(policy(at))) return open;
  const Applicability& applying = evaluator.sentence_applies(norm(at).sentence, norm(at).sort);
  const std::vector<Row> who = subjects(at, batch_of(first_relation(at), rows));
  for (std::size_t which = 0; which < rows.size(); ++which) {
    const Row subject = who[which];
    if (subject == no_row || subject < subjects_.first || subject >= subjects_.last) continue;
    if (applying[subject] != Truth::False && !is_to_come(at, rows[which])) open.push_back(rows[which]);
  }
  return open;
}

std::vector<Truth> NormEvaluator::raw(std::uint32_t at, const std::vector<Row>& rows) {
  std::vector<Truth> truths(rows.size(), Truth::False);
  const std::vector<Row> open = open_among(at, rows);
  if (open.empty()) return truths;
  const Batch batch = batch_of(first_relation(at), open);
  const Applicability& applying = evaluator.sentence_applies(norm(at).sentence, norm(at).sort);
  const std::vector<Row> who = subjects(at, batch);
  const std::vector<Truth> held = evaluator.condition(norm(at).guard, batch);
  std::size_t which = 0;
  for (std::size_t entry = 0; entry < open.size(); ++entry) {
    while (rows[which] != open[entry]) ++which;
    truths[which] = value::kleene_and(held[entry], applying[who[entry]]);
  }
  return truths;
}

const PastGuard& NormEvaluator::past_guard(std::uint32_t at, std::int32_t day, const std::vector<Row>& rows) {
  const auto [first, last] = rows_of(at);
  PastGuard& past = evaluator.world.guards[{day, at}];
  past.truths.resize(last - first, Truth::False);
  past.is_known.resize(last - first);
  std::vector<Row> asked;
  for (const Row row : rows)
    if (!past.is_known[row - first]) asked.push_back(row);
  if (asked.empty()) return past;
  const std::vector<Truth> truths = NormEvaluator(evaluator.past(day), subjects_).raw(at, asked);
  for (std::size_t which = 0; which < asked.size(); ++which) {
    past.truths[asked[which] - first] = truths[which];
    past.is_known[asked[which] - first] = true;
  }
  return past;
}

Truth NormEvaluator::held_on(std::uint32_t at, Row row, std::int32_t day) {
  const std::size_t place = row - rows_of(at).first;
  const auto& guards = evaluator.world.guards;
  if (const auto past = guards.find({day, at}); past != guards.end() && past->second.is_known[place])
    return past->second.truths[place];
  // Who asks it of one row will ask it of the others on which the norm bears.
  past_guard(at, day, alone(at).row);
  return past_guard(at, day, {row}).truths[place];
}

const Bearing& NormEvaluator::bearing(std::uint32_t at) {
  const auto found = bearings_.find(at);
  if (found != bearings_.end()) return found->second;
  Bearing bearing = alone(at);
  if (bearing.size() != 0) override_and_exempt(at, bearing);
  return bearings_.insert_or_assign(at, std::move(bearing)).first->second;
}

const Bearing& NormEvaluator::alone(std::uint32_t at) {
  const auto found = alone_.find(at);
  return found != alone_.end() ? found->second : alone_.insert_or_assign(at, work_out(at)).first->second;
}

Bearing NormEvaluator::work_out(std::uint32_t at) {
  Bearing bearing;
  const auto [first, last] = rows_of(at);
  if (source_ == nullptr || !source_->guard(at, subjects_, bearing.row, bearing.guarded)) {
    const std::vector<Row> rows = rows_between(first, last);
    const std::vector<Truth> truths = raw(at, rows);
    for (std::size_t which = 0; which < rows.size(); ++which) {
      if (truths[which] == Truth::False) continue;
      bearing.row.push_back(rows[which]);
      bearing.guarded.push_back(truths[which]);
    }
  }
  const bool at_end_of_day = evaluator.now.since_epoch == last_minute(evaluator.today.since_epoch);
  if (norm(at).timing.start == core::Timing::Start::Run && at_end_of_day) {
    PastGuard& today = evaluator.world.guards[{evaluator.today.since_epoch, at}];
    today.truths.assign(last - first, Truth::False);
    today.is_known.assign(last - first, true);
    for (std::size_t entry = 0; entry < bearing.size(); ++entry)
      today.truths[bearing.row[entry] - first] = bearing.guarded[entry];
  }
  const std::size_t size = bearing.size();
  bearing.first_day.assign(size, facts::absent_day);
  bearing.last_day.assign(size, facts::absent_day);
  bearing.due_by.assign(size, facts::absent_moment);
  if (size == 0) return bearing;
  bearing.subject = subjects(at, instances(at, bearing.row));
  except(at, bearing);
  bearing.active = bearing.guarded;
  set_span(at, bearing);
  bearing.begun = bearing.active;
  set_deadline(at, bearing);
  return bearing;
}

void NormEvaluator::except(std::uint32_t at, Bearing& bearing) {
  for (const core::ConditionId exception : norm(at).exceptions) {
    const std::vector<Truth> excepted = evaluator.condition(exception, instances(at, bearing.row));
    for (std::size_t entry = 0; entry < bearing.size(); ++entry)
      bearing.guarded[entry] = value::kleene_and(bearing.guarded[entry], value::kleene_not(excepted[entry]));
  }
}

// Where another sentence prevails over this article, or spares the subject the measure, the norm does not bear. What counts is
// that the other sentence applies by itself; whether something prevails over that one in turn is not asked.
void NormEvaluator::override_and_exempt(std::uint32_t at, Bearing& bearing) {
  const auto take_out = [&](const std::vector<Truth>& who) {
    for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
      const Truth stays = value::kleene_not(who[place(bearing.subject[entry])]);
      for (std::vector<Truth>* truths : {&bearing.guarded, &bearing.active, &bearing.begun})
        (*truths)[entry] = value::kleene_and((*truths)[entry], stays);
    }
  };
  for (const std::uint32_t other : prevailing_over(at)) take_out(by_subject(other, alone(other)));
  const std::vector<std::uint32_t> exempting = sparing(at);
  if (exempting.empty()) return;
  const std::vector<core::MeasureId> measures = measures_of(norm(at));
  std::vector<Truth> exempt(places(norm(at).sort), Truth::True);  // from all alternatives
  for (const core::MeasureId measure : measures) {
    std::vector<Truth> from_this(exempt.size(), Truth::False);
    for (const std::uint32_t other : exempting) {
      const std::vector<core::MeasureId> spared = measures_of(norm(other));
      if (std::find(spared.begin(), spared.end(), measure) == spared.end()) continue;
      const std::vector<Truth> who = by_subject(other, alone(other));
      for (std::size_t row = 0; row < who.size(); ++row) from_this[row] = value::kleene_or(from_this[row], who[row]);
    }
    for (std::size_t row = 0; row < exempt.size(); ++row) exempt[row] = value::kleene_and(exempt[row], from_this[row]);
  }
  take_out(exempt);
}

std::vector<std::uint32_t> NormEvaluator::prevailing_over(std::uint32_t at) const {
  std::vector<std::uint32_t> found;
  const auto prevailing = overriding_.find(norm(at).sentence.article.index);
  if (prevailing == overriding_.end()) return found;
  for (const std::uint32_t other : prevailing->second) {
    // Nobody lifts what another authority above it says.
    const bool may = !evaluator.world.is_under(policy(other), policy(at)) ||
                     evaluator.program[policy(other)].issuer == evaluator.program[policy(at)].issuer;
    if (may && other != at && norm(other).sort == norm(at).sort) found.push_back(other);
  }
  return found;
}

std::vector<std::uint32_t> NormEvaluator::sparing(std::uint32_t at) const {
  std::vector<std::uint32_t> found;
  const auto exempting = exempting_.find(policy(at).index);
  const std::vector<core::MeasureId> measures = measures_of(norm(at));
  // A quantity among the heads is nothing that one can be spared.
  if (norm(at).modality != core::Modality::Must || exempting == exempting_.end() || measures.empty() ||
      measures.size() != norm(at).heads.size())
    return found;
  for (const std::uint32_t other : exempting->second) {
    if (norm(other).sort != norm(at).sort) continue;
    const std::vector<core::MeasureId> spared = measures_of(norm(other));
    if (std::find_first_of(spared.begin(), spared.end(), measures.begin(), measures.end()) != spared.end())
      found.push_back(other);
  }
  return found;
}

Truth NormEvaluator::bears_alone(std::uint32_t at, Row subject) {
  const Bearing& on = alone(at);
  Truth truth = Truth::False;
  for (std::size_t entry = 0; entry < on.size(); ++entry)
    if (on.subject[entry] == subject) truth = value::kleene_or(truth, on.active[entry]);
  return truth;
}

std::vector<Row> NormEvaluator::rows_of(std::uint32_t at, Row subject) {
  if (!norm(at).occasion) return {subject};
  const core::RelationId relation = first_relation(at);
  const facts::Table& table = evaluator.facts[relation];
  std::vector<Row> rows;
  // Rows lie by whose they are, unless the norm is about somebody else whom they name.
  const core::Path& path = norm(at).subject;
  const bool is_owner = path.steps.size() == 1 && evaluator.program[relation].subject == path.steps[0];
  const auto [first, last] = is_owner ? table.rows_of(subject) : std::pair(Row{0}, table.row_count);
  std::vector<Row> all(last - first);
  std::iota(all.begin(), all.end(), first);
  const std::vector<Row> who = subjects(at, batch_of(relation, all));
  for (std::size_t entry = 0; entry < all.size(); ++entry)
    if (who[entry] == subject) rows.push_back(all[entry]);
  return rows;
}

bool NormEvaluator::is_to_come(std::uint32_t at, Row row) const {
  if (!norm(at).occasion || norm(at).timing.due_by) return false;
  const core::Relation& declared = evaluator.program[*norm(at).occasion];
  if (!declared.begin) return false;
  const bool in_minutes = declared.columns[*declared.begin].type.kind == core::TypeKind::Moment;
  const std::int64_t limit = in_minutes ? evaluator.now.since_epoch : std::int64_t{evaluator.today.since_epoch};
  return time_at(evaluator.world.column(*norm(at).occasion, *declared.begin), row) > limit;
}

void NormEvaluator::set_span(std::uint32_t at, Bearing& bearing) {
  switch (norm(at).timing.start) {
    case core::Timing::Start::Standing:
      break;
    case core::Timing::Start::Run:
      set_run(at, bearing);
      break;
    case core::Timing::Start::At:
      set_fixed_span(at, bearing);
      break;
  }
  if (norm(at).timing.until) set_until(at, bearing);
  if (norm(at).timing.each_occasion) set_occasion_day(at, bearing);
}

// A run of n days is on today iff the guard holds today and did not on all of the n days before.
void NormEvaluator::set_run(std::uint32_t at, Bearing& bearing) {
  const Values lengths = evaluator.value(*norm(at).timing.length, instances(at, bearing.row));
  struct RunSoFar {
    std::size_t entry;
    std::int64_t days = 0;         // the length of the norm
    Truth unbroken = Truth::True;  // on all of the days before
    std::int64_t run = 0;          // days before today on which the guard is known to hold, without a break
    bool start_is_known = true;
  };
  std::vector<RunSoFar> going_on, ended;
  for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
    const auto minutes = number_at(lengths, entry);
    if (!minutes) {
      bearing.active[entry] = value::kleene_and(bearing.active[entry], Truth::Unknown);
      continue;
    }
    const std::int64_t days = ceiling_days(*minutes);
    evaluator.world.longest_run = std::max(evaluator.world.longest_run, days);
    going_on.push_back({entry, days});
  }
  const Row first = rows_of(at).first;
  for (std::int64_t back = 1;; ++back) {
    std::vector<Row> rows;
    std::erase_if(going_on, [&](const RunSoFar& one) {
      const bool goes_on = back <= one.days && one.unbroken != Truth::False;
      if (goes_on)
        rows.push_back(bearing.row[one.entry]);
      else
        ended.push_back(one);
      return !goes_on;
    });
    if (rows.empty()) break;
    const PastGuard& past = past_guard(at, static_cast<std::int32_t>(evaluator.today.since_epoch - back), rows);
    for (RunSoFar& one : going_on) {
      const Truth then = past.truths[bearing.row[one.entry] - first];
      if (then == Truth::True && one.unbroken == Truth::True) ++one.run;
      if (then == Truth::Unknown) one.start_is_known = false;
      one.unbroken = value::kleene_and(one.unbroken, then);
    }
  }
  for (const RunSoFar& one : ended) {
    bearing.active[one.entry] = value::kleene_and(bearing.active[one.entry], value::kleene_not(one.unbroken));
    if (one.days <= 0) bearing.active[one.entry] = Truth::False;
    if (!one.start_is_known || one.unbroken == Truth::True) continue;
    bearing.first_day[one.entry] = static_cast<std::int32_t>(evaluator.today.since_epoch - one.run);
    bearing.last_day[one.entry] = static_cast<std::int32_t>(bearing.first_day[one.entry] + one.days - 1);
  }
}

// From a given time; with a length, the days from … from + length - 1.
void NormEvaluator::set_fixed_span(std::uint32_t at, Bearing& bearing) {
  const core::Timing& timing = norm(at).timing;
  const Batch batch = instances(at, bearing.row);
  const Values from = evaluator.value(*timing.from, batch);
  const bool from_is_day = evaluator.program[*timing.from].type.kind == core::TypeKind::Day;
  std::optional<Values> lengths;
  if (timing.length) lengths = evaluator.value(*timing.length, batch);
  for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
    Truth inside = Truth::Unknown;
    if (from.presence[entry] == Presence::Never) inside = Truth::False;
    if (from.given(entry)) {
      const std::int64_t first =
          from_is_day ? from.numbers[entry] : std::int64_t{value::day_of({from.numbers[entry]}).since_epoch};
      bearing.first_day[entry] = static_cast<std::int32_t>(first);
      const bool begun =
          from_is_day ? first <= evaluator.today.since_epoch : from.numbers[entry] <= evaluator.now.since_epoch;
      inside = value::truth(begun);
      if (lengths) {
        const auto minutes = number_at(*lengths, entry);
        if (!minutes) {
          inside = value::kleene_and(inside, Truth::Unknown);
        } else {
          const std::int64_t last = first + ceiling_days(*minutes) - 1;
          bearing.last_day[entry] =
              static_cast<std::int32_t>(std::min<std::int64_t>(last, value::last_day.since_epoch));
          inside = value::kleene_and(inside, value::truth(evaluator.today.since_epoch <= last));
        }
      }
    }
    bearing.active[entry] = value::kleene_and(bearing.active[entry], inside);
  }
}

void NormEvaluator::set_until(std::uint32_t at, Bearing& bearing) {
  const core::ValueId id = *norm(at).timing.until;
  const Values until = evaluator.value(id, instances(at, bearing.row));
  const bool is_day = evaluator.program[id].type.kind == core::TypeKind::Day;
  for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
    if (until.presence[entry] == Presence::Never) continue;  // what it waits for has not come
    Truth before = Truth::Unknown;
    if (until.given(entry)) {
      before = value::truth(is_day ? evaluator.today.since_epoch < until.numbers[entry]
                                   : evaluator.now.since_epoch < until.numbers[entry]);
      const std::int64_t last =
          is_day ? until.numbers[entry] - 1 : std::int64_t{value::day_of({until.numbers[entry] - 1}).since_epoch};
      if (bearing.last_day[entry] == facts::absent_day || last < bearing.last_day[entry])
        bearing.last_day[entry] = static_cast<std::int32_t>(last);
    }
    bearing.active[entry] = value::kleene_and(bearing.active[entry], before);
  }
}

void NormEvaluator::set_occasion_day(std::uint32_t at, Bearing& bearing) {
  const core::RelationId event = first_relation(at);
  const core::Relation& declared = evaluator.program[event];
  const bool is_day = declared.columns[*declared.begin].type.kind == core::TypeKind::Day;
  for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
    const std::int64_t time = time_at(evaluator.world.column(event, *declared.begin), bearing.row[entry]);
    const std::int64_t day = is_day ? time : std::int64_t{value::day_of({time}).since_epoch};
    bearing.active[entry] = value::kleene_and(bearing.active[entry], value::truth(day == evaluator.today.since_epoch));
    bearing.first_day[entry] = bearing.last_day[entry] = static_cast<std::int32_t>(day);
  }
}

// What is to be fulfilled by a time is due until then; what is not to be fulfilled before a time is not due before.
void NormEvaluator::set_deadline(std::uint32_t at, Bearing& bearing) {
  const core::Timing& timing = norm(at).timing;
  const Batch batch = instances(at, bearing.row);
  const auto minute_of = [&](const core::TimeBound& bound, std::int64_t time, bool is_end) {
    if (evaluator.program[bound.at].type.kind == core::TypeKind::Moment)
      return bound.inclusive ? time : is_end ? time - 1 : time + 1;
    if (is_end) return bound.inclusive ? last_minute(time) : time * value::minutes_per_day - 1;
    return bound.inclusive ? time * value::minutes_per_day : last_minute(time) + 1;
  };
  if (timing.due_from) {
    const Values from = evaluator.value(timing.due_from->at, batch);
    for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
      Truth begun = from.presence[entry] == Presence::Never ? Truth::False : Truth::Unknown;
      if (from.given(entry))
        begun = value::truth(minute_of(*timing.due_from, from.numbers[entry], false) <= evaluator.now.since_epoch);
      bearing.active[entry] = value::kleene_and(bearing.active[entry], begun);
      bearing.begun[entry] = value::kleene_and(bearing.begun[entry], begun);
    }
  }
  if (timing.due_by) {
    const Values by = evaluator.value(timing.due_by->at, batch);
    for (std::size_t entry = 0; entry < bearing.size(); ++entry)
      if (by.given(entry)) bearing.due_by[entry] = minute_of(*timing.due_by, by.numbers[entry], true);
  } else if (timing.at_once && norm(at).occasion) {
    const core::Relation& declared = evaluator.program[first_relation(at)];
    const bool is_day = declared.columns[*declared.begin].type.kind == core::TypeKind::Day;
    for (std::size_t entry = 0; entry < bearing.size(); ++entry) {
      const std::int64_t time =
          time_at(evaluator.world.column(first_relation(at), *declared.begin), bearing.row[entry]);
      bearing.due_by[entry] = last_minute(is_day ? time : std::int64_t{value::day_of({time}).since_epoch});
    }
  }
  for (std::size_t entry = 0; entry < bearing.size(); ++entry)
    if (bearing.due_by[entry] != facts::absent_moment && bearing.due_by[entry] < evaluator.now.since_epoch)
      bearing.active[entry] = Truth::False;
}

std::vector<Truth> NormEvaluator::by_subject(std::uint32_t at, const Bearing& on, bool guarded) const {
  std::vector<Truth> who(places(norm(at).sort), Truth::False);
  for (std::size_t entry = 0; entry < on.size(); ++entry) {
    Truth& one = who[place(on.subject[entry])];
    one = value::kleene_or(one, guarded ? on.guarded[entry] : on.active[entry]);
  }
  return who;
}
std::vector<Truth> NormEvaluator::active_subjects(std::uint32_t at) { return by_subject(at, bearing(at)); }
std::vector<Truth> NormEvaluator::guarded_subjects(std::uint32_t at) { return by_subject(at, bearing(at), true); }

std::vector<value::Rational> NormEvaluator::step_lengths(std::uint32_t at, Row row) {
  std::vector<value::Rational> lengths;
  const Batch one = instances(at, {row});
  for (std::uint32_t head = 0; head < norm(at).heads.size(); ++head) {
    const core::MeasureHead* measure = measure_head(norm(at), head);
    std::optional<value::Rational> length;
    if (measure != nullptr && measure->length.lowest)
      length = number_at(evaluator.value(*measure->length.lowest, one), 0);
    else if (measure != nullptr && measure->length.highest)
      length = number_at(evaluator.value(*measure->length.highest, one), 0);
    lengths.push_back(length ? *length : value::Rational(0));
  }
  return lengths;
}

std::uint32_t NormEvaluator::step(std::uint32_t at, std::size_t entry) {
  if (norm(at).connective != core::HeadConnective::Sequence) return 0;
  const Bearing& on = bearing(at);
  if (on.first_day[entry] == facts::absent_day) return 0;
  std::int64_t next = on.first_day[entry];
  const std::vector<value::Rational> lengths = step_lengths(at, on.row[entry]);
  for (std::uint32_t head = 0; head + 1 < lengths.size(); ++head) {
    next += ceiling_days(lengths[head]);
    if (evaluator.today.since_epoch < next) return head;
  }
  return static_cast<std::uint32_t>(lengths.size()) - 1;
}

}  // namespace polc::interpret
