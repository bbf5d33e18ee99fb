// SPDX-License-Identifier: Apache-2.0
#include "compiler/trace/coverage.h"

#include <algorithm>
#include <map>
#include <utility>

#include "compiler/ast/match.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/source/unicode.h"

namespace polc::trace {
namespace {

std::vector<std::string> ids_of(const ast::Marks& marks) {
  std::vector<std::string> ids;
  for (const ast::Name& norm : marks) ids.push_back(norm.text);
  return ids;
}

std::string text_of(const ast::Date& date) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

ArticleEntries head_of(const ast::Policy& policy, const SentenceText& text) {
  ArticleEntries head;
  head.span = policy.span;
  for (const ast::Header& header : policy.headers) {
    const auto* note = std::get_if<ast::Note>(&header.kind);
    if (note != nullptr)
      head.entries.push_back({EntryKind::Note, ids_of(header.marks), note->text, header.span});
    else if (!header.marks.empty())
      head.entries.push_back({EntryKind::Head, ids_of(header.marks), text(header.span), header.span});
  }
  return head;
}

ArticleEntries article_of(const ast::Article& article, const SentenceText& text) {
  ArticleEntries made{article.number, article.title ? article.title->text : "", {}, article.span};
  const auto add_note = [&](const ast::Note& note) {
    made.entries.push_back({EntryKind::Note, ids_of(note.marks), note.text, note.span});
  };
  const auto add = [&](const auto& one, EntryKind kind) {
    made.entries.push_back({kind, ids_of(one.marks), text(one.span), one.span});
  };
  for (const ast::Statement& statement : article.statements)
    ast::match(
        statement, add_note, [&](const ast::Parameter& parameter) { add(parameter, EntryKind::Rule); },
        [&](const ast::Combine& combine) { add(combine, EntryKind::Rule); },
        [&](const ast::Classify& classify) { add(classify, EntryKind::Rule); },
        [&](const ast::Rule& rule) { add(rule, EntryKind::Rule); });
  for (const auto& limit : article.limits)
    ast::match(limit, add_note, [&](const ast::Limit& one) { add(one, EntryKind::Limit); });
  return made;
}

Standing standing_of(Sort sort, const std::vector<Bearer>& bearers, const Coverage& coverage) {
  if (bearers.empty()) return Standing::Missing;
  const bool said = std::any_of(bearers.begin(), bearers.end(),
                                [&](const Bearer& bearer) { return coverage.entry(bearer).kind != EntryKind::Note; });
  return said || sort == Sort::Prose ? Standing::Covered : Standing::Noted;
}

// Norms under the entries that bear them.
class Judge {
 public:
  Judge(const Register& of_norms, Coverage& coverage) : register_(of_norms), coverage_(coverage) {}

  void run(const std::vector<const ast::Policy*>& policies, diag::Sink& sink) {
    for (const ast::Policy* policy : policies) look_up_marks(*policy, sink);
    std::vector<std::vector<Bearer>> bearers(register_.norms.size());
    for (std::size_t policy = 0; policy < coverage_.policies.size(); ++policy) collect(policy, bearers);
    for (std::size_t at = 0; at < bearers.size(); ++at) add(register_.norms[at], std::move(bearers[at]));
    sort_out();
  }

 private:
  [[nodiscard]] std::optional<std::size_t> find(const std::string& id) const {
    const auto found = register_.by_id.find(source::fold_key(id));
    return found == register_.by_id.end() ? std::nullopt : std::optional(found->second);
  }

  void look_up_marks(const ast::Policy& policy, diag::Sink& sink) const {
    const auto look_up = [&](const ast::Marks& marks) {
      for (const ast::Name& norm : marks) {
        if (find(norm.text)) continue;
        auto finding = sink.emit(diag::Kind::NormNotInRegister, norm.span, norm.text);
        std::vector<std::string> ids;
        for (const Norm& known : register_.norms) ids.push_back(known.id);
        for (const std::string& near : diag::suggest(norm.text, ids, 1)) finding.help(diag::Kind::DidYouMean, near);
      }
    };
    for (const ast::Header& header : policy.headers) look_up(header.marks);
    for (const ast::Article& article : policy.articles) {
      for (const ast::Statement& one : article.statements) std::visit([&](const auto& s) { look_up(s.marks); }, one);
      for (const auto& one : article.limits) std::visit([&](const auto& l) { look_up(l.marks); }, one);
    }
  }

