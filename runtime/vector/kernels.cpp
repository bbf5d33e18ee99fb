// SPDX-License-Identifier: Apache-2.0
// Compiled several times, for POLC_PROCESSOR: everything here is local to its object, and nothing of the standard library is
// called, so that no function made for one processor is linked into another's path. The loops are plain; the compiler makes
// vectors of them.
#include "runtime/vector/kernels.h"

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

namespace polc::vector::POLC_PROCESSOR {

namespace {

using Byte = std::uint8_t;
constexpr Byte is_false = 0, is_unknown = 1, is_true = 2;

#if defined(__AVX512BW__)
// Row numbers of the bits, `many` of them from `row` on, packed together; how many. Writes sixteen at a time.
inline std::size_t pack_rows(std::uint64_t bits, int many, RowId row, RowId* __restrict rows) {
  const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  __m512i numbers = _mm512_add_epi32(lanes, _mm512_set1_epi32(static_cast<int>(row)));
  std::size_t found = 0;
  for (int part = 0; part < many; part += 16) {
    const auto some = static_cast<__mmask16>(bits);
    _mm512_storeu_si512(rows + found, _mm512_maskz_compress_epi32(some, numbers));
    found += static_cast<std::size_t>(__builtin_popcount(some));
    numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
    bits >>= 16;
  }
  return found;
}

// Rows that are packed make the processor wait for their number, and it looks no further ahead meanwhile: what comes is fetched
// beforehand, beyond the end of these rows too, where those of the next piece lie.
constexpr std::size_t fetched_ahead = 2048;  // bytes
template <class T>
inline void fetch_ahead(const T* place) {
  _mm_prefetch(reinterpret_cast<const char*>(place) + fetched_ahead, _MM_HINT_T0);
}

// A vector of offsets, of which 64 / sizeof(T) are compared at once.
template <class T>
struct Lanes {
  static constexpr int count = 64 / static_cast<int>(sizeof(T));
  static __m512i all(T value) {
    if constexpr (sizeof(T) == 1) return _mm512_set1_epi8(static_cast<char>(value));
    if constexpr (sizeof(T) == 2) return _mm512_set1_epi16(static_cast<short>(value));
    if constexpr (sizeof(T) == 4) return _mm512_set1_epi32(static_cast<int>(value));
    if constexpr (sizeof(T) == 8) return _mm512_set1_epi64(static_cast<long long>(value));
  }
  static __m512i less(__m512i left, __m512i right) {
    if constexpr (sizeof(T) == 1) return _mm512_sub_epi8(left, right);
    if constexpr (sizeof(T) == 2) return _mm512_sub_epi16(left, right);
    if constexpr (sizeof(T) == 4) return _mm512_sub_epi32(left, right);
    if constexpr (sizeof(T) == 8) return _mm512_sub_epi64(left, right);
  }
  static std::uint64_t at_most(__m512i left, __m512i right) {
    if constexpr (sizeof(T) == 1) return _mm512_cmple_epu8_mask(left, right);
    if constexpr (sizeof(T) == 2) return _mm512_cmple_epu16_mask(left, right);
    if constexpr (sizeof(T) == 4) return _mm512_cmple_epu32_mask(left, right);
    if constexpr (sizeof(T) == 8) return _mm512_cmple_epu64_mask(left, right);
  }
  static std::uint64_t equal(__m512i left, __m512i right) {
    if constexpr (sizeof(T) == 1) return _mm512_cmpeq_epu8_mask(left, right);
    if constexpr (sizeof(T) == 2) return _mm512_cmpeq_epu16_mask(left, right);
    if constexpr (sizeof(T) == 4) return _mm512_cmpeq_epu32_mask(left, right);
    if constexpr (sizeof(T) == 8) return _mm512_cmpeq_epu64_mask(left, right);
  }
};
#endif

std::size_t rows_of(const Byte* __restrict bytes, std::size_t size, RowId first, RowId* __restrict rows) {
  std::size_t found = 0;
  std::size_t at = 0;
#if defined(__AVX512BW__)
  for (; at + 64 <= size; at += 64) {
    const std::uint64_t bits = _mm512_test_epi8_mask(_mm512_loadu_si512(bytes + at), _mm512_loadu_si512(bytes + at));
    if (bits != 0) found += pack_rows(bits, 64, first + static_cast<RowId>(at), rows + found);
  }
#endif
  for (; at + 8 <= size; at += 8) {
    std::uint64_t eight = 0;
    __builtin_memcpy(&eight, bytes + at, sizeof eight);
    if (eight == 0) continue;
    for (std::size_t more = at; more < at + 8; ++more) {
      rows[found] = first + static_cast<RowId>(more);
      found += bytes[more] != 0 ? 1 : 0;
    }
  }
  for (; at < size; ++at) {
    rows[found] = first + static_cast<RowId>(at);
    found += bytes[at] != 0 ? 1 : 0;
  }
  return found;
}

// What is found to be inside for some rows at a time goes to rows while it is in the nearest cache. `mark(at, many, inside)`
// sets the bytes of `many` rows from `at` on.
template <class Mark>
inline std::size_t rows_marked(std::size_t begin, std::size_t size, RowId first, RowId* __restrict rows, Mark mark) {
  constexpr std::size_t at_once = 512;
  alignas(64) Byte inside[at_once];
  std::size_t found = 0;
  for (std::size_t at = begin; at < size; at += at_once) {
    const std::size_t many = size - at < at_once ? size - at : at_once;
    mark(at, many, inside);
    found += rows_of(inside, many, first + static_cast<RowId>(at), rows + found);
  }
  return found;
}

template <class T>
inline Byte between_one(T offset, T least, T span, T absent, Byte inside, Byte outside) {
  const Byte truth = static_cast<T>(offset - least) <= span ? inside : outside;
  return offset == absent ? is_unknown : truth;
}

template <class T>
void between(const T* __restrict data, std::size_t size, T least, T span, T absent, bool outside,
             Byte* __restrict truths) {
  const Byte in = outside ? is_false : is_true, out = outside ? is_true : is_false;
  for (std::size_t at = 0; at < size; ++at) truths[at] = between_one(data[at], least, span, absent, in, out);
}

template <class T>
void between_at(const T* __restrict data, const RowId* __restrict rows, std::size_t size, T least, T span, T absent,
                bool outside, Byte* __restrict truths) {
  const Byte in = outside ? is_false : is_true, out = outside ? is_true : is_false;
  for (std::size_t at = 0; at < size; ++at)
    truths[at] = rows[at] == no_row_id ? is_unknown : between_one(data[rows[at]], least, span, absent, in, out);
}

template <class T>
void place_in_window(const T* __restrict data, std::size_t size, T first, T last, Byte* __restrict places) {
  for (std::size_t at = 0; at < size; ++at) {
    const T offset = data[at];
    const Byte begun = offset <= last ? 1 : 0;
    const Byte early = offset < first ? 1 : 0;
    places[at] = static_cast<Byte>(begun + (begun & early));
  }
}

template <class T>
void reach_window(const T* __restrict data, std::size_t size, T first, T absent, Byte* __restrict places) {
  for (std::size_t at = 0; at < size; ++at) {
    const T offset = data[at];
    const Byte reaches = static_cast<Byte>((offset >= first ? 1 : 0) | (offset == absent ? 1 : 0));
    const Byte place = places[at];
    places[at] = static_cast<Byte>((place & 1) | ((place >> 1) & reaches));
  }
}

template <class T>
std::size_t rows_between(const T* __restrict data, std::size_t size, T least, T span, RowId first,
                         RowId* __restrict rows) {
  std::size_t found = 0;
  std::size_t begin = 0;
#if defined(__AVX512BW__)
  using Many = Lanes<T>;
  const __m512i from = Many::all(least), most = Many::all(span);
  for (; begin + Many::count <= size; begin += Many::count) {
    fetch_ahead(data + begin);
    const std::uint64_t inside = Many::at_most(Many::less(_mm512_loadu_si512(data + begin), from), most);
    if (inside != 0) found += pack_rows(inside, Many::count, first + static_cast<RowId>(begin), rows + found);
  }
#endif
  return found + rows_marked(begin, size, first, rows + found,
                             [=](std::size_t from_row, std::size_t many, Byte* __restrict inside) {
                               for (std::size_t at = 0; at < many; ++at)
                                 inside[at] = static_cast<T>(data[from_row + at] - least) <= span ? 1 : 0;
                             });
}

template <class T>
std::size_t rows_in_window(const T* __restrict begins, const T* __restrict ends, std::size_t size, T first, T last,
                           T first_end, T absent_end, RowId first_row, RowId* __restrict rows) {
  std::size_t found = 0;
  std::size_t done = 0;
#if defined(__AVX512BW__)
  using Many = Lanes<T>;
  const __m512i from = Many::all(first), to = Many::all(last);
  const __m512i end_from = Many::all(first_end), no_end = Many::all(absent_end);
  for (; done + Many::count <= size; done += Many::count) {
    fetch_ahead(begins + done);
    fetch_ahead(ends + done);
    const __m512i begin = _mm512_loadu_si512(begins + done), end = _mm512_loadu_si512(ends + done);
    const std::uint64_t inside = Many::at_most(begin, to) &
                                 (Many::at_most(from, begin) | Many::at_most(end_from, end) | Many::equal(end, no_end));
    if (inside != 0) found += pack_rows(inside, Many::count, first_row + static_cast<RowId>(done), rows + found);
  }
#endif
  return found + rows_marked(done, size, first_row, rows + found,
                             [=](std::size_t from_row, std::size_t many, Byte* __restrict inside) {
                               for (std::size_t at = 0; at < many; ++at) {
                                 const T begin = begins[from_row + at], end = ends[from_row + at];
                                 const Byte reaches =
                                     static_cast<Byte>((begin >= first ? 1 : 0) | (end >= first_end ? 1 : 0) |
                                                       (end == absent_end ? 1 : 0));
                                 inside[at] = static_cast<Byte>((begin <= last ? 1 : 0) & reaches);
                               }
                             });
}

template <class T>
std::size_t rows_in_window_among(const T* __restrict begins, const T* __restrict ends,
                                 [[maybe_unused]] std::size_t total, T first, T last, T first_end, T absent_end,
                                 const RowId* __restrict among, std::size_t size, RowId* __restrict rows) {
  std::size_t found = 0;
  std::size_t at = 0;
#if defined(__AVX512BW__)
  if constexpr (sizeof(T) <= 4) {
    // Four bytes are read of each, so that none may lie at the very end.
    constexpr std::size_t beside = 4 / sizeof(T) - 1;
    constexpr auto bits = static_cast<int>(0xffffffffU >> (32 - 8 * sizeof(T)));
    using Many = Lanes<std::uint32_t>;
    const __m512i only = _mm512_set1_epi32(bits);
    const __m512i from = Many::all(first), to = Many::all(last);
    const __m512i end_from = Many::all(first_end), no_end = Many::all(absent_end);
    for (; at + 16 <= size && among[at + 15] + beside < total; at += 16) {
      const __m512i some = _mm512_loadu_si512(among + at);
      const __m512i begin =
          _mm512_and_si512(_mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, some, begins, sizeof(T)), only);
      const __m512i end =
          _mm512_and_si512(_mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, some, ends, sizeof(T)), only);
      const std::uint64_t inside = Many::at_most(begin, to) & (Many::at_most(from, begin) |
                                                               Many::at_most(end_from, end) | Many::equal(end, no_end));
      const auto mask = static_cast<__mmask16>(inside);
      _mm512_storeu_si512(rows + found, _mm512_maskz_compress_epi32(mask, some));
      found += static_cast<std::size_t>(__builtin_popcount(mask));
    }
  }
#endif
  for (; at < size; ++at) {
    const RowId row = rows[found] = among[at];
    const T begin = begins[row], end = ends[row];
    const bool reaches = begin >= first || end >= first_end || end == absent_end;
    found += begin <= last && reaches ? 1 : 0;
  }
  return found;
}

