// SPDX-License-Identifier: Apache-2.0
// What the kinds of violations are called in findings and in tests.
#include "runtime/interpret/result.h"

namespace polc::interpret {

namespace {

struct Names {
  std::string_view english, chinese;
};

Names names(ViolationKind kind) {
  switch (kind) {
    case ViolationKind::Quantity:
      return {"quantity", "数量不符"};
    case ViolationKind::ProhibitedAct:
      return {"prohibited act", "实施禁止行为"};
    case ViolationKind::NotDone:
      return {"not done", "未落实"};
    case ViolationKind::AboveCeiling:
      return {"above ceiling", "超出上限"};
    case ViolationKind::BelowFloor:
      return {"below floor", "低于下限"};
    case ViolationKind::ScopeWidened:
      return {"scope widened", "扩大范围"};
    case ViolationKind::Barred:
      return {"barred measure", "采取不得采取的措施"};
    case ViolationKind::PermissionWithdrawn:
      return {"permission withdrawn", "取消许可"};
    case ViolationKind::ClosedListExtended:
      return {"closed list extended", "另设条件"};
    case ViolationKind::ProhibitionContradicted:
      return {"prohibition contradicted", "违背禁止"};
    case ViolationKind::DutyObstructed:
      return {"duty obstructed", "妨碍义务"};
    case ViolationKind::NotDelegated:
      return {"not delegated", "未获授权"};
    case ViolationKind::ClassRedefined:
      return {"class redefined", "改变等级含义"};
  }
  return {};
}

}  // namespace

std::string_view name(ViolationKind kind) { return names(kind).english; }
std::string_view chinese_name(ViolationKind kind) { return names(kind).chinese; }

}  // namespace polc::interpret
