// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/blocks.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "PolicyLexer.h"
#include "compiler/parse/from_tree.h"
#include "compiler/parse/marks.h"
#include "compiler/parse/sentence_parser.h"
#include "compiler/parse/syntax_errors.h"
#include "runtime/value/check_macro.h"

namespace polc::parse {
namespace {

constexpr std::size_t longest_sentence = 20000;  // tokens
constexpr std::size_t deepest_nesting = 200;     // open brackets and open `where`s
// A sentence takes 6 to 7 KB on its way to an answer: this many still fit into the memory of a small machine.
constexpr std::size_t most_sentences = 250'000;

class Blocks {
 public:
  Blocks(const Letters& letters, const Keywords& keywords, const Sentences& sentences, diag::Sink& sink)
      : letters_(letters), sentences_(sentences), sink_(sink), errors_(letters, keywords, parser_, sink) {
    file_.language = keywords.language();
  }

  ast::File run() {
    if (sentences_.sentences.size() > most_sentences) {
      const Sentence& beyond = sentences_.sentences[most_sentences];
      const Tokens tokens(sentences_.tokens.data() + beyond.first, beyond.last - beyond.first);
      sink_.emit(diag::Kind::TooManySentences, span(tokens), sentences_.sentences.size(), most_sentences);
      file_.unread.push_back(span(tokens));
      return std::move(file_);
    }
    for (const Sentence& sentence : sentences_.sentences) read(sentence);
    if (sentences_.sentences.empty()) sink_.emit(diag::Kind::EmptyFile, letters_.span(0, 0));
    return std::move(file_);
  }

 private:
  using Tokens = std::span<const Token>;

  [[nodiscard]] source::Span span(Tokens tokens) const {
    return letters_.span(tokens.front().begin, tokens.back().end);
  }

  void read(const Sentence& sentence) {
    const Tokens all(sentences_.tokens.data() + sentence.first, sentence.last - sentence.first);
    const auto words = std::find_if(all.begin(), all.end(), [](const Token& t) { return t.type != PolicyLexer::MARK; });
    const Tokens marks(all.begin(), words);
    marks_.clear();
    for (const Token& mark : marks)
      for (ast::Name& norm : marks_of(letters_, mark.begin, mark.end)) marks_.push_back(std::move(norm));
    const std::size_t unread_before = file_.unread.size();
    if (words != all.end()) read(Tokens(words, all.end()), sentence.spoilt);
    if (marks_.empty() || file_.unread.size() != unread_before) return;
    sink_.emit(diag::Kind::MarkMisplaced, span(marks),
               std::string(letters_.written(marks.front().begin, marks.back().end)));
  }

  void read(Tokens tokens, bool spoilt) {
    spoilt_ = spoilt;
    if (too_large(tokens)) {
      file_.unread.push_back(span(tokens));
      return;
    }
    switch (tokens.front().type) {
      case PolicyLexer::VOCABULARY:
        read_vocabulary_line(tokens);
        return;
      case PolicyLexer::POLICY:
        read_policy_line(tokens);
        return;
      default:
        break;
    }
    if (file_.parts.empty()) {
      if (!std::exchange(beginning_reported_, true)) sink_.emit(diag::Kind::NoBeginning, span(tokens));
      file_.unread.push_back(span(tokens));
      return;
    }
    ast::match(
        file_.parts.back(), [&](ast::Vocabulary& vocabulary) { read_in(vocabulary, tokens); },
        [&](ast::Policy& policy) { read_in(policy, tokens); });
  }

  // Recursion of the parser follows the nesting of the text: what nobody writes is refused before it starts.
  bool too_large(Tokens tokens) {
    if (tokens.size() > longest_sentence) {
      sink_.emit(diag::Kind::SentenceTooLong, letters_.span(tokens.front().begin, tokens.front().end), tokens.size(),
                 longest_sentence);
      return true;
    }
    std::size_t depth = 0;
    std::size_t wheres = 0;
    for (const Token& token : tokens) {
      if (token.type == PolicyLexer::LP) ++depth;
      if (token.type == PolicyLexer::RP && depth > 0) --depth;
      if (token.type == PolicyLexer::WHERE) ++wheres;
      if (depth + wheres <= deepest_nesting) continue;
      sink_.emit(diag::Kind::NestedTooDeep, letters_.span(token.begin, token.end), deepest_nesting);
      return true;
    }
    return false;
  }

  /// The context of the sentence read as `entry`; null after a finding.
  template <typename Context>
  Context* tree(Entry entry, Tokens tokens) {
    if (auto* context = parser_.parse(entry, tokens)) return static_cast<Context*>(context);
    // A finding about the letters of a sentence explains why it cannot be read.
    if (!spoilt_) errors_.report(entry, tokens, parser_.stopped_at());
    file_.unread.push_back(span(tokens));
    return nullptr;
  }
  [[nodiscard]] Reader reader(Tokens tokens) const { return {letters_, tokens, sink_}; }

