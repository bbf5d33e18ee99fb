// SPDX-License-Identifier: Apache-2.0
// Sentences of an article: rules, classes, parameters; and the limits on lower authorities.
// The two word orders of a sentence (`mask for staff`, `staff must observe mask`) give the same parts, wherever in the
// sentence a part stood; a part that may stand once has been refused when it stood twice.
#pragma once

#include "compiler/ast/conditions.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace polc::ast {

/// Whom or what: `high-risk person with (a stay in 14 days)`, `人员（住地 是 低风险）`, `凡 14天内 有 旅居史 的 人员`.
struct Phrase {
  Names names;
  std::optional<Where> where;
  Span span;
};

// ---- what is required ----------------------------------------------------------------------------------------------

enum class Connective { Alone, And, Or, Then };

/// `to police or to fire brigade` / `向 村委会 或 向 居委会`.
struct Recipients {
  std::vector<Name> names;
  Connective connective = Connective::Alone;  ///< Never `Then`.
  Span span;
};

/// `home quarantine at least 14 days to police`; `at most 6 occupants`; a class in `low risk if …`.
struct Head {
  Operand name;  ///< A measure, a class, an attribute, or a kind of thing that is counted.
  /// `14 days` (flat), `at least 14 days`, `between 7 and 14 days`; `at most 6` in `at most 6 occupants`.
  std::optional<std::variant<Quantity, Bounded, Range>> amount;
  bool amount_first = false;  ///< `at most 6 occupants`, `at least 2.5 m² floor area per occupants`.
  std::optional<Recipients> recipients;
  Span span;
};

/// `A, B and C` / `A or B` / `A then B`; `、` means `And`.
struct Heads {
  std::vector<Head> heads;  ///< Never empty.
  Connective connective = Connective::Alone;
  Span span;
};

// ---- when it is required -------------------------------------------------------------------------------------------

/// `from arrival` / `自 到达 起`.
struct FromAnchor {
  Anchor anchor;
};
/// `until 14 days after arrival` / `至 到达 后 14天`.
struct UntilAnchor {
  Anchor anchor;
};
/// `on entry` / `于 进入`: due at every such event.
struct OnEvent {
  Operand event;
};
/// `at once` / `立即`.
struct AtOnce {};

struct Timing {
  std::variant<FromAnchor, UntilAnchor, OnEvent, AtOnce> kind;
  Span span;
};

/// `within 24 hours of arrival`, `before opening` / `到达 后 24小时内`, `开学之前`.
struct Deadline {
  std::variant<Window, Beside> kind;
  Span span;
};

/// `at least once a day`, `2 times a day`, `every 3 days`, `daily` / `每天至少1次`, `每3天1次`.
struct Frequency {
  std::optional<Bound> bound;     ///< None: the text says a bare number, or none.
  std::optional<Quantity> times;  ///< `2`, without a unit; `once` is 1, `twice` is 2; none in `every 3 days`, `daily`.
  Rhythm rhythm;                  ///< `a day`, `every 3 days`, `daily`.
  Span span;
};

// ---- where it does not apply ---------------------------------------------------------------------------------------

/// `unless C` / `除非C`.
struct Unless {
  Condition condition;
};
/// `except if C`: the same in other words.
struct ExceptIf {
  Condition condition;
};
/// `except for symptomatic person` / `但 有症状人员 除外`.
struct ExceptFor {
  Phrase phrase;
};
/// `unless a stricter measure applies` / `除非 另有更严措施`.
struct UnlessStricter {};
/// `notwithstanding article 11 of p` / `不受第十一条`.
struct Notwithstanding {
  std::string article;         ///< `11`, `2.4`; Chinese numerals have become digits.
  std::optional<Name> policy;  ///< None: of this policy.
};

struct Exemption {
  std::variant<Unless, ExceptIf, ExceptFor, UnlessStricter, Notwithstanding> kind;
  Span span;
};

/// Everything that may stand around the middle of a rule or a limit.
struct Circumstances {
  std::optional<Phrase> target;        ///< `for high-risk person` / `对于高风险人员`, at whichever end it stood.
  std::optional<Condition> condition;  ///< `if C` / `如果C`.
  bool otherwise = false;              ///< `otherwise` / `其余情形`.
  std::vector<Timing> timings;
  std::optional<Deadline> deadline;
  std::optional<Frequency> frequency;
  std::vector<Exemption> exemptions;
  std::optional<Name> chosen_by;  ///< `chosen by unit` / `选择权归单位`.
};

