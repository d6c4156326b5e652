#!/usr/bin/env bash
# Measures against a private PostgreSQL of its own, in one run, and prints one table: the figure, what it is measured beside, the ratio, the aim.
#   ./bench.sh            some minutes
#   ./bench.sh --quick    rougher, in less time
#   ./bench.sh [--quick] <part> …   only some of these:
#     append       decide and append, beside the store of commit 68e68d1, stock Marten and pgbench, 1 to 256 in flight   (2 to 3 min)
#     http         the host over HTTP, steady and while it catches up, beside Wolverine.Http with Marten, and pgbench    (1 to 2 min)
#     latency      commit to view, idle and at 1,000 commands a second                                                   (20 s)
#     rebuild      two views, beside the runner of commit 68e68d1, and reading and parsing                               (1 min)
#     start        process start to first append, log of 10 and of 1,000,000 events (made once, kept in .data, ~10 min)  (1 min)
#     gate replay verify checkpoint sealing views fairness
#   ./bench.sh forget     deletes what is kept from run to run: the long log, what was built of commit 68e68d1
# What is measured has to have the machine for itself. Commit 68e68d1 is built out of git into a temporary folder; a clone without it measures the rest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0

project=benchmarks/Coordination.Benchmarks
plain=benchmarks/Coordination.Benchmarks.Plain
before=68e68d1
built="${TMPDIR:-/tmp}/coordination-bench-$before-$EUID"
parts=" "
quick=
for argument in "$@"; do
  case $argument in
    --quick) quick=1 ;;
    gate | append | http | start | replay | latency | verify | checkpoint | rebuild | sealing | views | fairness) parts+="$argument " ;;
    forget) scripts/postgres.sh remove bench-log; rm -rf -- "$built" .data/bench .data/bench-host; exit 0 ;;
    *) sed -n '3,13s/^# *//p' "$0" >&2; exit 2 ;;
  esac
done
wanted() { [[ "$parts" == " " || "$parts" == *" $1 "* ]]; }

finish() {
  scripts/postgres.sh remove bench >/dev/null 2>&1 || true
  if [[ -d .data/postgres-bench-log ]]; then scripts/postgres.sh stop bench-log >/dev/null 2>&1 || true; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

# The store of before, with our worker in the place of its own entry: the same commands, in a process of its own.
build_before() {
  git cat-file -e "$before^{commit}" 2>/dev/null || { echo "bench.sh: this clone has no commit $before; it is left out." >&2; return 0; }
  local there="$built/$project"
  if [[ ! -d "$built/src" ]]; then
    rm -rf -- "$built" "$built.new"
    mkdir -p -m 0700 "$built.new"
    git archive "$before" | tar -x -C "$built.new"
    mv "$built.new" "$built"
  fi
  cp "$project/Worker.cs" "$project/Before/Program.cs" "$there/"
  sed -i 's/Convert\.ToHexStringLower(.*GetBytes(16))/Environment.GetEnvironmentVariable("COORDINATION_BENCH_PASSWORD")!/' "$there/BenchmarkDatabase.cs" # logins belong to the server
  dotnet build "$there" -c Release -v quiet -nologo -p:RunAnalyzers=false </dev/null >&2
  export COORDINATION_BENCH_BEFORE="$there/bin/Release/net10.0"
}

scripts/icu.sh
echo "== Building (Release)" >&2
dotnet build "$project" -c Release -v quiet -nologo </dev/null >&2
dotnet publish src/Coordination.Host -c Release -r linux-x64 -v quiet -nologo -o .data/bench-host </dev/null >&2 # as it is in the image
export COORDINATION_BENCH_HOST="$PWD/.data/bench-host/Coordination.Host.dll"
if wanted append || wanted rebuild; then
  echo "== Building commit $before" >&2
  build_before
fi
if wanted http; then
  echo "== Building a plain host with Wolverine.Http and Marten" >&2
  dotnet build "$plain" -c Release -v quiet -nologo </dev/null >&2
  export COORDINATION_BENCH_PLAIN="$PWD/$plain/bin/Release/net10.0/Coordination.Benchmarks.Plain.dll"
fi

echo "== PostgreSQL" >&2
if [[ -z "$quick" ]] && wanted start; then
  scripts/postgres.sh start bench-log
  COORDINATION_BENCH_LOG=$(eval "$(scripts/postgres.sh env bench-log)"; printf '%s' "$COORDINATION_POSTGRES")
  export COORDINATION_BENCH_LOG COORDINATION_BENCH_KEPT="$PWD/.data/bench"
fi
scripts/postgres.sh remove bench 2>/dev/null || true
scripts/postgres.sh start bench
eval "$(scripts/postgres.sh env bench)"
PGBENCH=$(scripts/postgres.sh programs bench)/pgbench
COORDINATION_BENCH_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export PGBENCH COORDINATION_BENCH_PASSWORD
[[ -x "$PGBENCH" ]] || { echo "bench.sh: $PGBENCH is missing; Debian has it in the package postgresql." >&2; exit 1; }

echo "== Measuring" >&2
dotnet exec "$project/bin/Release/net10.0/Coordination.Benchmarks.dll" "$@" </dev/null