  void collect(std::size_t policy, std::vector<std::vector<Bearer>>& bearers) const {
    const PolicyEntries& of = coverage_.policies[policy];
    for (std::size_t article = 0; article <= of.articles.size(); ++article) {
      const auto& entries = article == 0 ? of.head.entries : of.articles[article - 1].entries;
      for (std::size_t entry = 0; entry < entries.size(); ++entry)
        for (const std::string& id : entries[entry].norms)
          if (const auto norm = find(id)) bearers[*norm].push_back({policy, article, entry});
    }
  }

  void add(const Norm& norm, std::vector<Bearer> bearers) {
    const auto [place, is_new] = documents_.try_emplace(norm.document, coverage_.documents.size());
    if (is_new) coverage_.documents.push_back({norm.document, {}, {}, {}});
    DocumentStanding& document = coverage_.documents[place->second];
    for (const Bearer& bearer : bearers)
      if (std::find(document.policies.begin(), document.policies.end(), bearer.policy) == document.policies.end())
        document.policies.push_back(bearer.policy);
    const Standing standing = standing_of(norm.sort, bearers, coverage_);
    Share& share = document.shares[static_cast<std::size_t>(norm.sort)];
    ++share.all;
    if (standing == Standing::Covered) ++share.covered;
    document.norms.push_back({norm, standing, std::move(bearers)});
  }

  // Of a document that no policy speaks of, not every norm is worth a line.
  void sort_out() {
    std::vector<DocumentStanding> touched;
    for (DocumentStanding& document : coverage_.documents) {
      if (document.policies.empty()) {
        coverage_.untouched.push_back(document.document);
        continue;
      }
      for (std::size_t sort = 0; sort < coverage_.shares.size(); ++sort) {
        coverage_.shares[sort].covered += document.shares[sort].covered;
        coverage_.shares[sort].all += document.shares[sort].all;
      }
      touched.push_back(std::move(document));
    }
    coverage_.documents = std::move(touched);
  }

  const Register& register_;
  Coverage& coverage_;
  std::map<std::string, std::size_t> documents_;
};

}  // namespace

std::size_t ArticleEntries::count(EntryKind kind) const {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.kind == kind; }));
}

std::size_t PolicyEntries::count(EntryKind kind) const {
  std::size_t sum = head.count(kind);
  for (const ArticleEntries& article : articles) sum += article.count(kind);
  return sum;
}

PolicyEntries entries_of(const ast::Policy& policy, const SentenceText& text) {
  PolicyEntries made;
  made.name = policy.label.primary.text;
  if (policy.label.other) made.other_name = policy.label.other->text;
  for (const ast::Header& header : policy.headers) {
    const auto* source = std::get_if<ast::SourceHeader>(&header.kind);
    if (source == nullptr) continue;
    made.source = source->title.text;
    if (source->date) made.issued = text_of(*source->date);
    made.extent = runs_of(source->extent);
  }
  made.head = head_of(policy, text);
  std::vector<std::string> numbers;
  std::vector<std::string> with_entries;
  const auto* source = source_of(policy);
  for (const ast::Article& article : policy.articles) {
    made.articles.push_back(article_of(article, text));
    numbers.push_back(article.number);
    if (!made.articles.back().entries.empty())
      with_entries.push_back(article.number);
    else if (source == nullptr)
      made.gaps.push_back({article.number, article.number});
  }
  if (source == nullptr) return made;
  made.lacking = lacking(source->extent, numbers);
  made.gaps = lacking(source->extent, with_entries);
  return made;
}

const ArticleEntries& Coverage::article(const Bearer& bearer) const {
  const PolicyEntries& policy = policies[bearer.policy];
  return bearer.article == 0 ? policy.head : policy.articles[bearer.article - 1];
}

const Entry& Coverage::entry(const Bearer& bearer) const { return article(bearer).entries[bearer.entry]; }

bool Coverage::is_complete() const {
  const bool articles =
      std::all_of(policies.begin(), policies.end(), [](const PolicyEntries& policy) { return policy.gaps.empty(); });
  return articles && std::all_of(shares.begin(), shares.end(), [](const Share& s) { return s.covered == s.all; });
}

Coverage coverage_of(const std::vector<const ast::Policy*>& policies, const std::optional<Register>& of_norms,
                     const SentenceText& text, diag::Sink& sink) {
  Coverage coverage;
  for (const ast::Policy* policy : policies) {
    PolicyEntries entries = entries_of(*policy, text);
    if (!entries.articles.empty() || !entries.head.entries.empty() || !entries.extent.empty())
      coverage.policies.push_back(std::move(entries));
  }
  coverage.has_register = of_norms.has_value();
  if (of_norms) Judge(*of_norms, coverage).run(policies, sink);
  return coverage;
}

}  // namespace polc::trace
