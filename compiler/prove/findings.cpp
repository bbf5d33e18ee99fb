// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/findings.h"

#include <algorithm>

#include "compiler/prove/advice.h"
#include "compiler/prove/finding_details.h"
#include "compiler/prove/identity.h"
#include "compiler/prove/spans.h"
#include "compiler/prove/words.h"

namespace polc::prove {
namespace {

using diag::Kind;

class Writer {
 public:
  Writer(const core::Program& program, value::Day today, const source::SourceMap& sources, diag::Sink& sink)
      : program_(program),
        today_(today),
        sources_(sources),
        sink_(sink),
        conduct_(program),
        used_(program.waivers.size(), false) {}

  // False: it was told already.
  bool add(const Finding& finding, const std::string& id) {
    // A sentence with several measures is several norms, and one finding.
    std::vector<source::Span> places;
    for (const SentenceRef ref : finding.about) places.push_back(sentence_of(program_, ref).span);
    if (finding.exception) places.push_back(exception_span(finding));
    const auto known = std::pair(finding.property, places);
    if (std::find(said_.begin(), said_.end(), known) != said_.end()) return false;
    said_.push_back(known);
    sink_.forget_places();
    const core::Sentence& at = sentence_of(program_, finding.about.front());
    const core::Waiver* waiver = waiver_of(id);
    diag::ProofDetails details = details_of(program_, finding, id);
    if (waives(waiver)) {
      add_waived(finding.property, at.span, *waiver, std::move(details));
      return true;
    }
    diag::Builder builder = emit(finding, at);
    builder.proof(std::move(details));
    add_advice(program_, finding, sources_, builder);
    const bool is_pair = finding.about.size() > 1 && finding.property != Property::ClassGap;
    for (std::size_t next = 1; next < finding.about.size(); ++next) {
      const core::Sentence& other = sentence_of(program_, finding.about[next]);
      const bool same_policy = program_[other.article].policy == program_[at.article].policy;
      if (is_pair && !same_policy)
        builder.note(Kind::SuperiorSays, other.span, article_of(program_, other));
      else if (finding.property == Property::ClassGap)
        builder.note(Kind::NoClassEither, other.span);
      else if (finding.about.size() > 2)
        builder.note(Kind::TogetherWith, other.span);
      else
        builder.note(Kind::OtherSentence, other.span);
    }
    for (const SentenceRef ref : finding.because) builder.note(Kind::SaysItAlready, sentence_of(program_, ref).span);
    if (const auto act = contested_act(finding)) builder.note(Kind::ContestedAct, {}, words(program_[*act].label));
    if (finding.witness) add_world(builder, Kind::WorldBegins, *finding.witness);
    if (finding.depends) add_dependence(builder, *finding.depends);
    if (!finding.always) add_spans(builder, finding.when);
    builder.note(Kind::FindingId, {}, id);
    if (waiver != nullptr) builder.note(Kind::WaiverEnded, waiver->span, value::to_iso(waiver->last_day));
    return true;
  }

  void add(const LapsedReference& reference) {
    sink_.forget_places();
    const std::string id = id_of(program_, reference);
    const source::Span span =
        reference.sentence ? sentence_of(program_, *reference.sentence).span : program_[reference.policy].span;
    const core::Waiver* waiver = waiver_of(id);
    diag::ProofDetails details = details_of(program_, reference, id);
    if (waives(waiver)) return add_waived(Property::LapsedReference, span, *waiver, std::move(details));
    const source::Span target = reference.article ? program_[*reference.article].span : program_[reference.target].span;
    sink_
        .emit(Kind::LapsedReference, span, target_of(program_, reference), first_moment(reference.from),
              why(program_, reference))
        .note(Kind::ReferredTo, target)
        .note(Kind::FindingId, {}, id)
        .proof(std::move(details));
  }

  // Waivers of policies in question that waive nothing.
  void add_idle_waivers(const std::vector<core::PolicyId>& asked) {
    for (std::size_t at = 0; at < used_.size(); ++at) {
      const core::Waiver& waiver = program_.waivers[at];
      if (!used_[at] && std::find(asked.begin(), asked.end(), waiver.policy) != asked.end())
        sink_.emit(Kind::WaiverOfNothing, waiver.span, waiver.finding);
    }
  }

