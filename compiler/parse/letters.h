// SPDX-License-Identifier: Apache-2.0
// A text as the lexer reads it: one folded character for each character of the source (full-width marks, digits and
// letters plain, traditional characters simplified, capitals small), and the way back to the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/span.h"

namespace polc::parse {

class Letters {
 public:
  Letters(std::string_view utf8, source::FileId file);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(folded_.size()); }
  [[nodiscard]] std::u32string_view folded() const { return folded_; }
  [[nodiscard]] std::u32string_view folded(std::uint32_t begin, std::uint32_t end) const {
    return folded().substr(begin, end - begin);
  }
  // The bytes of letters [begin, end), as written.
  [[nodiscard]] std::string_view written(std::uint32_t begin, std::uint32_t end) const {
    return utf8_.substr(offsets_[begin], offsets_[end] - offsets_[begin]);
  }
  [[nodiscard]] source::Span span(std::uint32_t begin, std::uint32_t end) const {
    return {file_, offsets_[begin], offsets_[end]};
  }

 private:
  std::string_view utf8_;
  source::FileId file_;
  std::u32string folded_;
  std::vector<std::uint32_t> offsets_;  // of each letter, and of the end
};

}  // namespace polc::parse
