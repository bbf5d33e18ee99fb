// SPDX-License-Identifier: Apache-2.0
#include "runtime/native/emit_conditions.h"

#include <algorithm>
#include <utility>

#include "compiler/core/match.h"

namespace polc::native {

namespace {

using value::Truth;

// A branch that the processor guesses wrongly takes about as long.
constexpr unsigned worth_a_branch = 20;

class Emitter {
 public:
  Emitter(Emission& to, NodeCosts& costs, llvm::Value* row) : to_(to), costs_(costs), row_(row) {}

  llvm::Value* truth(plan::NodeId id) {
    const plan::Node& node = to_.plan[id];
    return core::match(
        node, [&](const plan::Constant& one) -> llvm::Value* { return constant(one.truth); },
        [&](const plan::All& one) { return connective(one.parts, true); },
        [&](const plan::AnyOf& one) { return connective(one.parts, false); },
        [&](const plan::Negation& one) { return to_.each.CreateSub(constant(Truth::True), truth(one.part)); },
        [&](const plan::CompareColumn& one) { return compare_column(id, one); },
        [&](const plan::CompareTimes& one) { return compare_times(one); },
        [&](const plan::Flag& one) { return flag(id, one); },
        [&](const plan::SameThing& one) { return same_thing(reached(id, one.left), reached(id, one.right)); },
        [&](const plan::Present& one) { return present(reached(id, one.way)); },
        [&](const plan::HasClass& one) { return look_up(id, one.way, Truth::False); },
        [&](const plan::Counted& one) { return look_up(id, one.way, Truth::False); },
        [&](const plan::Asked&) { return look_up(id, plan::Way{{}, node.domain}, Truth::False); });
  }

 private:
  llvm::Value* constant(Truth truth) { return to_.each.getInt8(byte(truth)); }
  Reached reached(plan::NodeId id, const plan::Way& way) { return follow(to_, row_, to_.plan[id].domain, way); }
  llvm::Value* truth_of(llvm::Value* holds) {
    return to_.each.CreateSelect(holds, constant(Truth::True), constant(Truth::False));
  }
  llvm::Value* unknown_where(llvm::Value* is_absent, llvm::Value* truth) {
    return is_absent == nullptr ? truth : to_.each.CreateSelect(is_absent, constant(Truth::Unknown), truth);
  }

  // The cheap parts first, since the order does not matter; and the rest only for rows that they leave open, where it takes
  // long. Where a time may not fit, all parts for all rows, as the kernels do: whoever finds out less must not be asked less.
  llvm::Value* connective(std::vector<plan::NodeId> parts, bool is_and) {
    if (parts.empty()) return constant(value::truth(is_and));
    const bool may_not_fit =
        std::any_of(parts.begin(), parts.end(), [&](plan::NodeId part) { return costs_.of(part).may_not_fit; });
    unsigned rest = 0;
    for (const plan::NodeId part : parts) rest += costs_.of(part).cycles;
    std::stable_sort(parts.begin(), parts.end(), [&](plan::NodeId left, plan::NodeId right) {
      return costs_.of(left).cycles < costs_.of(right).cycles;
    });
    const auto combine = is_and ? llvm::Intrinsic::umin : llvm::Intrinsic::umax;
    llvm::Value* decided = constant(is_and ? Truth::False : Truth::True);
    llvm::BasicBlock* done = nullptr;
    std::vector<llvm::BasicBlock*> leavers;
    llvm::Value* truth_so_far = truth(parts[0]);
    rest -= costs_.of(parts[0]).cycles;
    for (std::size_t at = 1; at < parts.size(); ++at) {
      if (rest >= worth_a_branch && !may_not_fit && !llvm::isa<llvm::Constant>(truth_so_far)) {
        llvm::BasicBlock* here = to_.each.GetInsertBlock();
        if (done == nullptr) done = llvm::BasicBlock::Create(here->getContext(), "decided", here->getParent());
        llvm::BasicBlock* more = llvm::BasicBlock::Create(here->getContext(), "open", here->getParent(), done);
        to_.each.CreateCondBr(to_.each.CreateICmpEQ(truth_so_far, decided), done, more);
        leavers.push_back(here);
        to_.each.SetInsertPoint(more);
      }
      truth_so_far = to_.each.CreateBinaryIntrinsic(combine, truth_so_far, truth(parts[at]));
      rest -= costs_.of(parts[at]).cycles;
    }
    if (done == nullptr) return truth_so_far;
    llvm::BasicBlock* last = to_.each.GetInsertBlock();
    to_.each.CreateBr(done);
    to_.each.SetInsertPoint(done);
    llvm::PHINode* result = to_.each.CreatePHI(to_.each.getInt8Ty(), static_cast<unsigned>(leavers.size() + 1));
    for (llvm::BasicBlock* leaver : leavers) result->addIncoming(decided, leaver);
    result->addIncoming(truth_so_far, last);
    return result;
  }

