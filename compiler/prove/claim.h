// SPDX-License-Identifier: Apache-2.0
// One thing to be found out about one or two sentences, as a formula over worlds. Each file of properties/ makes the claims of
// one property and opens by saying which formula it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "compiler/prove/apart.h"
#include "compiler/prove/conduct.h"
#include "compiler/prove/encoder.h"
#include "compiler/prove/sentence.h"
#include "compiler/prove/slice.h"
#include "runtime/facts/fact_base.h"
#include "runtime/interpret/result.h"

namespace polc::prove {

enum class Property : std::uint8_t {
  // Inside one set of policies.
  ClassConflict,
  ClassGap,
  Contradiction,
  TwoModes,
  DefaultForbidden,
  PermissionRuledOut,
  NeverApplies,
  ExceptionNeverBites,
  Redundant,
  RedundantInPart,
  OpenAlternative,
  ChoiceClosed,
  LapsedReference,
  JudgementOfNobody,
  RecipientMissing,
  FrequencyMissing,
  MeansMissing,
  OtherMeaning,
  // Against superiors.
  AboveCeiling,
  BelowFloor,
  ReadsAsEnough,  // below a floor, but not aimed at those whom the floor protects
  ScopeWidened,
  Barred,
  PermissionWithdrawn,
  ProhibitionContradicted,
  DutyObstructed,
  ClosedListExtended,
  ClassRedefined,
  NotDelegated,
  OutsidePower,
};

// What the interpreter found in the world of a witness.
struct Replay {
  const Slice& slice;  // what the interpreter was given
  const facts::FactBase& facts;
  const interpret::DayResult& day;  // its norms and rules are those of the slice
  facts::Row subject;
  // Of the subject, as row 0, in the same world.
  std::function<value::Truth(core::ConditionId)> holds;
};

// An attribute that is attested.
struct Judgement {
  core::RelationId relation;
  core::ColumnIndex column = 0;
  auto operator<=>(const Judgement&) const = default;
};

struct Claim {
  Property property = Property::ClassConflict;
  // True: a model is the finding, and its world the witness. False: the finding is that there is none, in any cell of the law.
  bool found_by_model = true;
  core::RelationId sort;           // of the subject
  std::vector<SentenceRef> about;  // the sentence that is found fault with, then those that it clashes with
  std::vector<SentenceRef> reads;  // further sentences that the formula looks at
  std::function<Term(Encoder&, SlotId subject)> formula;
  // Whether the interpreter sees the same; none: nothing to replay.
  std::function<bool(const Replay&)> seen;
  // Below a floor: whether some world has the sentence active and none of the norms that it falls short of.
  std::function<Term(Encoder&, SlotId subject)> beside;
  // Whether some world has the sentence active, and no norm above that it merely repeats; none: it repeats nothing.
  std::function<Term(Encoder&, SlotId subject)> repeats;
  // The sentence is active; only of claims whose finding may turn on facts that the policy leaves open.
  std::function<Term(Encoder&, SlotId subject)> acts;
  std::optional<std::uint32_t> exception;  // which one, of ExceptionNeverBites
  std::optional<Judgement> judgement;      // of JudgementOfNobody
  std::optional<core::MeasureId> measure;  // that is left open, or, of MeansMissing, presupposed
  // Of Redundant: sentences found redundant before; two that say the same must not make each other so.
  std::shared_ptr<std::set<SentenceRef>> dropped;
};

[[nodiscard]] Claim claim_about(Property property, core::RelationId sort, std::vector<SentenceRef> about);

// What claims are made from.
struct Ground {
  const core::Program& program;
  const Law& law;
  Conduct conduct;
  Demands demands;
  std::vector<core::PolicyId> asked;  // whose sentences are the ones in question, in ascending order

  Ground(const Law& law, std::vector<core::PolicyId> asked);
  [[nodiscard]] core::PolicyId policy_of(SentenceRef ref) const { return law.policy_of(ref); }
  [[nodiscard]] bool is_above(core::PolicyId upper, core::PolicyId lower) const { return law.is_above(upper, lower); }
  [[nodiscard]] bool is_asked(core::PolicyId policy) const;
  [[nodiscard]] bool has_superiors(core::PolicyId policy) const { return !law.superiors(policy).empty(); }
  // `highest risk applies` for the sort, of the policy or of one above it.
  [[nodiscard]] bool is_combined(core::ScaleId scale, core::RelationId sort, core::PolicyId policy) const;
  // Norms of superiors of `lower`, of this sort, that take a stance on the act.
  enum class Stance : std::uint8_t { Impose, Forbid, Permit };
  [[nodiscard]] std::vector<std::uint32_t> of_superiors(core::PolicyId lower, Stance stance, core::MeasureId act,
                                                        core::RelationId sort) const;
  [[nodiscard]] bool takes(Stance stance, const core::Norm& norm, core::MeasureId act) const;
};

// Of the sentences that a claim is about, and all that its formula looks at.
[[nodiscard]] std::vector<core::PolicyId> policies_of(const Law& law, const Claim& claim);
[[nodiscard]] std::vector<SentenceRef> sentences_of(const Claim& claim);
// Whether a duty and a ban of the same act leave no time for it: always, unless the duty may be done until later than the ban ends.
[[nodiscard]] Term leave_no_time(Encoder& encoder, std::uint32_t duty, std::uint32_t ban, SlotId subject);
// The first is active and the second bears (or is active too) on the subject; on the same row, where both are due on each
// occasion of one event: what is forbidden on one entry may be asked for on another.
enum class Second : std::uint8_t { Bears, IsActive };
[[nodiscard]] Term meet(Encoder& encoder, std::uint32_t first, std::uint32_t second, Second how, SlotId subject);
// Some of these norms bears on the subject.
[[nodiscard]] Truths any_of(Encoder& encoder, const std::vector<std::uint32_t>& norms, SlotId subject);
// The interpreter reports this kind of violation of this pair.
[[nodiscard]] std::function<bool(const Replay&)> violation_seen(interpret::ViolationKind kind, SentenceRef local,
                                                                SentenceRef upper);
// Whether the class rule gave the subject its class, by itself, in a table of its scale and sort.
[[nodiscard]] bool rule_holds(const Replay& replay, const interpret::ClassTable& table, std::uint32_t rule);
// Both norms are due for the subject.
[[nodiscard]] std::function<bool(const Replay&)> both_due(std::uint32_t first, std::uint32_t second);

using Claims = std::vector<Claim>;
void add_choices(const Ground& ground, Claims& claims);
void add_class_conflicts(const Ground& ground, Claims& claims);
void add_class_gaps(const Ground& ground, Claims& claims);
void add_contradictions(const Ground& ground, Claims& claims);
void add_never_applies(const Ground& ground, Claims& claims);
void add_redundant(const Ground& ground, Claims& claims);
void add_redundant_in_part(const Ground& ground, Claims& claims);
void add_open_alternatives(const Ground& ground, Claims& claims);
void add_amounts(const Ground& ground, Claims& claims);
void add_modes(const Ground& ground, Claims& claims);
void add_prohibitions(const Ground& ground, Claims& claims);
void add_timings(const Ground& ground, Claims& claims);
void add_quantities(const Ground& ground, Claims& claims);
void add_limits(const Ground& ground, Claims& claims);
void add_judgements(const Ground& ground, Claims& claims);
void add_left_open(const Ground& ground, Claims& claims);
void add_means(const Ground& ground, Claims& claims);
void add_other_meanings(const Ground& ground, Claims& claims);
void add_classes_redefined(const Ground& ground, Claims& claims);

}  // namespace polc::prove
