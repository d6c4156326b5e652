#!/usr/bin/env bash
# Measures against a private PostgreSQL of its own, beside pgbench on the same server in the same run, and prints one table.
#   ./bench.sh            a few minutes
#   ./bench.sh --quick    about a minute, rougher
#   ./bench.sh [--quick] <part> …   only some: gate append marten http start replay latency verify checkpoint rebuild sealing views fairness
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0

project=benchmarks/Coordination.Benchmarks
for argument in "$@"; do
  case $argument in
    --quick | gate | append | marten | http | start | replay | latency | verify | checkpoint | rebuild | sealing | views | fairness) ;;
    *) sed -n '3,5s/^# *//p' "$0" >&2; exit 2 ;;
  esac
done

finish() { scripts/postgres.sh remove bench >/dev/null 2>&1 || true; }
trap finish EXIT
trap 'exit 130' INT TERM

scripts/icu.sh
echo "== Building (Release)" >&2
dotnet build "$project" -c Release -v quiet -nologo </dev/null >&2

echo "== PostgreSQL" >&2
scripts/postgres.sh remove bench 2>/dev/null || true
scripts/postgres.sh start bench
eval "$(scripts/postgres.sh env bench)"
PGBENCH=$(scripts/postgres.sh programs bench)/pgbench
export PGBENCH
[[ -x "$PGBENCH" ]] || { echo "bench.sh: $PGBENCH is missing; Debian has it in the package postgresql." >&2; exit 1; }

echo "== Measuring" >&2
dotnet exec "$project/bin/Release/net10.0/Coordination.Benchmarks.dll" "$@" </dev/null
