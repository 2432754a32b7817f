#!/usr/bin/env bash
# Runs a command in a network of its own: ops/netns.sh CMD...
# Inside there are loopback and one more address, 10.77.0.1, which the media server needs (it ignores loopback).
# Nothing that runs inside can reach the outside, and nothing outlives the command.
set -uo pipefail

inner='
PATH="$PATH:/usr/sbin:/sbin"
set_up() {
  ip link set lo up && ip link add tuyen0 type veth peer name tuyen1 &&
    ip address add 10.77.0.1/24 dev tuyen0 && ip link set tuyen0 up && ip link set tuyen1 up
}
set_up || { echo "the network of the test could not be set up" >&2; exit 97; }

own="$(readlink /proc/self/ns/net)"
stragglers() {
  local entry pid
  for entry in /proc/[0-9]*; do
    pid="${entry#/proc/}"
    [ "$pid" = "$$" ] || [ "$pid" = "${BASHPID:-$$}" ] && continue
    [ "$(readlink "$entry/ns/net" 2>/dev/null)" = "$own" ] && printf "%s\n" "$pid"
  done
}
sweep() {
  local signal pid
  for signal in TERM KILL; do
    for pid in $(stragglers); do kill -s "$signal" "$pid" 2>/dev/null; done
    [ "$signal" = TERM ] && [ -n "$(stragglers)" ] && sleep 1
  done
}
trap sweep EXIT
trap "exit 130" INT
trap "exit 143" TERM
export TEST_IP=10.77.0.1 JANUS_ICE_ENFORCE=tuyen0 TURN_IP=10.77.0.1 TUYEN_NETNS=1
"$@" &
child=$!
wait "$child"
'

[ "$#" -gt 0 ] || { echo "usage: ops/netns.sh CMD..." >&2; exit 2; }
# Already inside one: no need for another.
[ -n "${TUYEN_NETNS:-}" ] && exec "$@"

if [ "$(id -u)" = 0 ]; then unshared=(unshare -n); else unshared=(unshare -Un -c --keep-caps); fi

if "${unshared[@]}" sh -c 'PATH="$PATH:/usr/sbin:/sbin"; ip link set lo up && ip link add tuyen0 type veth peer name tuyen1' 2>/dev/null; then
  exec "${unshared[@]}" -- bash -c "$inner" netns "$@"
fi

echo "This machine allows no network of its own, which these tests need: their traffic must not leave it." >&2
echo "Run them as root, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1" >&2
exit 98
