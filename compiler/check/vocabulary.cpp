// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/vocabulary.h"

#include <algorithm>
#include <set>

#include "compiler/ast/match.h"
#include "compiler/check/columns.h"
#include "compiler/check/measures.h"
#include "compiler/check/operands.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

// Learns every pair of labels that the vocabulary gives anywhere.
void learn_labels(const ast::Vocabulary& vocabulary, LabelPairs& labels) {
  const auto learn_attributes = [&](const std::vector<ast::Attribute>& attributes) {
    for (const ast::Attribute& attribute : attributes) {
      labels.learn(attribute.label);
      if (const auto* values = std::get_if<ast::EnumerationType>(&attribute.type.kind))
        for (const ast::Label& value : values->values) labels.learn(value);
    }
  };
  for (const ast::VocabularyItem& item : vocabulary.items) {
    ast::match(
        item,
        [&](const ast::Scale& scale) {
          labels.learn(scale.label);
          for (const ast::Label& value : scale.classes) labels.learn(value);
        },
        [&](const ast::Entity& entity) {
          labels.learn(entity.label);
          learn_attributes(entity.attributes);
        },
        [&](const ast::Event& event) {
          labels.learn(event.label);
          learn_attributes(event.attributes);
        },
        [&](const ast::Measure& measure) { labels.learn(measure.label); },
        [&](const ast::List& list) {
          labels.learn(list.label);
          for (const ast::Label& value : list.items) labels.learn(value);
        },
        [&](const ast::UnitDeclaration&) {}, [&](const ast::Authority& authority) { labels.learn(authority.label); },
        [&](const ast::Note&) {});
  }
}

class Declarer {
 public:
  Declarer(const DeclaredVocabulary& declared, core::Program& program, Builder& builder, diag::Sink& sink)
      : text_(*declared.text),
        program_(program),
        builder_(builder),
        sink_(sink),
        language_(declared.language),
        labels_(declared.language),
        symbols_(*declared.symbols) {
    scope_.add_layer(&symbols_);
    learn_labels(text_, labels_);
  }

  void run() {
    for (const ast::VocabularyItem& item : text_.items) declare(item);
    // Names are known now. Attributes first: adjectives in `shown by` and the items of lists are looked up in them.
    rescope();
    std::size_t at = 0;
    for (const ast::VocabularyItem& item : text_.items) fill_relation(item, at);
    rescope();
    fill_scales();
    add_class_records();
    rescope();
    fill_measures();
    fill_lists();
    fill_authorities();
    name_classes();
  }

 private:
  Context context() { return {program_, builder_, scope_, sink_, language_, {}, {}}; }

  // A Scope remembers how long names are; it is made anew when names have been added.
  void rescope() {
    scope_ = Scope();
    scope_.add_layer(&symbols_);
  }

  // Enters a name; the same label twice in one vocabulary is a mistake.
  void enter(const ast::Label& label, const core::Label& pair, Meaning meaning) {
    const std::string key = source::fold_key(label.primary.text);
    const auto [first, is_new] = declared_.try_emplace({key, meaning.index()}, label.primary.span);
    if (!is_new)
      sink_.emit(diag::Kind::NameDeclaredTwice, label.primary.span, label.primary.text)
          .note(diag::Kind::DeclaredHere, first->second);
    symbols_.add(pair, meaning);
    for (const ast::Name& synonym : label.also) symbols_.add(synonym.text, meaning);
  }

  core::RelationId add_relation(core::RelationKind kind, const ast::Label& label) {
    core::Relation relation;
    relation.kind = kind;
    relation.label = labels_.pair(label);
    for (const ast::Name& synonym : label.also) relation.synonyms.push_back(synonym.text);
    program_.vocabulary.relations.push_back(std::move(relation));
    const core::RelationId id{static_cast<std::uint32_t>(program_.vocabulary.relations.size() - 1)};
    enter(label, program_[id].label, RelationName{id});
    relations_.push_back(id);
    return id;
  }

