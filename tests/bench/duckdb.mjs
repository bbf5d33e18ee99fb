// SPDX-License-Identifier: Apache-2.0
// The workload in SQL, over DuckDB in memory: what a user would write instead. In: the folder with DuckDB's npm package, the
// folder that `make_workload.py --plain` wrote, threads, how often warm (0: load and run once). Out: one JSON object, the
// time to load in seconds, medians in milliseconds and the sums of the results. A rule has run when its table is made.
import { createRequire } from "node:module";
import path from "node:path";
import { performance } from "node:perf_hooks";

const [peers, folder, threads, repeats] = process.argv.slice(2);
const { DuckDBInstance, version } = createRequire(path.join(path.resolve(peers), "package.json"))("@duckdb/node-api");
const LOADS = 3;
const TIER_WEIGHTS = [1n, 100003n, 10000019n];

function csv(name, columns) {
  const types = Object.entries(columns).map(([column, type]) => `'${column}': '${type}'`);
  return `read_csv('${path.join(folder, name)}.csv', header = true, columns = {${types.join(", ")}})`;
}

const LOAD = `
  CREATE TABLE region AS FROM ${csv("region", { code: "INTEGER", parent: "INTEGER", level: "VARCHAR" })};
  CREATE TABLE reported AS FROM ${csv("case", { region: "INTEGER", day: "SMALLINT", kind: "UTINYINT", count: "INTEGER" })};
  CREATE TABLE cluster AS FROM ${csv("cluster", { region: "INTEGER", day: "SMALLINT" })};
  CREATE TABLE person AS FROM ${csv("person", { number: "INTEGER", home: "INTEGER", age: "UTINYINT", certificate: "BOOLEAN", contact: "BOOLEAN" })};
  CREATE TABLE recovery AS FROM ${csv("recovery", { person: "INTEGER", day: "SMALLINT" })};
  CREATE TABLE stay AS FROM ${csv("stay", { person: "INTEGER", place: "INTEGER", begins: "SMALLINT", ends: "SMALLINT" })};`;

const RULES = {
  R1: `CREATE OR REPLACE TEMP TABLE tier AS
    SELECT r.code AS region, (CASE WHEN coalesce(c.lately, 0) = 0 THEN 0
      WHEN c.ever > 50 AND k.region IS NOT NULL THEN 2 ELSE 1 END)::UTINYINT AS tier
    FROM region r
    LEFT JOIN (SELECT region, sum(count) AS ever, sum(count) FILTER (day >= 337) AS lately
      FROM reported WHERE kind = 0 AND day <= 350 GROUP BY region) c ON c.region = r.code
    LEFT JOIN (SELECT DISTINCT region FROM cluster WHERE day BETWEEN 337 AND 350) k ON k.region = r.code
    WHERE r.level = 'county'`,
  // Some stay is away from home if the first or the last place is: so the homes are joined once a person, not once a stay.
  R2: `CREATE OR REPLACE TEMP TABLE person_tier AS
    SELECT p.number AS person, (CASE WHEN p.contact OR s.exposed IS NOT NULL THEN 2
      WHEN s.medium OR (NOT p.certificate AND (s.least <> p.home OR s.greatest <> p.home)) THEN 1 ELSE 0 END)::UTINYINT AS tier,
      (CASE WHEN p.contact THEN 350 ELSE s.exposed END)::SMALLINT AS exposed
    FROM person p
    LEFT JOIN (SELECT stay.person, max(least(stay.ends, 350)) FILTER (tier.tier = 2) AS exposed,
      bool_or(tier.tier = 1) AS medium, min(stay.place) AS least, max(stay.place) AS greatest
      FROM stay JOIN tier ON tier.region = stay.place WHERE stay.ends >= 337 AND stay.begins <= 350
      GROUP BY stay.person) s ON s.person = p.number`,
  R3: `CREATE OR REPLACE TEMP TABLE due AS
    SELECT t.person, (CASE WHEN t.tier = 2 THEN 2 WHEN t.tier = 1 OR r.day IS NOT NULL THEN 1 ELSE 0 END)::UTINYINT AS measure,
      (CASE WHEN t.tier = 2 THEN t.exposed + 14 WHEN t.tier = 1 THEN 364 ELSE coalesce(r.day + 14, 0) END)::SMALLINT AS until
    FROM person_tier t
    LEFT JOIN (FROM recovery WHERE day BETWEEN 337 AND 350) r ON r.person = t.person`,
  R4: `CREATE OR REPLACE TEMP TABLE every_day AS
    WITH new AS (SELECT region, day, sum(count)::INTEGER AS new FROM reported WHERE kind = 0 GROUP BY ALL),
    dense AS (SELECT r.code AS region, d.day, coalesce(n.new, 0) AS new, k.day IS NOT NULL AS cluster
      FROM region r CROSS JOIN (SELECT unnest(range(365))::SMALLINT AS day) d
      LEFT JOIN new n ON n.region = r.code AND n.day = d.day
      LEFT JOIN cluster k ON k.region = r.code AND k.day = d.day
      WHERE r.level = 'county'),
    summed AS (SELECT day, sum(new) OVER lately AS lately, bool_or(cluster) OVER lately AS cluster,
      sum(new) OVER (PARTITION BY region ORDER BY day ROWS UNBOUNDED PRECEDING) AS ever
      FROM dense WINDOW lately AS (PARTITION BY region ORDER BY day ROWS 13 PRECEDING))
    SELECT day, CASE WHEN lately = 0 THEN 0 WHEN ever > 50 AND cluster THEN 2 ELSE 1 END AS tier, count(*) AS counties
    FROM summed GROUP BY ALL`,
};

