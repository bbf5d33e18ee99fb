// SPDX-License-Identifier: Apache-2.0
#include "examples/county/rows.h"

#include <vector>

#include "runtime/facts/names.h"

namespace polc::county {
namespace {

constexpr std::uint64_t days_of_reports = 28;
constexpr std::uint64_t one_more = 300;  // permille of the subjects with n rows that have n + 1

class Table {
 public:
  Table(const World& world, core::RelationId id, CsvFile& file)
      : world_(world), cells_(world), id_(id), relation_(world.program[id]), plan_(world.plans[id.index]), file_(file) {
    for (core::ColumnIndex at = 0; at < relation_.columns.size(); ++at) {
      if (!facts::is_stored(relation_.columns[at])) continue;
      columns_.push_back(at);
      file_.cell(facts::stored_name(relation_.columns[at].label));
    }
    file_.end_row();
  }

  std::uint64_t write() {
    if (relation_.kind == core::RelationKind::Entity) {
      for (std::uint64_t row = 0; row < world_.things[id_.index]; ++row) write_row(row);
    } else if (relation_.report_every > 0) {
      write_reports();
    } else {
      write_happenings();
    }
    return rows_;
  }

 private:
  [[nodiscard]] std::uint64_t subjects() const {
    return world_.things[relation_.columns[facts::subject_column(relation_)].type.target.index];
  }

  // Somebody always has a row: a file without any would say that the relation is not kept.
  void write_happenings() {
    for (std::uint64_t subject = 0; subject < subjects(); ++subject) {
      if (!plan_.stream.chance(subject, plan_.rate)) continue;
      std::uint64_t row = subject * rows_of_a_subject;
      write_row(row);
      for (std::uint64_t more = 1; more < plan_.most && plan_.stream.chance(~row, one_more); ++more) write_row(++row);
    }
    if (rows_ == 0 && plan_.rate > 0) write_row(plan_.stream.below(0, subjects()) * rows_of_a_subject);
  }

  void write_reports() {
    const std::uint64_t reports = days_of_reports / static_cast<std::uint64_t>(relation_.report_every);
    for (std::uint64_t subject = 0; subject < subjects(); ++subject) {
      for (std::uint64_t back = reports; back-- > 0;) {
        const std::uint64_t row = subject * rows_of_a_subject + back;
        if (!plan_.stream.chance(~row, plan_.missing)) write_row(row);
      }
    }
  }

  void write_row(std::uint64_t row) {
    for (const core::ColumnIndex column : columns_) {
      text_.clear();
      cells_.write(id_, row, column, text_);
      file_.cell(text_);
    }
    file_.end_row();
    ++rows_;
  }

  const World& world_;
  Cells cells_;
  core::RelationId id_;
  const core::Relation& relation_;
  const RelationPlan& plan_;
  CsvFile& file_;
  std::vector<core::ColumnIndex> columns_;
  std::string text_;
  std::uint64_t rows_ = 0;
};

}  // namespace

value::Result<Written, std::string> write_world(const World& world, const std::filesystem::path& folder,
                                                CsvFile::Packing packing) {
  Written written;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (std::uint32_t at = 0; at < world.program.vocabulary.relations.size(); ++at) {
    const core::Relation& relation = world.program.vocabulary.relations[at];
    if (relation.kind != core::RelationKind::Entity && world.plans[at].rate == 0) continue;
    const std::filesystem::path path =
        folder / (facts::stored_name(relation.label) + (packing == CsvFile::Packing::Gzip ? ".csv.gz" : ".csv"));
    CsvFile file(path, packing);
    written.rows += Table(world, {at}, file).write();
    if (!file.close()) return "cannot be written: " + path.string();
    ++written.files;
  }
  return written;
}

}  // namespace polc::county
