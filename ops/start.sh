#!/usr/bin/env bash
# Starts the whole product with demo data: npm start [-- --fresh --lan --dev --port N]
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh
. ops/build-web.sh

install_npm || exit 1
install_group run
build_web || exit 1

# Under npm, ends also when npm is killed outright.
if [ -n "${npm_lifecycle_event:-}" ] && command -v setpriv >/dev/null 2>&1; then
  exec setpriv --pdeathsig TERM -- node ops/supervise.ts "$@"
fi
exec node ops/supervise.ts "$@"
