// SPDX-License-Identifier: Apache-2.0
// Where every phase reports what it finds:
//   sink.emit(Kind::UnknownName, span, name).note(Kind::DeclaredHere, where).fix(span, "high-risk");
// All findings are counted; of errors and of the rest the first `Limits::kept` each are kept for showing.
// Rendering is in render_text.h, render_json.h, ...
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "compiler/diagnostics/kinds.h"
#include "compiler/diagnostics/proof.h"
#include "compiler/source/span.h"

namespace polc::diag {

using source::Span;

struct Message {
  Kind kind;
  Span span;  // unknown span: no place in a text
  std::vector<Argument> arguments;
};

struct Fix {
  Span span;
  std::string replacement;
};

struct Diagnostic {
  Message primary;
  std::vector<Message> notes;
  std::optional<Message> help;  // in place of the help text of the kind
  std::vector<Fix> fixes;
  std::shared_ptr<const ProofDetails> proof;  // of findings of proofs

  [[nodiscard]] Severity severity() const { return info(primary.kind).severity; }
};

// A kind with as many arguments as its texts use; anything else does not compile.
template <std::size_t count>
class KindWith {
 public:
  consteval KindWith(Kind kind) : kind_(kind) {
    if (arity(kind) != count) throw "the number of arguments differs from what kinds.def uses";
  }
  [[nodiscard]] constexpr Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

class Sink;

// What `emit` returns, to add to the finding at once. Does nothing when the finding was a duplicate or
// past the limit. Not to be kept.
class Builder {
 public:
  template <class... Arguments>
  Builder& note(KindWith<sizeof...(Arguments)> kind, Span span, Arguments&&... arguments) {
    if (diagnostic_ != nullptr)
      diagnostic_->notes.push_back({kind.kind(), span, {Argument(std::forward<Arguments>(arguments))...}});
    return *this;
  }
  template <class... Arguments>
  Builder& help(KindWith<sizeof...(Arguments)> kind, Arguments&&... arguments) {
    if (diagnostic_ != nullptr)
      diagnostic_->help = Message{kind.kind(), {}, {Argument(std::forward<Arguments>(arguments))...}};
    return *this;
  }
  // For a help chosen at run time.
  Builder& help_any(Message help) {
    if (diagnostic_ != nullptr) diagnostic_->help = std::move(help);
    return *this;
  }
  Builder& proof(ProofDetails details) {
    if (diagnostic_ != nullptr) diagnostic_->proof = std::make_shared<const ProofDetails>(std::move(details));
    return *this;
  }
  Builder& fix(Span span, std::string replacement) {
    if (diagnostic_ != nullptr) diagnostic_->fixes.push_back({span, std::move(replacement)});
    return *this;
  }

 private:
  friend class Sink;
  explicit Builder(Diagnostic* diagnostic) : diagnostic_(diagnostic) {}
  Diagnostic* diagnostic_;
};

struct Limits {
  std::size_t kept = 200;  // of errors, and again of warnings
};

class Sink {
 public:
  Sink() = default;
  explicit Sink(Limits limits) : limits_(limits) {}
  // A Sink is passed by reference through all phases; a copy would lose findings.
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  template <class... Arguments>
  Builder emit(KindWith<sizeof...(Arguments)> kind, Span span, Arguments&&... arguments) {
    if (!admit(kind.kind(), span)) return Builder(nullptr);
    return keep({kind.kind(), span, {Argument(std::forward<Arguments>(arguments))...}});
  }
  // For a kind chosen at run time; the number of arguments is checked then.
  Builder emit_any(Kind kind, Span span, std::vector<Argument> arguments);

  // Of this file only errors are findings from now on: it is read because another one needs it.
  void errors_only(source::FileId file) { errors_only_.insert(file); }

  // Findings of these kinds are passed over from now on: they may only follow from a mistake that has been reported.
  void mute(std::vector<Kind> kinds) { muted_ = std::move(kinds); }

  // What follows may stand where something of its kind was found already: sentences can clash with several others.
  void forget_places() { seen_.clear(); }

  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] std::size_t warning_count() const { return warnings_; }
  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  // Whether a further error would be kept: what costs time to find out for its notes can else be left out.
  [[nodiscard]] bool keeps_more_errors() const { return kept_errors_ < limits_.kept; }
  // Counted but not kept.
  [[nodiscard]] std::size_t dropped_count() const { return errors_ + warnings_ + notes_ - kept_.size(); }
  // In the order they were emitted.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return kept_; }
  // By file, then place; what has no place comes last. Equal places keep the order of emission.
  [[nodiscard]] std::vector<const Diagnostic*> in_source_order() const;

 private:
  // Counts the finding; false when it is a duplicate (not counted) or need not be kept.
  bool admit(Kind kind, Span span);
  Builder keep(Message primary);

  using Place = std::tuple<Kind, source::FileId, std::uint32_t, std::uint32_t>;

  Limits limits_;
  std::set<source::FileId> errors_only_;
  std::vector<Kind> muted_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::size_t notes_ = 0;
  std::size_t kept_errors_ = 0;
  std::vector<Diagnostic> kept_;
  std::set<Place> seen_;  // of kept findings with a known span only, so that memory stays bounded
};

}  // namespace polc::diag