template <class T>
void truths_all(const T* __restrict data, std::size_t size, T absent, T base, Byte* __restrict truths) {
  for (std::size_t at = 0; at < size; ++at) {
    const T offset = data[at];
    truths[at] = offset == absent ? is_unknown : static_cast<Byte>(offset + base);
  }
}

template <class T>
void truths_at(const T* __restrict data, const RowId* __restrict rows, std::size_t size, T absent, T base,
               Byte* __restrict truths) {
  for (std::size_t at = 0; at < size; ++at) {
    if (rows[at] == no_row_id) {
      truths[at] = is_unknown;
      continue;
    }
    const T offset = data[rows[at]];
    truths[at] = offset == absent ? is_unknown : static_cast<Byte>(offset + base);
  }
}

template <class T>
void follow(const T* __restrict data, std::size_t size, T absent, RowId base, RowId* __restrict targets) {
  for (std::size_t at = 0; at < size; ++at) {
    const T offset = data[at];
    targets[at] = offset == absent ? no_row_id : static_cast<RowId>(base + static_cast<RowId>(offset));
  }
}

template <class T>
void follow_at(const T* __restrict data, const RowId* rows, std::size_t size, T absent, RowId base, RowId* targets) {
  for (std::size_t at = 0; at < size; ++at) {
    if (rows[at] == no_row_id) {
      targets[at] = no_row_id;
      continue;
    }
    const T offset = data[rows[at]];
    targets[at] = offset == absent ? no_row_id : static_cast<RowId>(base + static_cast<RowId>(offset));
  }
}

