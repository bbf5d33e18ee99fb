// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/parse.h"

#include <utility>
#include <vector>

#include "compiler/parse/blocks.h"
#include "compiler/parse/filter.h"
#include "compiler/parse/keywords.h"
#include "compiler/parse/letters.h"
#include "compiler/parse/raw_words.h"

namespace polc::parse {
ast::File parse(const source::SourceFile& file, source::FileId id, diag::Sink& sink) {
  const Letters letters(file.text(), id);
  const std::vector<RawWord> words = raw_words(letters);
  const Keywords keywords(language_of(words));
  const Sentences sentences = to_sentences(letters, words, keywords, sink);
  return to_file(letters, keywords, sentences, sink);
}

}  // namespace polc::parse
