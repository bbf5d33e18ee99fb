// SPDX-License-Identifier: Apache-2.0
#include "runtime/native/emit_loops.h"

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace polc::native {

namespace {

using value::Truth;
using vector::NumberOutput;

// Chosen rows lie apart, each in a line of memory of its own; so many rows ahead of the one that is looked at are fetched. Columns
// that stay in the near caches need not be.
constexpr std::uint64_t rows_ahead = 16;
constexpr std::uint64_t far_bytes = std::uint64_t{1} << 20;

// A function over rows: entry (what is the same for all), row (once for each), next, done.
class RowLoop {
 public:
  RowLoop(llvm::Module& module, const std::string& name, bool may_not_fit)
      : context_(module.getContext()), each_(context_), once_(context_) {
    llvm::Type* pointer = llvm::PointerType::getUnqual(context_);
    auto* type = llvm::FunctionType::get(each_.getInt8Ty(), {pointer, pointer, each_.getInt64Ty(), pointer}, false);
    function_ = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module);
    function_->setDoesNotThrow();
    function_->addRetAttr(llvm::Attribute::ZExt);
    for (const unsigned read_only : {0U, 1U}) {
      function_->addParamAttr(read_only, llvm::Attribute::ReadOnly);
      function_->addParamAttr(read_only, llvm::Attribute::NoAlias);
    }
    entry_ = block("entry");
    row_block_ = block("row");
    next_ = block("next");
    done_ = block("done");
    once_.SetInsertPoint(entry_);
    if (may_not_fit) {
      does_not_fit_ = once_.CreateAlloca(each_.getInt8Ty());
      once_.CreateStore(once_.getInt8(0), does_not_fit_);
    }
    each_.SetInsertPoint(row_block_);
    at_ = each_.CreatePHI(each_.getInt64Ty(), 2);
    row_ = each_.CreateLoad(each_.getInt32Ty(), each_.CreateInBoundsGEP(each_.getInt32Ty(), function_->getArg(1), at_));
  }

  Emission emission(const Source& source) {
    return {source.program, source.plan, source.facts, each_, once_, function_->getArg(0), does_not_fit_, row_, {}};
  }
  llvm::IRBuilder<>& each() { return each_; }
  llvm::IRBuilder<>& once() { return once_; }
  llvm::Value* at() const { return at_; }
  llvm::Value* row() const { return row_; }
  llvm::Value* output() const { return function_->getArg(3); }
  llvm::BasicBlock* next() const { return next_; }
  llvm::BasicBlock* block(const char* name) { return llvm::BasicBlock::Create(context_, name, function_); }

  // The row is done with; and the function.
  void finish(const Emission& written) {
    each_.CreateBr(next_);
    llvm::Value* size = function_->getArg(2);
    llvm::Value* last = once_.CreateSub(size, once_.getInt64(1));
    once_.CreateCondBr(once_.CreateICmpEQ(size, once_.getInt64(0)), done_, row_block_);
    each_.SetInsertPoint(next_);
    fetch_ahead(written, last);
    llvm::Value* next = each_.CreateAdd(at_, each_.getInt64(1));
    at_->addIncoming(each_.getInt64(0), entry_);
    at_->addIncoming(next, next_);
    each_.CreateCondBr(each_.CreateICmpEQ(next, size), done_, row_block_);
    each_.SetInsertPoint(done_);
    llvm::Value* fits = each_.getInt8(1);
    if (does_not_fit_ != nullptr) fits = each_.CreateSub(fits, each_.CreateLoad(each_.getInt8Ty(), does_not_fit_));
    each_.CreateRet(fits);
  }

 private:
  void fetch_ahead(const Emission& written, llvm::Value* last) {
    std::set<std::pair<const void*, std::uint64_t>> columns;
    for (const vector::ColumnView& view : written.own_columns) {
      const std::uint64_t bytes = bytes_of(view.width);
      if (view.size * bytes > far_bytes) columns.emplace(view.data, bytes);
    }
    if (columns.empty()) return;
    llvm::Value* ahead = each_.CreateAdd(at_, each_.getInt64(rows_ahead));
    ahead = each_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, ahead, last);
    llvm::Value* row =
        each_.CreateLoad(each_.getInt32Ty(), each_.CreateInBoundsGEP(each_.getInt32Ty(), function_->getArg(1), ahead));
    row = each_.CreateZExt(row, each_.getInt64Ty());
    for (const auto& [data, bytes] : columns) {
      llvm::Value* begin =
          once_.CreateIntToPtr(once_.getInt64(reinterpret_cast<std::uint64_t>(data)), once_.getPtrTy());
      llvm::Value* place =
          each_.CreateInBoundsGEP(each_.getInt8Ty(), begin, each_.CreateMul(row, each_.getInt64(bytes)));
      // To read, to be kept, as data.
      each_.CreateIntrinsic(llvm::Intrinsic::prefetch, {each_.getPtrTy()},
                            {place, each_.getInt32(0), each_.getInt32(3), each_.getInt32(1)});
    }
  }

  llvm::LLVMContext& context_;
  llvm::IRBuilder<> each_, once_;
  llvm::Function* function_ = nullptr;
  llvm::BasicBlock *entry_ = nullptr, *row_block_ = nullptr, *next_ = nullptr, *done_ = nullptr;
  llvm::PHINode* at_ = nullptr;
  llvm::Value* row_ = nullptr;
  llvm::Value* does_not_fit_ = nullptr;
};

