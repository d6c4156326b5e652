#!/usr/bin/env bash
# Builds and starts the whole system on this machine, and plays the demonstration against it.
#
#   ./run.sh                  PostgreSQL, migration, host on loopback; then plays demo/story.json and says how to go on
#   ./run.sh serve            the same without the story, in the foreground (Ctrl-C ends it)
#   ./run.sh demo <file>      plays another story against the running host
#   ./run.sh seed …           fills an empty database with an invented task force: --size small, medium or full
#   ./run.sh token <person>   prints a bearer token for one of the people in demo/people.json
#   ./run.sh audit …          puts the auditor's questions to the same database: timeline, as-of, explain, verify, prove, check
#   ./run.sh log export <folder>   writes tiles and the newest checkpoint to files; log rebuild computes tiles again
#   ./run.sh rebuild <view>   builds a view again from the first event
#   ./run.sh messages         which messages failed; messages replay lets them be handled again
#   ./run.sh keys …           tries and renews keys: check, rotate-agency, rotate-survivor
#   ./run.sh law …            looks at a table of the law, without a database: check, show, body
#   ./run.sh gate …           asks the consent gate cases from files, without a database: check, eval
#   ./run.sh stop             stops what it started
#
# Needs the .NET SDK; installs PostgreSQL and ICU with apt when they are missing and that is allowed. With ConnectionStrings__Coordination
# set (an administrative connection, used for the migration only) it uses that database instead of a private cluster.
set -euo pipefail
umask 077
from=$PWD
cd -P "$(dirname "${BASH_SOURCE[0]}")"
here=$PWD
state="$here/.data/run"
project=tools/Coordination.Demo # and with it the host
host_dll="$here/src/Coordination.Host/bin/Release/net10.0/Coordination.Host.dll"
demo_dll="$here/$project/bin/Release/net10.0/Coordination.Demo.dll"
seconds_to_wait=60
private=

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0
export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development}
export DOTNET_ENVIRONMENT=$ASPNETCORE_ENVIRONMENT
export Keys__Folder=${Keys__Folder:-$state/keys} # made by the host, for this user alone; apart from the database and its backups

say() { printf '%s\n' "$*" >&2; }
step() { printf '== %s\n' "$*" >&2; }
fail() { say "run.sh: $*"; exit 1; }
usage() { sed -n '4,16s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

# ---- Building ---------------------------------------------------------------------------------------------------------

fingerprint() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-32; }

# Everything that the build reads, by name, size and time: a second run has nothing to ask of the SDK.
sources() {
  find src tools Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt \( -name bin -o -name obj \) -prune -o -type f -print0 \
    | LC_ALL=C sort -z | xargs -0 ls -ln --time-style=full-iso 2>/dev/null | fingerprint
}

build() {
  local wanted; wanted=$(sources)
  scripts/icu.sh || fail "ICU is needed (see above)."
  if [[ -f "$host_dll" && -f "$demo_dll" && "$(cat "$state/built" 2>/dev/null)" == "$wanted" ]]; then return; fi
  command -v dotnet >/dev/null || fail "the .NET SDK 10 is needed: https://dotnet.microsoft.com/download (the command dotnet was not found)."
  stop_host && say "The host that was running is older; it is stopped." || true
  step "Restoring packages"
  dotnet restore "$project" -v minimal </dev/null >&2 || fail "the packages could not be restored."
  step "Building (Release)"
  dotnet build "$project" --no-restore -c Release -v minimal -nologo </dev/null >&2 || fail "the build failed."
  printf '%s\n' "$wanted" >"$state/built"
}

# No copy of the memory of whoever holds keys reaches a disk: no core dump, no dump by the runtime, nobody attaches.
ulimit -c 0
export DOTNET_DbgEnableMiniDump=0 DOTNET_EnableDiagnostics=0
host() { dotnet exec "$host_dll" "$@"; }
demo() { dotnet exec "$demo_dll" "$@"; }

# ---- The database -----------------------------------------------------------------------------------------------------

secret() { # secret <file>: generated once, readable by this user only
  [[ -s "$1" ]] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$1"
  cat "$1"
}