  void declare(const ast::VocabularyItem& item) {
    core::Vocabulary& vocabulary = program_.vocabulary;
    ast::match(
        item,
        [&](const ast::Scale& scale) {
          core::Enumeration classes{labels_.pair(scale.label), {}};
          for (const ast::Label& value : scale.classes) classes.values.push_back(labels_.pair(value));
          vocabulary.enumerations.push_back(std::move(classes));
          core::Scale made;
          made.label = labels_.pair(scale.label);
          made.classes = {static_cast<std::uint32_t>(vocabulary.enumerations.size() - 1)};
          vocabulary.scales.push_back(std::move(made));
          const core::ScaleId id{static_cast<std::uint32_t>(vocabulary.scales.size() - 1)};
          enter(scale.label, vocabulary.scales.back().label, ScaleName{id});
          scales_.emplace_back(id, &scale);
        },
        [&](const ast::Entity& entity) { add_relation(core::RelationKind::Entity, entity.label); },
        [&](const ast::Event& event) { add_relation(core::RelationKind::Event, event.label); },
        [&](const ast::Measure& measure) {
          core::Measure made;
          made.label = labels_.pair(measure.label);
          vocabulary.measures.push_back(std::move(made));
          const core::MeasureId id{static_cast<std::uint32_t>(vocabulary.measures.size() - 1)};
          enter(measure.label, vocabulary.measures.back().label, MeasureName{id});
          measures_.emplace_back(id, &measure);
        },
        [&](const ast::List& list) {
          core::ListOfValues made;
          made.label = labels_.pair(list.label);
          made.open = list.open;
          for (const ast::Label& value : list.items) made.items.push_back(labels_.pair(value));
          vocabulary.lists.push_back(std::move(made));
          const core::ListId id{static_cast<std::uint32_t>(vocabulary.lists.size() - 1)};
          enter(list.label, vocabulary.lists.back().label, ListName{id});
          lists_.emplace_back(id, &list);
        },
        [&](const ast::UnitDeclaration& unit) {
          sink_.emit(diag::Kind::NotYet, unit.span, diag::Argument("a unit of the vocabulary's own", "词汇自定的单位"));
        },
        [&](const ast::Authority& authority) {
          core::Authority made;
          made.label = labels_.pair(authority.label);
          vocabulary.authorities.push_back(std::move(made));
          const core::AuthorityId id{static_cast<std::uint32_t>(vocabulary.authorities.size() - 1)};
          enter(authority.label, vocabulary.authorities.back().label, AuthorityName{id});
          authorities_.emplace_back(id, &authority);
        },
        [&](const ast::Note&) {});
  }

  void fill_relation(const ast::VocabularyItem& item, std::size_t& at) {
    if (const auto* entity = std::get_if<ast::Entity>(&item))
      declare_columns(context(), labels_, symbols_, relations_[at++], entity->attributes, std::nullopt,
                      entity->label.primary);
    if (const auto* event = std::get_if<ast::Event>(&item)) {
      const core::RelationId relation = relations_[at++];
      declare_columns(context(), labels_, symbols_, relation, event->attributes, event->of, event->label.primary);
      if (event->reporting) declare_reporting(context(), relation, *event->reporting);
    }
  }

  std::optional<core::RelationId> entity(const ast::Name& name) { return find_entity(context(), name); }

  void fill_scales() {
    for (const auto& [id, text] : scales_)
      for (const ast::Name& name : text->of)
        if (const auto sort = entity(name)) program_.vocabulary.scales[id.index].sorts.push_back(*sort);
  }

  // `risk of region`: the classes that the facts themselves give.
  void add_class_records() {
    for (const auto& [id, text] : scales_) {
      const core::Scale scale = program_[id];
      for (const core::RelationId sort : scale.sorts) {
        core::Relation relation;
        relation.kind = core::RelationKind::ClassRecord;
        relation.label = of_sort(scale.label, sort, scale.sorts.size() > 1);
        relation.scale = id;
        relation.subject = 0;
        core::Type classes = plain_type(core::TypeKind::Enumeration);
        classes.enumeration = scale.classes;
        const core::Type day = plain_type(core::TypeKind::Day);
        relation.columns.push_back(plain_column(program_[sort].label, reference_type(sort), false));
        relation.columns.push_back(plain_column(class_label(), classes, false));
        relation.columns.push_back(plain_column({"from", "自", {}}, day, true));
        relation.columns.push_back(plain_column({"until", "至", {}}, day, true));
        relation.begin = 2;
        relation.end = 3;
        program_.vocabulary.relations.push_back(std::move(relation));
        program_.vocabulary.scales[id.index].records.push_back(
            {static_cast<std::uint32_t>(program_.vocabulary.relations.size() - 1)});
      }
    }
  }
  static core::Label class_label() { return {"class", "等级", {}}; }

