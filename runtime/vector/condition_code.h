// SPDX-License-Identifier: Apache-2.0
// Machine code for conditions of a plan over chosen rows, as the engine asks for it and calls it; who makes it (runtime/native)
// is loaded when it is wanted, and nothing here knows how. Code is made for a session, once: where columns lie, how wide they
// are and whether a value is absent in them is part of it. What changes with the moment comes in as NodeInput.
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/plan/plan.h"
#include "runtime/value/result.h"
#include "runtime/vector/column_view.h"
#include "runtime/vector/kernels.h"

namespace polc::vector {

// What a node or a time of the plan needs of the moment. Code is given one for each node and, behind them, one for each time.
struct NodeInput {
  const std::uint8_t* table = nullptr;  // truths by row at the end of the way, where other steps have worked them out
  // CompareColumn: True or False (`inside`) where least <= offset <= least + span, the other of them (`outside`) elsewhere;
  // both Unknown where the bound is not known. FixedTime and MovedTime: the time or the amount (`least`, as signed), and whether
  // it is given (`inside`: 1).
  std::uint64_t least = 0, span = 0;
  std::uint8_t inside = 1, outside = 1;
};

// Of one number of a window, by thing: `any` the strongest truth of its rows; or the sums, as ScanRun adds them up.
struct NumberOutput {
  std::uint8_t* any = nullptr;
  std::int64_t* low = nullptr;
  std::int64_t* high = nullptr;
  std::uint8_t* open = nullptr;
};

// One truth for each of `size` rows of the domain, which are there. 0: a time does not fit (DoesNotFit), else 1.
using OfRows = std::uint8_t (*)(const NodeInput* inputs, const RowId* rows, std::size_t size, std::uint8_t* truths);
// Adds the rows to the numbers of their things, for which nobody else does so meanwhile. The same result.
using OfWindow = std::uint8_t (*)(const NodeInput* inputs, const RowId* rows, std::size_t size,
                                  const NumberOutput* numbers);

// clang's check of function pointers looks for a mark before the function, which code that LLVM makes does not have.
#if defined(__clang__)
#define POLC_CALLS_MADE_CODE __attribute__((no_sanitize("function")))
#else
#define POLC_CALLS_MADE_CODE
#endif
// False: a time does not fit.
template <class Code, class Output>
POLC_CALLS_MADE_CODE inline bool run_code(Code code, const std::vector<NodeInput>& inputs, const RowId* rows,
                                          std::size_t size, Output* output) {
  return code(inputs.data(), rows, size, output) != 0;
}

// The numbers that one pass over the rows of a window adds up.
struct WindowCode {
  struct Number {
    std::optional<plan::NodeId> filter;
    bool any_is_enough = false;
    friend auto operator<=>(const Number&, const Number&) = default;
  };
  core::RelationId relation;
  core::ColumnIndex link = 0;
  std::vector<Number> numbers;
  friend auto operator<=>(const WindowCode&, const WindowCode&) = default;
};

// What code may take for granted for as long as it lives. Not for several threads.
class FixedFacts {
 public:
  virtual ~FixedFacts() = default;
  [[nodiscard]] virtual RowId row_count(core::RelationId relation) = 0;
  [[nodiscard]] virtual ColumnView view(core::RelationId relation, core::ColumnIndex column) = 0;
  // May be a pass over the column.
  [[nodiscard]] virtual bool any_absent(core::RelationId relation, core::ColumnIndex column) = 0;
};

// The code of one plan over one fact base; its functions live as long as it.
class ConditionCode {
 public:
  virtual ~ConditionCode() = default;
  // Whether code can be made for all that the node holds.
  [[nodiscard]] virtual bool knows(plan::NodeId node) const = 0;
  // Code for all of these, which it knows, in one piece. The functions come in the same order. An error says what LLVM refused.
  struct Made {
    std::vector<OfRows> nodes;
    std::vector<OfWindow> windows;
  };
  [[nodiscard]] virtual value::Result<Made, std::string> make(std::span<const plan::NodeId> nodes,
                                                              std::span<const WindowCode> windows) = 0;
};

class ConditionCompiler {
 public:
  virtual ~ConditionCompiler() = default;
  // Program, plan and facts must outlive the code.
  [[nodiscard]] virtual value::Result<std::unique_ptr<ConditionCode>, std::string> begin(const core::Program& program,
                                                                                         const plan::Plan& plan,
                                                                                         FixedFacts& facts) = 0;
};

// How a session uses code.
struct CodeOptions {
  std::shared_ptr<ConditionCompiler> compiler;  // none: kernels do it all
  // Making code for conditions over fewer rows costs more than it saves.
  RowId least_rows = RowId{1} << 19;
  // For tests: code for every condition, however few the rows, and rows are chosen wherever they may be.
  bool always = false;
};

// What was made so far, and what it did.
struct CodeUse {
  std::size_t functions = 0;
  std::chrono::nanoseconds time{0};  // that it took to make them
  std::uint64_t rows = 0;            // that they were called with
  std::string failure;               // why no more can be made; kernels do the rest
};

}  // namespace polc::vector
