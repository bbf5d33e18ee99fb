// SPDX-License-Identifier: Apache-2.0
// Norms: `centralized quarantine 14 days from arrival for high-risk person`, `staff must observe mask`, `at most 6 occupants for
// dormitory room`. `A and B` are two norms of one sentence; `A or B` and `A then B` are one.
#include <algorithm>

#include "compiler/ast/match.h"
#include "compiler/check/conditions.h"
#include "compiler/check/need_only.h"
#include "compiler/check/operands.h"
#include "compiler/check/rules.h"
#include "compiler/check/timing.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

struct Force {
  core::Modality modality = core::Modality::Must;
  core::Strength strength = core::Strength::Hard;
};

Force force_of(const ast::Rule& rule) {
  if (!rule.modal) return Force{};
  switch (*rule.modal) {
    case ast::Modal::Must:
      return Force{core::Modality::Must, core::Strength::Hard};
    case ast::Modal::MustNot:
      return Force{core::Modality::MustNot, core::Strength::Hard};
    case ast::Modal::May:
      return Force{core::Modality::May, core::Strength::Hard};
    case ast::Modal::Should:
      return Force{core::Modality::Must, core::Strength::Advice};
    case ast::Modal::ShouldNot:
      return Force{core::Modality::MustNot, core::Strength::Advice};
    case ast::Modal::InPrinciple:
      return Force{core::Modality::Must, core::Strength::InPrinciple};
    case ast::Modal::InPrincipleNot:
      return Force{core::Modality::MustNot, core::Strength::InPrinciple};
    case ast::Modal::NeedNot:
    case ast::Modal::NeedOnly:  // of what else there is
      return Force{core::Modality::NeedNot, core::Strength::Hard};
  }
  return Force{};
}

// Who carries it out: an authority, or a kind of thing (`clinic must report … for …`).
std::optional<std::string> addressee_of(const Context& context, const ast::Name& name) {
  const auto authorities = context.scope.find_all<AuthorityName>(source::fold_key(name.text));
  if (!authorities.empty()) return context.program[authorities.front().authority].label.neutral();
  const auto nouns = readings(context, name.text, {});
  if (!nouns.empty()) return context.program[nouns.front().relation].label.neutral();
  auto finding = context.sink.emit(diag::Kind::UnknownAuthority, name.span, name.text);
  const auto near = context.scope.suggestions(name.text);
  if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
  return std::nullopt;
}

std::optional<std::string> addressees_of(const Context& context, const ast::Phrase& phrase) {
  if (phrase.where) {
    context.sink.emit(diag::Kind::NotYet, phrase.span,
                      diag::Argument("a condition on the addressee", "对责任人的条件"));
    return std::nullopt;
  }
  std::string names;
  for (const ast::Operand& alternative : phrase.names.alternatives) {
    const auto name = addressee_of(context, alternative.first);
    if (!name) return std::nullopt;
    names += (names.empty() ? "" : " or ") + *name;
  }
  return names;
}

// Relations about which a bounded quantity can be said: those with an attribute of the name, or to which things of it point.
std::vector<core::RelationId> sorts_of_quantity(const Context& context, const ast::Head& head) {
  std::vector<core::RelationId> sorts;
  const auto note = [&](core::RelationId relation) {
    if (context.program[relation].kind == core::RelationKind::Entity &&
        std::find(sorts.begin(), sorts.end(), relation) == sorts.end())
      sorts.push_back(relation);
  };
  for (const Meaning& meaning : context.scope.find(source::fold_key(head.name.first.text)))
    if (const auto* column = std::get_if<ColumnName>(&meaning)) note(column->relation);
  if (!sorts.empty()) return sorts;
  for (const Noun& noun : readings(context, head.name.first.text, {}))
    for (const core::Column& column : context.program[noun.relation].columns)
      if (column.type.kind == core::TypeKind::Reference) note(column.type.target);
  return sorts;
}

std::vector<core::RelationId> sorts_of_head(const Context& context, const ast::Head& head) {
  if (kind_of_head(context, head) == HeadKind::Quantity) return sorts_of_quantity(context, head);
  const auto measure = read_measure(context, head);
  return measure ? context.program[*measure].sorts : std::vector<core::RelationId>{};
}

