// SPDX-License-Identifier: Apache-2.0
// 128-bit integers, for products of two 64-bit numbers.
#pragma once

namespace polc::interpret {

__extension__ using Wide = __int128;

}  // namespace polc::interpret
