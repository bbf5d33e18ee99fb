// SPDX-License-Identifier: Apache-2.0
#include "compiler/parse/sentence_parser.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "PolicyLexer.h"
#include "PolicyParser.h"
#include "runtime/value/check_macro.h"

namespace polc::parse {
namespace {

/// Tokens of one sentence behind another, in objects that are used again and again.
class SentenceStream final : public antlr4::TokenStream {
 public:
  void load(std::span<const Token> tokens) {
    while (pool_.size() <= tokens.size()) {
      pool_.push_back(std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF));
      pool_.back()->setTokenIndex(pool_.size() - 1);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) pool_[i]->setType(tokens[i].type);
    pool_[tokens.size()]->setType(antlr4::Token::EOF);
    end_ = tokens.size();
    at_ = 0;
  }

  antlr4::Token* LT(ssize_t ahead) override {
    const auto place = static_cast<ssize_t>(at_) + ahead - (ahead > 0 ? 1 : 0);
    if (place < 0) return nullptr;
    return pool_[std::min(static_cast<std::size_t>(place), end_)].get();
  }
  std::size_t LA(ssize_t ahead) override {
    const antlr4::Token* token = LT(ahead);
    return token == nullptr ? antlr4::Token::INVALID_TYPE : token->getType();
  }
  antlr4::Token* get(std::size_t place) const override { return pool_[place].get(); }
  void consume() override { at_ = std::min(at_ + 1, end_); }
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t place) override { at_ = std::min(place, end_); }
  std::size_t size() override { return end_ + 1; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getSourceName() const override { return "sentence"; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  std::vector<std::unique_ptr<antlr4::CommonToken>> pool_;
  std::size_t end_ = 0;
  std::size_t at_ = 0;
};

/// Leaves the parser at the first token that does not fit.
struct Stopped {
  std::size_t token;
};

class StopAtOnce final : public antlr4::DefaultErrorStrategy {
 public:
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override {
    const antlr4::Token* token = error.getOffendingToken();
    throw Stopped{(token == nullptr ? parser->getCurrentToken() : token)->getTokenIndex()};
  }
  void recover(antlr4::Parser* parser, std::exception_ptr) override {
    throw Stopped{parser->getCurrentToken()->getTokenIndex()};
  }
  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    throw Stopped{parser->getCurrentToken()->getTokenIndex()};
  }
  void sync(antlr4::Parser*) override {}
};

}  // namespace

bool has_modal(std::span<const Token> tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    switch (token.type) {
      case PolicyLexer::MUST:
      case PolicyLexer::MUST_NOT:
      case PolicyLexer::MAY:
      case PolicyLexer::SHOULD:
      case PolicyLexer::SHOULD_NOT:
      case PolicyLexer::IN_PRINCIPLE:
      case PolicyLexer::IN_PRINCIPLE_NOT:
      case PolicyLexer::NEED_NOT:
      case PolicyLexer::NEED_ONLY:
        return true;
      default:
        return false;
    }
  });
}

class SentenceParser::Implementation {
 public:
  Implementation() : parser_(&stream_) {
    parser_.removeErrorListeners();
    parser_.setErrorHandler(std::make_shared<StopAtOnce>());
  }

  antlr4::ParserRuleContext* parse(Entry entry, std::span<const Token> tokens) {
    using antlr4::atn::PredictionMode;
    stream_.load(tokens);
    for (const PredictionMode mode : {PredictionMode::SLL, PredictionMode::LL}) {
      parser_.reset();
      parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(mode);
      try {
        return run(entry);
      } catch (const Stopped& stopped) {
        stopped_at = stopped.token;
      }
    }
    return nullptr;
  }

  std::size_t stopped_at = 0;

 private:
  antlr4::ParserRuleContext* run(Entry entry) {
    switch (entry) {
      case Entry::VocabularyLine:
        return parser_.vocabularyLine();
      case Entry::VocabularyItem:
        return parser_.vocabularyItem();
      case Entry::AttributeLine:
        return parser_.attributeLine();
      case Entry::PolicyLine:
        return parser_.policyLine();
      case Entry::HeaderLine:
        return parser_.headerLine();
      case Entry::ArticleLine:
        return parser_.articleLine();
      case Entry::Statement:
        return parser_.statement();
      case Entry::NormStatement:
        return parser_.normStatement();
      case Entry::LimitsLine:
        return parser_.limitsLine();
      case Entry::Limit:
        return parser_.limit();
      case Entry::TestLine:
        return parser_.testLine();
      case Entry::TestStep:
        return parser_.testStep();
      case Entry::NormStep:
        return parser_.normStep();
      case Entry::WaiverLine:
        return parser_.waiverLine();
    }
    POLC_UNREACHABLE("an entry without a rule");
  }

  SentenceStream stream_;
  PolicyParser parser_;
};

SentenceParser::SentenceParser() : implementation_(std::make_unique<Implementation>()) {}
SentenceParser::~SentenceParser() = default;

antlr4::ParserRuleContext* SentenceParser::parse(Entry entry, std::span<const Token> tokens) {
  return implementation_->parse(entry, tokens);
}

std::size_t SentenceParser::stopped_at() const { return implementation_->stopped_at; }

std::optional<std::size_t> SentenceParser::first_error(Entry entry, std::span<const Token> tokens) {
  if (parse(entry, tokens) != nullptr) return std::nullopt;
  return stopped_at();
}

}  // namespace polc::parse
