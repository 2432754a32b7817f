# Builds the web app when its sources have changed; to be sourced, after `install_npm`.

web_sources_hash() {
  find apps/web platform/web platform/contract capabilities public package-lock.json -type f \
    ! -path '*/server/*' ! -name '*.test.ts' ! -name '*.md' -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1
}

build_web() {
  local hash stamp=dist/.web-sources
  if [ ! -f apps/web/vite.config.ts ]; then
    say "apps/web/vite.config.ts is missing: the web app is not built" >&2
    return 0
  fi
  hash="$(web_sources_hash)"
  [ -f dist/web/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ] && return 0
  say "building the web app"
  mkdir -p .cache
  node_modules/.bin/vite build --config apps/web/vite.config.ts --logLevel warn >.cache/web-build.log 2>&1 || {
    tail -n 40 .cache/web-build.log >&2
    return 1
  }
  printf '%s\n' "$hash" >"$stamp"
}