const median = (times) => [...times].sort((left, right) => left - right)[times.length >> 1];
const rounded = (number) => Number(number.toFixed(3));

async function timed(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function loaded() {
  const instance = await DuckDBInstance.create(":memory:", { threads });
  const connection = await instance.connect();
  const spent = await timed(() => connection.run(LOAD));
  return { connection, spent, close: () => { connection.closeSync(); instance.closeSync(); } };
}

async function results(connection) {
  const rows = async (text) => (await connection.runAndReadAll(text)).getRows();
  const counts = async (table, column, count) => {
    const found = [0, 0, 0];
    for (const [at, many] of await rows(`SELECT ${column}, ${count}::BIGINT FROM ${table} GROUP BY 1`)) found[Number(at)] = Number(many);
    return found;
  };
  const [[measures]] = await rows(
    "SELECT sum((person::BIGINT * (1 + measure::BIGINT * 7919 + until::BIGINT * 104729)) % 2147483647)::BIGINT FROM due");
  let tiers = 0n;
  for (const [day, tier, counties] of await rows("SELECT day, tier, counties FROM every_day"))
    tiers += (BigInt(day) + 1n) * BigInt(counties) * TIER_WEIGHTS[Number(tier)];
  return {
    R1: await counts("tier", "tier", "count(*)"), R2: await counts("person_tier", "tier", "count(*)"),
    R3: await counts("due", "measure", "count(*)"), R3sum: Number(measures),
    R4: await counts("every_day", "tier", "sum(counties)"), R4sum: Number(tiers),
  };
}

const warm = Number(repeats) > 0;
const loads = [];
let database = await loaded();
loads.push(database.spent);
while (warm && loads.length < LOADS) {
  database.close();
  database = await loaded();
  loads.push(database.spent);
}
const times = {};
for (const [rule, text] of Object.entries(RULES)) {
  if (warm) await database.connection.run(text);
  const spent = [];
  while (spent.length < Math.max(Number(repeats), 1)) spent.push(await timed(() => database.connection.run(text)));
  times[rule] = median(spent);
}
const total = Object.values(times).reduce((sum, spent) => sum + spent, 0);
console.log(JSON.stringify({
  engine: "duckdb", threads: Number(threads), version: version(), load_s: rounded(median(loads) / 1000),
  ...Object.fromEntries(Object.entries(times).map(([rule, spent]) => [`${rule}_ms`, rounded(spent)])),
  total_ms: rounded(total), results: await results(database.connection),
}));
