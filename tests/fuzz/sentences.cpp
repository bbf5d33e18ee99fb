// SPDX-License-Identifier: Apache-2.0
// In: the language, and on standard input the lines of random_sentences.py (entry, tokens, text).
// Out: how many sentences cannot be parsed, are ambiguous under ANTLR's exact detection, or come back from their text as
// other tokens, or are read as another tree once polc has laid them out or printed them; the first few of each. Status 1 if
// there are any.
#include <antlr4-runtime.h>

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "PolicyLexer.h"
#include "PolicyParser.h"
#include "compiler/ast/dump.h"
#include "compiler/format/format.h"
#include "compiler/format/print_file.h"
#include "compiler/parse/filter.h"
#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/parse.h"
#include "compiler/parse/raw_words.h"

namespace {

using namespace polc;
using antlr4::atn::PredictionMode;

class Reports final : public antlr4::BaseErrorListener {
 public:
  bool failed = false;
  std::string ambiguous_in;

  void syntaxError(antlr4::Recognizer*, antlr4::Token*, std::size_t, std::size_t, const std::string&,
                   std::exception_ptr) override {
    failed = true;
  }
  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA& dfa, std::size_t, std::size_t, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    ambiguous_in = parser->getRuleNames()[parser->getATN().decisionToState[dfa.decision]->ruleIndex];
  }
};

struct Line {
  std::string entry;
  std::vector<std::string> tokens;
  std::string text;
};

Line read_line(const std::string& line) {
  Line result;
  std::istringstream columns(line);
  std::string tokens;
  std::getline(columns, result.entry, '\t');
  std::getline(columns, tokens, '\t');
  std::getline(columns, result.text, '\t');
  std::istringstream words(tokens);
  for (std::string word; words >> word;) result.tokens.push_back(word);
  return result;
}

class Sentences {
 public:
  explicit Sentences(source::Language language) : keywords_(language), english_(language == source::Language::English) {
    PolicyLexer lexer(nullptr);
    const auto& vocabulary = lexer.getVocabulary();
    for (std::size_t type = 1; type <= vocabulary.getMaxTokenType(); ++type) {
      names_[type] = vocabulary.getSymbolicName(type);
      types_[names_[type]] = type;
    }
  }

  void check(const Line& line) {
    ++count_;
    parse(line);
    return_through_text(line);
    return_through_tree(line);
  }

  int end() const {
    std::cout << count_ << " sentences, " << unread_ << " unread, " << ambiguous_ << " ambiguous, " << changed_
              << " changed by their text, " << otherwise_ << " of " << printed_ << " printed otherwise\n";
    return printed_ == 0 || unread_ + ambiguous_ + changed_ + otherwise_ > 0 ? 1 : 0;
  }