template <class T>
std::uint64_t sum(const T* __restrict data, std::size_t size, const Byte* __restrict counted, std::uint64_t* number) {
  std::uint64_t total = 0, many = 0;
  for (std::size_t at = 0; at < size; ++at) {
    const std::uint64_t is_counted = counted[at] == is_true ? ~std::uint64_t{0} : 0;
    total += std::uint64_t{data[at]} & is_counted;
    many += is_counted & 1;
  }
  *number = many;
  return total;
}

template <class T>
constexpr ColumnKernels<T> column_kernels() {
  return {between<T>,
          between_at<T>,
          rows_between<T>,
          place_in_window<T>,
          reach_window<T>,
          rows_in_window<T>,
          rows_in_window_among<T>,
          truths_all<T>,
          truths_at<T>,
          follow<T>,
          follow_at<T>,
          sum<T>};
}

void conjoin(Byte* __restrict into, const Byte* __restrict other, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) into[at] = into[at] < other[at] ? into[at] : other[at];
}
void disjoin(Byte* __restrict into, const Byte* __restrict other, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) into[at] = into[at] > other[at] ? into[at] : other[at];
}
void conjoin_negated(Byte* __restrict into, const Byte* __restrict other, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) {
    const Byte negated = static_cast<Byte>(is_true - other[at]);
    into[at] = into[at] < negated ? into[at] : negated;
  }
}
void negate(Byte* into, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) into[at] = static_cast<Byte>(is_true - into[at]);
}
void keep(Byte* __restrict into, const Byte* __restrict mask, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) into[at] = mask[at] != 0 ? into[at] : is_false;
}