class NormReader {
 public:
  NormReader(const Context& context, const core::Sentence& sentence, const ast::Rule& rule, Force force)
      : context_(context),
        sentence_(sentence),
        rule_(rule),
        around_(rule.circumstances),
        heads_(rule.heads.heads),
        force_(force) {}

  void run() {
    const std::size_t before = context_.sink.error_count();
    const ast::Phrase* phrase = around_.target ? &*around_.target : (rule_.subject ? &*rule_.subject : nullptr);
    if (phrase == nullptr && take_owner()) phrase = &owner_;
    const auto sorts = sorts_of_head(context_, heads_.front());
    if (context_.sink.error_count() != before) return;
    if (around_.target && rule_.subject) {
      addressee_ = addressees_of(context_, *rule_.subject);
      if (!addressee_) return;
    }
    if (around_.chosen_by && !read_chooser(*around_.chosen_by)) return;
    if (around_.otherwise) {
      context_.sink.emit(diag::Kind::OtherwiseInNorm, rule_.span);
      return;
    }
    if (phrase == nullptr && sorts.size() > 1) {
      std::vector<const ast::Condition*> conditions;
      if (around_.condition) conditions.push_back(&*around_.condition);
      const auto sort = infer_sort(context_, sorts, conditions, rule_.heads.span);
      if (sort) about({*sort, std::nullopt, nullptr});
      return;
    }
    const auto subjects = read_subjects(context_, phrase, sorts, rule_.heads.span);
    if (!subjects) return;
    for (const Subject& subject : *subjects) about(subject);
  }

 private:
  bool read_chooser(const ast::Name& name) {
    const auto authorities = context_.scope.find_all<AuthorityName>(source::fold_key(name.text));
    if (!authorities.empty()) {
      chosen_by_ = context_.program[authorities.front().authority].label.neutral();
      return true;
    }
    const auto nouns = readings(context_, name.text, {});
    if (!nouns.empty()) {
      chosen_by_ = noun_name(nouns.front());
      return true;
    }
    report_unknown_authority(name);
    return false;
  }

  void report_unknown_authority(const ast::Name& name) {
    auto finding = context_.sink.emit(diag::Kind::UnknownAuthority, name.span, name.text);
    const auto near = context_.scope.suggestions(name.text);
    if (!near.empty()) finding.help(diag::Kind::DidYouMean, near.front()).fix(name.span, near.front());
  }

  // `宿舍房间 的 入住人数不超过6人`, `dormitory room's occupants at most 6`: the subject owns the quantity.
  bool take_owner() {
    ast::Operand& name = heads_.front().name;
    const bool owned = heads_.size() == 1 && kind_of_head(context_, heads_.front()) == HeadKind::Quantity &&
                       name.links.size() == 1 && name.links.front().kind == ast::LinkKind::Possessive;
    if (!owned) return false;
    owner_.names = {{{name.first, {}, std::nullopt, name.first.span}}, ast::NameJoin::Alone, name.first.span};
    owner_.span = name.first.span;
    name.first = name.links.front().name;
    name.links.clear();
    return true;
  }

  void about(const Subject& subject) {
    const Occasion occasion = find_occasion(context_, around_, subject.sort);
    if (occasion.failed) return;
    const Context norm =
        context_.with(occasion.event ? rows_on_occasion(context_.program, *occasion.event) : rows_about(subject.sort));
    const auto guard = read_guard(norm, subject, around_.condition ? &*around_.condition : nullptr, rule_.span);
    const auto exceptions = read_exceptions(norm, around_.exemptions);
    if (!guard || !exceptions) return;

    core::Norm made;
    made.sentence = sentence_;
    made.modality = force_.modality;
    made.strength = force_.strength;
    made.sort = subject.sort;
    made.occasion = occasion.event;
    made.subject = norm.rows.subject;
    made.guard = *guard;
    made.exceptions = exceptions->conditions;
    made.notwithstanding = exceptions->notwithstanding;
    made.addressee = addressee_;
    made.chosen_by = chosen_by_;
    if (rule_.modal == ast::Modal::NeedOnly) {
      spare_the_rest(norm, made);
      return;
    }
    const ast::Connective connective = rule_.heads.connective;
    const bool each_alone = connective == ast::Connective::Alone || connective == ast::Connective::And;
    if (each_alone) {
      for (const ast::Head& head : heads_) finish(norm, made, {&head});
      return;
    }
    made.connective = connective == ast::Connective::Or ? core::HeadConnective::OneOf : core::HeadConnective::Sequence;
    std::vector<const ast::Head*> all;
    all.reserve(heads_.size());
    for (const ast::Head& head : heads_) all.push_back(&head);
    finish(norm, made, all);
  }

