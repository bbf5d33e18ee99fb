// SPDX-License-Identifier: Apache-2.0
// polc check --witness: the world of each finding as files named by its id, one database of facts and one test block. What cannot
// be written is a finding (P1019) in the run, and nothing is written after it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "compiler/driver/pipeline.h"
#include "compiler/driver/run.h"
#include "compiler/prove/findings.h"

namespace polc::driver {

class WitnessFiles {
 public:
  // Makes the folder where there is none.
  WitnessFiles(std::filesystem::path folder, Run& run);

  // How many findings of the set had a world that was written. A finding that another set had too is written for each language.
  std::size_t write(const ProgramSet& set, const prove::Report& report, const std::vector<prove::Told>& told);

 private:
  bool write(const ProgramSet& set, const prove::Finding& finding, const std::string& id);
  bool write_test(const std::filesystem::path& path, const std::string& text);
  void fail(const std::filesystem::path& path, const diag::Argument& why);

  std::filesystem::path folder_;
  Run& run_;
  std::set<std::string> written_;  // names
  bool failed_ = false;
};

}  // namespace polc::driver