std::size_t count_not_zero(const Byte* __restrict bytes, std::size_t size) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < size; ++at) found += bytes[at] != 0 ? 1 : 0;
  return found;
}
std::size_t count_equal(const Byte* __restrict bytes, std::size_t size, Byte wanted) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < size; ++at) found += bytes[at] == wanted ? 1 : 0;
  return found;
}
bool any_equal(const Byte* __restrict bytes, std::size_t size, Byte wanted) {
  unsigned char found = 0;
  for (std::size_t at = 0; at < size; ++at) found = static_cast<unsigned char>(found | (bytes[at] == wanted ? 1 : 0));
  return found != 0;
}

void add(std::int32_t* __restrict into, const std::int32_t* __restrict other, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) into[at] += other[at];
}
#if defined(__AVX512BW__)
__m512i after_day(__m512i total, const std::int32_t* of_day, bool totals) {
  const __m512i came = _mm512_loadu_si512(of_day);
  // (Without a mask g++ 12 warns of its own header.)
  return totals ? _mm512_maskz_max_epi32(0xffff, total, came) : _mm512_add_epi32(total, came);
}
#endif
void add_days(const std::int32_t* __restrict of_days, std::size_t days, bool totals, std::int32_t* __restrict sums,
              std::size_t stride) {
  constexpr std::size_t things = 16;
#if defined(__AVX512BW__)
  __m512i total = _mm512_setzero_si512();
  for (std::size_t day = 0; day < days; ++day) {
    total = after_day(total, of_days + day * things, totals);
    _mm512_stream_si512(reinterpret_cast<__m512i*>(sums + day * stride), total);
  }
  _mm_sfence();
#else
  std::int32_t total[things] = {};
  for (std::size_t day = 0; day < days; ++day) {
    for (std::size_t thing = 0; thing < things; ++thing) {
      const std::int32_t came = of_days[day * things + thing];
      total[thing] = !totals ? total[thing] + came : came > total[thing] ? came : total[thing];
      sums[day * stride + thing] = total[thing];
    }
  }
#endif
}
void add_up_days(std::int32_t* of_days, std::size_t days, bool totals) {
  constexpr std::size_t things = 16;
#if defined(__AVX512BW__)
  __m512i total = _mm512_setzero_si512();
  for (std::size_t day = 0; day < days; ++day) {
    total = after_day(total, of_days + day * things, totals);
    _mm512_storeu_si512(of_days + day * things, total);
  }
#else
  for (std::size_t at = things; at < days * things; ++at) {
    const std::int32_t before = of_days[at - things], came = of_days[at];
    of_days[at] = !totals ? before + came : came > before ? came : before;
  }
#endif
}

