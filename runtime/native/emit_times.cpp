// SPDX-License-Identifier: Apache-2.0
// Days and moments, as runtime/vector/times.cpp works them out.
#include "compiler/core/match.h"
#include "runtime/native/emit_conditions.h"
#include "runtime/value/civil_time.h"

namespace polc::native {

namespace {

EmittedTime of_column(Emission& to, const Reached& from, const plan::TimeOfColumn& time) {
  const Stored stored = read(to, from, time.way.end, time.column);
  if (stored.is_never) return {};
  llvm::Value* offset = to.each.CreateZExt(stored.offset, to.each.getInt64Ty());
  llvm::Value* first = to.each.getInt64(static_cast<std::uint64_t>(stored.view.first));
  return {to.each.CreateAdd(offset, first),
          stored.is_absent == nullptr ? to.each.getTrue() : to.each.CreateNot(stored.is_absent)};
}

// Takes note of a time that falls out of the calendar.
EmittedTime moved(Emission& to, const EmittedTime& base, std::size_t input, bool to_the_minute) {
  if (base.is_given == nullptr) return {};
  const std::int64_t first =
      to_the_minute ? value::start_of(value::first_day).since_epoch : std::int64_t{value::first_day.since_epoch};
  const std::int64_t last = to_the_minute ? value::start_of(value::last_day).since_epoch + value::minutes_per_day - 1
                                          : std::int64_t{value::last_day.since_epoch};
  llvm::Value* amount = input_least(to, input);
  llvm::Value* is_known = to.once.CreateICmpNE(input_inside(to, input), to.once.getInt8(0));
  llvm::Value* is_given = to.each.CreateAnd(base.is_given, is_known);
  llvm::Value* sum = to.each.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_with_overflow, base.at, amount);
  llvm::Value* at = to.each.CreateExtractValue(sum, 0);
  llvm::Value* is_out = to.each.CreateExtractValue(sum, 1);
  is_out = to.each.CreateOr(is_out, to.each.CreateICmpSLT(at, to.each.getInt64(static_cast<std::uint64_t>(first))));
  is_out = to.each.CreateOr(is_out, to.each.CreateICmpSGT(at, to.each.getInt64(static_cast<std::uint64_t>(last))));
  llvm::Value* counts = to.each.CreateZExt(to.each.CreateAnd(is_given, is_out), to.each.getInt8Ty());
  llvm::Value* before = to.each.CreateLoad(to.each.getInt8Ty(), to.does_not_fit);
  to.each.CreateStore(to.each.CreateOr(before, counts), to.does_not_fit);
  return {at, is_given};
}

// As value::day_of: the day before where minutes are left of a day before 1970.
EmittedTime day_of(Emission& to, const EmittedTime& moment) {
  if (moment.is_given == nullptr) return {};
  llvm::Value* minutes = to.each.getInt64(value::minutes_per_day);
  llvm::Value* day = to.each.CreateSDiv(moment.at, minutes);
  llvm::Value* left = to.each.CreateSub(moment.at, to.each.CreateMul(day, minutes));
  llvm::Value* is_before = to.each.CreateICmpSLT(left, to.each.getInt64(0));
  day = to.each.CreateAdd(day, to.each.CreateSExt(is_before, to.each.getInt64Ty()));
  return {to.each.CreateSExt(to.each.CreateTrunc(day, to.each.getInt32Ty()), to.each.getInt64Ty()), moment.is_given};
}

}  // namespace

EmittedTime emit_time(Emission& to, plan::TimeId id, llvm::Value* row) {
  const plan::Time& time = to.plan[id];
  const std::size_t input = to.plan.nodes.size() + id.index;
  return core::match(
      time, [&](const plan::TimeOfColumn& one) { return of_column(to, follow(to, row, time.domain, one.way), one); },
      [&](const plan::FixedTime&) {
        return EmittedTime{input_least(to, input), to.once.CreateICmpNE(input_inside(to, input), to.once.getInt8(0))};
      },
      [](const plan::LatestTime&) -> EmittedTime { POLC_UNREACHABLE("the latest row of an event has no code"); },
      [&](const plan::MovedTime& one) { return moved(to, emit_time(to, one.base, row), input, time.to_the_minute); },
      [&](const plan::DayOfMoment& one) { return day_of(to, emit_time(to, one.moment, row)); });
}

}  // namespace polc::native