  core::Label of_sort(const core::Label& label, core::RelationId sort, bool several) const {
    return label_of_sort(program_, label, sort, several);
  }

  void fill_measures() {
    for (const auto& [id, text] : measures_) declare_measure(context(), id, *text);
    for (const auto& [id, text] : measures_) check_presupposed(context(), id, *text);
  }

  void fill_lists() {
    for (const auto& [id, text] : lists_) declare_list(context(), id, *text);
  }

  void fill_authorities() {
    for (const auto& [id, text] : authorities_) {
      core::Authority& authority = program_.vocabulary.authorities[id.index];
      if (text->over) authority.place = text->over->text;
      if (!text->under) continue;
      const auto found = scope_.find_all<AuthorityName>(source::fold_key(text->under->text));
      if (found.empty()) {
        sink_.emit(diag::Kind::UnknownAuthority, text->under->span, text->under->text);
        continue;
      }
      authority.under = found.front().authority;
    }
    for (const auto& [id, text] : authorities_) {
      std::set<std::uint32_t> seen;
      for (std::optional<core::AuthorityId> at = id; at; at = program_[*at].under) {
        if (seen.insert(at->index).second) continue;
        sink_.emit(diag::Kind::AuthorityCycle, text->span, text->label.primary.text);
        program_.vocabulary.authorities[id.index].under.reset();
        break;
      }
    }
  }

  // `low risk`, `低风险`: a class with the name of its scale is an adjective; `low` alone stands only where a class is expected.
  void name_classes() {
    for (const auto& [id, text] : scales_) {
      const core::Scale& scale = program_[id];
      const auto& classes = program_[scale.classes].values;
      for (std::uint32_t rank = 0; rank < classes.size(); ++rank) {
        if (!scale.label.english.empty() && !classes[rank].english.empty())
          symbols_.add(classes[rank].english + " " + scale.label.english, ClassName{id, rank, false});
        if (!scale.label.chinese.empty() && !classes[rank].chinese.empty())
          symbols_.add(classes[rank].chinese + scale.label.chinese, ClassName{id, rank, false});
        symbols_.add(classes[rank], ClassName{id, rank, true});
      }
    }
  }

  const ast::Vocabulary& text_;
  core::Program& program_;
  Builder& builder_;
  diag::Sink& sink_;
  source::Language language_;
  LabelPairs labels_;
  Symbols& symbols_;
  Scope scope_;
  std::map<std::pair<std::string, std::size_t>, source::Span> declared_;
  std::vector<core::RelationId> relations_;
  std::vector<std::pair<core::ScaleId, const ast::Scale*>> scales_;
  std::vector<std::pair<core::MeasureId, const ast::Measure*>> measures_;
  std::vector<std::pair<core::ListId, const ast::List*>> lists_;
  std::vector<std::pair<core::AuthorityId, const ast::Authority*>> authorities_;
};

}  // namespace

std::vector<DeclaredVocabulary> declare_vocabularies(const std::vector<const ast::File*>& files, core::Program& program,
                                                     Builder& builder, diag::Sink& sink) {
  std::vector<DeclaredVocabulary> declared;
  for (const ast::File* file : files) {
    for (const auto& part : file->parts) {
      const auto* vocabulary = std::get_if<ast::Vocabulary>(&part);
      if (vocabulary == nullptr) continue;
      declared.push_back({vocabulary, file->language, std::make_unique<Symbols>()});
      Declarer(declared.back(), program, builder, sink).run();
    }
  }
  return declared;
}

}  // namespace polc::check
