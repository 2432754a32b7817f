#!/usr/bin/env bash
# Runs stories in a real browser, each in a network of its own: npm run e2e [-- NAME...]
# NAME is that of e2e/NAME.story.ts, and brings e2e/NAME-*.story.ts along; without a name, all.
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
    for part in "$file" "${file%.story.ts}"-*.story.ts; do
      case " ${stories[*]:-} " in *" $part "*) continue ;; esac
      [ -e "$part" ] && stories+=("$part")
    done
  done
fi

case " ${stories[*]} " in *third-party-viewer*) install_ohif || exit 1 ;; esac

# the longest takes 190 s on two cores
longest=900
logs="$(mktemp -d)"
failed=''
declare -A name_of=() started_of=()

run_story() {
  exec timeout --kill-after=30 "$longest" bash ops/netns.sh node --test --test-concurrency=1 "$1"
}

# Starts a story in the background; what it prints goes where ours goes, or into a file when others run beside it.
begin() {
  if [ -n "${2:-}" ]; then run_story "$1" >"$2" 2>&1 & else run_story "$1" & fi
  name_of[$!]="$(basename "$1" .story.ts)"
  started_of[$!]=$SECONDS
}

# Waits until one of those that run has ended, and tells how.
finish_one() {
  local pid status name took
  wait -n -p pid "${!name_of[@]}"
  status=$?
  name="${name_of[$pid]}"
  took=$((SECONDS - started_of[$pid]))
  unset "name_of[$pid]" "started_of[$pid]"
  [ -e "$logs/$name" ] && cat "$logs/$name"
  if [ "$status" = 0 ]; then
    say "story $name: passed in $took s"
  else
    [ "$took" -ge "$longest" ] && say "story $name: stopped, it took longer than $longest s"
    say "story $name: FAILED after $took s"
    failed="$failed $name"
  fi
}

# Nothing of ours outlives us: a story that is told to end takes its network and all in it with it.
end_all() {
  trap '' INT TERM
  [ "${#name_of[@]}" -gt 0 ] && kill -TERM "${!name_of[@]}" 2>/dev/null
  wait
  exit "$1"
}
trap 'rm -rf "$logs"' EXIT
trap 'end_all 130' INT
trap 'end_all 143' TERM

export NODE_COMPILE_CACHE="$PWD/.cache/node"
if [ "${#stories[@]}" -gt 1 ]; then
  export TUYEN_PREPARED="$logs/prepared"
  bash ops/netns.sh node e2e/prepare-data.ts "$TUYEN_PREPARED" || exit 1
fi

# A story whose first line says so measures time, video, memory or a weak link, or ends processes: it has the machine for
# itself. Of the others two run at a time, each in a network, a browser and folders of its own; what they print is shown
# when they end.
at_once=2
[ "$(nproc)" -lt 2 ] || [ "${#stories[@]}" -lt 2 ] && at_once=1
alone=()
for file in "${stories[@]}"; do
  if [ "$at_once" = 1 ] || [[ "$(head -n 1 "$file")" == '// Runs alone:'* ]]; then
    alone+=("$file")
    continue
  fi
  [ "${#name_of[@]}" -lt "$at_once" ] || finish_one
  begin "$file" "$logs/$(basename "$file" .story.ts)"
done
while [ "${#name_of[@]}" -gt 0 ]; do finish_one; done
for file in "${alone[@]}"; do
  begin "$file"
  finish_one
done

say "${#stories[@]} stories"
[ -z "$failed" ] || { say "failed stories:$failed"; exit 1; }
