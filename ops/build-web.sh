# Builds the web app when its sources have changed; to be sourced, after `install_npm`.

web_sources_hash() {
  find apps/web platform/web platform/contract capabilities public package-lock.json -type f \
    ! -path '*/server/*' ! -name '*.test.ts' ! -name '*.md' -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d' ' -f1
}

build_web_now() {
  local hash stamp=dist/.web-sources
  hash="$(web_sources_hash)"
  [ -f dist/web/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ] && return 0
  say "building the web app"
  node_modules/.bin/vite build --config apps/web/vite.config.ts --logLevel warn >.cache/web-build.log 2>&1 </dev/null || {
    tail -n 40 .cache/web-build.log >&2
    return 1
  }
  printf '%s\n' "$hash" >"$stamp"
}

build_web() {
  if [ ! -f apps/web/vite.config.ts ]; then
    say "apps/web/vite.config.ts is missing: the web app is not built" >&2
    return 0
  fi
  mkdir -p .cache
  if command -v flock >/dev/null 2>&1; then
    (flock 9 && build_web_now 9>&-) 9>.cache/build-web.lock
  else
    build_web_now
  fi
}
