// SPDX-License-Identifier: Apache-2.0
// Where each article and each norm of a source stands in the policies: by the marks before their sentences. Plain data, for
// all forms of the report; nothing here looks at what a sentence means.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/policy.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/trace/articles.h"
#include "compiler/trace/register.h"

namespace polc::trace {

enum class EntryKind : std::uint8_t {
  Head,   // a marked line of the head of a policy
  Rule,   // of an article: rules, classes, parameters
  Limit,  // on lower authorities
  Note,
};
inline constexpr std::size_t entry_kinds = 4;

// A sentence or a note.
struct Entry {
  EntryKind kind = EntryKind::Rule;
  std::vector<std::string> norms;  // of its mark
  std::string text;                // without the mark
  source::Span span;               // behind the mark
};

// How a sentence is shown; the span is that of a node of the tree.
using SentenceText = std::function<std::string(source::Span)>;

struct ArticleEntries {
  std::string number;  // empty: the head of the policy
  std::string title;
  std::vector<Entry> entries;
  source::Span span;

  [[nodiscard]] std::size_t count(EntryKind kind) const;
};

struct PolicyEntries {
  std::string name;        // in the language of its file …
  std::string other_name;  // … and in the other one
  std::string source;      // its title; empty: not said
  std::string issued;      // 2020-02-26; empty: not said
  std::vector<ArticleRun> extent;
  ArticleEntries head;
  std::vector<ArticleEntries> articles;  // in the order of the text
  std::vector<ArticleRun> lacking;       // articles of the extent that are not there
  std::vector<ArticleRun> gaps;          // those, and the ones that have nothing under their heading

  [[nodiscard]] std::size_t count(EntryKind kind) const;
};

// Tests say nothing of a source; a policy of tests alone has no entries.
[[nodiscard]] PolicyEntries entries_of(const ast::Policy& policy, const SentenceText& text);

enum class Standing : std::uint8_t {
  Covered,  // by a sentence; prose also by a note
  Noted,    // full or partial, and only noted
  Missing,
};

// One entry that bears a norm.
struct Bearer {
  std::size_t policy = 0;   // index into Coverage::policies
  std::size_t article = 0;  // 0: the head; else 1 + index into its articles
  std::size_t entry = 0;
};

struct NormStanding {
  Norm norm;
  Standing standing = Standing::Missing;
  std::vector<Bearer> bearers;
};

struct Share {
  std::size_t covered = 0;
  std::size_t all = 0;
};
using Shares = std::array<Share, 3>;  // by Sort

struct DocumentStanding {
  std::string document;
  std::vector<std::size_t> policies;  // that bear a norm of it
  std::vector<NormStanding> norms;    // in the order of the register
  Shares shares{};
};

struct Coverage {
  std::vector<PolicyEntries> policies;      // those that say something of a source
  bool has_register = false;                // else there are no documents
  std::vector<DocumentStanding> documents;  // of which a policy bears a norm
  std::vector<std::string> untouched;       // documents of the register of which none does
  Shares shares{};                          // of `documents` together

  [[nodiscard]] const ArticleEntries& article(const Bearer& bearer) const;
  [[nodiscard]] const Entry& entry(const Bearer& bearer) const;
  // An article without rule and note, or a norm that is not covered.
  [[nodiscard]] bool is_complete() const;
};

// Marks that name no norm of the register are findings (P1307).
[[nodiscard]] Coverage coverage_of(const std::vector<const ast::Policy*>& policies,
                                   const std::optional<Register>& of_norms, const SentenceText& text, diag::Sink& sink);

}  // namespace polc::trace
