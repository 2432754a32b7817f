#!/usr/bin/env bash
# Measures one figure beside its peer: npm run bench -- NAME, that of bench/NAME.bench.ts
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh
. ops/build-web.sh

name="${1:-}"
file="bench/${name%.bench.ts}.bench.ts"
if [ -z "$name" ] || [ ! -e "$file" ]; then
  say "usage: npm run bench -- NAME; there are: $(find bench -name '*.bench.ts' -exec basename {} .bench.ts \; 2>/dev/null | sort | paste -sd' ')" >&2
  exit 2
fi
shift
{
  install_npm && install_group run && install_group test && build_web
} >&2 || exit 1

case "$file" in *weak-link*) install_ohif >&2 || exit 1 ;; esac

case "${file#bench/}" in
  # Media needs an address besides loopback, a slow link a network of its own.
  join*|weak-link*) exec bash ops/netns.sh node "$file" "$@" ;;
  *) exec node "$file" "$@" ;;
esac
