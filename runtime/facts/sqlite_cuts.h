// SPDX-License-Identifier: Apache-2.0
// Where the rows of a table of a database may be parted, so that each part has about as many pages: rowids say nothing of how
// many rows lie between them. Told from the inner pages of the table's tree, a few hundredths of it or less.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/facts/sqlite_handle.h"

namespace polc::facts {

// The last rowid of every part but the last one, rising. `root_page` of the table; a part has about `part_bytes`. Whatever stands
// in the file, these are some rowids: parts that are uneven, or only one, and nothing worse. None for a table of one page, and
// where the pages are not those of a sound table.
[[nodiscard]] std::vector<std::int64_t> cut_rowids(sqlite3* connection, std::uint32_t root_page,
                                                   std::size_t part_bytes);

}  // namespace polc::facts
