#!/usr/bin/env bash
# Tries what is claimed of the consent gate at full size: every property on 100,000 random worlds, the gate against a second one on
# 1,000,000 questions, with every rule missing in turn and with planted faults. Prints how many cases each claim really ran.
#   ./prove.sh [--cases <n>] [--questions <n>] [--seed <n>]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0

cases=100000 questions=1000000 seed=$((RANDOM * 32768 + RANDOM))
while [[ $# -gt 0 ]]; do
  [[ $# -ge 2 && $2 =~ ^[0-9]{1,9}$ ]] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
  case $1 in
    --cases) cases=$2 ;;
    --questions) questions=$2 ;;
    --seed) seed=$2 ;;
    *) sed -n '4s/^# *//p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
project=tests/Coordination.Domain.Tests

scripts/icu.sh
echo "== Building (Release)"
dotnet build "$project" -c Release -v quiet -nologo </dev/null

echo "== Proving, seed $seed ($cases cases for each property, $questions questions; ./prove.sh --seed $seed tries the same again)"
export COORDINATION_PROPERTY_CASES=$cases COORDINATION_ORACLE_CASES=$questions COORDINATION_PROOF_SEED=$seed COORDINATION_PROOF_REPORT=$folder/report
status=0 began=$SECONDS
"$project/bin/Release/net10.0/Coordination.Domain.Tests" -noLogo -noColor -namespace Coordination.Domain.Tests.Gate -xml "$folder/results.xml" </dev/null >"$folder/output" || status=$?
[[ $status -eq 0 ]] || cat "$folder/output"

echo
[[ ! -f "$folder/report.notes" ]] || fold -s -w 140 "$folder/report.notes"
echo
printf '%12s %9s  %s\n' cases seconds claim
[[ ! -f "$folder/report" ]] || sort -k1,1 "$folder/report" | awk -F '\t' '{ gsub("_", " ", $1); printf "%12d %9.1f  %s\n", $2, $3, $1; sum += $2 } END { printf "%12d            cases of %d claims\n", sum, NR }'

short=$(awk -F '\t' -v cases="$cases" '$2 < cases { n++ } END { print n + 0 }' "$folder/report" 2>/dev/null || echo 1)
ran=$(sed -n 's/.*<assembly [^>]* passed="\([0-9]*\)".*/\1/p' "$folder/results.xml" 2>/dev/null | head -n 1)
echo "${ran:-0} tests passed in $((SECONDS - began)) s, seed $seed"
if [[ $status -ne 0 || $short -ne 0 || ${ran:-0} -eq 0 ]]; then echo "Something did not hold, or did not run."; exit 1; fi
echo "Every claim held in every case."
