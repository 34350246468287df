#!/bin/sh
# A PostgreSQL of our own for the tests: throw-away, on a free port of this machine, never the system's.
#
#   tests/postgres.sh run COMMAND...   start one, run COMMAND with TAGLINE_TEST_POSTGRES set to its address, end it
#   tests/postgres.sh start            start one and print its address and, on a second line, its folder
#   tests/postgres.sh stop FOLDER      end it and remove its folder
set -eu

fail() {
    echo "tests/postgres.sh: $*" >&2
    exit 2
}

# PostgreSQL refuses to run as root: root hands over to the user postgres.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

find_programs() {
    programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$programs" ]; then
        found=$(command -v initdb) || fail "PostgreSQL is not installed: on Debian, apt-get install postgresql"
        programs=$(dirname "$found")
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    find_programs
    cd /
    folder=$(as_owner mktemp -d "${TMPDIR:-/tmp}/tagline-postgres-XXXXXX")
    port=$(free_port)
    as_owner "$programs/initdb" --pgdata="$folder/data" --username=tagline --auth=trust --encoding=UTF8 \
        --locale=C --no-sync >"$folder.log" 2>&1 || fail "the cluster could not be made; see $folder.log"
    as_owner "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --wait \
        --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c fsync=off" \
        start >>"$folder.log" 2>&1 || fail "the cluster could not be started; see $folder.log"
    rm -f "$folder.log"
    address="postgresql://tagline@127.0.0.1:$port/postgres"
}

stop() {
    find_programs
    cd /
    case "$1" in
        */tagline-postgres-*) ;;
        *) fail "$1 is not a folder that start has printed" ;;
    esac
    as_owner "$programs/pg_ctl" --pgdata="$1/data" --mode=immediate --wait stop >/dev/null
    rm -rf -- "$1"
}

case "${1:-}" in
    start)
        start
        printf '%s\n%s\n' "$address" "$folder"
        ;;
    stop)
        [ $# -eq 2 ] || fail "stop wants the folder that start has printed"
        stop "$2"
        ;;
    run)
        shift
        [ $# -gt 0 ] || fail "run wants a command"
        here=$(pwd)
        start
        trap 'stop "$folder"' EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM
        cd "$here"
        status=0
        TAGLINE_TEST_POSTGRES="$address" "$@" || status=$?
        exit "$status"
        ;;
    *)
        fail "say start, stop FOLDER or run COMMAND..."
        ;;
esac
