#!/usr/bin/env bash
# Runs the tests beside the sources on Debian's PostgreSQL 15, the oldest that is supported: npm run test:pg15
set -uo pipefail
cd "$(dirname "$0")/.."
. ops/install.sh

install_npm || exit 1
install_group pg15 || exit 1

bin=/usr/lib/postgresql/15/bin
folder="$(mktemp -d /var/tmp/tuyen-pg15-XXXXXX)"
password="$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"
port="$(node -e "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close() })")"
printf '%s' "$password" >"$folder/password"
as_server=()
if [ "$(id -u)" = 0 ]; then
  chown -R nobody "$folder"
  as_server=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups --)
fi

finish() {
  (cd "$folder" && "${as_server[@]}" "$bin/pg_ctl" -D "$folder/pg" -m immediate -w stop >/dev/null 2>&1)
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

(
  cd "$folder" &&
    "${as_server[@]}" "$bin/initdb" -D "$folder/pg" --username=postgres --auth=scram-sha-256 --pwfile="$folder/password" \
      --locale=C.UTF-8 --encoding=UTF8 >"$folder/log" 2>&1 &&
    "${as_server[@]}" "$bin/pg_ctl" -D "$folder/pg" -l "$folder/server.log" -w start -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
      >"$folder/log" 2>&1
) || {
  cat "$folder/log" "$folder/server.log" >&2
  exit 1
}
TEST_PG_URL="postgresql://postgres:$password@127.0.0.1:$port/postgres" bash ops/operation-tests.sh "$@"