  /// What `make` reads from the tree goes into `list`, unless reading it made a finding: then the sentence is left out.
  template <typename List, typename Make>
  void add(List& list, Tokens tokens, const Make& make) {
    const std::size_t errors = sink_.error_count();
    auto node = make();
    if constexpr (requires { mark(node); }) mark(node);
    if (sink_.error_count() == errors)
      list.emplace_back(std::move(node));
    else
      file_.unread.push_back(span(tokens));
  }

  // Steps of a test are no part of what a source says.
  void mark(ast::Statement& statement) {
    std::visit([&](auto& one) { one.marks = std::exchange(marks_, {}); }, statement);
  }
  void mark(ast::Rule& rule) { rule.marks = std::exchange(marks_, {}); }
  void mark(ast::Limit& limit) { limit.marks = std::exchange(marks_, {}); }
  void mark(ast::Header& header) { header.marks = std::exchange(marks_, {}); }

  [[nodiscard]] ast::Note note(Tokens tokens) const {
    const std::u32string_view line = letters_.folded(tokens[0].begin, tokens[0].end);
    const std::size_t colon = line.find(U':');
    std::uint32_t begin = tokens[0].begin + static_cast<std::uint32_t>(colon) + 1;
    std::uint32_t end = tokens[0].end;
    const auto blank = [&](std::uint32_t at) {
      return letters_.folded()[at] == U' ' || letters_.folded()[at] == U'\t';
    };
    while (begin < end && blank(begin)) ++begin;
    while (end > begin && blank(end - 1)) --end;
    return {std::string(letters_.written(begin, end)), span(tokens)};
  }

  // ---- vocabularies --------------------------------------------------------------------------------------------

  void read_vocabulary_line(Tokens tokens) {
    ast::Vocabulary vocabulary;
    vocabulary.span = span(tokens);
    if (auto* context = tree<Grammar::VocabularyLineContext>(Entry::VocabularyLine, tokens))
      vocabulary.label = label_of(reader(tokens), *context->label());
    attributes_ = nullptr;
    file_.parts.emplace_back(std::move(vocabulary));
  }

  void read_in(ast::Vocabulary& vocabulary, Tokens tokens) {
    switch (tokens.front().type) {
      case PolicyLexer::NOTE:
        vocabulary.items.emplace_back(note(tokens));
        attributes_ = nullptr;
        return;
      case PolicyLexer::SCALE:
      case PolicyLexer::ENTITY:
      case PolicyLexer::EVENT:
      case PolicyLexer::MEASURE:
      case PolicyLexer::LIST:
      case PolicyLexer::UNIT_IS:
      case PolicyLexer::AUTHORITY:
        read_item(vocabulary, tokens);
        return;
      default:
        read_attribute(tokens);
        return;
    }
  }

  void read_item(ast::Vocabulary& vocabulary, Tokens tokens) {
    const TokenType kind = tokens.front().type;
    attributes_ = nullptr;
    // Attributes below a first line that cannot be read belong to it all the same, and are dropped with it.
    owner_unread_ = kind == PolicyLexer::ENTITY || kind == PolicyLexer::EVENT;
    auto* context = tree<Grammar::VocabularyItemContext>(Entry::VocabularyItem, tokens);
    if (context == nullptr) return;
    owner_unread_ = false;
    vocabulary.items.push_back(vocabulary_item_of(reader(tokens), *context));
    if (auto* entity = std::get_if<ast::Entity>(&vocabulary.items.back())) attributes_ = &entity->attributes;
    if (auto* event = std::get_if<ast::Event>(&vocabulary.items.back())) attributes_ = &event->attributes;
  }

  void read_attribute(Tokens tokens) {
    auto* context = tree<Grammar::AttributeLineContext>(Entry::AttributeLine, tokens);
    if (context == nullptr) return;
    if (attributes_ != nullptr)
      attributes_->push_back(attribute_of(reader(tokens), *context));
    else if (!owner_unread_)
      sink_.emit(diag::Kind::AttributeWithoutOwner, span(tokens));
  }

  // ---- policies ------------------------------------------------------------------------------------------------

  void read_policy_line(Tokens tokens) {
    ast::Policy policy;
    policy.span = span(tokens);
    if (auto* context = tree<Grammar::PolicyLineContext>(Entry::PolicyLine, tokens))
      policy.label = label_of(reader(tokens), *context->label());
    part_ = Part::Header;
    file_.parts.emplace_back(std::move(policy));
  }

