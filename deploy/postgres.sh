#!/usr/bin/env bash
# Runs a command against a PostgreSQL server of its own, which ends with it:
#     deploy/postgres.sh .venv/bin/pytest
# The server lives in a temporary folder, listens on a socket there and on no port.
set -eu
[ $# -gt 0 ] || { echo "usage: $0 COMMAND…" >&2; exit 2; }

initdb=$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)
[ "$initdb" ] || { echo "PostgreSQL is not installed: sudo apt-get install postgresql" >&2; exit 1; }
bin=$(dirname "$(readlink -f "$initdb")")

home=$(mktemp -d "${TMPDIR:-/tmp}/icsgov-postgres-XXXXXX")
as_owner=(env LC_ALL=C.UTF-8)
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$home"
    as_owner=(runuser -u postgres -- env LC_ALL=C.UTF-8)
fi
cd_and() { (cd "$home" && "${as_owner[@]}" "$@"); }

stop() {
    cd_and "$bin/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd_and "$bin/initdb" -D data -U icsgov -A trust -E UTF8 --no-sync >/dev/null
cat >"$home/settings" <<END
listen_addresses = ''
unix_socket_directories = '$home'
fsync = off
jit = off
full_page_writes = off
max_connections = 200
END
cat "$home/settings" >>"$home/data/postgresql.conf"
cd_and "$bin/pg_ctl" -D data -l log -w start >/dev/null || { cat "$home/log" >&2; exit 1; }
cd_and "$bin/createdb" -h "$home" -U icsgov icsgov

DATABASE_URL="postgres://icsgov@/icsgov?host=$home" "$@"
