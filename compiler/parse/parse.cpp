// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/parse.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "PolicyLexer.h"
#include "compiler/parse/blocks.h"
#include "compiler/parse/filter.h"
#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/raw_words.h"

namespace polc::parse {
namespace {

// Chinese files begin with a Chinese word; all others are read as English, and a wrong first word is reported there.
source::Language language_of(const std::vector<RawWord>& words) {
  const auto is_word = [](const RawWord& word) {
    return word.type == PolicyLexer::HAN_WORD || word.type == PolicyLexer::LATIN_WORD;
  };
  const auto first = std::find_if(words.begin(), words.end(), is_word);
  const bool chinese = first != words.end() && first->type == PolicyLexer::HAN_WORD;
  return chinese ? source::Language::Chinese : source::Language::English;
}

}  // namespace

ast::File parse(const source::SourceFile& file, source::FileId id, diag::Sink& sink) {
  const Letters letters(file.text(), id);
  const std::vector<RawWord> words = raw_words(letters);
  const Keywords keywords(language_of(words));
  const Sentences sentences = to_sentences(letters, words, keywords, sink);
  return to_file(letters, keywords, sentences, sink);
}

}  // namespace polc::parse