  void read_in(ast::Policy& policy, Tokens tokens) {
    switch (tokens.front().type) {
      case PolicyLexer::NOTE:
        add_note(policy, note(tokens));
        return;
      case PolicyLexer::ARTICLE:
        read_article_line(policy, tokens);
        return;
      case PolicyLexer::LIMITS:
        read_limits_line(tokens);
        return;
      case PolicyLexer::TEST:
        read_test_line(policy, tokens);
        return;
      case PolicyLexer::WAIVE:
        if (auto* context = tree<Grammar::WaiverLineContext>(Entry::WaiverLine, tokens))
          policy.waivers.push_back(waiver_of(reader(tokens), *context));
        return;
      default:
        break;
    }
    switch (part_) {
      case Part::Header:
        read_header(policy, tokens);
        return;
      case Part::Article:
        read_statement(policy, tokens);
        return;
      case Part::Limits:
        read_limit(policy, tokens);
        return;
      case Part::Test:
        read_test_step(policy, tokens);
        return;
      case Part::Start:
      case Part::Vocabulary:
        POLC_UNREACHABLE("a policy has no such part");
    }
  }

  void add_note(ast::Policy& policy, ast::Note note) {
    switch (part_) {
      case Part::Header:
        policy.headers.push_back({note, note.span, std::exchange(marks_, {})});
        return;
      case Part::Article:
        note.marks = std::exchange(marks_, {});
        policy.articles.back().statements.emplace_back(std::move(note));
        return;
      case Part::Limits:
        note.marks = std::exchange(marks_, {});
        policy.articles.back().limits.emplace_back(std::move(note));
        return;
      case Part::Test:
        policy.tests.back().steps.push_back({note, note.span});
        return;
      case Part::Start:
      case Part::Vocabulary:
        POLC_UNREACHABLE("a policy has no such part");
    }
  }

  void read_header(ast::Policy& policy, Tokens tokens) {
    if (auto* context = tree<Grammar::HeaderLineContext>(Entry::HeaderLine, tokens))
      add(policy.headers, tokens, [&] { return header_of(reader(tokens), *context); });
  }

  // An article whose first line cannot be read still takes the sentences below it.
  void read_article_line(ast::Policy& policy, Tokens tokens) {
    auto* context = tree<Grammar::ArticleLineContext>(Entry::ArticleLine, tokens);
    ast::Article unread;
    unread.span = span(tokens);
    policy.articles.push_back(context != nullptr ? article_of(reader(tokens), *context) : std::move(unread));
    part_ = Part::Article;
  }

  void read_statement(ast::Policy& policy, Tokens tokens) {
    std::vector<ast::Statement>& statements = policy.articles.back().statements;
    if (has_modal(tokens)) {
      if (auto* context = tree<Grammar::NormStatementContext>(Entry::NormStatement, tokens))
        add(statements, tokens, [&] { return rule_of(reader(tokens), *context->norm()); });
    } else if (auto* context = tree<Grammar::StatementContext>(Entry::Statement, tokens)) {
      add(statements, tokens, [&] { return statement_of(reader(tokens), *context); });
    }
  }

  void read_limits_line(Tokens tokens) {
    if (part_ != Part::Article && part_ != Part::Limits) {
      sink_.emit(diag::Kind::LimitsWithoutArticle, span(tokens));
      file_.unread.push_back(span(tokens));
      return;
    }
    if (tree<Grammar::LimitsLineContext>(Entry::LimitsLine, tokens) != nullptr) part_ = Part::Limits;
  }

  void read_limit(ast::Policy& policy, Tokens tokens) {
    if (auto* context = tree<Grammar::LimitContext>(Entry::Limit, tokens))
      add(policy.articles.back().limits, tokens, [&] { return limit_of(reader(tokens), *context); });
  }

  void read_test_line(ast::Policy& policy, Tokens tokens) {
    auto* context = tree<Grammar::TestLineContext>(Entry::TestLine, tokens);
    ast::Test test;
    test.span = span(tokens);
    if (context != nullptr) test.title = name_of(reader(tokens), context->title);
    policy.tests.push_back(std::move(test));
    part_ = Part::Test;
  }

  void read_test_step(ast::Policy& policy, Tokens tokens) {
    std::vector<ast::TestStep>& steps = policy.tests.back().steps;
    if (has_modal(tokens)) {
      if (auto* context = tree<Grammar::NormStepContext>(Entry::NormStep, tokens))
        add(steps, tokens, [&] { return test_step_of(reader(tokens), *context); });
    } else if (auto* context = tree<Grammar::TestStepContext>(Entry::TestStep, tokens)) {
      add(steps, tokens, [&] { return test_step_of(reader(tokens), *context); });
    }
  }

  const Letters& letters_;
  const Sentences& sentences_;
  diag::Sink& sink_;
  SentenceParser parser_;
  SyntaxErrors errors_;
  ast::File file_;
  Part part_ = Part::Start;
  /// Of the entity or event that attribute lines belong to; points into the last item of the last vocabulary.
  std::vector<ast::Attribute>* attributes_ = nullptr;
  bool owner_unread_ = false;
  bool beginning_reported_ = false;
  bool spoilt_ = false;
  ast::Marks marks_;  ///< Before the sentence that is being read, until a node has taken them.
};

}  // namespace

ast::File to_file(const Letters& letters, const Keywords& keywords, const Sentences& sentences, diag::Sink& sink) {
  return Blocks(letters, keywords, sentences, sink).run();
}

}  // namespace polc::parse
