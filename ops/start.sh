#!/usr/bin/env bash
# Starts the whole product with demo data: npm start [-- --fresh --lan --dev --port N]
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh
. ops/build-web.sh

install_npm || exit 1
install_group run
build_web || exit 1

exec node ops/supervise.ts "$@"