  llvm::Value* compare_column(plan::NodeId id, const plan::CompareColumn& compare) {
    const Stored stored = read(to_, reached(id, compare.way), compare.way.end, compare.column);
    if (stored.is_never) return constant(Truth::Unknown);
    llvm::Type* type = stored.offset->getType();
    llvm::Value* least = to_.once.CreateTrunc(input_least(to_, id.index), type);
    llvm::Value* span = to_.once.CreateTrunc(input_span(to_, id.index), type);
    llvm::Value* is_inside = to_.each.CreateICmpULE(to_.each.CreateSub(stored.offset, least), span);
    return unknown_where(stored.is_absent,
                         to_.each.CreateSelect(is_inside, input_inside(to_, id.index), input_outside(to_, id.index)));
  }

  llvm::Value* compare_times(const plan::CompareTimes& compare) {
    const EmittedTime left = emit_time(to_, compare.left, row_), right = emit_time(to_, compare.right, row_);
    if (left.is_given == nullptr || right.is_given == nullptr) return constant(Truth::Unknown);
    llvm::Value* holds = to_.each.CreateICmp(predicate(compare.op), left.at, right.at);
    llvm::Value* both = to_.each.CreateAnd(left.is_given, right.is_given);
    return to_.each.CreateSelect(both, truth_of(holds), constant(Truth::Unknown));
  }

  static llvm::CmpInst::Predicate predicate(core::Comparison op) {
    switch (op) {
      case core::Comparison::Equal:
        return llvm::CmpInst::ICMP_EQ;
      case core::Comparison::NotEqual:
        return llvm::CmpInst::ICMP_NE;
      case core::Comparison::Less:
        return llvm::CmpInst::ICMP_SLT;
      case core::Comparison::LessOrEqual:
        return llvm::CmpInst::ICMP_SLE;
      case core::Comparison::Greater:
        return llvm::CmpInst::ICMP_SGT;
      case core::Comparison::GreaterOrEqual:
        return llvm::CmpInst::ICMP_SGE;
    }
    POLC_UNREACHABLE("a comparison of no kind");
  }

  llvm::Value* flag(plan::NodeId id, const plan::Flag& flag) {
    if (to_.program[flag.way.end].columns[flag.column].defined_by_rules) return look_up(id, flag.way, Truth::Unknown);
    const Stored stored = read(to_, reached(id, flag.way), flag.way.end, flag.column);
    if (stored.is_never) return constant(Truth::Unknown);
    llvm::Value* offset = to_.each.CreateZExtOrTrunc(stored.offset, to_.each.getInt8Ty());
    const auto first = static_cast<std::uint8_t>(static_cast<std::uint64_t>(stored.view.first));
    return unknown_where(stored.is_absent, to_.each.CreateAdd(offset, to_.each.getInt8(first)));
  }

  llvm::Value* same_thing(const Reached& left, const Reached& right) {
    if (left.is_nowhere || right.is_nowhere) return constant(Truth::False);
    llvm::Value* truth = truth_of(to_.each.CreateICmpEQ(left.row, right.row));
    return false_where(either(to_, left.is_none, right.is_none), truth);
  }

  llvm::Value* present(const Reached& end) {
    if (end.is_nowhere) return constant(Truth::False);
    return false_where(end.is_none, constant(Truth::True));
  }

  llvm::Value* false_where(llvm::Value* is_none, llvm::Value* truth) {
    return is_none == nullptr ? truth : to_.each.CreateSelect(is_none, constant(Truth::False), truth);
  }

  llvm::Value* look_up(plan::NodeId id, const plan::Way& way, Truth missing) {
    if (to_.facts.row_count(way.end) == 0) return constant(missing);  // there is no row 0 to read in place of none
    return read_table(to_, reached(id, way), input_table(to_, id.index), byte(missing));
  }

  Emission& to_;
  NodeCosts& costs_;
  llvm::Value* row_;
};

}  // namespace

llvm::Value* emit_condition(Emission& to, NodeCosts& costs, plan::NodeId node, llvm::Value* row) {
  return Emitter(to, costs, row).truth(node);
}

}  // namespace polc::native
