// SPDX-License-Identifier: Apache-2.0
// Limits on lower authorities: floors, ceilings, scope, closed lists, protected permissions, delegation. Carried in core; what
// they mean for the rules below is for the engines and the prover.
#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/conditions.h"
#include "compiler/check/rules.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

class LimitReader {
 public:
  LimitReader(const Context& context, const core::Sentence& sentence, const ast::Limit& limit)
      : context_(context), limit_(limit), around_(limit.circumstances) {
    made_.sentence = sentence;
  }

  void run() {
    ast::match(
        limit_, [&](const ast::AmountLimit& amount) { read_amount_limit(amount); },
        [&](const ast::NoImpose& no) { read_measures(core::LimitKind::NotImposed, no.measures); },
        [&](const ast::NoBan& no) { read_measures(core::LimitKind::NoBan, no.measures); },
        [&](const ast::ClosedList& closed) { read_closed_list(closed); },
        [&](const ast::Decides& decides) { read_decides(decides); },
        [&](const ast::DecidesOthers& others) { read_decides_others(others); },
        [&](const ast::OnlyFor& only) {
          made_.kind = core::LimitKind::OnlyFor;
          if (measures(only.measures)) about(&only.phrase, nullptr, common_sorts());
        },
        [&](const ast::OnlyIf& only) {
          made_.kind = core::LimitKind::OnlyFor;
          if (measures(only.measures))
            about(around_.target ? &*around_.target : nullptr, &only.condition, common_sorts());
        });
  }

 private:
  bool measures(const ast::Names& names) {
    for (const ast::Operand& operand : names.alternatives) {
      const auto measure = read_measure(context_, operand);
      if (!measure) return false;
      made_.measures.push_back(*measure);
    }
    return true;
  }

  std::vector<core::RelationId> common_sorts() const {
    std::vector<core::RelationId> sorts = context_.program[made_.measures.front()].sorts;
    for (const core::MeasureId measure : made_.measures)
      std::erase_if(sorts, [&](core::RelationId sort) { return !is_done_to(context_.program, measure, sort); });
    return sorts;
  }

  void read_measures(core::LimitKind kind, const ast::Names& names) {
    made_.kind = kind;
    if (measures(names)) about(around_.target ? &*around_.target : nullptr, nullptr, common_sorts());
  }

  void read_amount_limit(const ast::AmountLimit& amount) {
    made_.kind = core::LimitKind::Amount;
    if (kind_of_head(context_, amount.head) == HeadKind::Quantity) {
      quantity_ = &amount.head;
      about(around_.target ? &*around_.target : nullptr, nullptr, {});
      return;
    }
    const auto measure = read_measure(context_, amount.head.name);
    if (!measure) return;
    const auto range = read_length_range(context_, amount.head, *measure);
    if (!range) return;
    if (!amount.head.amount) {
      context_.sink.emit(diag::Kind::LimitWithoutAmount, amount.head.span, shown(context_.program[*measure].label));
      return;
    }
    made_.measures = {*measure};
    made_.range = *range;
    about(around_.target ? &*around_.target : nullptr, nullptr, common_sorts());
  }

  void read_closed_list(const ast::ClosedList& closed) {
    made_.kind = core::LimitKind::ClosedList;
    for (const ast::Operand& operand : closed.lists.alternatives) {
      const auto lists = context_.scope.find_all<ListName>(source::fold_key(operand.first.text));
      if (lists.empty() || context_.program[lists.front().list].measures.empty()) {
        auto finding = context_.sink.emit(diag::Kind::NotAListOfMeasures, operand.span, operand.first.text);
        const auto near = context_.scope.suggestions(operand.first.text);
        if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(operand.span, near.front());
        continue;
      }
      core::Limit one = made_;
      made_.list = lists.front().list;
      made_.measures = context_.program[lists.front().list].measures;
      about(around_.target ? &*around_.target : nullptr, nullptr, {context_.program[lists.front().list].sort});
      made_ = one;
    }
  }

  // Each of the authorities that are named; nothing where one is not known.
  std::optional<std::vector<core::AuthorityId>> authorities(const ast::Names& names) const {
    std::vector<core::AuthorityId> found;
    for (const ast::Operand& operand : names.alternatives) {
      const ast::Name& name = operand.first;
      const auto known = context_.scope.find_all<AuthorityName>(source::fold_key(name.text));
      if (known.empty()) {
        context_.sink.emit(diag::Kind::UnknownAuthority, name.span, name.text);
        return std::nullopt;
      }
      found.push_back(known.front().authority);
    }
    return found;
  }

