// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/policies.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "compiler/ast/match.h"
#include "compiler/check/labels.h"
#include "compiler/check/operands.h"
#include "compiler/check/rules.h"
#include "compiler/check/windows.h"
#include "compiler/source/unicode.h"

namespace polc::check {
namespace {

struct PolicyText {
  const ast::Policy* text = nullptr;
  source::Language language = source::Language::English;
  core::PolicyId id{};
  std::unique_ptr<Symbols> parameters = std::make_unique<Symbols>();
  Scope scope;
  std::vector<core::ArticleId> articles;  // in the order of the text
};

std::vector<std::string> norms_of(const ast::Marks& marks) {
  std::vector<std::string> norms;
  for (const ast::Name& norm : marks) norms.push_back(norm.text);
  return norms;
}

class PoliciesReader {
 public:
  PoliciesReader(const std::vector<DeclaredVocabulary>& vocabularies, core::Program& program, Builder& builder,
                 diag::Sink& sink)
      : vocabularies_(vocabularies), program_(program), builder_(builder), sink_(sink) {}

  void run(const std::vector<const ast::File*>& files) {
    for (const ast::File* file : files)
      for (const auto& part : file->parts)
        if (const auto* policy = std::get_if<ast::Policy>(&part)) declare(*policy, file->language);
    for (PolicyText& policy : policies_) relate(policy);
    for (PolicyText& policy : policies_) make_scope(policy);
    for (PolicyText& policy : policies_) read_articles(policy);
    // Parameters have been named since.
    for (PolicyText& policy : policies_) make_scope(policy);
    for (PolicyText& policy : policies_) read_headers(policy);
    for (PolicyText& policy : policies_) read_sentences(policy);
    for (PolicyText& policy : policies_) read_rest(policy);
  }

 private:
  Context context(const PolicyText& policy) {
    return {program_, builder_, policy.scope, sink_, policy.language, policy.id, {}};
  }

  void declare(const ast::Policy& text, source::Language language) {
    core::Policy policy;
    policy.label = LabelPairs(language).pair(text.label);
    policy.span = text.span;
    const core::PolicyId id{static_cast<std::uint32_t>(program_.policies.size())};
    program_.policies.push_back(std::move(policy));
    policies_.push_back({&text, language, id, std::make_unique<Symbols>(), {}, {}});
    const auto name = [&](const ast::Name& label) { by_name_.try_emplace(source::fold_key(label.text), id); };
    name(text.label.primary);
    if (text.label.other) name(*text.label.other);
    for (const ast::Name& synonym : text.label.also) name(synonym);
  }

  // Resolves the names of other policies. That one is not at hand has been said by whoever looked for its file.
  void relate(PolicyText& policy) {
    core::Policy& made = program_.policies[policy.id.index];
    const auto resolve = [&](const std::vector<ast::Name>& names, std::vector<core::PolicyId>& to,
                             std::vector<std::string>* elsewhere) {
      for (const ast::Name& name : names) {
        const auto found = by_name_.find(source::fold_key(name.text));
        if (found != by_name_.end())
          to.push_back(found->second);
        else if (elsewhere != nullptr)
          elsewhere->push_back(name.text);
      }
    };
    for (const ast::Header& header : policy.text->headers) {
      if (const auto* under = std::get_if<ast::UnderHeader>(&header.kind))
        resolve(under->policies, made.under, &made.under_elsewhere);
      if (const auto* over = std::get_if<ast::SupersedesHeader>(&header.kind))
        resolve(over->policies, made.supersedes, nullptr);
      if (const auto* amends = std::get_if<ast::AmendsHeader>(&header.kind)) {
        sink_.emit(diag::Kind::NotYet, header.span, diag::Argument("`amends`", "“修订”"));
        resolve(amends->policies, made.amends, nullptr);
      }
    }
  }

  // Calls `visit` for a policy and all that stand above it, each once.
  void each_upwards(core::PolicyId from, const std::function<void(PolicyText&)>& visit) {
    std::set<std::uint32_t> seen;
    std::vector<core::PolicyId> open = {from};
    while (!open.empty()) {
      const core::PolicyId id = open.back();
      open.pop_back();
      if (!seen.insert(id.index).second) continue;
      visit(policies_[id.index]);
      const auto& under = program_[id].under;
      open.insert(open.end(), under.rbegin(), under.rend());
    }
  }

