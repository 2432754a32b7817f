#!/usr/bin/env bash
# Runs server and worker for production, configured by the environment: npm run serve
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh
. ops/build-web.sh

install_npm || exit 1
build_web || exit 1
exec node ops/supervise.ts --serve "$@"
