// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/letters.h"

#include "compiler/source/unicode.h"

namespace polc::parse {

Letters::Letters(std::string_view utf8, source::FileId file) : utf8_(utf8), file_(file) {
  folded_.reserve(utf8.size());
  offsets_.reserve(utf8.size() + 1);
  for (std::size_t at = 0; at < utf8.size();) {
    const source::Decoded letter = source::decode(utf8, at);
    offsets_.push_back(static_cast<std::uint32_t>(at));
    folded_.push_back(source::fold_character(letter.code_point));
    at += letter.length;
  }
  offsets_.push_back(static_cast<std::uint32_t>(utf8.size()));
}

}  // namespace polc::parse
