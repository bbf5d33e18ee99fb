// SPDX-License-Identifier: Apache-2.0
#include "runtime/vector/guards.h"

#include <algorithm>
#include <span>
#include <utility>

#include "runtime/vector/conditions.h"
#include "runtime/vector/kernels.h"
#include "runtime/vector/scan.h"

namespace polc::vector {

namespace {

using interpret::Presence;

constexpr auto is_false = static_cast<std::uint8_t>(Truth::False);

const std::uint8_t* bytes(const interpret::Applicability& truths) {
  return reinterpret_cast<const std::uint8_t*>(truths.data());
}

core::RelationId domain_of(const core::Norm& norm) { return norm.occasion ? *norm.occasion : norm.sort; }

}  // namespace

Guards::Guards(WorkedOut& world, workers::Workers& workers, std::vector<Scratch>& scratches, Profile& profile)
    : world_(world), workers_(workers), scratches_(scratches), profile_(profile) {
  for (std::uint32_t at = 0; at < world.plan.steps.size(); ++at)
    if (const auto* guard = std::get_if<plan::Guard>(&world.plan.steps[at].kind)) steps_.emplace(guard->norm, at);
}

// As NormEvaluator::rows_of: rows of an event lie in the order of their subjects.
std::pair<Row, Row> Guards::rows_of(const core::Norm& norm, const interpret::Subjects& subjects) const {
  const Row count = world_.facts[norm.sort].row_count;
  if (count <= subjects.first) return {0, 0};
  const Row first = subjects.first, last = std::min(subjects.last, count);
  if (!norm.occasion) return {first, last};
  const facts::Table& table = world_.facts[*norm.occasion];
  const auto own = world_.program[*norm.occasion].subject;
  const bool by_subject = own && norm.subject.steps == std::vector{*own};
  if (!by_subject || !table.by_subject.exists()) return {0, table.row_count};
  return {table.by_subject.begin_of(first), table.by_subject.begin_of(last)};
}

std::optional<std::int64_t> Guards::length_in_days(const core::Norm& norm) {
  const auto minutes = interpret::number_at(world_.fixed_value(*norm.timing.length), 0);
  if (!minutes) return std::nullopt;
  const auto days = value::divide(*minutes, value::Rational(value::minutes_per_day));
  return days ? days->ceiling() : 0;
}

std::optional<Guards::Span> Guards::span_of(const plan::Guard& guard) {
  const core::Norm& norm = world_.program.norms[guard.norm];
  if (!guard.from || !norm.timing.length || world_.plan[*guard.from].to_the_minute) return std::nullopt;
  const auto* time = std::get_if<plan::TimeOfColumn>(&world_.plan[*guard.from].kind);
  const auto days = length_in_days(norm);
  if (time == nullptr || !time->way.steps.empty() || !days) return std::nullopt;
  if (world_.columns.range(domain_of(norm), time->column).any_absent) return std::nullopt;
  const std::int64_t today = world_.evaluator.today.since_epoch;
  return Span{time->column, today - *days + 1, today};
}

// Occasions later than now have not come, unless something is to be done by a time that they set.
std::vector<Guards::Span> Guards::spans_of_rows(const plan::Guard& guard, const std::optional<Span>& span) {
  const core::Norm& norm = world_.program.norms[guard.norm];
  const core::Relation& relation = world_.program[domain_of(norm)];
  std::vector<Span> spans;
  if (span) spans.push_back(*span);
  // Occasions in their span may still be later than now, where `from` is not the time of the row.
  const bool is_said = span && relation.begin == span->column;
  if (norm.occasion && !norm.timing.due_by && relation.begin && !is_said) {
    const bool in_minutes = relation.columns[*relation.begin].type.kind == core::TypeKind::Moment;
    const std::int64_t now =
        in_minutes ? world_.evaluator.now.since_epoch : std::int64_t{world_.evaluator.today.since_epoch};
    spans.push_back({*relation.begin, interpret::long_ago, now});
  }
  std::erase_if(spans, [&](const Span& one) {
    const ColumnRange range = world_.columns.range(domain_of(norm), one.column);
    return !range.any_absent && one.first <= range.least && range.greatest <= one.last;
  });
  return spans;
}

std::size_t Guards::list_rows(core::RelationId relation, const Span& span, Row first, std::size_t size, Row* rows) {
  const ColumnView& view = world_.columns.view(relation, span.column);
  const ColumnRange range = world_.columns.range(relation, span.column);
  if (!range.any_given || span.last < range.least || span.first > range.greatest || span.first > span.last) return 0;
  return with_data(view, [&]<class T>(const T* data) {
    const auto least = static_cast<T>(clamped_offset(view, range, span.first));
    const auto greatest = static_cast<T>(clamped_offset(view, range, span.last));
    return kernels().of<T>().rows_between(data + first, size, least, static_cast<T>(greatest - least), first, rows);
  });
}

void Guards::look_at(std::size_t worker, const plan::Guard& guard, const interpret::Subjects& subjects,
                     const std::vector<Span>& spans, bool with_span, Row first, Row last, std::vector<Hit>& hits) {
  const core::Norm& norm = world_.program.norms[guard.norm];
  const core::RelationId domain = domain_of(norm);
  const std::size_t size = last - first;
  Scratch::Frame frame(scratches_[worker]);
  Conditions conditions(world_, scratches_[worker]);

  // The guard first; whose sentence applies, and exceptions, for those on whom it bears.
  Row* rows = frame.take<Row>(size + rows_of_room);
  auto* truths = frame.take<std::uint8_t>(size);
  std::size_t count = size;
  if (spans.empty()) {
    conditions.evaluate(guard.condition, Rows{first, nullptr, size}, truths);
    count = kernels().rows_of(truths, size, first, rows);
    for (std::size_t at = 0; at < count; ++at) truths[at] = truths[rows[at] - first];
  } else {
    count = list_rows(domain, spans.front(), first, size, rows);
    for (std::size_t other = 1; other < spans.size(); ++other) {
      const facts::Column& times = world_.facts[domain].columns[spans[other].column];
      count = static_cast<std::size_t>(std::remove_if(rows, rows + count,
                                                      [&](Row row) {
                                                        const std::int64_t time = interpret::time_at(times, row);
                                                        return time < spans[other].first || time > spans[other].last;
                                                      }) -
                                       rows);
    }
    conditions.evaluate(guard.condition, Rows{0, rows, count}, truths);
    std::size_t kept = 0;
    for (std::size_t at = 0; at < count; ++at) {
      rows[kept] = rows[at];
      truths[kept] = truths[at];
      kept += truths[at] != is_false ? 1 : 0;
    }
    count = kept;
  }
  if (count == 0) return;
  auto* others = frame.take<std::uint8_t>(count);
  Row* who = frame.take<Row>(count);
  conditions.follow(plan::Way{norm.subject.steps, norm.sort}, domain, Rows{0, rows, count}, who);
  const interpret::Applicability& applies = world_.evaluator.sentence_applies(norm.sentence, norm.sort);
  kernels().gather(bytes(applies), who, count, is_false, others);
  kernels().conjoin(truths, others, count);
  if (with_span) {
    for (const plan::NodeId exception : guard.exceptions) {
      conditions.evaluate(exception, Rows{0, rows, count}, others);
      kernels().conjoin_negated(truths, others, count);
    }
  }
  for (std::size_t at = 0; at < count; ++at) {
    if (truths[at] == is_false || who[at] < subjects.first || who[at] >= subjects.last) continue;
    hits.push_back({rows[at], who[at], static_cast<Truth>(truths[at]), facts::absent_day, facts::absent_day});
  }
  if (with_span) set_span(worker, guard, hits);
}

// As NormEvaluator::set_fixed_span and set_until.
void Guards::set_span(std::size_t worker, const plan::Guard& guard, std::vector<Hit>& hits) {
  const core::Norm& norm = world_.program.norms[guard.norm];
  if (hits.empty() || (!guard.from && !guard.until)) return;
  Scratch::Frame frame(scratches_[worker]);
  Conditions conditions(world_, scratches_[worker]);
  Row* rows = frame.take<Row>(hits.size());
  auto* times = frame.take<std::int64_t>(hits.size());
  auto* presence = frame.take<std::uint8_t>(hits.size());
  for (std::size_t at = 0; at < hits.size(); ++at) rows[at] = hits[at].row;
  const std::int64_t today = world_.evaluator.today.since_epoch, now = world_.evaluator.now.since_epoch;
  if (guard.from) {
    const bool is_day = !world_.plan[*guard.from].to_the_minute;
    const auto days = norm.timing.length ? length_in_days(norm) : std::nullopt;
    conditions.evaluate(*guard.from, Rows{0, rows, hits.size()}, times, presence);
    for (std::size_t at = 0; at < hits.size(); ++at) {
      Truth inside = Truth::Unknown;
      if (presence[at] == static_cast<std::uint8_t>(Presence::Never)) inside = Truth::False;
      if (presence[at] == static_cast<std::uint8_t>(Presence::Given)) {
        const std::int64_t first = is_day ? times[at] : std::int64_t{value::day_of({times[at]}).since_epoch};
        hits[at].first_day = static_cast<std::int32_t>(first);
        inside = value::truth(is_day ? first <= today : times[at] <= now);
        if (days) {
          const std::int64_t last = first + *days - 1;
          hits[at].last_day = static_cast<std::int32_t>(std::min<std::int64_t>(last, value::last_day.since_epoch));
          inside = value::kleene_and(inside, value::truth(today <= last));
        } else if (norm.timing.length) {
          inside = value::kleene_and(inside, Truth::Unknown);
        }
      }
      hits[at].truth = value::kleene_and(hits[at].truth, inside);
    }
  }
  if (guard.until) {
    const bool is_day = !world_.plan[*guard.until].to_the_minute;
    conditions.evaluate(*guard.until, Rows{0, rows, hits.size()}, times, presence);
    for (std::size_t at = 0; at < hits.size(); ++at) {
      if (presence[at] == static_cast<std::uint8_t>(Presence::Never)) continue;  // what it waits for has not come
      Truth before = Truth::Unknown;
      if (presence[at] == static_cast<std::uint8_t>(Presence::Given)) {
        before = value::truth(is_day ? today < times[at] : now < times[at]);
        const std::int64_t last = is_day ? times[at] - 1 : std::int64_t{value::day_of({times[at] - 1}).since_epoch};
        if (hits[at].last_day == facts::absent_day || last < hits[at].last_day)
          hits[at].last_day = static_cast<std::int32_t>(last);
      }
      hits[at].truth = value::kleene_and(hits[at].truth, before);
    }
  }
  std::erase_if(hits, [](const Hit& hit) { return hit.truth == Truth::False; });
}

bool Guards::find(const plan::Guard& guard, const interpret::Subjects& subjects, bool with_span,
                  std::vector<std::vector<Hit>>& hits) {
  const core::Norm& norm = world_.program.norms[guard.norm];
  const auto [first, last] = rows_of(norm, subjects);
  const core::PolicyId policy = world_.program[norm.sentence.article].policy;
  if (first == last || !world_.evaluator.in_force(policy)) return true;
  world_.evaluator.sentence_applies(norm.sentence, norm.sort);
  try {
    world_.prepare(guard.condition);
    std::optional<Span> span;
    if (with_span) {
      for (const plan::NodeId exception : guard.exceptions) world_.prepare(exception);
      for (const auto& time : {guard.from, guard.until})
        if (time) world_.prepare(*time);
      span = span_of(guard);
      if (norm.timing.length) world_.fixed_value(*norm.timing.length);
    }
    // Looks up the columns, so that the workers only read.
    const std::vector<Span> spans = spans_of_rows(guard, span);
    const std::size_t pieces = (last - first + rows_at_once - 1) / rows_at_once;
    hits.resize(pieces);
    workers_.share(pieces, [&, begin = first, end = last](std::size_t worker, std::size_t piece) {
      const auto from = static_cast<Row>(begin + piece * rows_at_once);
      look_at(worker, guard, subjects, spans, with_span, from,
              static_cast<Row>(std::min<std::size_t>(end, from + rows_at_once)), hits[piece]);
    });
  } catch (const DoesNotFit&) {
    hits.clear();
    return false;
  }
  return true;
}

bool Guards::guard(std::uint32_t at, const interpret::Subjects& subjects, std::vector<Row>& rows,
                   std::vector<Truth>& truths) {
  const plan::StepId step = steps_.at(at);
  const auto& guard = std::get<plan::Guard>(world_.plan[step].kind);
  const Profile::Timer timer(profile_, step, world_.facts[world_.plan[guard.condition].domain].row_count);
  std::vector<std::vector<Hit>> hits;
  if (!find(guard, subjects, false, hits)) return false;
  for (const std::vector<Hit>& some : hits) {
    for (const Hit& hit : some) {
      rows.push_back(hit.row);
      truths.push_back(hit.truth);
    }
  }
  return true;
}

void Guards::add_hits(const std::vector<std::vector<Hit>>& hits, std::uint32_t terms, bool has_occasion,
                      value::UnwrittenVector<interpret::DueEntry>& due) {
  std::vector<std::size_t> begins{due.size()};
  for (const std::vector<Hit>& some : hits) begins.push_back(begins.back() + some.size());
  if (begins.back() > due.capacity()) due.reserve(std::max(begins.back(), due.capacity() * 2));
  const auto entry_of = [&](const Hit& hit) {
    return interpret::DueEntry{.terms = terms,
                               .subject = hit.subject,
                               .occasion = has_occasion ? hit.row : interpret::no_row,
                               .first_day = hit.first_day,
                               .last_day = hit.last_day,
                               .truth = hit.truth,
                               .due_by = facts::absent_moment};
  };
  // Written once where one thread does it.
  if (workers_.count() == 1) {
    for (const std::vector<Hit>& some : hits)
      for (const Hit& hit : some) due.push_back(entry_of(hit));
    return;
  }
  due.resize(begins.back());
  workers_.share(hits.size(), [&](std::size_t, std::size_t piece) {
    std::transform(hits[piece].begin(), hits[piece].end(), due.begin() + static_cast<std::ptrdiff_t>(begins[piece]),
                   entry_of);
  });
}

bool Guards::due(std::uint32_t at, const interpret::Subjects& subjects, interpret::DueList& due) {
  const plan::StepId step = steps_.at(at);
  const auto& guard = std::get<plan::Guard>(world_.plan[step].kind);
  if (!guard.gives_due) return false;
  const Profile::Timer timer(profile_, step, world_.facts[world_.plan[guard.condition].domain].row_count);
  const core::Norm& norm = world_.program.norms[at];
  interpret::DueTerms terms;
  terms.modality = norm.modality;
  terms.strength = norm.strength;
  terms.norm = at;
  terms.sort = norm.sort;
  terms.norms = {at};
  try {
    const auto amount = [&](const std::optional<core::ValueId>& value) {
      return value ? interpret::number_at(world_.fixed_value(*value), 0) : std::nullopt;
    };
    const core::MeasureHead& head = std::get<core::MeasureHead>(norm.heads[0]);
    terms.lowest = amount(head.length.lowest);
    terms.highest = amount(head.length.highest);
  } catch (const DoesNotFit&) {
    return false;
  }
  std::vector<std::vector<Hit>> hits;
  if (!find(guard, subjects, true, hits)) return false;
  if (std::all_of(hits.begin(), hits.end(), [](const std::vector<Hit>& some) { return some.empty(); })) return true;
  const std::size_t before = due.size();
  add_hits(hits, due.add_terms(std::move(terms)), norm.occasion.has_value(), due.entries);
  interpret::sort_entries(std::span(due.entries).subspan(before));
  return true;
}

}  // namespace polc::vector
