// SPDX-License-Identifier: Apache-2.0
// What reading a database costs with nothing else done: every row of some queries through SQLite's C API, numbers and the
// lengths of texts added up. In: the database, the queries. Out: one JSON object.
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <cstdio>

namespace {

struct Read {
  std::uint64_t rows = 0, sum = 0;
};

bool read_rows(sqlite3* database, const char* query, Read& read) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, query, -1, &statement, nullptr) != SQLITE_OK) return false;
  const int columns = sqlite3_column_count(statement);
  int status = SQLITE_ROW;
  while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    ++read.rows;
    for (int column = 0; column < columns; ++column) {
      if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
        read.sum += static_cast<std::uint64_t>(sqlite3_column_int64(statement, column));
      } else if (sqlite3_column_text(statement, column) != nullptr) {
        read.sum += static_cast<std::uint64_t>(sqlite3_column_bytes(statement, column));
      }
    }
  }
  sqlite3_finalize(statement);
  return status == SQLITE_DONE;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "bench_sqlite_loop: takes DATABASE QUERY...\n");
    return 1;
  }
  const auto begin = std::chrono::steady_clock::now();
  sqlite3* database = nullptr;
  Read read;
  bool good = sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK;
  for (int at = 2; good && at < argc; ++at) good = read_rows(database, argv[at], read);
  if (!good) std::fprintf(stderr, "bench_sqlite_loop: %s\n", sqlite3_errmsg(database));
  sqlite3_close(database);
  if (!good) return 1;
  const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("{\"engine\":\"sqlite_loop\",\"threads\":1,\"load_s\":%.3f,\"rows\":%llu,\"sum\":%llu}\n", spent,
              static_cast<unsigned long long>(read.rows), static_cast<unsigned long long>(read.sum));
  return 0;
}
