#!/usr/bin/env bash
# Writes .env with generated passwords for docker-compose.yml, readable by this user only; keeps what is there, and adds what a newer version needs.
set -euo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")/.."

hex() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
add() { grep -q "^$1=" .env || { printf '%s=%s\n' "$1" "$("$2")" >>.env; echo "$1 is written to .env." >&2; }; }

touch .env
for name in ADMIN WRITER PROJECTOR INTEGRATOR MESSENGER; do add "COORDINATION_${name}_PASSWORD" hex; done
add COORDINATION_IDENTIFIERS_KEY key
