// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/parse/reading.h"

#include <antlr4-runtime.h>

#include "PolicyLexer.h"
#include "compiler/ast/dump.h"
#include "compiler/diagnostics/render_text.h"
#include "compiler/parse/filter.h"
#include "compiler/parse/parse.h"
#include "compiler/parse/raw_words.h"
#include "compiler/source/unicode.h"

namespace polc::parse::test {

Result read(std::string_view text) {
  source::SourceMap sources;
  diag::Sink sink;
  const source::FileId id = sources.add("test.pol", std::string(text));
  const ast::File file = parse(sources.file(id), id, sink);
  Result result{ast::dump(file), {}, diag::render_text(sink, sources), file.unread.size()};
  for (const diag::Diagnostic* finding : sink.in_source_order())
    result.codes.emplace_back(diag::info(finding->primary.kind).code);
  return result;
}

Result read_article(std::string_view sentences, bool chinese) {
  const std::string head = chinese ? "政策 甲\n第1条\n" : "policy p\narticle 1\n";
  Result result = read(head + std::string(sentences));
  std::string lines;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < result.tree.size(); ++number) {
    const std::size_t end = result.tree.find('\n', begin);
    std::string line = result.tree.substr(begin, end - begin);
    line.erase(0, line.find_first_not_of(' '));
    if (number >= 2) lines += (lines.empty() ? "" : "\n") + line;
    begin = end + 1;
  }
  result.tree = lines;
  return result;
}

std::string tokens(std::string_view text) {
  const Letters letters(text, source::FileId{0});
  const bool chinese = source::is_han(letters.folded()[0]);
  const Keywords keywords(chinese ? source::Language::Chinese : source::Language::English);
  diag::Sink sink;
  const Sentences read = to_sentences(letters, raw_words(letters), keywords, sink);
  PolicyLexer lexer(nullptr);
  std::string names;
  for (const Sentence& sentence : read.sentences) {
    if (!names.empty()) names += ". ";
    for (std::uint32_t at = sentence.first; at < sentence.last; ++at)
      names += std::string(lexer.getVocabulary().getSymbolicName(read.tokens[at].type)) + ' ';
  }
  if (!names.empty()) names.pop_back();
  return names;
}

}  // namespace polc::parse::test
