#!/usr/bin/env bash
# Every test: the checks, the tests beside the sources, then the stories in a real browser. npm test
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh
. ops/build-web.sh

install_npm || exit 1
install_group run || exit 1
install_group test || exit 1

failed=''
step() {
  local name="$1" started=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then
    printf '== %s: passed in %s s\n' "$name" $((SECONDS - started))
  else
    printf '== %s: FAILED after %s s\n' "$name" $((SECONDS - started))
    failed="$failed $name"
  fi
}

step check bash ops/check.sh
step operations bash ops/operation-tests.sh
step stories bash ops/e2e.sh

[ -z "$failed" ] && exit 0
printf '\nfailed:%s\n' "$failed"
exit 1