  void add_difference(const Finding& finding) {
    sink_.emit(Kind::ProverDiffers, sentence_of(program_, finding.about.front()).span, name_of(finding.property));
  }

  void add(const Open& open) {
    sink_.forget_places();
    const core::Sentence& at = sentence_of(program_, open.about.front());
    diag::Builder builder = sink_.emit(Kind::NotDecided, at.span, name_of(open.property), why(open));
    for (std::size_t next = 1; next < open.about.size(); ++next)
      builder.note(Kind::OtherSentence, sentence_of(program_, open.about[next]).span);
  }

 private:
  const core::Waiver* waiver_of(const std::string& id) {
    const core::Waiver* found = nullptr;
    for (std::size_t at = 0; at < program_.waivers.size(); ++at) {
      const core::Waiver& waiver = program_.waivers[at];
      if (waiver.finding != id) continue;
      used_[at] = true;
      if (found == nullptr || found->last_day < waiver.last_day) found = &waiver;
    }
    return found;
  }

  // A day that was asked for is meant at its end.
  static diag::Argument first_moment(value::Moment at) {
    const bool is_end_of_day = value::minute_of_day(at) == value::minutes_per_day - 1;
    return is_end_of_day ? moment(at) : beginning(at);
  }

  [[nodiscard]] bool waives(const core::Waiver* waiver) const {
    return waiver != nullptr && today_ <= waiver->last_day;
  }

  void add_waived(Property property, source::Span span, const core::Waiver& waiver, diag::ProofDetails details) {
    const std::string until = value::to_iso(waiver.last_day);
    const std::string id = details.id;
    details.waiver = {until, waiver.authority, waiver.reason};
    sink_.emit(Kind::Waived, span, name_of(property), until, waiver.authority, waiver.reason)
        .note(Kind::WaivedHere, waiver.span, id)
        .proof(std::move(details));
  }

  diag::Argument sort(const Finding& finding) const { return words(program_[finding.sort].label); }

  [[nodiscard]] const core::ClassRule& rule(const Finding& finding, std::size_t at) const {
    return program_.class_rules[finding.about[at].index];
  }
  [[nodiscard]] diag::Argument class_of(const core::ClassRule& of) const {
    return words(program_[program_[*of.scale].classes].values[of.rank]);
  }
  [[nodiscard]] diag::Argument mode_of(const Finding& finding, std::size_t at) const {
    return words(program_[*Conduct::single(program_.norms[finding.about[at].index])].label);
  }

  // Of a contradiction: the act that one of the two demands and the other forbids.
  [[nodiscard]] std::optional<core::MeasureId> contested_act(const Finding& finding) const {
    if (finding.property != Property::Contradiction || finding.about.size() < 2) return std::nullopt;
    const core::Norm& one = program_.norms[finding.about[0].index];
    const core::Norm& other = program_.norms[finding.about[1].index];
    for (const auto& [demanding, forbidding] : {std::pair(&one, &other), std::pair(&other, &one)})
      for (const core::MeasureId act : conduct_.done_by(*demanding))
        if (demanding->modality != core::Modality::MustNot && contains(conduct_.forbidden(*forbidding), act))
          return act;
    return std::nullopt;
  }

  // Whether some sentence asks whether a thing of the sort has a class of the scale.
  [[nodiscard]] bool is_asked_for(core::ScaleId scale, core::RelationId of) const {
    return std::any_of(program_.conditions.begin(), program_.conditions.end(), [&](const core::Condition& condition) {
      const auto* has = std::get_if<core::HasClass>(&condition.kind);
      return has != nullptr && has->scale == scale && has->path.end == of;
    });
  }