// What the rows of a window add to the numbers of their things.
class WindowAdder {
 public:
  WindowAdder(RowLoop& loop, Emission& to, const Source& source, const vector::WindowCode& window)
      : loop_(loop), to_(to), source_(source), window_(window), relation_(source.program[window.relation]) {}

  void emit() {
    const core::RelationId things = relation_.columns[window_.link].type.target;
    const Reached owner = follow(to_, loop_.row(), window_.relation, plan::Way{{window_.link}, things});
    if (owner.is_nowhere) return;
    if (owner.is_none != nullptr) {
      llvm::BasicBlock* has_owner = loop_.block("has_owner");
      to_.each.CreateCondBr(owner.is_none, loop_.next(), has_owner);
      to_.each.SetInsertPoint(has_owner);
    }
    // All filters before all numbers: what they read is then known to be the same.
    std::vector<llvm::Value*> truths;
    for (const vector::WindowCode::Number& number : window_.numbers)
      truths.push_back(number.filter ? emit_condition(to_, source_.costs, *number.filter, loop_.row())
                                     : to_.each.getInt8(byte(Truth::True)));
    llvm::Value* thing = to_.each.CreateZExt(owner.row, to_.each.getInt64Ty());
    for (std::size_t at = 0; at < truths.size(); ++at) {
      if (window_.numbers[at].any_is_enough)
        strengthen(at, thing, truths[at]);
      else
        add(at, thing, truths[at]);
    }
  }

