// SPDX-License-Identifier: Apache-2.0
// The workload written by hand for its four rules alone: what an engine is measured against. Columns of as few bits as the
// facts need, stays in the order of their people, no unknown values, one thread. In: the folder that `make_workload.py --plain`
// wrote, and how often warm (0: the first time alone). Out: one JSON object, the time to load in seconds, medians in
// milliseconds and the sums of the results.
#include <algorithm>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#ifdef __AVX512BW__
#include <immintrin.h>
#endif

#include "tests/bench/timing.h"

namespace {

using polc::bench::Clock;
using polc::bench::measure;
using polc::bench::Times;
using std::uint16_t;
using std::uint32_t;
using std::uint64_t;
using std::uint8_t;

constexpr int days = 365, back = 13;
constexpr uint16_t asked = 350, window_begin = asked - back, never = 0xffff;
constexpr uint64_t prime = 2147483647, tier_weights[] = {1, 100003, 10000019};

// Whole numbers of a CSV file row by row, the header left out; an empty cell is -1.
class Table {
 public:
  explicit Table(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    text_.assign(std::istreambuf_iterator<char>(file), {});
    at_ = text_.find('\n') + 1;
  }
  bool more() const { return at_ < text_.size(); }
  int next() {
    int number = text_[at_] >= '0' ? 0 : -1;
    while (text_[at_] >= '0' && text_[at_] <= '9') number = number * 10 + (text_[at_++] - '0');
    while (text_[at_] != ',' && text_[at_] != '\n') ++at_;
    ++at_;
    return number;
  }
  void skip() {
    while (text_[at_] != ',' && text_[at_] != '\n') ++at_;
    ++at_;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

struct Facts {
  uint32_t counties = 0;
  std::vector<uint16_t> case_county, case_day, case_count;  // confirmed alone
  std::vector<uint16_t> cluster_county, cluster_day;
  std::vector<uint16_t> home, recovered;
  std::vector<uint8_t> certificate, contact;
  std::vector<uint32_t> stay_person;  // rising
  std::vector<uint16_t> stay_county, stay_begin, stay_end;
};

template <class T>
std::vector<T> in_order(const std::vector<T>& values, const std::vector<uint32_t>& order) {
  std::vector<T> sorted(values.size());
  for (std::size_t at = 0; at < order.size(); ++at) sorted[at] = values[order[at]];
  return sorted;
}

Facts read(const std::string& folder) {
  Facts facts;
  int first_county = -1;
  for (Table table(folder + "/region.csv"); table.more();) {
    const int code = table.next();
    const int parent = table.next();
    table.skip();
    // Counties come last; the first that has a parent with a parent is the first of them.
    static std::vector<int> parents;
    parents.push_back(parent);
    if (first_county < 0 && parent >= 0 && parents[static_cast<std::size_t>(parent)] >= 0) first_county = code;
    if (first_county >= 0) ++facts.counties;
  }
  const auto county = [&](int code) { return static_cast<uint16_t>(code - first_county); };
  for (Table table(folder + "/case.csv"); table.more();) {
    const int region = table.next(), day = table.next(), kind = table.next(), count = table.next();
    if (kind != 0) continue;
    facts.case_county.push_back(county(region));
    facts.case_day.push_back(static_cast<uint16_t>(day));
    facts.case_count.push_back(static_cast<uint16_t>(count));
  }
  for (Table table(folder + "/cluster.csv"); table.more();) {
    facts.cluster_county.push_back(county(table.next()));
    facts.cluster_day.push_back(static_cast<uint16_t>(table.next()));
  }
  for (Table table(folder + "/person.csv"); table.more();) {
    table.next();
    facts.home.push_back(county(table.next()));
    table.next();
    facts.certificate.push_back(static_cast<uint8_t>(table.next()));
    facts.contact.push_back(static_cast<uint8_t>(table.next()));
  }
  facts.recovered.assign(facts.home.size(), never);
  for (Table table(folder + "/recovery.csv"); table.more();) {
    const int person = table.next() - 1;
    facts.recovered[static_cast<std::size_t>(person)] = static_cast<uint16_t>(table.next());
  }
  for (Table table(folder + "/stay.csv"); table.more();) {
    facts.stay_person.push_back(static_cast<uint32_t>(table.next() - 1));
    facts.stay_county.push_back(county(table.next()));
    facts.stay_begin.push_back(static_cast<uint16_t>(table.next()));
    facts.stay_end.push_back(static_cast<uint16_t>(table.next()));
  }
  std::vector<uint32_t> order(facts.stay_person.size());
  for (uint32_t at = 0; at < order.size(); ++at) order[at] = at;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t left, uint32_t right) { return facts.stay_person[left] < facts.stay_person[right]; });
  facts.stay_county = in_order(facts.stay_county, order);
  facts.stay_begin = in_order(facts.stay_begin, order);
  facts.stay_end = in_order(facts.stay_end, order);
  facts.stay_person = in_order(facts.stay_person, order);
  return facts;
}

struct Results {
  uint64_t tiers[3] = {}, people[3] = {}, measures[3] = {}, all_tiers[3] = {}, measure_sum = 0, tier_sum = 0;
};

class Workload {
 public:
  explicit Workload(const Facts& facts) : facts_(facts) {}