  diag::Builder emit(const Finding& finding, const core::Sentence& at) {
    const source::Span span = at.span;
    const auto upper = [&] { return article_of(program_, sentence_of(program_, finding.about[1])); };
    switch (finding.property) {
      case Property::ClassConflict: {
        const core::ClassRule& one = rule(finding, 1);
        return sink_.emit(Kind::ClassConflict, span, sort(finding), class_of(rule(finding, 0)), class_of(one),
                          words(program_[*one.scale].label));
      }
      case Property::ClassGap: {
        const core::ClassRule& first = rule(finding, 0);
        const diag::Argument scale = words(program_[*first.scale].label);
        if (is_asked_for(*first.scale, first.sort))
          return sink_.emit(Kind::ClassGapAskedFor, span, sort(finding), scale);
        return sink_.emit(Kind::ClassGap, span, sort(finding), scale);
      }
      case Property::Contradiction:
        return sink_.emit(Kind::Contradiction, span, sort(finding));
      case Property::TwoModes: {
        const core::MeasureId mode = *Conduct::single(program_.norms[finding.about[0].index]);
        return sink_.emit(Kind::TwoModes, span, words(program_[*program_[mode].scale].label), sort(finding),
                          mode_of(finding, 0), mode_of(finding, 1));
      }
      case Property::DefaultForbidden:
        return sink_.emit(Kind::DefaultForbidden, span, sort(finding));
      case Property::PermissionRuledOut:
        return sink_.emit(Kind::PermissionRuledOut, span, sort(finding));
      case Property::NeverApplies:
        return sink_.emit(Kind::NeverApplies, span);
      case Property::ExceptionNeverBites:
        return sink_.emit(Kind::ExceptionNeverBites, exception_span(finding));
      case Property::Redundant:
        if (finding.about.front().table == SentenceRef::Table::Norm) return sink_.emit(Kind::RedundantNorm, span);
        return sink_.emit(Kind::RedundantRule, span);
      case Property::RedundantInPart:
        return sink_.emit(Kind::RedundantInPart, span, sort(finding));
      case Property::LapsedReference:
        break;
      case Property::OpenAlternative:
        return sink_.emit(Kind::OpenAlternative, span);
      case Property::JudgementOfNobody:
        return sink_.emit(Kind::JudgementOfNobody, span,
                          attribute_of(program_, finding.judgement->relation, finding.judgement->column));
      case Property::RecipientMissing:
        return sink_.emit(Kind::RecipientMissing, span, words(program_[*finding.measure].label));
      case Property::FrequencyMissing:
        return sink_.emit(Kind::FrequencyMissing, span, words(program_[*finding.measure].label));
      case Property::MeansMissing:
        return sink_.emit(Kind::MeansMissing, span, sort(finding), words(program_[*finding.measure].label));
      case Property::OtherMeaning:
        return sink_.emit(Kind::OtherMeaning, span, sort(finding), class_of(rule(finding, 0)),
                          class_of(rule(finding, 1)), article_of(program_, sentence_of(program_, finding.about[1])));
      case Property::ChoiceClosed:
        return sink_.emit(Kind::ChoiceClosed, span, sort(finding));
      case Property::AboveCeiling:
        return sink_.emit(Kind::AboveCeiling, span, upper(), sort(finding));
      case Property::BelowFloor:
        return sink_.emit(Kind::BelowFloor, span, upper(), sort(finding));
      case Property::ReadsAsEnough:
        return sink_.emit(Kind::ReadsAsEnough, span, upper(), sort(finding));
      case Property::ScopeWidened:
        return sink_.emit(Kind::ScopeWidened, span, upper(), sort(finding));
      case Property::Barred:
        return sink_.emit(Kind::BarredMeasure, span, upper(), sort(finding));
      case Property::PermissionWithdrawn:
        return sink_.emit(Kind::PermissionWithdrawn, span, upper(), sort(finding));
      case Property::ProhibitionContradicted:
        return sink_.emit(Kind::ProhibitionContradicted, span, upper(), sort(finding));
      case Property::DutyObstructed:
        return sink_.emit(Kind::DutyObstructed, span, upper(), sort(finding));
      case Property::ClosedListExtended:
        return sink_.emit(Kind::ClosedListExtended, span, upper(), sort(finding));
      case Property::ClassRedefined:
        return sink_.emit(Kind::ClassRedefined, span, upper(), sort(finding));
      case Property::OutsidePower:
        return sink_.emit(Kind::OutsidePower, span, upper());
      case Property::NotDelegated:
        return sink_.emit(Kind::NotDelegated, span, upper(), deciders(finding));
    }
    POLC_UNREACHABLE("a property without a finding");
  }