 private:
  llvm::Value* array(std::size_t at, std::size_t member) {
    llvm::Value* place =
        to_.once.CreateConstInBoundsGEP1_64(to_.once.getInt8Ty(), loop_.output(), at * sizeof(NumberOutput) + member);
    llvm::LoadInst* pointer = to_.once.CreateLoad(to_.once.getPtrTy(), place);
    pointer->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(to_.once.getContext(), {}));
    return pointer;
  }

  void strengthen(std::size_t at, llvm::Value* thing, llvm::Value* truth) {
    llvm::Type* type = to_.each.getInt8Ty();
    llvm::Value* place = to_.each.CreateInBoundsGEP(type, array(at, offsetof(NumberOutput, any)), thing);
    llvm::Value* before = to_.each.CreateLoad(type, place);
    to_.each.CreateStore(to_.each.CreateBinaryIntrinsic(llvm::Intrinsic::umax, before, truth), place);
  }

  // As ScanRun::add_amount.
  void add(std::size_t at, llvm::Value* thing, llvm::Value* truth) {
    llvm::BasicBlock* counts = loop_.block("counts");
    llvm::BasicBlock* added = loop_.block("added");
    to_.each.CreateCondBr(to_.each.CreateICmpEQ(truth, to_.each.getInt8(byte(Truth::False))), added, counts);
    to_.each.SetInsertPoint(counts);
    llvm::Value* is_certain = to_.each.CreateICmpEQ(truth, to_.each.getInt8(byte(Truth::True)));
    llvm::Value* none = to_.each.getInt64(0);
    llvm::Value* amount = to_.each.getInt64(1);
    if (relation_.counting == core::Counting::Sum) {
      const Stored stored = relation_.counting_column ? read(to_, Reached{loop_.row(), nullptr, false},
                                                             window_.relation, *relation_.counting_column)
                                                      : Stored{true, nullptr, nullptr, {}};
      if (stored.is_never || stored.is_absent != nullptr) {
        llvm::Value* is_absent = stored.is_never ? to_.each.getTrue() : stored.is_absent;
        llvm::Value* open =
            to_.each.CreateInBoundsGEP(to_.each.getInt8Ty(), array(at, offsetof(NumberOutput, open)), thing);
        llvm::Value* before = to_.each.CreateLoad(to_.each.getInt8Ty(), open);
        to_.each.CreateStore(to_.each.CreateOr(before, to_.each.CreateZExt(is_absent, to_.each.getInt8Ty())), open);
      }
      if (stored.is_never) {
        amount = none;
      } else {
        amount = to_.each.CreateAdd(to_.each.CreateZExt(stored.offset, to_.each.getInt64Ty()),
                                    to_.each.getInt64(static_cast<std::uint64_t>(stored.view.first)));
        if (relation_.corrections == core::Corrections::Ignored)
          amount = to_.each.CreateBinaryIntrinsic(llvm::Intrinsic::smax, amount, none);
        if (stored.is_absent != nullptr) amount = to_.each.CreateSelect(stored.is_absent, none, amount);
      }
    }
    add_to(at, offsetof(NumberOutput, low), thing, amount, is_certain, llvm::Intrinsic::smin);
    add_to(at, offsetof(NumberOutput, high), thing, amount, is_certain, llvm::Intrinsic::smax);
    to_.each.CreateBr(added);
    to_.each.SetInsertPoint(added);
  }

  // Of a row that may count or not only what moves the sum that way.
  void add_to(std::size_t at, std::size_t member, llvm::Value* thing, llvm::Value* amount, llvm::Value* is_certain,
              llvm::Intrinsic::ID way) {
    llvm::Type* type = to_.each.getInt64Ty();
    llvm::Value* perhaps = to_.each.CreateBinaryIntrinsic(way, amount, to_.each.getInt64(0));
    llvm::Value* counted = to_.each.CreateSelect(is_certain, amount, perhaps);
    llvm::Value* place = to_.each.CreateInBoundsGEP(type, array(at, member), thing);
    to_.each.CreateStore(to_.each.CreateAdd(to_.each.CreateLoad(type, place), counted), place);
  }

  RowLoop& loop_;
  Emission& to_;
  const Source& source_;
  const vector::WindowCode& window_;
  const core::Relation& relation_;
};

}  // namespace

void emit_of_rows(llvm::Module& module, const Source& source, const std::string& name, plan::NodeId node) {
  RowLoop loop(module, name, source.costs.of(node).may_not_fit);
  Emission to = loop.emission(source);
  llvm::Value* truth = emit_condition(to, source.costs, node, loop.row());
  llvm::Type* type = to.each.getInt8Ty();
  to.each.CreateStore(truth, to.each.CreateInBoundsGEP(type, loop.output(), loop.at()));
  loop.finish(to);
}

void emit_of_window(llvm::Module& module, const Source& source, const std::string& name,
                    const vector::WindowCode& window) {
  bool may_not_fit = false;
  for (const vector::WindowCode::Number& number : window.numbers)
    may_not_fit = may_not_fit || (number.filter && source.costs.of(*number.filter).may_not_fit);
  RowLoop loop(module, name, may_not_fit);
  Emission to = loop.emission(source);
  WindowAdder(loop, to, source, window).emit();
  loop.finish(to);
}

}  // namespace polc::native