void difference_between(const std::int32_t* __restrict high, const std::int32_t* __restrict low, std::size_t size,
                        std::int32_t least, std::int32_t greatest, Byte* __restrict truths) {
  for (std::size_t at = 0; at < size; ++at) {
    const std::int32_t difference = high[at] - low[at];
    truths[at] = static_cast<Byte>(((difference >= least ? 1 : 0) & (difference <= greatest ? 1 : 0)) << 1);
  }
}

void mark_days(const NumberOfDays& number, std::size_t days, Byte bit, PlacesOfDays<const Byte> from_places,
               PlacesOfDays<Byte> to_places) {
  const std::int32_t* const high = number.high;
  const std::int32_t* const low = number.low;
  const std::uint32_t* const high_at = number.high_at;
  const std::uint32_t* const low_at = number.low_at;
  const auto least = static_cast<std::uint32_t>(number.least);
  const std::uint32_t span = static_cast<std::uint32_t>(number.greatest) - least;
#if defined(__AVX512BW__)
  const __m512i from = _mm512_set1_epi32(number.least), most = _mm512_set1_epi32(static_cast<int>(span));
  const __m128i bits = _mm_set1_epi8(static_cast<char>(bit));
  for (std::size_t day = 0; day < days; ++day) {
    const __m512i difference =
        _mm512_sub_epi32(_mm512_loadu_si512(high + high_at[day]), _mm512_loadu_si512(low + low_at[day]));
    const __mmask16 inside = _mm512_cmple_epu32_mask(_mm512_sub_epi32(difference, from), most);
    const __m128i before =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(from_places.of_first_day + day * from_places.stride));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to_places.of_first_day + day * to_places.stride),
                     _mm_mask_add_epi8(before, inside, before, bits));
  }
#else
  constexpr std::size_t things = 16;
  for (std::size_t day = 0; day < days; ++day) {
    for (std::size_t thing = 0; thing < things; ++thing) {
      const auto difference =
          static_cast<std::uint32_t>(high[high_at[day] + thing]) - static_cast<std::uint32_t>(low[low_at[day] + thing]);
      const Byte before = from_places.of_first_day[day * from_places.stride + thing];
      to_places.of_first_day[day * to_places.stride + thing] =
          static_cast<Byte>(before + (difference - least <= span ? bit : 0));
    }
  }
#endif
}

void look_up(const Byte* __restrict places, std::size_t size, const Byte* __restrict table,
             [[maybe_unused]] std::size_t entries, Byte* __restrict outcomes) {
  std::size_t at = 0;
#if defined(__AVX512BW__)
  // Sixteen entries at a time, for those places that are among them. (Without a mask g++ 12 warns of its own header.)
  const int parts = static_cast<int>((entries + 15) / 16);
  const __m512i part_of = _mm512_set1_epi8(0x70);
  for (; at + 64 <= size; at += 64) {
    const __m512i place = _mm512_loadu_si512(places + at);
    const __m512i part = _mm512_and_si512(place, part_of);
    __m512i found = _mm512_setzero_si512();
    for (int one = 0; one < parts; ++one) {
      const __m512i some = _mm512_maskz_broadcast_i32x4(
          0xffff, _mm_loadu_si128(reinterpret_cast<const __m128i*>(table + std::ptrdiff_t{one} * 16)));
      const __mmask64 mine = _mm512_cmpeq_epi8_mask(part, _mm512_set1_epi8(static_cast<char>(one * 16)));
      found = _mm512_mask_shuffle_epi8(found, mine, some, place);
    }
    _mm512_storeu_si512(outcomes + at, found);
  }
#endif
  for (; at < size; ++at) outcomes[at] = table[places[at]];
}

void gather(const Byte* __restrict table, const RowId* __restrict rows, std::size_t size, Byte missing,
            Byte* __restrict out) {
  for (std::size_t at = 0; at < size; ++at) out[at] = rows[at] == no_row_id ? missing : table[rows[at]];
}

void add_ground(const Byte* __restrict truths, std::size_t size, Byte bit, Byte* __restrict certain,
                Byte* __restrict possible) {
  for (std::size_t at = 0; at < size; ++at) {
    certain[at] = static_cast<Byte>(certain[at] | (truths[at] == is_true ? bit : 0));
    possible[at] = static_cast<Byte>(possible[at] | (truths[at] == is_unknown ? bit : 0));
  }
}

