#!/usr/bin/env bash
# Gives strangers' bytes to every parser of them, many rounds: npm run fuzz [-- ROUNDS]
set -uo pipefail
cd "$(dirname "$0")/.."
LONGEST_MS=7200000 FUZZ_ROUNDS="${1:-100000}" exec bash ops/operation-tests.sh '{platform,capabilities,gateways,apps}/**/*.fuzz.test.ts'