  // A policy sees its own parameters first, then its superiors', and all vocabularies they use.
  void make_scope(PolicyText& policy) {
    policy.scope = Scope();
    each_upwards(policy.id, [&](PolicyText& above) {
      policy.scope.add_layer(above.parameters.get());
      for (const ast::Header& header : above.text->headers) {
        const auto* uses = std::get_if<ast::UsesHeader>(&header.kind);
        if (uses == nullptr) continue;
        for (const ast::Name& name : uses->vocabularies)
          if (const Symbols* symbols = vocabulary(name)) policy.scope.add_layer(symbols);
      }
    });
  }

  const Symbols* vocabulary(const ast::Name& name) const {
    const std::string key = source::fold_key(name.text);
    for (const DeclaredVocabulary& declared : vocabularies_) {
      const ast::Label& label = declared.text->label;
      const auto is = [&](const ast::Name& known) { return source::fold_key(known.text) == key; };
      if (is(label.primary) || (label.other && is(*label.other)) ||
          std::any_of(label.also.begin(), label.also.end(), is))
        return declared.symbols.get();
    }
    return nullptr;
  }

  void read_articles(PolicyText& policy) {
    std::map<std::string, source::Span> seen;
    for (const ast::Article& text : policy.text->articles) {
      const auto [first, is_new] = seen.try_emplace(text.number, text.span);
      if (!is_new)
        sink_.emit(diag::Kind::ArticleTwice, text.span, text.number).note(diag::Kind::DeclaredHere, first->second);
      const core::ArticleId id{static_cast<std::uint32_t>(program_.articles.size())};
      program_.articles.push_back({policy.id, text.number, text.title ? text.title->text : std::string(), text.span});
      policy.articles.push_back(id);
      for (const ast::Statement& statement : text.statements)
        if (const auto* parameter = std::get_if<ast::Parameter>(&statement)) read_parameter(policy, id, *parameter);
    }
  }

  void read_parameter(PolicyText& policy, core::ArticleId article, const ast::Parameter& text) {
    core::Parameter parameter;
    parameter.label = LabelPairs(policy.language).pair(text.label);
    parameter.article = article;
    parameter.norms = norms_of(text.marks);
    const Context about = context(policy);
    bool failed = false;
    for (const ast::ParameterVersion& version : text.versions)
      failed = !read_version(about, version, parameter) || failed;
    if (failed && parameter.versions.empty()) {
      // It stands for a day, so that the sentences that use it are not reported for what is wrong here.
      parameter.type = number_type(value::Dimension::Duration);
      parameter.versions.push_back({std::nullopt, value::Rational(value::minutes_per_day)});
    }
    const core::ParameterId id{static_cast<std::uint32_t>(program_.parameters.size())};
    if (policy.parameters->find(source::fold_key(text.label.primary.text)) != nullptr)
      sink_.emit(diag::Kind::NameDeclaredTwice, text.span, text.label.primary.text);
    policy.parameters->add(parameter.label, ParameterName{id});
    for (const ast::Name& synonym : text.label.also) policy.parameters->add(synonym.text, ParameterName{id});
    program_.parameters.push_back(std::move(parameter));
  }

  static std::string unit_name(const ast::Quantity& quantity) {
    if (!quantity.unit) return {};
    const auto unit = value::find_unit(source::fold_key(quantity.unit->text));
    return unit ? std::string(value::english_name(*unit, true)) : std::string();
  }

