// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/packed_integers.h"

#include <algorithm>
#include <mutex>
#include <vector>

#include "runtime/facts/packed_builder.h"
#include "runtime/facts/packed_range.h"
#include "runtime/facts/unwritten_bytes.h"

namespace polc::facts {

namespace {

std::uint64_t greatest_offset(std::uint8_t width) {
  return (std::numeric_limits<std::uint64_t>::max() >> (64 - 8 * width)) - 1;
}

}  // namespace

Packing packing_of(std::int64_t least, std::int64_t greatest) {
  const std::uint64_t range = static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least);
  std::uint8_t width = 1;
  while (width < 8 && range > greatest_offset(width)) width = static_cast<std::uint8_t>(width * 2);
  POLC_CHECK(range <= greatest_offset(width), "the least of all numbers cannot be packed");
  const bool from_zero = least >= 0 && static_cast<std::uint64_t>(greatest) <= greatest_offset(width);
  return {from_zero ? 0 : least, width};
}

struct PackedIntegers::KeptRange {
  std::once_flag once;
  ValueRange range;
};

PackedIntegers::PackedIntegers(Packing packing, SharedArray<std::byte> bytes)
    : bytes_(std::move(bytes)), size_(bytes_.size() / packing.width), packing_(packing) {
  if (size_ != 0) range_ = std::make_shared<KeptRange>();
}

ValueRange PackedIntegers::range() const {
  if (range_ == nullptr) return {};
  std::call_once(range_->once, [&] {
    range_->range = visit([&](const auto& view) -> ValueRange {
      const auto found = range_of(view.offsets);
      if (found.least > found.greatest) return {true, false, 0, 0};
      return {found.any_absent, true, value_of(found.least), value_of(found.greatest)};
    });
  });
  return range_->range;
}

PackedIntegers PackedIntegers::reordered(std::span<const std::uint32_t> order) const {
  return visit([&](const auto& from) {
    using Unsigned = typename std::decay_t<decltype(from.offsets)>::value_type;
    const std::size_t size = order.size() * sizeof(Unsigned);
    const auto bytes = unwritten_bytes(size);
    for (std::size_t at = 0; at < order.size(); ++at)
      std::memcpy(bytes.get() + at * sizeof(Unsigned), &from.offsets[order[at]], sizeof(Unsigned));
    return PackedIntegers(packing_, {bytes, {bytes.get(), size}});
  });
}

PackedIntegers PackedIntegers::changed(std::size_t at, std::optional<std::int64_t> value) const {
  const std::uint64_t offset =
      value ? static_cast<std::uint64_t>(*value) - static_cast<std::uint64_t>(packing_.base) : absent_offset();
  if (!value || (*value >= packing_.base && offset <= greatest_offset(packing_.width))) {
    std::vector<std::byte> bytes(bytes_.begin(), bytes_.end());
    visit([&](const auto& from) {
      using Unsigned = typename std::decay_t<decltype(from.offsets)>::value_type;
      const auto narrow = static_cast<Unsigned>(offset);
      std::memcpy(bytes.data() + at * sizeof(Unsigned), &narrow, sizeof(Unsigned));
    });
    return {packing_, std::move(bytes)};
  }
  PackedBuilder builder;
  for (std::size_t other = 0; other < size_; ++other) builder.append(other == at ? value : (*this)[other]);
  return std::move(builder).finish();
}

PackedIntegers PackedIntegers::extended(std::optional<std::int64_t> value) const {
  std::vector<std::byte> bytes(bytes_.size() + packing_.width, std::byte{0xff});
  std::copy(bytes_.begin(), bytes_.end(), bytes.begin());
  const PackedIntegers longer(packing_, std::move(bytes));
  return value ? longer.changed(size_, value) : longer;
}

}  // namespace polc::facts
