#!/usr/bin/env bash
# A private PostgreSQL 15 for tests and demonstrations; nothing in it survives a crash of the machine.
#
#   postgres.sh start <folder>   makes it if need be, starts it, prints its libpq connection string
#   postgres.sh stop <folder>    stops it; the data and the port stay, so that start brings it back
#
# It listens on a free port of 127.0.0.1 and on a socket in the folder. As root the server runs as the
# user postgres, or nobody: PostgreSQL refuses to run as root.
set -euo pipefail

bin=${KEREGE_POSTGRES_BIN:-/usr/lib/postgresql/15/bin}

fail() {
    echo "postgres.sh: $*" >&2
    exit 1
}

# Runs a command of PostgreSQL as a user who may.
as_server() {
    if [[ $EUID -ne 0 ]]; then
        "$@"
        return
    fi
    local user=nobody
    if id -u postgres >/dev/null 2>&1; then user=postgres; fi
    setpriv --reuid="$(id -u "$user")" --regid="$(id -g "$user")" --clear-groups \
        env -u LD_PRELOAD HOME=/ "$@"
}

# Nobody answers there. The server still says so if somebody is quicker.
free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 20000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    fail "no free port found"
}

initialise() {
    local folder=$1
    mkdir -p "$folder/data"
    chmod 755 "$folder"
    if [[ $EUID -eq 0 ]]; then
        local owner=nobody
        if id -u postgres >/dev/null 2>&1; then owner=postgres; fi
        chown "$owner" "$folder" "$folder/data"
    fi
    as_server "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
        fail "initdb failed: $(tail -n 3 "$folder/initdb.log")"
}

# The path of a Unix socket has at most 107 bytes: in a deep folder only the port is left.
write_settings() {
    local folder=$1 socket=$1
    if [[ ${#socket} -gt 80 ]]; then socket=; fi
    as_server tee "$folder/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $(cat "$folder/port")
unix_socket_directories = '$socket'
max_connections = 200
shared_buffers = 32MB
fsync = off
synchronous_commit = off
full_page_writes = off
log_min_messages = fatal
CONF
}

start() {
    local folder=$1
    mkdir -p "$folder"
    [[ -x $bin/initdb ]] || fail "no PostgreSQL in $bin (KEREGE_POSTGRES_BIN names another place)"
    [[ -f $folder/data/PG_VERSION ]] || initialise "$folder"
    local made=
    for _ in 1 2 3 4 5; do
        if [[ ! -f $folder/port ]]; then
            free_port >"$folder/port"
            made=1
        fi
        write_settings "$folder"
        if as_server "$bin/pg_ctl" status --pgdata="$folder/data" >/dev/null 2>&1 ||
            as_server "$bin/pg_ctl" start --wait --silent --timeout=60 --pgdata="$folder/data" \
                --log="$folder/data/server.log" >/dev/null 2>&1; then
            echo "host=127.0.0.1 port=$(cat "$folder/port") user=postgres dbname=postgres"
            return
        fi
        # Somebody took the port meanwhile. One that was handed out before is waited for instead.
        if [[ -n $made ]]; then rm -f "$folder/port"; else sleep 1; fi
    done
    fail "the server did not start: $(as_server tail -n 3 "$folder/data/server.log")"
}

stop() {
    local folder=$1
    as_server "$bin/pg_ctl" status --pgdata="$folder/data" >/dev/null 2>&1 || return 0
    as_server "$bin/pg_ctl" stop --wait --silent --mode=fast --timeout=60 --pgdata="$folder/data"
}

if [[ $# -ne 2 || ($1 != start && $1 != stop) ]]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
mkdir -p "$2"
"$1" "$(cd "$2" && pwd)"