# The connection string in $1 for another user: everything but who connects stays.
connection_for() {
  local part key out=
  local -a parts
  IFS=';' read -ra parts <<<"$1"
  for part in "${parts[@]}"; do
    key=$(tr '[:upper:]' '[:lower:]' <<<"${part%%=*}" | tr -d ' ')
    case "$key" in ''|username|userid|user|uid|password|pwd|psw) ;; *) out+="$part;" ;; esac
  done
  printf '%sUsername=%s;Password=%s' "$out" "$2" "$3"
}

# Sets $admin; it is given to the migration only, never to the host that serves.
prepare_database() {
  if [[ -n "${ConnectionStrings__Coordination:-}" ]]; then
    admin=$ConnectionStrings__Coordination
    unset ConnectionStrings__Coordination
    say "Using the database of ConnectionStrings__Coordination."
    return
  fi
  step "PostgreSQL"
  scripts/postgres.sh start run coordination || fail "PostgreSQL could not be started (see above)."
  private=yes
  admin=$(eval "$(scripts/postgres.sh env run)"; printf '%s' "${COORDINATION_POSTGRES/;Database=postgres/;Database=coordination}")
}

use_roles() {
  local writer projector integrator messenger
  writer=$(secret "$state/writer.password")
  projector=$(secret "$state/projector.password")
  integrator=$(secret "$state/integrator.password")
  messenger=$(secret "$state/messenger.password")
  export ConnectionStrings__Writer=${ConnectionStrings__Writer:-$(connection_for "$admin" coordination_writer "$writer")}
  export ConnectionStrings__Projector=${ConnectionStrings__Projector:-$(connection_for "$admin" coordination_projector "$projector")}
  export ConnectionStrings__Integrator=${ConnectionStrings__Integrator:-$(connection_for "$admin" coordination_integrator "$integrator")}
  export ConnectionStrings__Messenger=${ConnectionStrings__Messenger:-$(connection_for "$admin" coordination_messenger "$messenger")}
  export TransparencyLog__KeyFile=${TransparencyLog__KeyFile:-$here/.data/transparency/log.key}
  # The key that signs the log: made once, apart from the database and its backups.
  [[ -e "$TransparencyLog__KeyFile" ]] || host signing-key generate "$TransparencyLog__KeyFile" --name "${COORDINATION_ORIGIN:-coordination.localhost/log}" >/dev/null
}

migrate() {
  step "Migrating"
  ConnectionStrings__Coordination=$admin \
    Database__WriterPassword=$(secret "$state/writer.password") \
    Database__ProjectorPassword=$(secret "$state/projector.password") \
    Database__IntegratorPassword=$(secret "$state/integrator.password") \
    Database__MessengerPassword=$(secret "$state/messenger.password") \
    host migrate >&2 </dev/null \
    || fail "the migration failed (see above)${private:+; to begin again with an empty database: scripts/postgres.sh remove run}."
}

# ---- The host ---------------------------------------------------------------------------------------------------------

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

choose_port() {
  port=$(cat "$state/port" 2>/dev/null || true)
  if [[ -n "$port" ]] && is_free "$port"; then return; fi
  for _ in {1..50}; do
    port=$((5000 + RANDOM % 3000))
    if is_free "$port"; then printf '%s\n' "$port" >"$state/port"; return; fi
  done
  fail "no free port between 5000 and 7999."
}

# The status code of GET <path>, without any tool beside the shell.
http_status() {
  local line
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$1" >&3
    IFS= read -r -t 5 line <&3 && printf '%s' "$(cut -d ' ' -f 2 <<<"$line")"
  ) 2>/dev/null
}

# The host that this script started, and not a stranger that got its number.
host_pid() {
  local pid; pid=$(cat "$state/pid" 2>/dev/null) || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$host_dll serve" || return 1
  printf '%s' "$pid"
}

is_current() { [[ "$(cat "$state/serving" 2>/dev/null)" == "$(cat "$state/built") $(fingerprint <<<"$admin")" ]]; }

