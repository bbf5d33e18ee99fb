// SPDX-License-Identifier: Apache-2.0
#include "runtime/value/siphash.h"

#include <bit>
#include <cstddef>

namespace polc::value {
namespace {

std::uint64_t load_little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i)
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return word;
}

struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1, v1 = std::rotl(v1, 13), v1 ^= v0, v0 = std::rotl(v0, 32);
    v2 += v3, v3 = std::rotl(v3, 16), v3 ^= v2;
    v0 += v3, v3 = std::rotl(v3, 21), v3 ^= v0;
    v2 += v1, v1 = std::rotl(v1, 17), v1 ^= v2, v2 = std::rotl(v2, 32);
  }
  void absorb(std::uint64_t word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
};

}  // namespace

std::uint64_t siphash(std::uint64_t low, std::uint64_t high, std::string_view bytes) {
  SipState state{low ^ 0x736f6d6570736575U, high ^ 0x646f72616e646f6dU, low ^ 0x6c7967656e657261U,
                 high ^ 0x7465646279746573U};
  const std::size_t whole = bytes.size() / 8 * 8;
  for (std::size_t at = 0; at < whole; at += 8) state.absorb(load_little_endian(bytes, at, 8));
  const std::uint64_t length = static_cast<std::uint64_t>(bytes.size() & 0xff) << 56;
  state.absorb(length | load_little_endian(bytes, whole, bytes.size() - whole));
  state.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

std::string short_name(std::uint64_t hash) {
  constexpr std::string_view digits = "abcdefghijkmnpqrstuvwxyz23456789";  // no l, o, 0, 1: easily misread
  static_assert(digits.size() == 32);
  std::string name;
  for (int at = 0; at < 8; ++at, hash >>= 5) name += digits[hash & 31];
  return name;
}

}  // namespace polc::value
