#!/usr/bin/env bash
# Builds everything with warnings as errors and runs the tests against a real PostgreSQL that it starts itself. Of sweeps it tries a sample;
# ./prove.sh tries all of them, and has the tests that kill hosts and make clusters.
#   ./test.sh                   all of it, as CI runs it
#   ./test.sh fast              while you work: no analyzers, no PostgreSQL; the tests of the domain and the projections, without sweeps
#   ./test.sh fast <class> …    and these classes of the host's tests, such as ReleaseRoutesTests, on a PostgreSQL that stays for the next time
# The last line is "N passed, N failed, N skipped"; the exit status is 0 when everything built, ran and passed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fast=
if [[ $# -gt 0 ]]; then
  [[ $1 == fast ]] || { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }
  fast=1; shift
fi

configuration=${CONFIGURATION:-Debug}
seconds_until_it_hangs=${TEST_TIMEOUT_SECONDS:-2700} # for the tests of one project: far beyond what a slow machine needs
results=$(mktemp -d) memory=
passed=0 failed=0 skipped=0 trouble=0

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0

step() { printf '== %s (%ds)\n' "$*" "$SECONDS"; }

finish() {
  local process
  for process in "$results"/*.process; do [[ ! -f "$process" ]] || kill "$(cat "$process")" 2>/dev/null || true; done
  [[ -n "$fast" ]] || scripts/postgres.sh remove test >/dev/null 2>&1 || printf 'The PostgreSQL of the tests could not be removed.\n' >&2
  rm -rf "$results" ${memory:+"$memory"}
}
trap finish EXIT
trap 'exit 130' INT TERM

sum_up() { printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"; }

give_up() { printf '%s\n' "$*" >&2; failed=$((failed + 1)); sum_up; exit 1; }

number() { sed -n "s/.*<assembly [^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

count() { # count <project> <results file> <exit status>
  local project=$1 file=$2 status=$3 total errors
  if [[ ! -s "$file" ]]; then
    if [[ $status -eq 124 || $status -eq 137 ]]; then printf '%s: not finished after %d s, so it hangs\n' "$project" "$seconds_until_it_hangs"
    else printf '%s: ended with status %d and left no results\n' "$project" "$status"; fi
    trouble=1 failed=$((failed + 1)); return
  fi
  total=$(number "$file" total) errors=$(number "$file" errors)
  passed=$((passed + $(number "$file" passed)))
  failed=$((failed + $(number "$file" failed) + errors))
  skipped=$((skipped + $(number "$file" skipped)))
  if [[ "${total:-0}" -eq 0 ]]; then printf '%s: ran no test\n' "$project"; failed=$((failed + 1)); fi
  [[ $status -eq 0 ]] || trouble=1
}

# The hosts of the tests write to the same terminal; what the tests assert about logs they read themselves. Why a host answered 500 is shown.
export Logging__Console__LogLevel__Default=Critical
why_500='Logging__Console__LogLevel__Coordination.Host.Platform.Http.ErrorBoundary=Error'

run() { # run <project> <option of the runner> …
  local project=$1; shift
  exec nice -n "${niceness:-0}" env "$why_500" timeout --kill-after=10 "$seconds_until_it_hangs" \
    "tests/$project/bin/$configuration/net10.0/$project" -noLogo -noColor "$@" -xml "$results/$project.xml" </dev/null
}

run_tests() { # run_tests <project> <option of the runner> …
  local project=$1 status=0
  step "$project"
  (run "$@") || status=$?
  count "$project" "$results/$project.xml" "$status"
}

# These need no database and wait for nothing: they take what the tests of the host leave of the processors. What they print is shown at their end.
run_tests_beside() { # run_tests_beside <project> <option of the runner> …
  local project=$1
  (niceness=10; run "$@" >"$results/$project.txt" 2>&1) &
  printf '%s\n' "$!" >"$results/$project.process"
}

count_beside() { # count_beside <project>
  local project=$1 status=0
  wait "$(cat "$results/$project.process")" || status=$?
  rm "$results/$project.process"
  step "$project"
  cat "$results/$project.txt"
  count "$project" "$results/$project.xml" "$status"
}

start_postgres() { # start_postgres <name>
  step "Starting PostgreSQL"
  scripts/postgres.sh throwaway "$1" || give_up "PostgreSQL could not be started."
  COORDINATION_TEST_POSTGRES=$(eval "$(scripts/postgres.sh env "$1")"; printf '%s' "$COORDINATION_POSTGRES")
  export COORDINATION_TEST_POSTGRES
}

finish_with_sum() { step "Finished"; sum_up; [[ $failed -eq 0 && $trouble -eq 0 ]]; exit; }

scripts/icu.sh || give_up "ICU is needed."

# Hosts flush each key that they make to the disk. What is thrown away needs no disk, where there is memory to spare.
if [[ -w /dev/shm && $(df -Pk /dev/shm | awk 'NR == 2 { print $4 }') -gt 4000000 ]]; then
  memory=$(mktemp -d /dev/shm/coordination-test-XXXXXX)
  export TMPDIR=$memory
fi

if [[ -n "$fast" ]]; then
  projects=(Coordination.Domain.Tests Coordination.Projections.Tests)
  [[ $# -eq 0 ]] || projects+=(Coordination.Host.Tests)
  for project in "${projects[@]}"; do
    step "Building $project"
    dotnet build "tests/$project" -c "$configuration" -v quiet -nologo -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false </dev/null || give_up "The build failed."
  done
  run_tests Coordination.Domain.Tests -trait- Sweep=true
  run_tests Coordination.Projections.Tests -trait- Sweep=true
  if [[ $# -gt 0 ]]; then
    start_postgres dev
    classes=()
    for class in "$@"; do classes+=(-class "*.$class"); done
    run_tests Coordination.Host.Tests "${classes[@]}"
  fi
  finish_with_sum
fi

restore_options=()
build_options=()
if [[ -n "${CI:-}" ]]; then restore_options+=(--locked-mode); build_options+=(-nodeReuse:false); fi

step "Restoring"
dotnet restore Coordination.sln -v quiet "${restore_options[@]}" </dev/null || give_up "The packages could not be restored."

# All projects are compiled by one compiler server, which loads the analyzers once. It is this run's own, and ends with the build.
compiler_server=coordination-test-$$
end_compiler_server() {
  local sdk; sdk=$(dotnet --info | sed -n 's/^ *Base Path: *//p')
  dotnet exec "$sdk/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$compiler_server" >/dev/null 2>&1 || true
}

step "Building, warnings as errors"
built=0
dotnet build Coordination.sln --no-restore -c "$configuration" -warnaserror -v quiet -nologo "${build_options[@]}" \
  -p:UseSharedCompilation=true "-p:SharedCompilationId=$compiler_server" </dev/null || built=$?
end_compiler_server
[[ $built -eq 0 ]] || give_up "The build failed."

scripts/postgres.sh remove test
start_postgres test
beside=()
for folder in tests/*.Tests; do
  project=${folder##*/}
  if [[ $project != Coordination.Host.Tests ]]; then run_tests_beside "$project" -trait- Prove=true -longRunning 120; beside+=("$project"); fi
done
# Twice as many classes at a time as there are processors: many wait for the database, or for time to pass.
run_tests Coordination.Host.Tests -trait- Prove=true -longRunning 120 -maxThreads 2x
for project in "${beside[@]}"; do count_beside "$project"; done

finish_with_sum
