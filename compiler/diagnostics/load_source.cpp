// SPDX-License-Identifier: Apache-2.0
#include "compiler/diagnostics/load_source.h"

namespace polc::diag {

using source::LoadError;
using source::LoadProblem;

std::optional<source::FileId> load_source(source::SourceMap& sources, const std::filesystem::path& path, Sink& sink,
                                          Span wanted_at, const source::LoadLimits& limits) {
  const value::Result<source::FileId, LoadError> loaded = sources.load(path, limits);
  if (loaded) return *loaded;
  report_load_error(loaded.error(), sink, wanted_at);
  return std::nullopt;
}

void report_load_error(const LoadError& error, Sink& sink, Span wanted_at) {
  switch (error.problem) {
    case LoadProblem::NotFound:
      sink.emit(Kind::FileNotFound, wanted_at, error.path);
      break;
    case LoadProblem::NotAFile:
      sink.emit(Kind::NotAFile, wanted_at, error.path);
      break;
    case LoadProblem::Unreadable:
      sink.emit(Kind::FileUnreadable, wanted_at, error.path, error.system_message);
      break;
    case LoadProblem::TooLarge:
      sink.emit(Kind::FileTooLarge, wanted_at, error.path, error.limit);
      break;
    case LoadProblem::LineTooLong:
      sink.emit(Kind::LineTooLong, wanted_at, error.path, error.line, error.limit);
      break;
    case LoadProblem::InvalidUtf8:
      sink.emit(Kind::InvalidUtf8, wanted_at, error.path, error.line, error.byte_in_line);
      break;
    case LoadProblem::NulByte:
      sink.emit(Kind::NulByte, wanted_at, error.path, error.line, error.byte_in_line);
      break;
  }
}

}  // namespace polc::diag