  void read_decides(const ast::Decides& decides) {
    made_.kind = core::LimitKind::Delegated;
    if (!decides.authorities) {
      context_.sink.emit(diag::Kind::DeciderMissing, limit_.span);
      return;
    }
    const auto deciders = authorities(*decides.authorities);
    if (!deciders) return;
    for (const core::AuthorityId decider : *deciders) {
      made_.authority = decider;
      for (const ast::Head& head : decides.heads.heads) read_decision(head);
    }
  }

  void read_decision(const ast::Head& head) {
    core::Limit one = made_;
    const std::string key = source::fold_key(head.name.first.text);
    const auto scales = context_.scope.find_all<ScaleName>(key);
    if (context_.scope.find_all<MeasureName>(key).empty() && !scales.empty() && !head.amount) {
      made_.scale = scales.front().scale;
      about(around_.target ? &*around_.target : nullptr, nullptr, context_.program[scales.front().scale].sorts);
    } else if (const auto measure = read_measure(context_, head.name)) {
      made_.measures = {*measure};
      const auto range = read_length_range(context_, head, *measure);
      if (range) {
        made_.range = *range;
        about(around_.target ? &*around_.target : nullptr, nullptr, common_sorts());
      }
    }
    made_ = one;
  }

  void read_decides_others(const ast::DecidesOthers& others) {
    const auto deciders = authorities(others.authorities);
    if (!deciders) return;
    for (const core::AuthorityId decider : *deciders)
      context_.program.general_delegations.push_back({made_.sentence, decider});
  }

  bool has_no_time() {
    if (around_.timings.empty() && !around_.deadline && !around_.frequency && !around_.chosen_by && !around_.otherwise)
      return true;
    context_.sink.emit(diag::Kind::NotYet, limit_.span,
                       diag::Argument("a limit on times and frequencies", "对时间、频次的限制"));
    return false;
  }

  void about(const ast::Phrase* phrase, const ast::Condition* condition, const std::vector<core::RelationId>& sorts) {
    if (!has_no_time()) return;
    if (phrase == nullptr && quantity_ == nullptr) {
      // No phrase: it holds for whatever the measures are done to.
      for (const core::RelationId sort : sorts) add({sort, std::nullopt, nullptr}, condition);
      if (sorts.empty()) context_.sink.emit(diag::Kind::SubjectMissing, limit_.span);
      return;
    }
    const auto subjects = read_subjects(context_, phrase, sorts, limit_.span);
    if (!subjects) return;
    for (const Subject& subject : *subjects) add(subject, condition);
  }

  void add(const Subject& subject, const ast::Condition* condition) {
    for (const core::MeasureId measure : made_.measures) {
      if (made_.kind == core::LimitKind::ClosedList || is_done_to(context_.program, measure, subject.sort)) continue;
      context_.sink.emit(diag::Kind::WrongSort, limit_.span, shown(context_.program[measure].label),
                         shown(context_.program, context_.program[measure].sorts),
                         shown(context_.program[subject.sort].label));
      return;
    }
    const Context about_it = context_.with(rows_about(subject.sort));
    std::vector<core::ConditionId> parts;
    const auto phrase = read_guard(about_it, subject, around_.condition ? &*around_.condition : nullptr, limit_.span);
    const auto exceptions = read_exceptions(about_it, around_.exemptions);
    if (!phrase || !exceptions) return;
    parts.push_back(*phrase);
    if (condition != nullptr) {
      const auto more = read_condition(about_it, *condition);
      if (!more) return;
      parts.push_back(*more);
    }
    core::Limit limit = made_;
    if (quantity_ != nullptr) {
      limit.quantity = read_quantity_head(about_it, *quantity_);
      if (!limit.quantity) return;
    }
    limit.sort = subject.sort;
    limit.phrase = context_.builder.all(std::move(parts), limit_.span);
    limit.exceptions = exceptions->conditions;
    context_.program.limits.push_back(std::move(limit));
  }

  const Context& context_;
  const ast::Limit& limit_;
  const ast::Circumstances& around_;
  core::Limit made_;
  const ast::Head* quantity_ = nullptr;
};

}  // namespace

void read_limit(const Context& context, const core::Sentence& sentence, const ast::Limit& limit) {
  LimitReader(context, sentence, limit).run();
}

}  // namespace polc::check
