// SPDX-License-Identifier: Apache-2.0
// A text as it was written, for those that write it anew: its words sentence by sentence, and the comments and empty
// lines between them. Only words are told here; what a sentence means is the business of parse.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/parse/keywords.h"
#include "compiler/source/language.h"

namespace polc::parse {

/// A comment from its `#` to the end of its line, without blanks at its end.
struct Comment {
  std::string text;
  bool own_line = true;       ///< Nothing stood before it on its line.
  bool blank_before = false;  ///< An empty line stood above it.
  std::uint32_t begin = 0;    ///< Offset of its `#` in the text.
};

struct WrittenWord {
  std::string_view token;  ///< The name of its token in the grammar: `NAME`, `IF`, `COMMA`.
  /// As written, but reserved words of English in small letters, figures and marks in half width, blanks made one.
  std::string text;
  std::vector<Comment> behind;  ///< Comments between it and the next word of its sentence.
};

struct WrittenSentence {
  std::uint32_t begin = 0;           ///< Offset of its first word in the text, behind the marks.
  std::vector<std::string> marks{};  ///< The norms that stand in front of it.
  std::vector<Comment> above;
  bool blank_before = false;  ///< Between the comments above, or the sentence before, and this one.
  std::vector<WrittenWord> words;
  Comment comment;  ///< Behind it on its line; its text is empty if there is none.
  Part part = Part::Start;
  bool needs_stop = false;  ///< Without a full stop the next sentence would be read as part of this one.
};

struct WrittenText {
  source::Language language = source::Language::English;
  std::vector<WrittenSentence> sentences;
  std::vector<Comment> below;  ///< Behind the last sentence.
};

/// How a token is written, by its name in the grammar: the spelling with this number among all that
/// grammar/keywords.tsv gives it in the language, wherever they count; the last one when there are fewer.
[[nodiscard]] std::string_view reserved_word(std::string_view token, source::Language language, std::size_t which = 0);

/// A text with mistakes in its letters gives what words there are.
[[nodiscard]] WrittenText written(std::string_view utf8);

/// Whether a line goes on behind this word whatever follows, and whether one that begins with it belongs to the line
/// before; by the names of tokens.
[[nodiscard]] bool line_goes_on_after(std::string_view token);
[[nodiscard]] bool line_goes_on_with(std::string_view token, source::Language language);

}  // namespace polc::parse