  bool read_version(const Context& about, const ast::ParameterVersion& version, core::Parameter& parameter) {
    const auto amount = read_quantity(about, version.value);
    if (!amount) return false;
    if (amount->dimension == value::Dimension::CalendarMonths) {
      sink_.emit(diag::Kind::NotYet, version.span, diag::Argument("a length in months or years", "以月、年计的长度"));
      return false;
    }
    if (!parameter.versions.empty() && parameter.type.dimension != amount->dimension) {
      sink_.emit(diag::Kind::WrongUnit, version.value.span,
                 version.value.unit ? version.value.unit->text : version.value.number,
                 described(program_, parameter.type));
      return false;
    }
    const core::Type first = parameter.type;
    parameter.type = number_type(amount->dimension);
    parameter.type.unit = parameter.versions.empty() ? unit_name(version.value) : first.unit;
    if (parameter.type.unit != unit_name(version.value) && amount->dimension == value::Dimension::Duration) {
      // Hours and days are laid out differently in a window, so the versions of one parameter use one unit.
      sink_.emit(diag::Kind::WrongUnit, version.value.span, version.value.number, parameter.type.unit);
      return false;
    }
    core::ParameterVersion made{std::nullopt, amount->number};
    if (version.from) {
      const auto from = read_moment(about, *version.from);
      if (!from) return false;
      made.from = from->moment.value_or(value::start_of(from->day));
    }
    if (!parameter.versions.empty() &&
        (!made.from || (parameter.versions.back().from && *made.from <= *parameter.versions.back().from))) {
      sink_.emit(diag::Kind::VersionsOutOfOrder, version.span);
      return false;
    }
    parameter.versions.push_back(made);
    return true;
  }

  void read_headers(PolicyText& policy) {
    core::Policy made = program_[policy.id];
    for (const ast::Header& header : policy.text->headers) read_header(context(policy), made, header);
    // Without `over`, the jurisdiction is that of the issuer.
    for (std::optional<core::AuthorityId> at = made.issuer; at && made.over.empty(); at = program_[*at].under)
      if (program_[*at].place) made.over.push_back(*program_[*at].place);
    program_.policies[policy.id.index] = std::move(made);
  }

  void read_sentences(PolicyText& policy) {
    for (std::size_t at = 0; at < policy.text->articles.size(); ++at) {
      const ast::Article& text = policy.text->articles[at];
      core::Sentence sentence{policy.articles[at], 0, {}, {}};
      const Context about = context(policy);
      for (const ast::Statement& statement : text.statements) {
        ast::match(
            statement, [&](const ast::Note&) {}, [&](const ast::Parameter&) {},
            [&](const ast::Combine& combine) {
              sentence.span = combine.span;
              sentence.norms = norms_of(combine.marks);
              read_combination(about, sentence, combine);
              ++sentence.place;
            },
            [&](const ast::Classify& classify) {
              sentence.span = classify.span;
              sentence.norms = norms_of(classify.marks);
              read_classify(about, sentence, classify);
              ++sentence.place;
            },
            [&](const ast::Rule& rule) {
              sentence.span = rule.span;
              sentence.norms = norms_of(rule.marks);
              read_rule(about, sentence, rule);
              ++sentence.place;
            });
      }
      for (const auto& limit : text.limits) {
        const auto* read = std::get_if<ast::Limit>(&limit);
        if (read == nullptr) continue;
        sentence.span = read->span;
        sentence.norms = norms_of(read->marks);
        read_limit(about, sentence, *read);
        ++sentence.place;
      }
    }
  }

  void read_rest(PolicyText& policy) {
    const Context about = context(policy);
    for (const ast::Test& test : policy.text->tests) read_test(about, test);
    for (const ast::Waiver& text : policy.text->waivers) {
      const auto until = read_date(about, text.until);
      if (!until) continue;
      program_.waivers.push_back(
          {policy.id, text.finding.text, *until, text.by ? text.by->text : std::string(), text.reason.text, text.span});
    }
  }

  const std::vector<DeclaredVocabulary>& vocabularies_;
  core::Program& program_;
  Builder& builder_;
  diag::Sink& sink_;
  std::vector<PolicyText> policies_;
  std::map<std::string, core::PolicyId> by_name_;
};

}  // namespace

void read_policies(const std::vector<const ast::File*>& files, const std::vector<DeclaredVocabulary>& vocabularies,
                   core::Program& program, Builder& builder, diag::Sink& sink) {
  PoliciesReader(vocabularies, program, builder, sink).run(files);
}

}  // namespace polc::check
