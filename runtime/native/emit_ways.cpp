// SPDX-License-Identifier: Apache-2.0
#include "runtime/native/emit_ways.h"

#include <cstddef>

namespace polc::native {

namespace {

using vector::NodeInput;

std::uint64_t address_of(const void* data) { return reinterpret_cast<std::uint64_t>(data); }

// What is read does not change while the function runs, whatever it writes.
llvm::Value* load_constant(llvm::IRBuilder<>& builder, llvm::Type* type, llvm::Value* place) {
  llvm::LoadInst* loaded = builder.CreateLoad(type, place);
  loaded->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(builder.getContext(), {}));
  return loaded;
}

// Row 0 where there is none.
llvm::Value* safe_row(Emission& to, const Reached& from) {
  llvm::Value* row =
      from.is_none == nullptr ? from.row : to.each.CreateSelect(from.is_none, to.each.getInt32(0), from.row);
  return to.each.CreateZExt(row, to.each.getInt64Ty());
}

llvm::Value* input(Emission& to, std::size_t at, std::size_t offset, llvm::Type* type) {
  llvm::Value* place =
      to.once.CreateConstInBoundsGEP1_64(to.once.getInt8Ty(), to.inputs, at * sizeof(NodeInput) + offset);
  return load_constant(to.once, type, place);
}

}  // namespace

std::uint64_t bytes_of(vector::Width width) {
  switch (width) {
    case vector::Width::None:
      return 0;
    case vector::Width::Byte:
      return 1;
    case vector::Width::Two:
      return 2;
    case vector::Width::Four:
      return 4;
    case vector::Width::Eight:
      break;
  }
  return 8;
}

llvm::Value* either(Emission& to, llvm::Value* left, llvm::Value* right) {
  if (left == nullptr) return right;
  return right == nullptr ? left : to.each.CreateOr(left, right);
}

Stored read(Emission& to, const Reached& from, core::RelationId relation, core::ColumnIndex column) {
  Stored found;
  found.view = to.facts.view(relation, column);
  found.is_never = from.is_nowhere || found.view.width == vector::Width::None || found.view.size == 0;
  if (found.is_never) return found;
  llvm::Type* type = to.each.getIntNTy(static_cast<unsigned>(8 * bytes_of(found.view.width)));
  llvm::Value* data = to.once.CreateIntToPtr(to.once.getInt64(address_of(found.view.data)), to.once.getPtrTy());
  if (from.row == to.row) to.own_columns.push_back(found.view);
  found.offset = load_constant(to.each, type, to.each.CreateInBoundsGEP(type, data, safe_row(to, from)));
  found.is_absent = from.is_none;
  if (to.facts.any_absent(relation, column)) {
    llvm::Value* none = to.each.CreateICmpEQ(found.offset, llvm::ConstantInt::get(type, found.view.absent));
    found.is_absent = either(to, from.is_none, none);
  }
  return found;
}

Reached follow(Emission& to, Reached from, core::RelationId relation, core::ColumnIndex reference) {
  const Stored stored = read(to, from, relation, reference);
  if (stored.is_never) return {nullptr, nullptr, true};
  llvm::Value* offset = to.each.CreateZExtOrTrunc(stored.offset, to.each.getInt32Ty());
  const auto first = static_cast<std::uint32_t>(static_cast<std::uint64_t>(stored.view.first));
  return {to.each.CreateAdd(offset, to.each.getInt32(first)), stored.is_absent, false};
}

Reached follow(Emission& to, llvm::Value* row, core::RelationId domain, const plan::Way& way) {
  Reached at{row, nullptr, false};
  core::RelationId relation = domain;
  for (const core::ColumnIndex step : way.steps) {
    at = follow(to, at, relation, step);
    relation = to.program[relation].columns[step].type.target;
  }
  return at;
}

llvm::Value* read_table(Emission& to, const Reached& from, llvm::Value* table, std::uint8_t missing) {
  if (from.is_nowhere) return to.each.getInt8(missing);
  llvm::Type* type = to.each.getInt8Ty();
  llvm::Value* found = load_constant(to.each, type, to.each.CreateInBoundsGEP(type, table, safe_row(to, from)));
  return from.is_none == nullptr ? found : to.each.CreateSelect(from.is_none, to.each.getInt8(missing), found);
}

llvm::Value* input_table(Emission& to, std::size_t at) {
  return input(to, at, offsetof(NodeInput, table), to.once.getPtrTy());
}
llvm::Value* input_least(Emission& to, std::size_t at) {
  return input(to, at, offsetof(NodeInput, least), to.once.getInt64Ty());
}
llvm::Value* input_span(Emission& to, std::size_t at) {
  return input(to, at, offsetof(NodeInput, span), to.once.getInt64Ty());
}
llvm::Value* input_inside(Emission& to, std::size_t at) {
  return input(to, at, offsetof(NodeInput, inside), to.once.getInt8Ty());
}
llvm::Value* input_outside(Emission& to, std::size_t at) {
  return input(to, at, offsetof(NodeInput, outside), to.once.getInt8Ty());
}

}  // namespace polc::native
