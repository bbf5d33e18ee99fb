// SPDX-License-Identifier: Apache-2.0
#include "compiler/driver/limited_table.h"

#include <fmt/format.h>

namespace polc::driver {

void LimitedTable::print(const EvalContext& context) const {
  if (rows_ == 0) return;
  context.out.write("\n");
  context.out.write(context.colour ? "\x1b[1m" + title_ + "\x1b[0m" : title_);
  context.out.write("\n");
  context.out.write(table_.render("  ", context.colour));
  if (limit_ == 0 || rows_ <= limit_) return;
  context.out.write(fmt::format(fmt::runtime(context.wording.say("  … and {} more (--limit 0 shows all)\n",
                                                                 "  …… 另有 {} 行（--limit 0 全部显示）\n")),
                                rows_ - limit_));
}

}  // namespace polc::driver
