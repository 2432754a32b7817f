#!/usr/bin/env bash
# Runs the tests that lie beside the sources, or those of the patterns given, on the PostgreSQL that TEST_PG_URL names
# or an embedded one: bash ops/operation-tests.sh ['capabilities/consults/**/*.test.ts' ...]
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"
# each file is a process of its own: what one has translated, the next need not
export NODE_COMPILE_CACHE="$PWD/.cache/node"
if [ -z "${TEST_PG_URL:-}" ]; then
  exec node ops/test-postgres.ts bash ops/operation-tests.sh "$@"
fi
if [ "$#" -eq 0 ]; then
  set -- 'platform/**/*.test.ts' 'capabilities/**/*.test.ts' 'gateways/**/*.test.ts' \
    'apps/**/*.test.ts' 'db/**/*.test.ts' 'ops/**/*.test.ts'
fi
# a file that never ends is told by its name instead of stopping all; the longest takes two minutes on two cores
exec node --test --test-concurrency=2 --test-timeout="${LONGEST_MS:-900000}" "$@"