void join(Byte* __restrict into, const Byte* __restrict other, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at) into[at] = static_cast<Byte>(into[at] | other[at]);
}

void settle_gaps(const Byte* __restrict ranks, Byte* __restrict spoken, std::size_t size) {
  for (std::size_t at = 0; at < size; ++at)
    spoken[at] = static_cast<Byte>(spoken[at] & ((ranks[at] & (ranks[at] - 1)) != 0 ? 1 : 0));
}

void strongest(Byte* __restrict certain, Byte* __restrict possible, const Byte* __restrict applies, std::size_t size,
               bool highest) {
  for (std::size_t at = 0; at < size; ++at) {
    const Byte holds = certain[at];
    const Byte open = static_cast<Byte>(possible[at] & ~holds);
    Byte bit, stronger;
    if (highest) {
      Byte below = holds;  // all bits up to the highest
      below = static_cast<Byte>(below | (below >> 1));
      below = static_cast<Byte>(below | (below >> 2));
      below = static_cast<Byte>(below | (below >> 4));
      bit = static_cast<Byte>(below ^ (below >> 1));
      stronger = static_cast<Byte>(open & ~below);
    } else {
      bit = static_cast<Byte>(holds & -holds);
      stronger = static_cast<Byte>(open & (bit - 1));
    }
    const bool combines = applies[at] != is_false && holds != 0;
    const Byte settled = stronger == 0 ? bit : 0;
    const Byte doubtful = stronger == 0 ? 0 : static_cast<Byte>(bit | stronger);
    certain[at] = combines ? settled : holds;
    possible[at] = combines ? doubtful : open;
  }
}

// ClassState: None 0, Class 1, Gap 2, Conflict 3, Unknown 4.
void settle(const Byte* __restrict certain, Byte* __restrict possible, const Byte* __restrict may_be_gap,
            std::size_t size, Byte* __restrict state, Byte* __restrict rank) {
  for (std::size_t at = 0; at < size; ++at) {
    const Byte holds = certain[at];
    const Byte open = static_cast<Byte>(possible[at] & ~holds);
    possible[at] = open;
    const bool several = (holds & (holds - 1)) != 0;
    Byte found = may_be_gap[at] != 0 ? 2 : 0;
    found = holds != 0 ? 1 : found;
    found = open != 0 ? 4 : found;
    found = several ? 3 : found;
    state[at] = found;
    const Byte which = static_cast<Byte>(((holds & 0xaa) != 0 ? 1 : 0) + ((holds & 0xcc) != 0 ? 2 : 0) +
                                         ((holds & 0xf0) != 0 ? 4 : 0));
    rank[at] = found == 1 ? which : 0;
  }
}

void speak(const Byte* __restrict applies, const Byte* __restrict of_kind, std::size_t size, Byte bit,
           Byte* __restrict ranks, Byte* __restrict spoken) {
  for (std::size_t at = 0; at < size; ++at) {
    const Byte open = applies[at] != is_false ? 0xff : 0;
    ranks[at] = static_cast<Byte>(ranks[at] | (bit & open));
    spoken[at] = static_cast<Byte>(spoken[at] | ((of_kind[at] == is_true ? 1 : 0) & open));
  }
}

void has_rank(const Byte* __restrict certain, const Byte* __restrict possible, std::size_t size, Byte wanted,
              Byte* __restrict truths) {
  for (std::size_t at = 0; at < size; ++at) {
    const Byte maybe = (possible[at] & wanted) != 0 ? is_unknown : is_false;
    truths[at] = (certain[at] & wanted) != 0 ? is_true : maybe;
  }
}

}  // namespace

extern const Kernels table;
const Kernels table{column_kernels<std::uint8_t>(),
                    column_kernels<std::uint16_t>(),
                    column_kernels<std::uint32_t>(),
                    column_kernels<std::uint64_t>(),
                    conjoin,
                    disjoin,
                    conjoin_negated,
                    negate,
                    keep,
                    rows_of,
                    count_not_zero,
                    count_equal,
                    any_equal,
                    add,
                    add_days,
                    add_up_days,
                    difference_between,
                    mark_days,
                    look_up,
                    gather,
                    add_ground,
                    join,
                    settle_gaps,
                    strongest,
                    settle,
                    speak,
                    has_rank};

}  // namespace polc::vector::POLC_PROCESSOR
