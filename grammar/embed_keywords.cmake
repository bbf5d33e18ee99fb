# SPDX-License-Identifier: Apache-2.0
# keywords.tsv (TABLE) as a C++ source (OUTPUT), so that the program needs no file beside it.
file(READ ${TABLE} text)
file(WRITE ${OUTPUT} "#include <string_view>
namespace polc::grammar {
extern const std::string_view keyword_table;
const std::string_view keyword_table = R\"tsv(${text})tsv\";
}  // namespace polc::grammar
")
