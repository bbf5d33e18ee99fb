// SPDX-License-Identifier: Apache-2.0
// The frame of a policy: its head, the first lines of its parts, its tests.
#include "compiler/ast/match.h"
#include "compiler/format/printer.h"

namespace polc::format {

using ast::match;

std::string Printer::first_line(const ast::Policy& policy) const {
  return joined({word("POLICY"), label(policy.label)});
}

std::string Printer::line(const ast::Header& header) const {
  const auto named = [&](std::string_view token, const std::vector<ast::Name>& list, bool colon = true) {
    return joined({word(token), chinese_ && colon ? ":" : "", names(list)});
  };
  return match(
      header,
      [&](const ast::ByHeader& h) {
        return chinese_ ? joined({word("BY", 1), ":", name(h.authority)}) : joined({word("BY"), name(h.authority)});
      },
      [&](const ast::UnderHeader& h) { return named("UNDER", h.policies); },
      [&](const ast::UsesHeader& h) { return named("USES", h.vocabularies); },
      [&](const ast::SupersedesHeader& h) { return named("SUPERSEDES", h.policies, false); },
      [&](const ast::AmendsHeader& h) { return named("AMENDS", h.policies, false); },
      [&](const ast::OverHeader& h) { return named("OVER", h.places); },
      [&](const ast::InForceHeader& h) {
        const std::string until = h.until ? joined({word("UNTIL"), moment(*h.until)}) : "";
        if (!chinese_) return joined({word("IN_FORCE"), word("FROM"), moment(h.from), until});
        return joined({word("FROM"), moment(h.from), word("STARTING"), until, word("IN_FORCE", 1)});
      },
      [&](const ast::TimeZoneHeader& h) {
        return joined({word("TIME_ZONE"), chinese_ ? ":" : "", quoted(h.zone.text, true)});
      },
      [&](const ast::SourceHeader& h) {
        return joined({word("SOURCE"), chinese_ ? ":" : "", name(h.title), h.date ? "," : "",
                       h.date ? date(*h.date, true) : "", h.detail ? "," : "", h.detail ? name(*h.detail) : "",
                       h.extent.empty() ? "" : ",", extent(h.extent)});
      },
      [&](const ast::LapsesHeader& h) {
        return joined({word("LAPSES"), word("IF", chinese_ ? 1 : 0), condition(h.condition)});
      },
      [&](const ast::SupposesHeader& h) { return joined({word("SUPPOSES"), condition(h.condition)}); },
      [&](const ast::Note& n) { return line(n); });
}

std::string Printer::extent(const std::vector<ast::ArticleStretch>& extent) const {
  std::vector<std::string> words;
  for (const ast::ArticleStretch& stretch : extent) {
    if (!chinese_) words.push_back(words.empty() ? word("ARTICLES") : &stretch == &extent.back() ? word("AND") : ",");
    if (chinese_ && !words.empty()) words.push_back(list_joint());
    words.push_back(article_number(stretch.first));
    if (stretch.last) words.insert(words.end(), {word(chinese_ ? "UNTIL" : "TO"), article_number(*stretch.last)});
  }
  return joined(words);
}

std::string Printer::first_line(const ast::Article& article) const {
  const std::string number = chinese_ ? article_number(article.number) : word("ARTICLE") + " " + article.number;
  return joined({number, article.title ? name(*article.title) : ""});
}

std::string Printer::line(const ast::Note& note) const { return word("NOTE") + ": " + note.text; }

std::string Printer::line(const ast::Waiver& waiver) const {
  return joined({word("WAIVE"), name(waiver.finding), word("UNTIL"), date(waiver.until), waiver.by ? word("BY") : "",
                 waiver.by ? name(*waiver.by) : "", word("BECAUSE"), name(waiver.reason)});
}

// ---- tests ------------------------------------------------------------------------------------------------------

std::string Printer::first_line(const ast::Test& test) const { return joined({word("TEST"), name(test.title)}); }

std::string Printer::assignments(const std::vector<ast::Assignment>& assignments) const {
  std::vector<std::string> words;
  for (const ast::Assignment& one : assignments) {
    words.emplace_back(words.empty() ? ":" : ",");
    const auto* truth = std::get_if<ast::Truth>(&one.value.kind);
    words.insert(words.end(), {name(one.attribute), word("IS", chinese_ && truth != nullptr ? 1 : 0), item(one.value)});
  }
  return joined(words);
}

std::string Printer::given(const ast::GivenFact& fact) const {
  const std::string key = fact.key ? name(*fact.key) : "";
  if (!fact.owner) return joined({name(fact.kind), key, assignments(fact.assignments)});
  if (chinese_)
    return joined({name(*fact.owner), word("POSSESSIVE"), name(fact.kind), key, assignments(fact.assignments)});
  return joined({name(fact.kind), key, word("OF"), name(*fact.owner), assignments(fact.assignments)});
}

std::string Printer::not_reported(const ast::GivenNoReport& report) const {
  const std::string owner = report.owner ? name(*report.owner) : "";
  const std::string when = report.period ? period(*report.period) : "";
  if (chinese_)
    return joined({owner, owner.empty() ? "" : word("POSSESSIVE"), word("NO_REPORT"), name(report.event), when});
  return joined({word("NO_REPORT"), name(report.event), owner.empty() ? "" : word("OF"), owner, when});
}

std::string Printer::breach(const ast::ExpectBreach& breach) const {
  std::vector<std::string> words{breach.none ? word("NO", chinese_ ? 1 : 0) : ""};
  words.push_back(word("BREACH", breach.article && !chinese_ ? 1 : 0));
  if (breach.article) words.push_back(article_number(*breach.article));
  if (breach.article && breach.policy) words.insert(words.end(), {word("OF"), name(*breach.policy)});
  if (breach.kind) words.insert(words.end(), {":", name(*breach.kind)});
  return joined(words);
}

std::string Printer::expectation(const ast::Expect& expect) const {
  struct Expected {
    const Printer& printer;
    std::string operator()(const ast::ExpectBreach& b) const { return printer.breach(b); }
    std::string operator()(const ast::ExpectValue& v) const {
      return joined({printer.operand(v.subject), printer.word(v.negated ? "IS_NOT" : "IS"), printer.item(v.value)});
    }
    std::string operator()(const ast::Rule& r) const { return printer.rule(r); }
  };
  return joined({word("EXPECT"), expect.negated ? word("NOT") : "", std::visit(Expected{*this}, expect.what)});
}

std::string Printer::line(const ast::TestStep& step) const {
  return match(
      step, [&](const ast::GivenFact& fact) { return joined({word("GIVEN"), given(fact)}); },
      [&](const ast::GivenNoReport& report) { return joined({word("GIVEN"), not_reported(report)}); },
      [&](const ast::OnMoment& on) { return joined({word("ON"), moment(on.moment)}); },
      [&](const ast::Expect& expect) { return expectation(expect); }, [&](const ast::Note& n) { return line(n); });
}

}  // namespace polc::format
