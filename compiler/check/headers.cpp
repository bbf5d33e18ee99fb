// SPDX-License-Identifier: Apache-2.0
// The header of a policy: issuer, jurisdiction, span in force, lapse and supposition.
#include "compiler/ast/match.h"
#include "compiler/check/conditions.h"
#include "compiler/check/policies.h"
#include "compiler/check/windows.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

void read_issuer(const Context& context, core::Policy& policy, const ast::Name& name) {
  const auto found = context.scope.find_all<AuthorityName>(source::fold_key(name.text));
  if (!found.empty()) {
    policy.issuer = found.front().authority;
    return;
  }
  auto finding = context.sink.emit(diag::Kind::UnknownAuthority, name.span, name.text);
  const auto near = context.scope.suggestions(name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
}

void read_span_in_force(const Context& context, core::Policy& policy, const ast::InForceHeader& in_force,
                        source::Span span) {
  const auto from = read_moment(context, in_force.from);
  if (!from) return;
  policy.in_force_from = from->moment.value_or(value::start_of(from->day));
  if (!in_force.until) return;
  const auto until = read_moment(context, *in_force.until);
  if (!until) return;
  // A bare day is itself included; a moment is not.
  const auto next = value::add_days(until->day, 1);
  policy.in_force_until = until->moment.value_or(value::start_of(next.value_or(until->day)));
  if (*policy.in_force_until <= *policy.in_force_from) context.sink.emit(diag::Kind::NeverInForce, span);
}

// A place of the jurisdiction: an authority's place, or the name of a region.
std::string place_of(const Context& context, const ast::Name& name) {
  for (const AuthorityName& found : context.scope.find_all<AuthorityName>(source::fold_key(name.text)))
    if (const auto& place = context.program[found.authority].place) return *place;
  return name.text;
}

// Conditions of the header are about a region of the jurisdiction: the entity that authorities rule over.
std::optional<core::RelationId> region_entity(const Context& context) {
  std::optional<core::RelationId> found;
  for (const char* name : {"region", "地区"})
    for (const RelationName& relation : context.scope.find_all<RelationName>(name))
      if (context.program[relation.relation].kind == core::RelationKind::Entity) found = relation.relation;
  return found;
}

std::optional<core::ConditionId> read_regional(const Context& context, const ast::Condition& condition,
                                               source::Span span) {
  const auto region = region_entity(context);
  if (!region) {
    context.sink.emit(diag::Kind::SubjectMissing, span);
    return std::nullopt;
  }
  return read_condition(context.with(rows_about(*region)), condition);
}

}  // namespace

void read_header(const Context& context, core::Policy& policy, const ast::Header& header) {
  ast::match(
      header, [&](const ast::ByHeader& by) { read_issuer(context, policy, by.authority); },
      [&](const ast::OverHeader& over) {
        for (const ast::Name& place : over.places) policy.over.push_back(place_of(context, place));
      },
      [&](const ast::InForceHeader& in_force) { read_span_in_force(context, policy, in_force, header.span); },
      [&](const ast::TimeZoneHeader& zone) {
        // Civil times are taken as written; a second zone would need a conversion that nothing here makes.
        if (zone.zone.text != "Asia/Shanghai")
          context.sink.emit(diag::Kind::NotYet, header.span,
                            diag::Argument("another time zone than Asia/Shanghai", "Asia/Shanghai 以外的时区"));
      },
      [&](const ast::LapsesHeader& lapses) { policy.lapses = read_regional(context, lapses.condition, header.span); },
      [&](const ast::SupposesHeader& supposes) {
        policy.supposes = read_regional(context, supposes.condition, header.span);
      },
      // Names of policies and vocabularies are resolved where all of them are known.
      [&](const ast::UnderHeader&) {}, [&](const ast::UsesHeader&) {}, [&](const ast::SupersedesHeader&) {},
      [&](const ast::AmendsHeader&) {}, [&](const ast::SourceHeader&) {}, [&](const ast::Note&) {});
}

}  // namespace polc::check
