// SPDX-License-Identifier: Apache-2.0
// From the paths on the command line to parsed files: those given, and those that they name under `uses`, `under`,
// `supersedes` and `amends`, found on the search path. Findings P0651 to P0655; of a file that was not given, only
// errors are findings. Names inside the files are not resolved here.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/ast/nodes.h"
#include "compiler/diagnostics/sink.h"
#include "compiler/driver/phases.h"
#include "compiler/driver/search_path.h"
#include "compiler/source/source_file.h"

namespace polc::driver {

struct LoadedFile {
  source::FileId id{};
  ast::File tree;
  bool given = true;  // on the command line, or only needed by one that is
};

// Files, and folders of them, as given on the command line; what was read.
[[nodiscard]] std::vector<source::FileId> read_paths(const std::vector<std::filesystem::path>& paths,
                                                     source::SourceMap& sources, diag::Sink& sink);

// Parses the given texts and everything they need.
[[nodiscard]] std::vector<LoadedFile> load(const std::vector<source::FileId>& given, SearchPath search,
                                           source::SourceMap& sources, diag::Sink& sink, Phases& phases);

}  // namespace polc::driver
