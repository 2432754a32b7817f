#!/usr/bin/env bash
# Everything that can be known without running the product: types, walls, dead code, lint, format, drift. npm run check
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh

install_npm || exit 1
mkdir -p .cache/check
failed=''
bin=node_modules/.bin

# Runs one check with its output kept, so that two may run at a time.
run_check() {
  local name="$1" started=$SECONDS
  shift
  "$@" >".cache/check/$name.log" 2>&1 </dev/null
  printf '%s %s\n' "$?" $((SECONDS - started)) >".cache/check/$name.result"
}

report() {
  local name="$1" status seconds
  read -r status seconds <".cache/check/$name.result"
  if [ "$status" = 0 ]; then
    printf '%-8s passed  %3s s\n' "$name" "$seconds"
  else
    printf '%-8s FAILED  %3s s\n' "$name" "$seconds"
    cat ".cache/check/$name.log"
    failed="$failed $name"
  fi
}

existing() {
  local path
  for path in "$@"; do [ -e "$path" ] && printf '%s\n' "$path"; done
}

mapfile -t folders < <(existing platform capabilities gateways apps db ops e2e bench)
mapfile -t projects < <(existing tsconfig.contract.json tsconfig.server.json tsconfig.web.json tsconfig.e2e.json)

run_check types "$bin/tsc" -b "${projects[@]}" &
run_check format "$bin/biome" check . &
wait
report types
report format
run_check lint "$bin/oxlint" --type-aware &
run_check walls "$bin/depcruise" --config .dependency-cruiser.cjs "${folders[@]}" &
wait
report lint
report walls
run_check dead "$bin/knip" &
if [ -e platform/test/check.ts ]; then run_check product node platform/test/check.ts & fi
wait
report dead
[ -e .cache/check/product.result ] && report product

[ -z "$failed" ] && exit 0
printf 'failed:%s\n' "$failed"
exit 1
