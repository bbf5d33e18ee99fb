// SPDX-License-Identifier: Apache-2.0
// The same loops twice: as every processor can run them, and for those that have AVX2, whose compiler needs a fifth of the
// instructions for the least of many unsigned numbers.
#include "runtime/facts/packed_range.h"

#include <algorithm>
#include <cstddef>

namespace polc::facts {
namespace {

template <class Unsigned>
[[gnu::always_inline]] inline OffsetRange<Unsigned> look_for_range(std::span<const Unsigned> offsets) {
  // One more than the greatest: of the absent one that is 0.
  constexpr Unsigned absent = std::numeric_limits<Unsigned>::max();
  Unsigned least = absent, most = 0, beyond = 0;
  for (const Unsigned offset : offsets) {
    const auto next = static_cast<Unsigned>(offset + 1);
    least = offset < least ? offset : least;
    most = offset > most ? offset : most;
    beyond = next > beyond ? next : beyond;
  }
  const bool any_absent = !offsets.empty() && most == absent;
  if (beyond == 0) return {absent, 0, any_absent};
  return {least, static_cast<Unsigned>(beyond - 1), any_absent};
}

template <class Unsigned>
[[gnu::always_inline]] inline bool look_for_order(std::span<const Unsigned> offsets, Unsigned before) {
  if (offsets.empty()) return true;
  // Of rising ones the last is the greatest.
  constexpr Unsigned absent = std::numeric_limits<Unsigned>::max();
  Unsigned faults = offsets[0] < before || offsets.back() == absent ? 1 : 0;
  for (std::size_t at = 1; at < offsets.size(); ++at)
    faults = static_cast<Unsigned>(faults | (offsets[at] < offsets[at - 1] ? 1 : 0));
  return faults == 0;
}

#if defined(__x86_64__)
template <class Unsigned>
__attribute__((target("avx2"))) OffsetRange<Unsigned> range_by_avx2(std::span<const Unsigned> offsets) {
  return look_for_range(offsets);
}
template <class Unsigned>
__attribute__((target("avx2"))) bool order_by_avx2(std::span<const Unsigned> offsets, Unsigned before) {
  return look_for_order(offsets, before);
}
bool has_avx2() {
  static const bool found = __builtin_cpu_supports("avx2") != 0;
  return found;
}
#endif

}  // namespace

template <class Unsigned>
OffsetRange<Unsigned> range_of(std::span<const Unsigned> offsets) {
#if defined(__x86_64__)
  if (has_avx2()) return range_by_avx2(offsets);
#endif
  return look_for_range(offsets);
}

template <class Unsigned>
bool is_whole_and_rising(std::span<const Unsigned> offsets, Unsigned before) {
#if defined(__x86_64__)
  if (has_avx2()) return order_by_avx2(offsets, before);
#endif
  return look_for_order(offsets, before);
}

template OffsetRange<std::uint8_t> range_of(std::span<const std::uint8_t>);
template OffsetRange<std::uint16_t> range_of(std::span<const std::uint16_t>);
template OffsetRange<std::uint32_t> range_of(std::span<const std::uint32_t>);
template OffsetRange<std::uint64_t> range_of(std::span<const std::uint64_t>);
template bool is_whole_and_rising(std::span<const std::uint8_t>, std::uint8_t);
template bool is_whole_and_rising(std::span<const std::uint16_t>, std::uint16_t);
template bool is_whole_and_rising(std::span<const std::uint32_t>, std::uint32_t);
template bool is_whole_and_rising(std::span<const std::uint64_t>, std::uint64_t);

}  // namespace polc::facts
