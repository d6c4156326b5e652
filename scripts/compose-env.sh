#!/usr/bin/env bash
# Writes .env with generated passwords for docker-compose.yml, readable by this user only; keeps the one that is there.
set -euo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -e .env ]]; then echo ".env is there already; it is kept." >&2; exit 0; fi

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
{
  printf 'COORDINATION_ADMIN_PASSWORD=%s\n' "$(secret)"
  printf 'COORDINATION_WRITER_PASSWORD=%s\n' "$(secret)"
  printf 'COORDINATION_PROJECTOR_PASSWORD=%s\n' "$(secret)"
  printf 'COORDINATION_INTEGRATOR_PASSWORD=%s\n' "$(secret)"
  printf 'COORDINATION_MESSENGER_PASSWORD=%s\n' "$(secret)"
  printf 'COORDINATION_IDENTIFIERS_KEY=%s\n' "$(head -c 32 /dev/urandom | base64 | tr -d '\n')"
} >.env
echo ".env is written." >&2
