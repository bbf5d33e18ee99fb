// SPDX-License-Identifier: Apache-2.0
#include "runtime/facts/crc32c.h"

#include <array>
#include <bit>
#include <cstring>

namespace polc::facts {
namespace {

constexpr std::uint32_t reflected_polynomial = 0x82f63b78;
constexpr std::size_t word_bytes = sizeof(std::uint64_t);
static_assert(std::endian::native == std::endian::little, "the words are taken apart from their low end");

// tables[n][b]: what the byte b adds when n more bytes follow it (slicing by eight, Kounavis and Berry 2005).
using Tables = std::array<std::array<std::uint32_t, 256>, word_bytes>;
constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t sum = byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? reflected_polynomial : 0);
    tables[0][byte] = sum;
  }
  for (std::size_t after = 1; after < word_bytes; ++after)
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[after - 1][byte];
      tables[after][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  return tables;
}
constexpr Tables tables = make_tables();

std::uint64_t word_at(std::span<const std::byte> bytes, std::size_t at) {
  std::uint64_t loaded = 0;
  std::memcpy(&loaded, bytes.data() + at, word_bytes);
  return loaded;
}

#if defined(__x86_64__)
template <std::size_t count>
__attribute__((target("sse4.2"))) std::array<std::uint32_t, count> by_instruction(
    const std::array<std::span<const std::byte>, count>& parts) {
  std::array<std::uint64_t, count> sums{};
  sums.fill(0xffffffff);
  const std::size_t size = parts[0].size();
  std::size_t at = 0;
  for (; at + word_bytes <= size; at += word_bytes)
    for (std::size_t part = 0; part < count; ++part)
      sums[part] = __builtin_ia32_crc32di(sums[part], word_at(parts[part], at));
  std::array<std::uint32_t, count> found{};
  for (std::size_t part = 0; part < count; ++part) {
    auto narrow = static_cast<std::uint32_t>(sums[part]);
    for (std::size_t rest = at; rest < size; ++rest)
      narrow = __builtin_ia32_crc32qi(narrow, static_cast<unsigned char>(parts[part][rest]));
    found[part] = ~narrow;
  }
  return found;
}

bool has_instruction() {
  static const bool found = __builtin_cpu_supports("sse4.2") != 0;
  return found;
}
#endif

}  // namespace

std::uint32_t crc32c_by_tables(std::span<const std::byte> bytes) {
  std::uint32_t sum = 0xffffffff;
  std::size_t at = 0;
  for (; at + word_bytes <= bytes.size(); at += word_bytes) {
    const std::uint64_t mixed = word_at(bytes, at) ^ sum;
    sum = 0;
    for (std::size_t place = 0; place < word_bytes; ++place)
      sum ^= tables[word_bytes - 1 - place][(mixed >> (8 * place)) & 0xff];
  }
  for (; at < bytes.size(); ++at) sum = (sum >> 8) ^ tables[0][(sum ^ static_cast<std::uint32_t>(bytes[at])) & 0xff];
  return ~sum;
}

std::uint32_t crc32c(std::span<const std::byte> bytes) {
#if defined(__x86_64__)
  if (has_instruction()) return by_instruction<1>({bytes})[0];
#endif
  return crc32c_by_tables(bytes);
}

std::array<std::uint32_t, 3> crc32c(const std::array<std::span<const std::byte>, 3>& parts) {
#if defined(__x86_64__)
  if (has_instruction()) return by_instruction<3>(parts);
#endif
  return {crc32c_by_tables(parts[0]), crc32c_by_tables(parts[1]), crc32c_by_tables(parts[2])};
}

}  // namespace polc::facts
