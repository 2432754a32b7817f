#!/usr/bin/env bash
# Runs stories in a real browser, each in a network of its own: npm run e2e [-- NAME...]
# NAME is that of e2e/NAME.story.ts; without a name, all.
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh
. ops/build-web.sh

install_npm || exit 1
install_group run || exit 1
install_group test || exit 1
build_web || exit 1

stories=()
if [ "$#" -eq 0 ]; then
  for file in e2e/*.story.ts; do [ -e "$file" ] && stories+=("$file"); done
else
  for name in "$@"; do
    file="e2e/${name%.story.ts}.story.ts"
    file="${file/#e2e\/e2e\//e2e/}"
    if [ ! -e "$file" ]; then
      say "there is no story $name; there are: $(find e2e -name '*.story.ts' -exec basename {} .story.ts \; 2>/dev/null | sort | paste -sd' ')" >&2
      exit 2
    fi
    stories+=("$file")
  done
fi

case " ${stories[*]} " in *third-party-viewer*) install_ohif || exit 1 ;; esac

# the longest takes 190 s on two cores
longest=900
failed=''
for file in "${stories[@]}"; do
  started=$SECONDS
  if timeout --kill-after=30 "$longest" bash ops/netns.sh node --test --test-concurrency=1 "$file"; then
    say "story $(basename "$file" .story.ts): passed in $((SECONDS - started)) s"
  else
    [ $((SECONDS - started)) -ge "$longest" ] && say "story $(basename "$file" .story.ts): stopped, it took longer than $longest s"
    say "story $(basename "$file" .story.ts): FAILED after $((SECONDS - started)) s"
    failed="$failed $(basename "$file" .story.ts)"
  fi
done
say "${#stories[@]} stories"
[ -z "$failed" ] || { say "failed stories:$failed"; exit 1; }