  [[nodiscard]] source::Span exception_span(const Finding& finding) const {
    const SentenceRef ref = finding.about.front();
    const std::vector<core::ConditionId>& exceptions =
        ref.table == SentenceRef::Table::ClassRule ? program_.class_rules[ref.index].exceptions
        : ref.table == SentenceRef::Table::Limit   ? program_.limits[ref.index].exceptions
                                                   : program_.norms[ref.index].exceptions;
    return program_[exceptions[*finding.exception]].span;
  }

  // "city or county".
  [[nodiscard]] diag::Argument deciders(const Finding& finding) const {
    const core::Limit& limit = program_.limits[finding.about[1].index];
    std::string english;
    std::string chinese;
    for (const core::Limit& other : program_.limits) {
      if (other.kind != core::LimitKind::Delegated || other.sort != limit.sort || other.scale != limit.scale ||
          other.measures != limit.measures ||
          program_[other.sentence.article].policy != program_[limit.sentence.article].policy)
        continue;
      const core::Label& label = program_[*other.authority].label;
      english += (english.empty() ? "" : " or ") + label.neutral();
      chinese += (chinese.empty() ? "" : "或") + (label.chinese.empty() ? label.neutral() : label.chinese);
    }
    return {english, chinese};
  }

  void add_dependence(diag::Builder& builder, const Dependence& dependence) {
    std::string english;
    std::string chinese;
    for (const auto& [relation, column] : dependence.on) {
      const diag::Argument one = attribute_of(program_, relation, column);
      english += (english.empty() ? "" : ", ") + one.text(source::Language::English);
      chinese += (chinese.empty() ? "" : "、") + one.text(source::Language::Chinese);
    }
    builder.note(Kind::DependsOn, {}, diag::Argument(english, chinese));
    add_world(builder, Kind::SparedWorld, dependence.spared);
  }

  void add_world(diag::Builder& builder, diag::KindWith<2> begins, const Witness& witness) {
    const core::Label& label = program_[witness.sort].label;
    const diag::Argument subject(
        label.neutral() + " \"" + witness.subject + "\"",
        (label.chinese.empty() ? label.neutral() : label.chinese) + "“" + witness.subject + "”");
    builder.note(begins, {}, moment(witness.test.steps.front().moment), subject);
    bool any = false;
    for (const core::GivenRow& row : witness.test.given) {
      const bool says_nothing = row.cells.empty() && row.relation == witness.sort && row.subject == witness.subject;
      if (says_nothing) continue;
      builder.note(Kind::WorldFact, {}, fact(program_, row));
      any = true;
    }
    if (!any) builder.note(Kind::WorldEmpty, {});
  }

  static void add_spans(diag::Builder& builder, const std::vector<LawCell>& spans) {
    for (const LawCell& span : spans) {
      if (begins_open(span))
        builder.note(Kind::FoundUntil, {}, moment(span.last));
      else if (ends_open(span))
        builder.note(Kind::FoundFrom, {}, beginning(span.first));
      else
        builder.note(Kind::FoundBetween, {}, beginning(span.first), moment(span.last));
    }
  }

  const core::Program& program_;
  value::Day today_;
  const source::SourceMap& sources_;
  diag::Sink& sink_;
  const Conduct conduct_;
  std::vector<bool> used_;  // by waiver
  std::vector<std::pair<Property, std::vector<source::Span>>> said_;
};

}  // namespace

std::vector<Told> add_findings(const core::Program& program, const Report& report, value::Day today,
                               const source::SourceMap& sources, diag::Sink& sink) {
  Writer writer(program, today, sources, sink);
  std::vector<Told> told;
  const std::vector<std::string> ids = ids_of(program, report.findings);
  for (std::size_t at = 0; at < ids.size(); ++at)
    if (writer.add(report.findings[at], ids[at])) told.push_back({at, ids[at]});
  for (const LapsedReference& reference : report.lapsed) writer.add(reference);
  // What stays open may be what a waiver is about.
  if (report.open.empty()) writer.add_idle_waivers(report.asked);
  for (const Finding& finding : report.differences) writer.add_difference(finding);
  if (!report.no_solver.empty()) {
    std::size_t open = 0;
    for (const Open& one : report.open) open += one.reason == Reason::NoSolver ? 1 : 0;
    sink.emit(Kind::NoSolver, {}, open, report.no_solver);
  }
  for (const Open& open : report.open)
    if (open.reason != Reason::NoSolver) writer.add(open);
  return told;
}

}  // namespace polc::prove
