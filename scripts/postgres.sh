#!/usr/bin/env bash
# A private PostgreSQL cluster for this checkout; never a system one.
#
#   scripts/postgres.sh start  [name] [database]   starts it (creates both first); finds it running the second time
#   scripts/postgres.sh throwaway [name]   the same for tests: it does not wait for the disk, so its data is lost with the machine
#   scripts/postgres.sh stop   [name]   stops it, keeps the data
#   scripts/postgres.sh status [name]   says where it is; exit status 0 when it runs, 3 when it does not
#   scripts/postgres.sh env    [name]   prints shell exports: PGHOST … for psql, COORDINATION_POSTGRES for Npgsql
#   scripts/postgres.sh programs [name] prints the folder of PostgreSQL's programs
#   scripts/postgres.sh remove [name]   stops it and deletes the data
#
# Names keep clusters apart: "run" (the default), "test", "bench". The server listens on 127.0.0.1 only, on a free port that
# is remembered, with a generated password. Root cannot run PostgreSQL, so for root it runs as the user "postgres".
set -euo pipefail
umask 077

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
verb=${1:-}
name=${2:-run}
database=${3:-}
state="$here/.data/postgres-$name"
first_port=20000
last_port=29999

say() { printf '%s\n' "$*" >&2; }
fail() { say "postgres: $*"; exit 1; }

usage() { sed -n '4,10s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

# ---- Where the programs are -------------------------------------------------------------------------------------------

find_programs() {
  local candidate
  while IFS= read -r candidate; do
    if [[ -x "$candidate/initdb" && -x "$candidate/pg_ctl" && -x "$candidate/psql" ]]; then printf '%s\n' "$candidate"; return 0; fi
  done < <(
    ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV
    if command -v pg_config >/dev/null; then pg_config --bindir; fi
    if command -v initdb >/dev/null; then dirname "$(readlink -f "$(command -v initdb)")"; fi
  )
  return 1
}

as_root() { if [[ $EUID -eq 0 ]]; then "$@"; else sudo -n "$@"; fi; }

install_programs() {
  local by_hand="install PostgreSQL 15 or later (Debian and Ubuntu: sudo apt-get install postgresql), or set ConnectionStrings__Coordination to a server that you have"
  command -v apt-get >/dev/null || fail "PostgreSQL was not found, and there is no apt-get: $by_hand."
  if [[ $EUID -ne 0 ]] && ! sudo -n true 2>/dev/null; then
    fail "PostgreSQL was not found, and installing it needs root: $by_hand."
  fi
  say "postgres: not found; installing the package postgresql with apt-get …"
  export DEBIAN_FRONTEND=noninteractive
  local quiet="$state/apt.log"
  as_root apt-get -q update </dev/null >"$quiet" 2>&1 || { tail -n 5 "$quiet" >&2; fail "apt-get update failed; the whole output is in $quiet."; }
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install postgresql-common </dev/null >>"$quiet" 2>&1 \
    || { tail -n 5 "$quiet" >&2; fail "apt-get install postgresql-common failed; the whole output is in $quiet."; }
  # Debian would make and start a cluster of its own; this one setting, for as long as the installation runs, prevents it.
  local drop_in=/etc/postgresql-common/createcluster.d/coordination.conf
  as_root mkdir -p -m 0755 "${drop_in%/*}"
  printf 'create_main_cluster = false\n' | as_root tee "$drop_in" >/dev/null
  local status=0
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install postgresql </dev/null >>"$quiet" 2>&1 || status=$?
  as_root rm -f "$drop_in"
  [[ $status -eq 0 ]] || { tail -n 5 "$quiet" >&2; fail "apt-get install postgresql failed; the whole output is in $quiet."; }
}

# ---- Who runs the server, and where its data lies ---------------------------------------------------------------------

fingerprint() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-12; }

choose_home() {
  if [[ $EUID -ne 0 ]]; then server_user=; home="$state"; return; fi
  server_user=postgres
  if ! id -u "$server_user" >/dev/null 2>&1; then
    server_user=coordination-postgres
    id -u "$server_user" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$server_user"
  fi
  # The checkout may lie where that user cannot enter, under /root for example.
  home="/var/lib/coordination/$(printf '%s' "$here" | fingerprint)-$name"
}

# Runs a program as the user of the server, in a folder that this user can enter.
as_server() {
  if [[ -z "$server_user" ]]; then (cd / && "$@"); return; fi
  if command -v runuser >/dev/null; then (cd / && runuser -u "$server_user" -- "$@")
  else (cd / && setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --init-groups -- "$@"); fi
}

