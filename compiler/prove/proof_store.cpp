// SPDX-License-Identifier: Apache-2.0
#include "compiler/prove/proof_store.h"

#include <sha2.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <system_error>

namespace polc::prove {
namespace {

namespace fs = std::filesystem;

constexpr const char* layout = R"(
  PRAGMA busy_timeout = 2000;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS proof (key TEXT PRIMARY KEY, answer INTEGER NOT NULL, model TEXT, seal TEXT NOT NULL,
                                    made INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS solver (path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed INTEGER NOT NULL,
                                     version TEXT NOT NULL) WITHOUT ROWID;
)";
// Older proofs are dropped, and found anew when they are needed.
constexpr int days_kept = 90;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

std::string text_of(const std::optional<std::vector<value::Rational>>& model) {
  std::string text;
  if (!model) return text;
  for (const value::Rational& number : *model)
    text += std::to_string(number.numerator()) + "/" + std::to_string(number.denominator()) + " ";
  return text + ".";
}

// As text_of writes them; none: it is not one.
std::optional<std::vector<value::Rational>> model_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<value::Rational> model;
  std::string word;
  while (in >> word) {
    if (word == ".") return model;
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    const char* end = word.data() + word.size();
    const auto first = std::from_chars(word.data(), end, numerator);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, denominator);
    const auto number =
        second.ec == std::errc() && second.ptr == end ? value::Rational::make(numerator, denominator) : std::nullopt;
    if (!number) return std::nullopt;
    model.push_back(*number);
  }
  return std::nullopt;
}

std::string seal_of(const std::string& key, Answer answer, const std::string& model) {
  return digest(key + "|" + std::to_string(static_cast<int>(answer)) + "|" + model);
}

// The text must outlive the step.
void bind_parameter(const Statement& statement, int at, const std::string& text) {
  sqlite3_bind_text(statement.get(), at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

struct FileState {
  std::int64_t size = 0;
  std::int64_t changed = 0;  // nanoseconds
};
std::optional<FileState> state_of(const std::string& path) {
  struct stat found{};
  if (stat(path.c_str(), &found) != 0) return std::nullopt;
  return FileState{found.st_size,
                   static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000'000 + found.st_mtim.tv_nsec};
}

}  // namespace

struct ProofStore::Database {
  explicit Database(sqlite3* opened) : connection(opened) {}
  ~Database() { sqlite3_close_v2(connection); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Statement prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
    return Statement(statement);
  }
  bool run(const char* sql) const { return sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

  sqlite3* connection;
  Statement find;  // made when it is first needed
};

std::string digest(const std::string& text) {
  SHA2_CTX context;
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> bytes{};
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  SHA256Final(bytes.data(), &context);
  std::string digits;
  for (const std::uint8_t byte : bytes) {
    digits += "0123456789abcdef"[byte >> 4];
    digits += "0123456789abcdef"[byte & 15];
  }
  return digits;
}

ProofStore::ProofStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

// All at once and at the end, so that other processes wait for a moment only. Whoever cannot write leaves it: what is not kept
// is proved anew.
ProofStore::~ProofStore() {
  if ((pending_.empty() && !solver_) || !database_->run("BEGIN IMMEDIATE")) return;
  write_solver();
  write_proofs();
  const std::string old = "DELETE FROM proof WHERE made < unixepoch() / 86400 - " + std::to_string(days_kept);
  database_->run(old.c_str());
  database_->run("COMMIT");
}

value::Result<std::unique_ptr<ProofStore>, std::string> ProofStore::open(const fs::path& file) {
  std::error_code error;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  if (error) return error.message();
  sqlite3* connection = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  auto database = std::make_unique<Database>(connection);
  if (status != SQLITE_OK || !database->run(layout)) return std::string(sqlite3_errmsg(connection));
  return std::unique_ptr<ProofStore>(new ProofStore(std::move(database)));
}

std::optional<fs::path> ProofStore::usual_place() {
  const auto variable = [](const char* name) -> std::optional<fs::path> {
    const char* text = std::getenv(name);  // read before any thread is started
    if (text == nullptr || *text != '/') return std::nullopt;
    return text;
  };
  if (const auto cache = variable("XDG_CACHE_HOME")) return *cache / "polc" / "proofs.db";
  if (const auto home = variable("HOME")) return *home / ".cache" / "polc" / "proofs.db";
  return std::nullopt;
}

std::optional<ProofStore::Proof> ProofStore::find(const std::string& key) {
  // Made once: a run asks for many thousands of proofs.
  Statement& statement = database_->find;
  if (!statement) statement = database_->prepare("SELECT answer, model, seal FROM proof WHERE key = ?");
  if (!statement) return std::nullopt;
  bind_parameter(statement, 1, key);
  const bool is_there = sqlite3_step(statement.get()) == SQLITE_ROW;
  const auto text = [&](int column) {
    const auto* found = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), column));
    return found == nullptr ? std::string() : std::string(found);
  };
  const int answer = is_there ? sqlite3_column_int(statement.get(), 0) : static_cast<int>(Answer::Unknown);
  const std::string model = is_there ? text(1) : "";
  const std::string seal = is_there ? text(2) : "";
  // At once: a statement that is not done would keep other runs from writing.
  sqlite3_reset(statement.get());
  if (answer != static_cast<int>(Answer::Satisfiable) && answer != static_cast<int>(Answer::Unsatisfiable))
    return std::nullopt;
  Proof proof{static_cast<Answer>(answer), std::nullopt};
  if (seal != seal_of(key, proof.answer, model)) return std::nullopt;
  if (!model.empty()) proof.model = model_of(model);
  return proof;
}

void ProofStore::keep(const std::string& key, const Proof& proof) { pending_.insert_or_assign(key, proof); }

void ProofStore::write_proofs() {
  const Statement statement =
      database_->prepare("INSERT OR REPLACE INTO proof VALUES (?, ?, ?, ?, unixepoch() / 86400)");
  if (!statement) return;
  for (const auto& [key, proof] : pending_) {
    const std::string model = text_of(proof.model);
    const std::string seal = seal_of(key, proof.answer, model);
    bind_parameter(statement, 1, key);
    sqlite3_bind_int(statement.get(), 2, static_cast<int>(proof.answer));
    bind_parameter(statement, 3, model);
    bind_parameter(statement, 4, seal);
    sqlite3_step(statement.get());
    sqlite3_reset(statement.get());
  }
}

std::optional<std::string> ProofStore::solver_version() {
  const Statement statement = database_->prepare("SELECT path, size, changed, version FROM solver");
  while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
    const auto state = state_of(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)));
    if (state && state->size == sqlite3_column_int64(statement.get(), 1) &&
        state->changed == sqlite3_column_int64(statement.get(), 2))
      return reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 3));
  }
  return std::nullopt;
}

void ProofStore::keep_solver(const std::string& version, const fs::path& library) {
  solver_ = SolverFile{version, library.string()};
}

void ProofStore::write_solver() {
  const auto state = solver_ ? state_of(solver_->path) : std::nullopt;
  if (!state) return;
  // One library is in use at a time.
  database_->run("DELETE FROM solver");
  const Statement statement = database_->prepare("INSERT INTO solver VALUES (?, ?, ?, ?)");
  if (!statement) return;
  bind_parameter(statement, 1, solver_->path);
  sqlite3_bind_int64(statement.get(), 2, state->size);
  sqlite3_bind_int64(statement.get(), 3, state->changed);
  bind_parameter(statement, 4, solver_->version);
  sqlite3_step(statement.get());
}

}  // namespace polc::prove
