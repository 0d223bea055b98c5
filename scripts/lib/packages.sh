# Sourced by the scripts: installs what is missing from Debian 12, saying what and why.
# Asks for root only when something is missing.

build_packages=(
    g++ cmake ninja-build pkg-config                     # compiler and build
    libpoco-dev libboost-dev libboost-filesystem-dev libboost-locale-dev libyaml-cpp-dev libssl-dev
    libctemplate-dev libargon2-dev libseccomp-dev libsqlite3-dev libpq-dev libfmt-dev libicu-dev
    libhowardhinnant-date-dev zlib1g-dev tzdata prometheus-cpp-dev # libraries of the host
    libmagic-dev libturbojpeg0-dev libpng-dev libwebp-dev  # what files are, and thumbnails
    libqrencode-dev libpango1.0-dev fonts-dejavu-core    # QR codes, and sheets to print
    libzip-dev libexpat1-dev                             # spreadsheets, zipped tables, copies of personal data
    gettext                                              # translations
)
test_packages=(
    libgtest-dev libgmock-dev                            # unit and storage tests
    nginx-light openssl                                  # the proxy in front, as shipped
    iproute2                                             # a network with nobody else in it
    postgresql-15 sqlite3                                # a server of the tests' own, and a look into files
    clang libc++-dev libc++abi-dev                       # plugins by other compilers and libraries
    chromium                                             # browser tests
    poppler-utils                                        # what stands in a PDF
    clang-format clang-tidy git                          # the house style, and which files are the house
)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# need_packages WHY PACKAGE…
need_packages() {
    local why=$1 missing=()
    shift
    local package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "Installing from Debian, $why: ${missing[*]}"
    # No cluster of the system's own: the tests start theirs in a folder of their own.
    if [ ! -e /etc/postgresql-common/createcluster.conf ] && [[ " ${missing[*]} " == *" postgresql-15 "* ]]; then
        as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    # Nor does anything start by itself, as nginx would, on port 80.
    local policy=/usr/sbin/policy-rc.d made= status=0
    if [ ! -e "$policy" ]; then
        made=1
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    as_root apt-get update -qq || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Options::=--force-confold "${missing[@]}" >/dev/null || status=1
    [ -z "$made" ] || as_root rm -f "$policy"
    [ "$status" = 0 ] || echo "These packages could not be installed: ${missing[*]}" >&2
    return "$status"
}

need_build_packages() {
    need_packages "to build" "${build_packages[@]}" || return 1
    command -v node >/dev/null && command -v npm >/dev/null ||
        need_packages "for the pages' styles and scripts" nodejs npm ca-certificates
}

need_test_packages() {
    need_packages "to test" "${test_packages[@]}"
}