  // `need only A, B`: one exemption from each other measure of the lists that name A or B.
  void spare_the_rest(const Context& norm, const core::Norm& made) {
    std::vector<core::MeasureId> enough;
    for (const ast::Head& head : heads_) {
      const auto read = read_head(norm, head, made.sort);
      if (!read) return;
      enough.push_back(std::get<core::MeasureHead>(*read).measure);
      if (!head.amount && !head.recipients) continue;
      context_.sink.emit(diag::Kind::NeedOnlyMeasures, head.span);
      return;
    }
    const auto timing = read_timing(norm, around_, {}, rule_.span);
    if (!timing) return;
    const std::vector<core::MeasureId> spared = spared_beside(context_.program, made.sort, enough);
    if (spared.empty())
      context_.sink.emit(diag::Kind::NothingBesides, heads_.front().span,
                         shown(context_.program[enough.front()].label));
    for (const core::MeasureId measure : spared) {
      core::Norm one = made;
      one.heads = {core::MeasureHead{measure, {}, {}, false}};
      one.timing = *timing;
      context_.program.norms.push_back(std::move(one));
    }
  }

  // Reads the heads and the time of one norm and adds it.
  void finish(const Context& norm, core::Norm made, const std::vector<const ast::Head*>& heads) {
    core::Range length;
    bool failed = false;
    for (const ast::Head* head : heads) {
      if (auto read = read_head(norm, *head, made.sort)) {
        if (const auto* measure = std::get_if<core::MeasureHead>(&*read); measure && head->amount) {
          if (heads.size() == 1 || made.connective == core::HeadConnective::OneOf) length = measure->length;
        }
        made.heads.push_back(std::move(*read));
      } else {
        failed = true;
      }
    }
    if (failed) return;
    const auto timing = read_timing(norm, around_, length, rule_.span);
    if (!timing) return;
    made.timing = *timing;
    if (made.connective == core::HeadConnective::Sequence && !sequence_has_lengths(made)) return;
    context_.program.norms.push_back(std::move(made));
  }

  bool sequence_has_lengths(core::Norm& made) {
    // Each step but the last must say how long it takes, or the next would never begin.
    for (std::size_t at = 0; at + 1 < made.heads.size(); ++at) {
      const auto* measure = std::get_if<core::MeasureHead>(&made.heads[at]);
      if (measure != nullptr && measure->length.lowest && measure->length.highest) continue;
      context_.sink.emit(diag::Kind::StepWithoutLength, heads_[at].span);
      return false;
    }
    made.timing.length = length_of_all_steps(made);
    if (made.timing.start != core::Timing::Start::Standing) return true;
    if (!made.timing.length) {
      context_.sink.emit(diag::Kind::NotYet, rule_.span,
                         diag::Argument("a last step without a length in days, and without `from`",
                                        "最后一步没有以天计的期限、又没有起算点"));
      return false;
    }
    made.timing.start = core::Timing::Start::Run;
    return true;
  }

  // The steps last as long as their lengths added up; no value where one of them is not a number.
  std::optional<core::ValueId> length_of_all_steps(const core::Norm& made) {
    std::optional<value::Rational> total = value::Rational(0);
    for (const core::Head& head : made.heads) {
      const auto* measure = std::get_if<core::MeasureHead>(&head);
      if (measure == nullptr) return std::nullopt;
      const std::optional<core::ValueId> length =
          measure->length.lowest ? measure->length.lowest : measure->length.highest;
      const auto* literal = length ? std::get_if<core::NumberLiteral>(&context_.program[*length].kind) : nullptr;
      if (literal == nullptr) return std::nullopt;
      total = value::add(*total, literal->number);
      if (!total) return std::nullopt;
    }
    return context_.builder.number(*total, value::Dimension::Duration, rule_.span);
  }

