// SPDX-License-Identifier: Apache-2.0
#include "compiler/check/cycles.h"

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "compiler/ast/match.h"
#include "compiler/check/context.h"

namespace polc::check {
namespace {

// What rules define: the class of a sort on a scale, or a yes/no attribute of it.
struct Defined {
  core::RelationId sort;
  bool is_flag = false;
  std::uint32_t which = 0;  // scale, or column
  auto operator<=>(const Defined&) const = default;
};

class Dependencies {
 public:
  explicit Dependencies(const core::Program& program) : program_(program) {
    for (const core::ClassRule& rule : program.class_rules) {
      std::set<Defined>& needs = needs_[defined(rule)];
      spans_.try_emplace(defined(rule), rule.sentence.span);
      collect(rule.condition, needs);
      for (const core::ConditionId exception : rule.exceptions) collect(exception, needs);
    }
  }

  // The first circle there is, as a list in which each needs the next and the last the first.
  std::vector<Defined> find_circle() {
    for (const auto& [defined, needs] : needs_)
      if (visit(defined)) return path_;
    return {};
  }

  source::Span span(const Defined& defined) const { return spans_.at(defined); }

 private:
  static Defined defined(const core::ClassRule& rule) {
    return rule.flag ? Defined{rule.sort, true, *rule.flag} : Defined{rule.sort, false, rule.scale->index};
  }

  bool visit(const Defined& defined) {
    if (done_.contains(defined) || !needs_.contains(defined)) return false;
    for (std::size_t at = 0; at < path_.size(); ++at) {
      if (path_[at] != defined) continue;
      path_.erase(path_.begin(), path_.begin() + static_cast<std::ptrdiff_t>(at));
      return true;
    }
    path_.push_back(defined);
    for (const Defined& need : needs_.at(defined))
      if (visit(need)) return true;
    path_.pop_back();
    done_.insert(defined);
    return false;
  }

  void collect(core::ConditionId id, std::set<Defined>& needs) const {
    const auto each = [&](const std::vector<core::ConditionId>& parts) {
      for (const core::ConditionId part : parts) collect(part, needs);
    };
    ast::match(
        program_[id], [](const core::Constant&) {}, [&](const core::All& all) { each(all.parts); },
        [&](const core::AnyOf& any) { each(any.parts); },
        [&](const core::Negation& negation) { collect(negation.part, needs); }, [](const core::Compare&) {},
        [&](const core::Flag& flag) {
          if (program_[flag.path.end].columns[flag.column].defined_by_rules)
            needs.insert({flag.path.end, true, flag.column});
        },
        [](const core::SameThing&) {}, [](const core::Present&) {},
        [&](const core::HasClass& has) { needs.insert({has.path.end, false, has.scale.index}); },
        [&](const core::Count& count) {
          if (count.filter) collect(*count.filter, needs);
        });
  }

  const core::Program& program_;
  std::map<Defined, std::set<Defined>> needs_;
  std::map<Defined, source::Span> spans_;
  std::vector<Defined> path_;
  std::set<Defined> done_;
};

diag::Argument name_of(const core::Program& program, const Defined& defined) {
  const diag::Argument sort = shown(program[defined.sort].label);
  const diag::Argument what = shown(defined.is_flag ? program[defined.sort].columns[defined.which].label
                                                    : program[core::ScaleId{defined.which}].label);
  using source::Language;
  return {what.text(Language::English) + " of " + sort.text(Language::English),
          sort.text(Language::Chinese) + "的" + what.text(Language::Chinese)};
}

}  // namespace

void report_cycles(const core::Program& program, diag::Sink& sink) {
  Dependencies dependencies(program);
  const auto circle = dependencies.find_circle();
  if (circle.empty()) return;
  std::string english, chinese;
  for (std::size_t at = 0; at <= circle.size(); ++at) {
    const diag::Argument name = name_of(program, circle[at % circle.size()]);
    english += (at == 0 ? "" : " <- ") + name.text(source::Language::English);
    chinese += (at == 0 ? "" : " <- ") + name.text(source::Language::Chinese);
  }
  auto finding =
      sink.emit(diag::Kind::DefinitionCircle, dependencies.span(circle.front()), diag::Argument(english, chinese));
  for (std::size_t at = 1; at < circle.size(); ++at) {
    const diag::Argument name = name_of(program, circle[at]);
    finding.note(diag::Kind::DefinedHere, dependencies.span(circle[at]), name);
  }
}

}  // namespace polc::check