own() { if [[ -n "$server_user" ]]; then chown -R "$server_user:" "$@"; fi; }

# ---- The state of the cluster -----------------------------------------------------------------------------------------

data() { printf '%s/data' "$home"; }
is_throwaway() { [[ -f "$state/throwaway" ]]; }
port() { cat "$state/port" 2>/dev/null || true; }
password() { cat "$state/password"; }

query() { PGPASSWORD=$(password) PGCONNECT_TIMEOUT=5 "$bin/psql" -X -A -t -q -h 127.0.0.1 -p "$1" -U postgres -d postgres -c "$2" </dev/null; }

# True when the server that answers on the remembered port is this cluster's, and not a stranger on a reused port.
answers() {
  local at; at=$(port)
  [[ -n "$at" && -f "$state/password" ]] || return 1
  [[ "$(query "$at" 'show data_directory' 2>/dev/null)" == "$(data)" ]]
}

postmaster() { head -n 1 "$(data)/postmaster.pid" 2>/dev/null || true; }

# A pid file may outlive its server, and its number may have gone to another process since.
drop_stale_pid_file() {
  local pid; pid=$(postmaster)
  [[ -n "$pid" ]] || return 0
  if [[ -d /proc/self ]]; then
    [[ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" == "$(data)" ]] && return 0
  elif kill -0 "$pid" 2>/dev/null; then return 0; fi
  rm -f "$(data)/postmaster.pid"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

choose_port() {
  local candidate
  for _ in {1..50}; do
    candidate=$((first_port + (RANDOM * 32768 + RANDOM) % (last_port - first_port + 1)))
    if is_free "$candidate"; then printf '%s\n' "$candidate" >"$state/port"; return; fi
  done
  fail "no free port between $first_port and $last_port."
}

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

create() {
  say "postgres: creating the cluster \"$name\" in $(data) …"
  local fresh="$home/data.new" word="$home/password.new"
  rm -rf "$fresh"
  [[ -f "$state/password" ]] || secret >"$state/password"
  cp "$state/password" "$word"; chmod 600 "$word"; own "$word"
  local status=0
  as_server "$bin/initdb" -D "$fresh" -U postgres --pwfile="$word" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C --data-checksums >"$state/initdb.log" 2>&1 </dev/null || status=$?
  rm -f "$word"
  [[ $status -eq 0 ]] || { tail -n 5 "$state/initdb.log" >&2; fail "initdb failed; the whole output is in $state/initdb.log."; }
  printf "\ninclude_if_exists = 'coordination.conf'\n" >>"$fresh/postgresql.conf"
  mv "$fresh" "$(data)"
}

# Settings for a small machine. Durability stays on: what is acknowledged has reached the disk. A throwaway server is the exception: its data
# survives the end of any process, and not the loss of power.
configure() {
  local durable=on connections=1000 # a test run has twenty hosts at a time, with a pool for each login; a benchmark has a connection for each command in flight
  if is_throwaway; then durable=off; fi
  cat >"$(data)/coordination.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $(port)
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = $connections
shared_buffers = '256MB'
effective_cache_size = '1GB'
work_mem = '8MB'
maintenance_work_mem = '64MB'
wal_buffers = '16MB'
max_wal_size = '2GB'
checkpoint_timeout = '10min'
fsync = $durable
synchronous_commit = on
full_page_writes = $durable
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# Nothing that is asked is written to the log, not even where it fails, and little of it is kept in memory.
log_statement = 'none'
log_min_error_statement = 'panic'
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
track_activity_query_size = 1024
shared_preload_libraries = ''
session_preload_libraries = ''
SETTINGS
  own "$(data)/coordination.conf"
}

launch() {
  local log="$home/server.log" attempt
  for attempt in 1 2 3 4 5; do
    { [[ -n "$(port)" ]] && is_free "$(port)"; } || choose_port
    configure
    : >"$log"; own "$log"
    if as_server "$bin/pg_ctl" start -D "$(data)" -l "$log" -w -t 60 >/dev/null 2>&1 </dev/null 9>&-; then return; fi
    grep -q 'Address already in use' "$log" || break
    choose_port
  done
  tail -n 8 "$log" >&2
  fail "the server did not start; its log is $log."
}

# ---- Verbs ------------------------------------------------------------------------------------------------------------

prepare() {
  mkdir -p "$state" || fail "cannot write to $state: does another user own it?"
  [[ -w "$state" ]] || fail "cannot write to $state: another user owns it."
  if command -v flock >/dev/null; then
    exec 9>"$state/lock"
    flock -w 120 9 || fail "another start or stop of \"$name\" has been busy for two minutes."
  fi
}

start() {
  prepare
  bin=$(find_programs) || { install_programs; bin=$(find_programs) || fail "PostgreSQL was installed, and still is not found."; }
  choose_home
  mkdir -p "$home"
  if [[ -n "$server_user" ]]; then chmod 711 "${home%/*}"; chown "$server_user:" "$home"; fi
  chmod 700 "$home"
  if [[ -f "$(data)/PG_VERSION" && ! -f "$state/password" ]]; then fail "the password of the cluster in $(data) is lost; run: scripts/postgres.sh remove $name"; fi
  match_version
  match_durability
  if answers; then say "postgres: \"$name\" is running on port $(port)"; create_database; return; fi
  [[ -f "$(data)/PG_VERSION" ]] || create
  drop_stale_pid_file
  launch
  answers || fail "the server started, and does not answer on port $(port); its log is $home/server.log."
  say "postgres: \"$name\" started on port $(port)"
  create_database
}

create_database() {
  [[ -n "$database" ]] || return 0
  [[ -n "$(query "$(port)" "select 1 from pg_database where datname = '$database'")" ]] || query "$(port)" "create database \"$database\"" >/dev/null
}

# A server stays what it was created as: nobody's data loses its durability, and no data that may be damaged is taken for durable.
match_durability() {
  if [[ ! -f "$(data)/PG_VERSION" ]]; then
    rm -f "$state/throwaway"
    if [[ "$verb" == throwaway ]]; then : >"$state/throwaway"; fi
  elif [[ "$verb" == throwaway ]]; then is_throwaway || fail "\"$name\" keeps its data; run: scripts/postgres.sh start $name"
  elif is_throwaway; then fail "\"$name\" is a throwaway; run: scripts/postgres.sh throwaway $name"; fi
}

# A data folder belongs to one major version: stay with it when a newer one was installed beside it.
match_version() {
  local version
  version=$(cat "$(data)/PG_VERSION" 2>/dev/null) || return 0
  if [[ -x "/usr/lib/postgresql/$version/bin/pg_ctl" ]]; then bin="/usr/lib/postgresql/$version/bin"; fi
}

find_existing() {
  bin=$(find_programs) || return 1
  choose_home
  [[ -f "$(data)/PG_VERSION" ]] || return 1
  match_version
}

stop() {
  [[ -d "$state" ]] || { say "postgres: there is no \"$name\""; return; }
  prepare
  if ! find_existing; then say "postgres: there is no \"$name\""; return; fi
  drop_stale_pid_file
  if [[ -z "$(postmaster)" ]]; then say "postgres: \"$name\" is not running"; return; fi
  as_server "$bin/pg_ctl" stop -D "$(data)" -m fast -w -t 60 >/dev/null 2>&1 </dev/null || fail "\"$name\" did not stop within a minute."
  say "postgres: \"$name\" stopped"
}

remove() {
  stop
  choose_home
  rm -rf -- "${home:?}/data" "$home/data.new" "$home/server.log" "${state:?}"
  [[ "$home" == "$state" ]] || rmdir "$home" 2>/dev/null || true
}

status() {
  if find_existing && answers; then
    say "postgres: \"$name\" is running on 127.0.0.1:$(port), process $(postmaster), data in $(data), programs in $bin"
  else say "postgres: \"$name\" is not running"; exit 3; fi
}

environment() {
  [[ -f "$state/port" && -f "$state/password" ]] || fail "there is no \"$name\"; run: scripts/postgres.sh start $name"
  cat <<EXPORTS
export PGHOST=127.0.0.1 PGPORT=$(port) PGUSER=postgres PGPASSWORD=$(password) PGDATABASE=postgres
export COORDINATION_POSTGRES='Host=127.0.0.1;Port=$(port);Username=postgres;Password=$(password);Database=postgres'
EXPORTS
}

for word in "$name" ${database:+"$database"}; do
  [[ "$word" =~ ^[a-z][a-z0-9-]{0,30}$ ]] || fail "a name is a lower-case word: \"$word\" is not."
done
case "$verb" in
  start | throwaway) start ;;
  stop) stop ;;
  status) status ;;
  env) environment ;;
  programs) find_existing || fail "there is no \"$name\""; printf '%s\n' "$bin" ;;
  remove) remove ;;
  *) usage ;;
esac