 private:
  void parse(const Line& line) {
    std::vector<std::unique_ptr<antlr4::Token>> tokens;
    // The parser is given sentences without their marks.
    for (const std::string& name : line.tokens)
      if (name != "MARK") tokens.push_back(std::make_unique<antlr4::CommonToken>(types_.at(name)));
    tokens.push_back(std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF));
    antlr4::ListTokenSource source(std::move(tokens));
    antlr4::CommonTokenStream stream(&source);
    PolicyParser parser(&stream);
    Reports reports;
    parser.removeErrorListeners();
    parser.addErrorListener(&reports);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        PredictionMode::LL_EXACT_AMBIG_DETECTION);
    entry(parser, line.entry);
    if (reports.failed && ++unread_ <= shown) show("unread", line);
    if (!reports.ambiguous_in.empty() && ++ambiguous_ <= shown) show("ambiguous in " + reports.ambiguous_in, line);
  }

  static void entry(PolicyParser& parser, const std::string& name) {
    static const std::map<std::string, std::function<void(PolicyParser&)>> entries{
        {"statement", [](PolicyParser& p) { p.statement(); }},
        {"normStatement", [](PolicyParser& p) { p.normStatement(); }},
        {"limit", [](PolicyParser& p) { p.limit(); }},
        {"testStep", [](PolicyParser& p) { p.testStep(); }},
        {"normStep", [](PolicyParser& p) { p.normStep(); }},
        {"headerLine", [](PolicyParser& p) { p.headerLine(); }},
        {"vocabularyItem", [](PolicyParser& p) { p.vocabularyItem(); }},
        {"attributeLine", [](PolicyParser& p) { p.attributeLine(); }},
        {"waiverLine", [](PolicyParser& p) { p.waiverLine(); }},
        {"vocabularyLine", [](PolicyParser& p) { p.vocabularyLine(); }},
        {"policyLine", [](PolicyParser& p) { p.policyLine(); }},
        {"articleLine", [](PolicyParser& p) { p.articleLine(); }}};
    entries.at(name)(parser);
  }

  // The text stands behind lines that open the part of a file it belongs to.
  [[nodiscard]] std::string frame(const std::string& entry_name) const {
    if (entry_name == "vocabularyLine" || entry_name == "policyLine") return "";
    if (entry_name == "vocabularyItem" || entry_name == "attributeLine")
      return english_ ? "vocabulary v\n" : "词汇 v\n";
    std::string lines = english_ ? "policy p\n" : "政策 p\n";
    if (entry_name == "headerLine") return lines;
    lines += english_ ? "article 1\n" : "第1条\n";
    if (entry_name == "limit") lines += english_ ? "limits on lower authorities\n" : "对下级的限制\n";
    if (entry_name == "testStep" || entry_name == "normStep") lines += english_ ? "test \"t\"\n" : "测试 “t”\n";
    return lines;
  }

  void return_through_text(const Line& line) {
    const std::string before = frame(line.entry);
    const std::string text = before + line.text + "\n";
    const parse::Letters letters(text, source::FileId{0});
    diag::Sink sink;
    const parse::Sentences read = parse::to_sentences(letters, parse::raw_words(letters), keywords_, sink);
    std::vector<std::string> tokens;
    const source::Span sentence{source::FileId{0}, static_cast<std::uint32_t>(before.size()), 0};
    for (const parse::Token& token : read.tokens)
      if (letters.span(token.begin, token.end).begin >= sentence.begin) tokens.push_back(names_.at(token.type));
    if (tokens == line.tokens && !sink.has_errors()) return;
    if (++changed_ > shown) return;
    show("changed", line);
    for (const std::string& token : tokens) std::cout << ' ' << token;
    std::cout << '\n';
  }

  // None for a sentence that says something twice: its tree is not whole.
  static std::optional<ast::File> tree_of(const std::string& text) {
    const source::SourceFile file("sentence.pol", text);
    diag::Sink sink;
    ast::File tree = parse::parse(file, source::FileId{0}, sink);
    return sink.has_errors() ? std::nullopt : std::optional<ast::File>(std::move(tree));
  }

  // Laid out, and printed from its tree, a sentence is read as the same tree.
  void return_through_tree(const Line& line) {
    const std::string text = frame(line.entry) + line.text + "\n";
    const auto tree = tree_of(text);
    if (!tree) return;
    ++printed_;
    const std::string wanted = ast::dump(*tree);
    const auto same = [&](const std::optional<std::string>& again) {
      if (!again) return false;
      const auto read = tree_of(*again);
      return read && ast::dump(*read) == wanted && format::format(*again) == again;
    };
    if (same(format::format(text)) && same(format::print(*tree, text, tree->language))) return;
    if (++otherwise_ <= shown) show("printed otherwise", line);
  }

  static void show(const std::string& what, const Line& line) {
    std::cout << what << ": " << line.entry << ": " << line.text << "\n ";
    for (const std::string& token : line.tokens) std::cout << ' ' << token;
    std::cout << '\n';
  }

  static constexpr std::size_t shown = 12;
  parse::Keywords keywords_;
  bool english_;
  std::map<std::size_t, std::string> names_;
  std::map<std::string, std::size_t> types_;
  std::size_t count_ = 0;
  std::size_t unread_ = 0;
  std::size_t ambiguous_ = 0;
  std::size_t changed_ = 0;
  std::size_t printed_ = 0;
  std::size_t otherwise_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: sentences en|zh < lines of random_sentences.py\n";
    return 2;
  }
  Sentences sentences(std::string(argv[1]) == "en" ? source::Language::English : source::Language::Chinese);
  for (std::string line; std::getline(std::cin, line);) sentences.check(read_line(line));
  return sentences.end();
}