// ---- statements ----------------------------------------------------------------------------------------------------

enum class Modal { Must, MustNot, May, Should, ShouldNot, InPrinciple, InPrincipleNot, NeedNot, NeedOnly };

/// Which word the modal was: they mean the same, and law keeps the one that its author chose.
enum class ModalWord {
  Simple,      ///< `must` / 应当, `may` / 可以
  Noun,        ///< `must have` / 应当落实, `may have` / 可: a noun follows
  Strong,      ///< 必须
  StrongNoun,  ///< 必须落实
};

enum class RuleForm {
  Plain,        ///< No modal: `mask for staff`, `low risk if C`, `at most 6 occupants for dormitory room`.
  Deontic,      ///< A subject before the modal: `staff must observe mask`.
  Unaddressed,  ///< A modal and no subject before it: `must not seal road for low-risk region`.
};

/// A rule: a norm, a quantity limit, or (Plain, no amount, the head is a class or a yes/no attribute) a class rule.
struct Rule {
  RuleForm form = RuleForm::Plain;
  std::optional<Phrase> subject;  ///< Deontic only. The addressee when there is also a `target`, else the subject.
  std::optional<Modal> modal;     ///< None: an obligation or a class, as the head says.
  ModalWord modal_word = ModalWord::Simple;
  Heads heads;
  Circumstances circumstances;
  Span span;
  Marks marks{};
};

/// `region is low risk if C` / `地区如果C，属于低风险`: the other order of a class rule.
struct Classify {
  Phrase subject;
  Names classes;  ///< A class or a yes/no attribute.
  std::optional<Condition> condition;
  bool otherwise = false;
  std::vector<Exemption> exemptions;
  Span span;
  Marks marks{};
};

/// `7 days from 2022-11-11` in a parameter.
struct ParameterVersion {
  Quantity value;
  std::optional<Moment> from;  ///< None for a version that holds from the beginning.
  Span span;
};

/// `parameter look-back: 14 days, 7 days from 2022-11-11`.
struct Parameter {
  Label label;
  std::vector<ParameterVersion> versions;  ///< Never empty, in the order of the text.
  Span span;
  Marks marks{};
};

/// `highest risk applies`, `highest risk applies for person` / `风险 适用从高`, `风险 对于人员 适用从高`.
struct Combine {
  Name scale;
  std::optional<Name> sort;  ///< None: every sort of the scale.
  bool highest = true;
  Span span;
  Marks marks{};
};

using Statement = std::variant<Note, Parameter, Combine, Classify, Rule>;

// ---- limits on lower authorities -------------------------------------------------------------------------------------

/// `centralized quarantine exactly 14 days for P`: bounds what a lower policy may set.
struct AmountLimit {
  Head head;
};
/// `no seal road for P` / `对于P不得采取封路`: may not be imposed.
struct NoImpose {
  Names measures;
};
/// `no ban on travel for P` / `对于P，不得禁止出行`: may not be forbidden.
struct NoBan {
  Names measures;
};
/// `nothing else on entry condition for P` / `对于P，不得另设 进入条件`.
struct ClosedList {
  Names lists;
};
/// `county decides health monitoring between 0 and 14 days for P` / `县自行确定…`.
struct Decides {
  std::optional<Names> authorities;  ///< None: any lower authority.
  Heads heads;                       ///< Measures or scales.
};
/// `county may decide other measures` / `县可以自行确定其他措施`: whatever the policy itself does not speak of.
struct DecidesOthers {
  Names authorities;
};
/// `closed control only for smallest building unit` / `封闭管控仅限最小楼栋单元`.
struct OnlyFor {
  Names measures;
  Phrase phrase;
};
/// `closed control only if C` / `封闭管控仅当C`.
struct OnlyIf {
  Names measures;
  Condition condition;
};

struct Limit {
  std::variant<AmountLimit, NoImpose, NoBan, ClosedList, Decides, DecidesOthers, OnlyFor, OnlyIf> kind;
  Circumstances circumstances;
  Span span;
  Marks marks{};
};

}  // namespace polc::ast
