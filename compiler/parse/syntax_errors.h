// SPDX-License-Identifier: Apache-2.0
// A sentence that cannot be read -> one finding in the words of the language: a known mistake where one explains it,
// else what was seen and what could stand there.
#pragma once

#include <optional>

#include "compiler/parse/mistake.h"

namespace polc::parse {

class SyntaxErrors {
 public:
  SyntaxErrors(const Letters& letters, const Keywords& keywords, SentenceParser& parser, diag::Sink& sink)
      : letters_(letters), keywords_(keywords), parser_(parser), sink_(sink) {}

  /// `at`: the first token that cannot stand where it does.
  void report(Entry entry, std::span<const Token> tokens, std::size_t at);

 private:
  [[nodiscard]] const Keywords& other_language();
  void report_plainly(const Mistake& mistake);

  const Letters& letters_;
  const Keywords& keywords_;
  SentenceParser& parser_;
  diag::Sink& sink_;
  std::optional<Keywords> other_;
  std::size_t reported_ = 0;
};

/// What could stand at the mistake, in words; at most a line of them.
[[nodiscard]] diag::Argument what_could_stand(const Mistake& mistake);

}  // namespace polc::parse
