// SPDX-License-Identifier: Apache-2.0
// Integers in few bytes: each as an unsigned offset from a base that all share, as wide as the widest needs. The greatest
// offset of the width stands for an absent one (frame of reference, as column stores have it; without bit packing, so that a
// value is one load).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <span>

#include "runtime/facts/shared_array.h"
#include "runtime/value/check_macro.h"

namespace polc::facts {

struct Packing {
  std::int64_t base = 0;
  std::uint8_t width = 1;  // bytes: 1, 2, 4 or 8
  friend bool operator==(const Packing&, const Packing&) = default;
};
// The narrowest that holds everything between `least` and `greatest` and absent ones; base 0 where that is as narrow. `least`
// is greater than the least of all 64-bit numbers.
[[nodiscard]] Packing packing_of(std::int64_t least, std::int64_t greatest);

// What a kernel runs over: a value is base + offset, unless the offset is `absent`.
template <class Unsigned>
struct PackedView {
  std::span<const Unsigned> offsets;
  std::int64_t base = 0;
  static constexpr Unsigned absent = std::numeric_limits<Unsigned>::max();
};

// What the values of an array are like.
struct ValueRange {
  bool any_absent = false;
  bool any_given = false;
  std::int64_t least = 0, greatest = 0;  // of those given
};

class PackedIntegers {
 public:
  PackedIntegers() = default;
  // `bytes`: whole offsets in the byte order of the machine, aligned to their width.
  PackedIntegers(Packing packing, SharedArray<std::byte> bytes);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Packing packing() const { return packing_; }
  [[nodiscard]] const SharedArray<std::byte>& bytes() const { return bytes_; }

  [[nodiscard]] std::uint64_t offset(std::size_t at) const {
    switch (packing_.width) {
      case 1:
        return load<std::uint8_t>(at);
      case 2:
        return load<std::uint16_t>(at);
      case 4:
        return load<std::uint32_t>(at);
      default:
        return load<std::uint64_t>(at);
    }
  }
  [[nodiscard]] std::uint64_t absent_offset() const {
    return std::numeric_limits<std::uint64_t>::max() >> (64 - 8 * packing_.width);
  }
  [[nodiscard]] std::int64_t value_of(std::uint64_t offset) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(packing_.base) + offset);
  }
  // No value when absent.
  [[nodiscard]] std::optional<std::int64_t> operator[](std::size_t at) const {
    const std::uint64_t found = offset(at);
    return found == absent_offset() ? std::nullopt : std::optional(value_of(found));
  }

  // Calls `kernel` with a PackedView of the true width.
  template <class Kernel>
  decltype(auto) visit(Kernel&& kernel) const {
    switch (packing_.width) {
      case 1:
        return kernel(view<std::uint8_t>());
      case 2:
        return kernel(view<std::uint16_t>());
      case 4:
        return kernel(view<std::uint32_t>());
      default:
        return kernel(view<std::uint64_t>());
    }
  }

  // One pass over the values when it is first asked for, for all copies. Several threads may ask.
  [[nodiscard]] ValueRange range() const;

  // ---- Others made from it

  // Place n holds what was at order[n].
  [[nodiscard]] PackedIntegers reordered(std::span<const std::uint32_t> order) const;
  [[nodiscard]] PackedIntegers changed(std::size_t at, std::optional<std::int64_t> value) const;
  [[nodiscard]] PackedIntegers extended(std::optional<std::int64_t> value) const;

 private:
  template <class Unsigned>
  [[nodiscard]] Unsigned load(std::size_t at) const {
    Unsigned loaded = 0;
    std::memcpy(&loaded, bytes_.data() + at * sizeof(Unsigned), sizeof(Unsigned));
    return loaded;
  }
  template <class Unsigned>
  [[nodiscard]] PackedView<Unsigned> view() const {
    return {std::span(reinterpret_cast<const Unsigned*>(bytes_.data()), size_), packing_.base};
  }

  struct KeptRange;

  SharedArray<std::byte> bytes_;
  std::size_t size_ = 0;
  Packing packing_;
  std::shared_ptr<KeptRange> range_;  // none: there are no values
};

}  // namespace polc::facts
