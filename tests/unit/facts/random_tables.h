// SPDX-License-Identifier: Apache-2.0
// Tables of the small vocabulary made at random, of cells of all kinds, good and bad.
#pragma once

#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "runtime/facts/facts.h"

namespace polc::facts::test {

class RandomTables {
 public:
  explicit RandomTables(std::uint64_t seed) : random_(seed) {}

  bool one_in(int many) { return below(many) == 0; }
  int below(int many) { return std::uniform_int_distribution<int>(0, many - 1)(random_); }
  template <class List>
  std::string one_of(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
  }

  std::string region() {
    return one_in(30) ? one_of(std::vector<std::string>{"", "nowhere", " R3 ", "007", "地区", std::string(300, 'k')})
                      : std::string(whole_keys_ ? "" : "R") + std::to_string(below(12));
  }
  std::string person() { return one_in(40) ? "" : "p" + std::to_string(below(25)); }
  std::string day() {
    if (one_in(25))
      return one_of(std::vector<std::string>{"", "2020-02-30", "2020-2-3", "20200203", "2020-02-0x", "?"});
    return "2020-0" + std::to_string(1 + below(3)) + "-" + std::to_string(10 + below(19));
  }
  std::string number() {
    if (one_in(12))
      return one_of(std::vector<std::string>{"", "-", "12.", "1.5", "-0.25", "999999999999999999",
                                             "0.000000000000000001", "9999999999999999999", "1e3", " 7 ", "007",
                                             "3.000", "-4"});
    return std::to_string(below(one_in(5) ? 1'000'000 : 300));
  }
  std::string word(std::vector<std::string> words) {
    words.insert(words.end(), {"", "无此值", "CONFIRMED", "Yes"});
    return words[static_cast<std::size_t>(one_in(15) ? below(static_cast<int>(words.size())) : below(2))];
  }

  using Rows = std::vector<std::vector<std::string>>;
  // By table: its columns, then its rows.
  std::vector<std::pair<std::string, Rows>> tables() {
    whole_keys_ = one_in(2);
    std::vector<std::pair<std::string, Rows>> made;
    if (!one_in(4)) {
      Rows& rows =
          made.emplace_back("region", Rows{{"code", "region name", "level", "parent", "clean", "risk"}}).second;
      for (int row = below(25); row > 0; --row)
        rows.push_back({region(), one_in(3) ? "" : one_of(std::vector<std::string>{"南宁市", "a", "b"}),
                        word({"city", "county"}), one_in(3) ? "" : region(), word({"yes", "否"}),
                        one_in(2) ? "" : word({"low", "high"})});
    }
    if (!one_in(4)) {
      Rows& rows = made.emplace_back("person", Rows{{"person number", "home", "temperature", "floor area"}}).second;
      for (int row = below(30); row > 0; --row) rows.push_back({person(), region(), number(), number()});
    }
    Rows& cases = made.emplace_back("case", Rows{{"region", "date", "case kind", "count"}}).second;
    for (int row = below(60); row > 0; --row) cases.push_back({region(), day(), word({"confirmed", "疑似"}), number()});
    Rows& stays = made.emplace_back("stay", Rows{{"person", "place", "start day", "end day"}}).second;
    for (int row = below(60); row > 0; --row) stays.push_back({person(), region(), day(), one_in(3) ? "" : day()});
    Rows& entries = made.emplace_back("entry", Rows{{"person", "at moment"}}).second;
    for (int row = below(20); row > 0; --row) entries.push_back({person(), day() + (one_in(9) ? "" : " 20:15")});
    Rows& reports = made.emplace_back("case report", Rows{{"region", "date"}}).second;
    for (int row = below(10); row > 0; --row) reports.push_back({region(), day()});
    return made;
  }

  // The table in some spelling of CSV, now and then with what no table has.
  std::string csv(const Rows& rows) {
    const std::string line_end = one_in(3) ? "\r\n" : "\n";
    const bool quotes = one_in(2);
    std::string text = one_in(4) ? "\xEF\xBB\xBF" : "";
    for (int empty = one_in(4) ? below(3) : 0; empty > 0; --empty) text += line_end;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t at = 0; at < rows[row].size(); ++at) {
        const std::string& cell = rows[row][at];
        if (at > 0) text += ',';
        const bool noisy = row > 0 && one_in(60);
        if (quotes && (noisy || one_in(3)))
          text += '"' + cell + (noisy ? one_of(std::vector<std::string>{"\n", "\r\n,", "\"\"", "\n\n"}) : "") + '"';
        else
          text += cell + (noisy && quotes ? "\"" : "");
      }
      if (row > 0 && one_in(50)) text += ",further";
      if (one_in(200))
        text += one_of(std::vector<std::string>{"\"a\"b", std::string(1, '\0'), "\xFF", ",\"", "\n\"x\"y"});
      if (row + 1 < rows.size() || !one_in(3)) text += line_end;
      if (one_in(20)) text += line_end;
    }
    return text;
  }

 private:
  std::mt19937_64 random_;
  bool whole_keys_ = false;
};

}  // namespace polc::facts::test
