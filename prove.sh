#!/usr/bin/env bash
# Tries claims at full size that ./test.sh tries on a few cases. Prints how many cases each claim really ran, and the seed.
#   ./prove.sh                          all parts
#   ./prove.sh gate [--cases <n>] [--questions <n>] [--seed <n>]
#                                       the consent gate: every property on 100,000 random worlds, the gate against a second one on
#                                       1,000,000 questions, with every rule missing in turn and with planted faults (over 10 minutes on two cores; ./test.sh
#                                       takes 1,000 worlds, 10,000 questions, and for rare faults the worlds in which they were found before)
#   ./prove.sh noninterference          2,000 pairs of histories in which no agency may notice what was not addressed to it (10 minutes)
#   ./prove.sh smallnumbers             all small tables and chains that could be published: no withheld figure can be worked out
#   ./prove.sh log                      changed, moved and missing entries of the log: 20,000 of each kind
#   ./prove.sh http                     sweeps over the API and the database: every date, number and text of every body, everybody in every role,
#                                       every statement as every login, races between copies and revocations, generated meetings (5 minutes;
#                                       ./test.sh takes a sample of each)
#   ./prove.sh faults                   what ./test.sh leaves out: hosts and witnesses that are killed, servers as operators start them (2 minutes, with the build)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0 Logging__Console__LogLevel__Default=Critical

usage() { sed -n '3,14s/^# *//p' "$0" >&2; exit 2; }

cases=100000 questions=1000000 seed=$((RANDOM * 32768 + RANDOM)) parts=()
while [[ $# -gt 0 ]]; do
  case $1 in
    gate | noninterference | smallnumbers | log | http | faults) parts+=("$1"); shift; continue ;;
  esac
  [[ $# -ge 2 && $2 =~ ^[0-9]{1,9}$ ]] || usage
  case $1 in
    --cases) cases=$2 ;;
    --questions) questions=$2 ;;
    --seed) seed=$2 ;;
    *) usage ;;
  esac
  shift 2
done
[[ ${#parts[@]} -gt 0 ]] || parts=(gate noninterference smallnumbers log http faults)

folder=$(mktemp -d)
postgres=
trap 'rm -rf "$folder"; [[ -z "$postgres" ]] || scripts/postgres.sh remove prove >/dev/null 2>&1' EXIT
failed=()

scripts/icu.sh

# run <part> <project> <arguments …>: builds the project and runs a choice of its tests; what they print is shown when something fails.
run() {
  local part=$1 project=$2 began=$SECONDS status=0 ran
  shift 2
  echo "== $part"
  dotnet build "tests/$project" -c Release -v quiet -nologo </dev/null
  "tests/$project/bin/Release/net10.0/$project" -noLogo -noColor -showLiveOutput "$@" -xml "$folder/$part.xml" </dev/null >"$folder/$part.log" || status=$?
  ran=$(sed -n 's/.*<assembly [^>]* passed="\([0-9]*\)".*/\1/p' "$folder/$part.xml" 2>/dev/null | head -n 1)
  if [[ $status -ne 0 || ${ran:-0} -eq 0 ]]; then tail -n 200 "$folder/$part.log"; failed+=("$part"); fi
  echo "$part: ${ran:-0} tests passed in $((SECONDS - began)) s"
}

# A PostgreSQL for the tests of the host, unless there is one.
with_postgres() {
  [[ -z "${COORDINATION_TEST_POSTGRES:-}" ]] || return 0
  postgres=1
  scripts/postgres.sh remove prove >/dev/null 2>&1 || true
  scripts/postgres.sh throwaway prove
  COORDINATION_TEST_POSTGRES=$(eval "$(scripts/postgres.sh env prove)"; printf '%s' "$COORDINATION_POSTGRES")
  export COORDINATION_TEST_POSTGRES
}

gate() {
  echo "Seed $seed: $cases cases for each property, $questions questions; ./prove.sh gate --seed $seed tries the same again."
  export COORDINATION_PROPERTY_CASES=$cases COORDINATION_ORACLE_CASES=$questions COORDINATION_PROOF_SEED=$seed COORDINATION_PROOF_REPORT=$folder/report
  run gate Coordination.Domain.Tests -namespace Coordination.Domain.Tests.Gate
  unset COORDINATION_PROPERTY_CASES COORDINATION_PROOF_REPORT
  echo
  [[ ! -f "$folder/report.notes" ]] || fold -s -w 140 "$folder/report.notes"
  printf '\n%12s %9s  %s\n' cases seconds claim
  [[ ! -f "$folder/report" ]] || sort -k1,1 "$folder/report" | awk -F '\t' '{ gsub("_", " ", $1); printf "%12d %9.1f  %s\n", $2, $3, $1; sum += $2 } END { printf "%12d            cases of %d claims\n", sum, NR }'
  local short
  short=$(awk -F '\t' -v cases="$cases" '$2 < cases { n++ } END { print n + 0 }' "$folder/report" 2>/dev/null || echo 1)
  if [[ $short -ne 0 ]]; then echo "Some claims ran fewer cases than asked for."; failed+=("gate"); fi
}

noninterference() {
  COORDINATION_PAIR_SEEDS=16 COORDINATION_PAIRS=125 run noninterference Coordination.Host.Tests -class Coordination.Host.Tests.NonInterference.NonInterferenceTests
  grep -h 'answers compared' "$folder/noninterference.log" | sed 's/^ */  /' | sort -u || true
}

log() {
  with_postgres
  COORDINATION_PROPERTY_CASES=20000 run log Coordination.Host.Tests -class Coordination.Host.Tests.TransparencyLog.TamperTests -class Coordination.Host.Tests.TransparencyLog.ExportTests
}

smallnumbers() {
  COORDINATION_SMALL_NUMBERS=full run smallnumbers Coordination.Domain.Tests -class Coordination.Domain.Tests.Gate.SmallCellsInversionTests
  grep -h 'tables and chains' "$folder/smallnumbers.log" | sed 's/^ */  /' | sort -u || true
  COORDINATION_SMALL_NUMBERS=full run shownfigures Coordination.Projections.Tests -class Coordination.Projections.Tests.Outcomes.PublishedOutcomesTests
  grep -h 'of all figures shown' "$folder/shownfigures.log" | sed 's/^ */  /' | sort -u || true
}

http() {
  with_postgres
  COORDINATION_SWEEPS=full run http Coordination.Host.Tests -trait Sweep=true
}

faults() {
  with_postgres
  run faults Coordination.Host.Tests -trait Prove=true
}

for part in "${parts[@]}"; do "$part"; done

if [[ ${#failed[@]} -ne 0 ]]; then echo "Something did not hold, or did not run: ${failed[*]}."; exit 1; fi
echo "Every claim held in every case."
