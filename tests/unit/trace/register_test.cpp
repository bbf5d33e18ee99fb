// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "compiler/trace/register.h"

using namespace polc;

namespace {

struct Read {
  std::optional<trace::Register> of_norms;
  std::vector<std::string> codes;
};

Read read(std::string text) {
  source::SourceMap sources;
  const source::FileId id = sources.add("norms.tsv", std::move(text));
  diag::Sink sink;
  Read result{trace::read_register(sources.file(id), id, sink), {}};
  for (const diag::Diagnostic& finding : sink.diagnostics())
    result.codes.emplace_back(diag::info(finding.primary.kind).code);
  return result;
}

}  // namespace

TEST_CASE("columns stand in any order, with tabs or commas; further ones are passed over") {
  const auto tabs =
      read("remark\tsort\tnorm\tpage\tarticle\tdocument\n said \"so\"\tfull\tN-1\t7\t1\tN\r\n\n\tprose\tN-2\t\t2\tN\n");
  REQUIRE(tabs.of_norms.has_value());
  REQUIRE(tabs.of_norms->norms.size() == 2);
  CHECK(tabs.of_norms->norms[0].remark == "said \"so\"");
  CHECK(tabs.of_norms->norms[1].sort == trace::Sort::Prose);
  CHECK(tabs.of_norms->by_id.at("n 1") == 0);

  CHECK(tabs.of_norms->norms[0].remark_in_chinese.empty());

  const auto commas = read("norm,remark_zh,document,article,sort,remark\nN-1,甲,N,1,partial,\"a, \"\"b\"\"\"\n");
  REQUIRE(commas.of_norms.has_value());
  CHECK(commas.of_norms->norms[0].remark == "a, \"b\"");
  CHECK(commas.of_norms->norms[0].remark_in_chinese == "甲");
}

TEST_CASE("what is wrong with a register is told, and then there is none") {
  const std::string head = "norm\tdocument\tarticle\tsort\tremark\n";
  using Codes = std::vector<std::string>;
  CHECK(read("").codes == Codes{"P1308"});
  CHECK(read("norm\tdocument\n").codes == Codes{"P1308"});
  CHECK(read(head + "N-1\tN\t1\n").codes == Codes{"P1309"});
  CHECK(read(head + "N-1\tN\t1\twhole\t\n").codes == Codes{"P1310"});
  const auto twice = read(head + "N-1\tN\t1\tfull\t\nn-1\tN\t1\tfull\t\n");
  CHECK(twice.codes == Codes{"P1311"});
  CHECK_FALSE(twice.of_norms.has_value());
}