stop_host() {
  local pid; pid=$(host_pid) || { rm -f "$state/pid" "$state/serving"; return 1; }
  kill "$pid" 2>/dev/null || true
  for _ in {1..150}; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  if kill -0 "$pid" 2>/dev/null; then kill -9 "$pid" 2>/dev/null || true; fi
  rm -f "$state/pid" "$state/serving"
}

start_host() {
  if host_pid >/dev/null; then
    port=$(cat "$state/port")
    if is_current && [[ "$(http_status /health/ready)" == 200 ]]; then say "The host is running on http://127.0.0.1:$port"; return; fi
    say "The host that is running is older; it is restarted."
    stop_host || true
  fi
  migrate
  choose_port
  step "Starting the host"
  ASPNETCORE_URLS="http://127.0.0.1:$port" setsid dotnet exec "$host_dll" serve >"$state/host.log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$state/pid"
  wait_until_ready
  printf '%s %s\n' "$(cat "$state/built")" "$(fingerprint <<<"$admin")" >"$state/serving"
  say "The host is ready on http://127.0.0.1:$port (log: .data/run/host.log)"
}

wait_until_ready() {
  local tenths
  for ((tenths = 0; tenths < seconds_to_wait * 10; tenths++)); do
    if [[ "$(http_status /health/ready)" == 200 ]]; then return; fi
    kill -0 "$(cat "$state/pid")" 2>/dev/null || { tail -n 20 "$state/host.log" >&2; fail "the host ended; its log is .data/run/host.log."; }
    sleep 0.1
  done
  tail -n 20 "$state/host.log" >&2
  fail "the host was not ready after $seconds_to_wait seconds; its log is .data/run/host.log."
}

# ---- Verbs ------------------------------------------------------------------------------------------------------------

prepare() {
  mkdir -p "$state" 2>/dev/null && [[ -w "$state" ]] || fail "cannot write to $state: another user owns it."
  build
}

play() {
  prepare
  prepare_database
  use_roles
  start_host
  step "The demonstration"
  demo demo "$@" --address "http://127.0.0.1:$port" </dev/null
}

ask() {
  prepare
  prepare_database
  use_roles
  host "$@" </dev/null
}

how_to_go_on() {
  cat >&2 <<TEXT

The host goes on serving at http://127.0.0.1:$port. To go on:
  curl -s -H "Authorization: Bearer \$(./run.sh token amina.yusuf)" http://127.0.0.1:$port/v1/caseload
  curl -s http://127.0.0.1:$port/openapi/v1.json
  ./run.sh audit timeline taskforce    a history, on pseudonyms
  ./run.sh audit verify                recomputes the whole log, and compares with it what is kept beside it
  ./run.sh demo <file>                 plays another story (demo/README.md says how to write one)
  ./run.sh stop                        stops the host and its PostgreSQL
TEXT
}

serve() {
  prepare
  prepare_database
  use_roles
  stop_host && say "The host that ran in the background was stopped." || true
  migrate
  choose_port
  step "Serving on http://127.0.0.1:$port (Ctrl-C ends it)"
  export ASPNETCORE_URLS="http://127.0.0.1:$port"
  exec dotnet exec "$host_dll" serve
}

stop() {
  [[ -d "$state" ]] || { say "Nothing was started."; exit 0; }
  if stop_host; then say "The host is stopped."; else say "The host was not running."; fi
  scripts/postgres.sh stop run
}

case "${1:-}" in
  '') play; how_to_go_on ;;
  serve) serve ;;
  demo) [[ $# -eq 2 ]] || usage; play "$(cd "$from" && realpath -- "$2")" ;;
  seed) prepare; prepare_database; use_roles; migrate; demo "$@" </dev/null ;;
  audit) if [[ "${2:-}" == check ]]; then prepare; host "$@" </dev/null; else ask "$@"; fi ;;
  rebuild|messages) ask "$@" ;;
  log) prepare; prepare_database; use_roles; ConnectionStrings__Coordination=$admin host "$@" </dev/null ;;
  keys|signing-key|witness|law|gate) prepare; host "$@" ;;
  token) [[ $# -eq 2 ]] || usage; prepare; host token "$2" ;;
  stop) stop ;;
  *) usage ;;
esac
