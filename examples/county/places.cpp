// SPDX-License-Identifier: Apache-2.0
#include "examples/county/places.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace polc::county {
namespace {

constexpr std::uint64_t people_of_a_township = 30'000;
constexpr std::uint64_t people_of_a_county = 400'000;
constexpr std::uint32_t counties_of_a_city = 8;
constexpr std::uint32_t fewest_townships_of_a_county = 3;
constexpr std::uint32_t provinces_elsewhere = 6;

struct Syllable {
  std::string_view sound, letter;
};
constexpr std::array<Syllable, 12> beginnings{{{"Qing", "青"},
                                               {"Bai", "白"},
                                               {"Long", "龙"},
                                               {"An", "安"},
                                               {"Ping", "平"},
                                               {"Yong", "永"},
                                               {"Xin", "新"},
                                               {"Da", "大"},
                                               {"Hong", "红"},
                                               {"Lan", "兰"},
                                               {"Jin", "金"},
                                               {"Tai", "泰"}}};
constexpr std::array<Syllable, 12> ends{{{"shan", "山"},
                                         {"he", "河"},
                                         {"tang", "塘"},
                                         {"tian", "田"},
                                         {"ling", "岭"},
                                         {"xi", "溪"},
                                         {"ping", "坪"},
                                         {"qiao", "桥"},
                                         {"lin", "林"},
                                         {"wan", "湾"},
                                         {"men", "门"},
                                         {"yuan", "源"}}};

struct Level {
  std::string_view name, suffix;
};
constexpr Level province{"province", "省"}, city{"city", "市"}, county{"county", "县"}, township{"township", "镇"};

// How deep a place lies under the province it belongs to is not in the vocabulary: the label of its authority tells.
std::string level_of(const core::Authority& authority) {
  const std::string& label = authority.label.chinese;
  for (const Level& level : {city, county, township})
    if (label.ends_with(level.suffix)) return std::string(level.name);
  return std::string(label.ends_with("州") ? city.name : label.ends_with("区") ? county.name : province.name);
}

}  // namespace

Places::Places(const core::Program& program, std::uint64_t people) {
  add_ruled_places(program);
  const auto ruled = static_cast<std::uint32_t>(regions_.size());
  std::optional<std::uint32_t> home;  // the province that grows
  std::vector<std::uint32_t> counties;
  for (std::uint32_t at = 0; at < ruled; ++at) {
    if (!home && regions_[at].level == province.name) home = at;
    if (regions_[at].level == county.name) counties.push_back(at);
  }
  const auto wanted = static_cast<std::uint32_t>(people / people_of_a_county);
  std::optional<std::uint32_t> seat;
  for (std::uint32_t made = 0; counties.size() < std::max<std::uint32_t>(wanted, 1); ++made) {
    if (made % counties_of_a_city == 0) seat = add_made(std::string(city.name), home);
    counties.push_back(add_made(std::string(county.name), seat));
  }
  townships_ = std::max(static_cast<std::uint32_t>(people / people_of_a_township),
                        static_cast<std::uint32_t>(counties.size()) * fewest_townships_of_a_county);
  first_township_ = size();
  for (std::uint32_t at = 0; at < townships_; ++at)
    add_made(std::string(township.name), counties[std::uint64_t{at} * counties.size() / townships_]);
  first_elsewhere_ = size();
  for (std::uint32_t at = 0; at < provinces_elsewhere; ++at)
    regions_[add_made(std::string(province.name), std::nullopt)].elsewhere = true;
  children_.resize(regions_.size());
  for (std::uint32_t at = 0; at < size(); ++at)
    if (regions_[at].parent) children_[*regions_[at].parent].push_back(at);
}

// Authorities stand below those they are under, so a parent is there before its children.
void Places::add_ruled_places(const core::Program& program) {
  for (const core::Authority& authority : program.vocabulary.authorities) {
    const bool is_known = std::any_of(regions_.begin(), regions_.end(), [&](const Region& one) {
      return authority.place && one.code == *authority.place;
    });
    // Several authorities may rule one place.
    if (!authority.place || is_known) continue;
    Region region{*authority.place, authority.label.chinese, level_of(authority), {}, false};
    for (auto above = authority.under; above && !region.parent; above = program[*above].under) {
      const auto same = std::find_if(regions_.begin(), regions_.end(), [&](const Region& other) {
        return program[*above].place && other.code == *program[*above].place;
      });
      if (same != regions_.end()) region.parent = static_cast<std::uint32_t>(same - regions_.begin());
    }
    regions_.push_back(std::move(region));
  }
}

std::uint32_t Places::add_made(const std::string& level, std::optional<std::uint32_t> parent) {
  const Syllable& first = beginnings[made_ % beginnings.size()];
  // Two counters of different speed: names next to each other share neither half.
  const Syllable& second = ends[(made_ + made_ / beginnings.size()) % ends.size()];
  const std::uint32_t round = made_ / static_cast<std::uint32_t>(beginnings.size() * ends.size());
  const std::string number = round == 0 ? "" : std::to_string(round + 1);
  std::string_view suffix;
  for (const Level& one : {province, city, county, township})
    if (one.name == level) suffix = one.suffix;
  regions_.push_back({std::string(first.sound).append(second.sound) + number,
                      std::string(first.letter).append(second.letter).append(suffix) + number, level, parent, false});
  ++made_;
  return size() - 1;
}

bool Places::is_under(std::uint32_t row, const std::string& code) const {
  for (std::optional<std::uint32_t> at = row; at; at = regions_[*at].parent)
    if (regions_[*at].code == code) return true;
  return false;
}

}  // namespace polc::county
