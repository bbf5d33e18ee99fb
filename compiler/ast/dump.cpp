// SPDX-License-Identifier: Apache-2.0
#include "compiler/ast/dump.h"

#include "compiler/ast/dump_parts.h"

namespace polc::ast {
namespace shown {

std::string marked(const Marks& marks, std::string sentence) {
  if (marks.empty()) return sentence;
  return Node("marked").all(marks, [](const Name& norm) { return norm.text; }).add(sentence).end();
}

std::string show(const Header& header) {
  const auto names = [](std::string_view what, const std::vector<Name>& list) {
    return Node(what).all(list, [](const Name& n) { return show(n); }).end();
  };
  const auto stretch = [](const ArticleStretch& s) { return s.last ? s.first + "-" + *s.last : s.first; };
  return match(
      header, [](const ByHeader& h) { return Node("by").add(show(h.authority)).end(); },
      [&](const UnderHeader& h) { return names("under", h.policies); },
      [&](const UsesHeader& h) { return names("uses", h.vocabularies); },
      [&](const SupersedesHeader& h) { return names("supersedes", h.policies); },
      [&](const AmendsHeader& h) { return names("amends", h.policies); },
      [&](const OverHeader& h) { return names("over", h.places); },
      [](const InForceHeader& h) {
        const auto until = [](const Moment& m) { return show(m); };
        return Node("in-force").add(show(h.from)).add(maybe(h.until, until)).end();
      },
      [](const TimeZoneHeader& h) { return Node("time-zone").add(show(h.zone)).end(); },
      [&](const SourceHeader& h) {
        return Node("source")
            .add(show(h.title))
            .add(maybe(h.date, [](const Date& d) { return show(d); }))
            .add(maybe(h.detail, [](const Name& n) { return show(n); }))
            .add(h.extent.empty() ? "" : Node("articles").all(h.extent, stretch).end())
            .end();
      },
      [](const LapsesHeader& h) { return Node("lapses").add(show(h.condition)).end(); },
      [](const SupposesHeader& h) { return Node("supposes").add(show(h.condition)).end(); },
      [](const Note& n) { return show(n); });
}

std::string show(const TestStep& step) {
  const auto name = [](const Name& n) { return show(n); };
  const auto owner = [](const Name& n) { return Node("owner").add(show(n)).end(); };
  return match(
      step,
      [&](const GivenFact& g) {
        const auto assign = [](const Assignment& a) {
          return Node("is").add(show(a.attribute)).add(show(a.value)).end();
        };
        return Node("given")
            .add(show(g.kind))
            .add(maybe(g.key, name))
            .add(maybe(g.owner, owner))
            .all(g.assignments, assign)
            .end();
      },
      [&](const GivenNoReport& g) {
        const auto period = [](const Period& p) { return show(p); };
        return Node("no-report").add(show(g.event)).add(maybe(g.owner, owner)).add(maybe(g.period, period)).end();
      },
      [](const OnMoment& o) { return Node("on").add(show(o.moment)).end(); },
      [&](const Expect& e) {
        const std::string what = match(
            e.what,
            [&](const ExpectBreach& b) {
              return Node(b.none ? "no-breach" : "breach")
                  .add(b.article.value_or(""))
                  .add(maybe(b.policy, name))
                  .add(maybe(b.kind, name))
                  .end();
            },
            [](const ExpectValue& v) {
              return Node(v.negated ? "is-not" : "is").add(show(v.subject)).add(show(v.value)).end();
            },
            [](const Rule& r) { return show(r); });
        return Node(e.negated ? "expect-not" : "expect").add(what).end();
      },
      [](const Note& n) { return show(n); });
}

std::string policy_lines(const Policy& policy) {
  std::string lines = Node("policy").add(show(policy.label)).end() + "\n";
  for (const Header& header : policy.headers) lines += "  " + marked(header.marks, show(header)) + "\n";
  for (const Article& article : policy.articles) {
    const auto title = [](const Name& n) { return show(n); };
    lines += "  " + Node("article").add(article.number).add(maybe(article.title, title)).end() + "\n";
    const auto marks = [](const auto& one) { return std::visit([](const auto& kind) { return kind.marks; }, one); };
    for (const Statement& statement : article.statements)
      lines += "    " + marked(marks(statement), show(statement)) + "\n";
    for (const auto& limit : article.limits) {
      const std::string line =
          match(limit, [](const Limit& l) { return show(l); }, [](const Note& n) { return show(n); });
      lines += "    " + marked(marks(limit), line) + "\n";
    }
  }
  for (const Test& test : policy.tests) {
    lines += "  " + Node("test").add(show(test.title)).end() + "\n";
    for (const TestStep& step : test.steps) lines += "    " + show(step) + "\n";
  }
  for (const Waiver& waiver : policy.waivers)
    lines += "  " +
             Node("waive")
                 .add(show(waiver.finding))
                 .add(show(waiver.until))
                 .add(maybe(waiver.by, [](const Name& n) { return show(n); }))
                 .add(show(waiver.reason))
                 .end() +
             "\n";
  return lines;
}

}  // namespace shown

std::string dump(const File& file) {
  std::string text;
  for (const auto& part : file.parts)
    text += match(
        part, [](const Vocabulary& v) { return shown::vocabulary_lines(v); },
        [](const Policy& p) { return shown::policy_lines(p); });
  return text;
}

}  // namespace polc::ast