  void tiers_of_counties() {
    const std::size_t counties = facts_.counties;
    ever_.assign(counties, 0);
    lately_.assign(counties, 0);
    std::vector<uint8_t> cluster(counties, 0);
    for (std::size_t at = 0; at < facts_.case_day.size(); ++at) {
      const uint16_t day = facts_.case_day[at];
      const uint32_t count = day <= asked ? facts_.case_count[at] : 0;
      ever_[facts_.case_county[at]] += count;
      lately_[facts_.case_county[at]] += day >= window_begin ? count : 0;
    }
    for (std::size_t at = 0; at < facts_.cluster_day.size(); ++at)
      if (facts_.cluster_day[at] <= asked && facts_.cluster_day[at] >= window_begin)
        cluster[facts_.cluster_county[at]] = 1;
    tier_.resize(counties);
    std::fill(std::begin(results.tiers), std::end(results.tiers), 0);
    for (std::size_t at = 0; at < counties; ++at) {
      tier_[at] = lately_[at] == 0 ? 0 : ever_[at] > 50 && cluster[at] != 0 ? 2 : 1;
      ++results.tiers[tier_[at]];
    }
  }

  void tiers_of_people() {
    const std::size_t people = facts_.home.size();
    exposure_.assign(people, 0);  // the day after the last one in a county of high risk; 0: none
    medium_.assign(people, 0);    // 1: in a county of medium risk; 2: away from home
    for_stays_in_window([&](uint32_t stay) {
      const uint32_t person = facts_.stay_person[stay];
      const uint16_t county = facts_.stay_county[stay];
      const uint16_t end = std::min(facts_.stay_end[stay], asked);
      const uint16_t exposed = tier_[county] == 2 ? static_cast<uint16_t>(end + 1) : 0;
      exposure_[person] = std::max(exposure_[person], exposed);
      medium_[person] = static_cast<uint8_t>(medium_[person] | (tier_[county] == 1 ? 1 : 0) |
                                             (county != facts_.home[person] ? 2 : 0));
    });
    person_tier_.resize(people);
    uint64_t high = 0, medium = 0;
    for (std::size_t at = 0; at < people; ++at) {
      exposure_[at] = facts_.contact[at] != 0 ? static_cast<uint16_t>(asked + 1) : exposure_[at];
      const uint8_t away = static_cast<uint8_t>((medium_[at] >> 1) & (facts_.certificate[at] ^ 1));
      const uint8_t is_medium = static_cast<uint8_t>((medium_[at] & 1) | away);
      person_tier_[at] = exposure_[at] != 0 ? 2 : is_medium;
      high += exposure_[at] != 0 ? 1 : 0;
      medium += exposure_[at] == 0 ? is_medium : 0;
    }
    results.people[0] = people - high - medium;
    results.people[1] = medium;
    results.people[2] = high;
  }

  void measures() {
    const std::size_t people = facts_.home.size();
    measure_.resize(people);
    end_.resize(people);
    uint64_t home = 0, centralized = 0, sum = 0;
    for (std::size_t at = 0; at < people; ++at) {
      const uint16_t recovered = facts_.recovered[at];
      const bool late = static_cast<uint16_t>(recovered - window_begin) <= back;
      const uint8_t tier = person_tier_[at];
      const uint8_t measure = tier == 2 ? 2 : tier == 1 || late ? 1 : 0;
      const uint16_t end = static_cast<uint16_t>(tier == 2   ? exposure_[at] + 13
                                                 : tier == 1 ? asked + 14
                                                 : late      ? recovered + 14
                                                             : 0);
      measure_[at] = measure;
      end_[at] = end;
      home += measure == 1 ? 1 : 0;
      centralized += measure == 2 ? 1 : 0;
      sum += (at + 1) * (1 + measure * uint64_t{7919} + end * uint64_t{104729}) % prime;
    }
    results.measures[0] = people - home - centralized;
    results.measures[1] = home;
    results.measures[2] = centralized;
    results.measure_sum = sum;
  }