  std::optional<core::Head> read_head(const Context& norm, const ast::Head& head, core::RelationId sort) {
    switch (kind_of_head(context_, head)) {
      case HeadKind::Quantity: {
        if (force_.modality == core::Modality::MustNot || force_.modality == core::Modality::NeedNot ||
            force_.modality == core::Modality::May) {
          context_.sink.emit(diag::Kind::BoundWithModal, head.span);
          return std::nullopt;
        }
        const auto quantity = read_quantity_head(norm, head);
        if (!quantity) return std::nullopt;
        return core::Head{*quantity};
      }
      case HeadKind::Class:
        context_.sink.emit(diag::Kind::ClassIsNoMeasure, head.span);
        return std::nullopt;
      case HeadKind::Measure:
      case HeadKind::Unknown:
        break;
    }
    const auto measure = read_measure(context_, head);
    if (!measure) return std::nullopt;
    if (!is_done_to(context_.program, *measure, sort)) {
      context_.sink.emit(diag::Kind::WrongSort, head.span, shown(context_.program[*measure].label),
                         shown(context_.program, context_.program[*measure].sorts),
                         shown(context_.program[sort].label));
      return std::nullopt;
    }
    const auto length = read_length_range(norm, head, *measure);
    if (!length) return std::nullopt;
    core::MeasureHead made{*measure, *length, {}, false};
    if (head.recipients) {
      if (!context_.program[*measure].recipient) {
        context_.sink.emit(diag::Kind::NoRecipient, head.recipients->span, shown(context_.program[*measure].label));
        return std::nullopt;
      }
      if (!read_recipients(*head.recipients, made)) return std::nullopt;
    }
    return core::Head{std::move(made)};
  }

  bool read_recipients(const ast::Recipients& recipients, core::MeasureHead& made) {
    made.all_recipients = recipients.connective == ast::Connective::And;
    for (const ast::Name& name : recipients.names) {
      const std::string key = source::fold_key(name.text);
      const auto authorities = context_.scope.find_all<AuthorityName>(key);
      if (!authorities.empty()) {
        made.recipients.push_back(context_.program[authorities.front().authority].label.neutral());
        continue;
      }
      const auto nouns = readings(context_, name.text, {});
      if (nouns.empty()) {
        report_unknown_authority(name);
        return false;
      }
      made.recipients.push_back(noun_name(nouns.front()));
    }
    return true;
  }

  // A recipient that is a kind of thing, in words that are the same in both languages.
  std::string noun_name(const Noun& noun) const {
    std::string text;
    for (const Adjective& adjective : noun.adjectives)
      if (const auto* value = std::get_if<ValueName>(&adjective)) {
        const core::Type& type = context_.program[value->relation].columns[value->column].type;
        text += context_.program[type.enumeration].values[value->value].neutral() + " ";
      }
    return text + context_.program[noun.relation].label.neutral();
  }

  const Context& context_;
  const core::Sentence& sentence_;
  const ast::Rule& rule_;
  const ast::Circumstances& around_;
  std::vector<ast::Head> heads_;
  ast::Phrase owner_;  // of a quantity, where the sentence has no other subject
  Force force_;
  std::optional<std::string> addressee_, chosen_by_;
};

}  // namespace

void read_norm(const Context& context, const core::Sentence& sentence, const ast::Rule& rule) {
  NormReader(context, sentence, rule, force_of(rule)).run();
}

void read_rule(const Context& context, const core::Sentence& sentence, const ast::Rule& rule) {
  if (kind_of_head(context, rule.heads.heads.front()) == HeadKind::Class)
    read_class_rule(context, sentence, rule);
  else
    read_norm(context, sentence, rule);
}

}  // namespace polc::check