  void tiers_of_every_day() {
    const std::size_t counties = facts_.counties;
    by_day_.assign(days * counties, 0);
    cluster_by_day_.assign(days * counties, 0);
    for (std::size_t at = 0; at < facts_.case_day.size(); ++at)
      by_day_[facts_.case_day[at] * counties + facts_.case_county[at]] += facts_.case_count[at];
    for (std::size_t at = 0; at < facts_.cluster_day.size(); ++at)
      cluster_by_day_[facts_.cluster_day[at] * counties + facts_.cluster_county[at]] = 1;
    std::vector<uint32_t> ever(counties, 0), lately(counties, 0);
    std::vector<int> last_cluster(counties, -days);
    std::fill(std::begin(results.all_tiers), std::end(results.all_tiers), 0);
    results.tier_sum = 0;
    for (int day = 0; day < days; ++day) {
      const uint32_t* today = by_day_.data() + static_cast<std::size_t>(day) * counties;
      const uint32_t* gone = day > back ? today - (back + 1) * counties : nullptr;
      const uint8_t* cluster = cluster_by_day_.data() + static_cast<std::size_t>(day) * counties;
      if (gone != nullptr)
        for (std::size_t at = 0; at < counties; ++at) lately[at] -= gone[at];
      uint64_t low = 0, high = 0;
      for (std::size_t at = 0; at < counties; ++at) {
        ever[at] += today[at];
        lately[at] += today[at];
        last_cluster[at] = cluster[at] != 0 ? day : last_cluster[at];
        const bool is_low = lately[at] == 0;
        low += is_low ? 1 : 0;
        high += !is_low && ever[at] > 50 && last_cluster[at] >= day - back ? 1 : 0;
      }
      const uint64_t counts[] = {low, counties - low - high, high};
      for (int tier = 0; tier < 3; ++tier) {
        results.all_tiers[tier] += counts[tier];
        results.tier_sum += static_cast<uint64_t>(day + 1) * counts[tier] * tier_weights[tier];
      }
    }
  }

  Results results;

 private:
  // Those that overlap the window, a few in a hundred: found for many at once, visited one by one.
  template <class Visit>
  void for_stays_in_window(Visit visit) const {
    const uint16_t* begin = facts_.stay_begin.data();
    const uint16_t* end = facts_.stay_end.data();
    const std::size_t size = facts_.stay_begin.size();
    std::size_t at = 0;
#ifdef __AVX512BW__
    const __m512i first = _mm512_set1_epi16(window_begin), last = _mm512_set1_epi16(asked);
    for (; at + 32 <= size; at += 32) {
      uint32_t inside = _mm512_cmple_epu16_mask(_mm512_loadu_si512(begin + at), last) &
                        _mm512_cmpge_epu16_mask(_mm512_loadu_si512(end + at), first);
      for (; inside != 0; inside &= inside - 1)
        visit(static_cast<uint32_t>(at) + static_cast<uint32_t>(__builtin_ctz(inside)));
    }
#endif
    for (; at < size; ++at)
      if (begin[at] <= asked && end[at] >= window_begin) visit(static_cast<uint32_t>(at));
  }

  const Facts& facts_;
  std::vector<uint32_t> ever_, lately_, by_day_;
  std::vector<uint8_t> tier_, medium_, person_tier_, measure_, cluster_by_day_;
  std::vector<uint16_t> exposure_, end_;
};

void print(const char* name, const uint64_t (&counts)[3], uint64_t sum, bool with_sum) {
  std::printf("\"%s\":[%llu,%llu,%llu]", name, static_cast<unsigned long long>(counts[0]),
              static_cast<unsigned long long>(counts[1]), static_cast<unsigned long long>(counts[2]));
  if (with_sum) std::printf(",\"%ssum\":%llu", name, static_cast<unsigned long long>(sum));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "bench_handwritten: takes FOLDER REPEATS\n");
    return 1;
  }
  const auto begin = Clock::now();
  const Facts facts = read(argv[1]);
  const double load_s = std::chrono::duration<double>(Clock::now() - begin).count();
  Workload workload(facts);
  const int repeats = std::atoi(argv[2]);
  const Times r1 = measure(repeats, [&] { workload.tiers_of_counties(); });
  const Times r2 = measure(repeats, [&] { workload.tiers_of_people(); });
  const Times r3 = measure(repeats, [&] { workload.measures(); });
  const Times r4 = measure(repeats, [&] { workload.tiers_of_every_day(); });
  std::printf("{\"engine\":\"handwritten\",\"threads\":1,\"load_s\":%.3f,", load_s);
  std::printf("\"R1_ms\":%.3f,\"R2_ms\":%.3f,\"R3_ms\":%.3f,\"R4_ms\":%.3f,", r1.median, r2.median, r3.median,
              r4.median);
  std::printf("\"total_ms\":%.3f,\"least_ms\":%.3f,\"cpu_ms\":%.3f,\"results\":{",
              r1.median + r2.median + r3.median + r4.median, r1.least + r2.least + r3.least + r4.least,
              r1.cpu + r2.cpu + r3.cpu + r4.cpu);
  const Results& results = workload.results;
  print("R1", results.tiers, 0, false);
  std::printf(",");
  print("R2", results.people, 0, false);
  std::printf(",");
  print("R3", results.measures, results.measure_sum, true);
  std::printf(",");
  print("R4", results.all_tiers, results.tier_sum, true);
  std::printf("}}\n");
  return 0;
}
