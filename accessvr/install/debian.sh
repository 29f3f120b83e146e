#!/bin/sh
# Installs what is missing of the Debian packages that accessvr needs, and says what each is for.
#
#   debian.sh visit     what a visit needs
#   debian.sh test      that, and what the tests need
#   debian.sh --list    only say what each package is for
#
# Never asks questions. Exit 3: something is missing that cannot be done without, in one plain line.
set -u

table() {
    cat <<'T'
visit   needed    python3-venv          a place of its own for the Python packages
visit   optional  libespeak-ng1         the voice that reads aloud
visit   optional  espeak-ng-data        the voice's knowledge of languages
visit   optional  libportaudio2         the way to the sound card
test    needed    libespeak-ng1         the voice, tested as it is
test    needed    espeak-ng-data        the voice's knowledge of languages
test    needed    libportaudio2         the way to the sound card
test    needed    pulseaudio            a sound server with headphones that need no sound card
test    needed    pulseaudio-utils      to ask the sound server what it plays
test    needed    libasound2-plugins    the way from the sound card's library to that server
test    needed    libmysofa1            the measured head, to check the shipped table against
test    optional  libebur128-1          another meter of loudness, to check ours against
test    needed    procps                to look at processes
T
}

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 3; }
have() { command -v "$1" >/dev/null 2>&1; }
installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

python_ready() {
    for python in python3.13 python3.12 python3.11 python3; do
        have "$python" || continue
        "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    return 1
}

missing() {
    table | while read -r set need package reason; do
        [ "$set" = visit ] || [ "$1" = test ] || continue
        [ "$package" = python3-venv ] && python_ready && continue
        installed "$package" || printf '%s %s %s\n' "$need" "$package" "$reason"
    done | sort -u -k2,2
}

case "${1:-}" in
    --list) table | awk '{ set = $1; package = $3; $1 = $2 = $3 = ""; printf "%-6s %-20s%s\n", set, package, $0 }'; exit 0 ;;
    visit | test) ;;
    *) say "usage: debian.sh visit | test | --list" >&2; exit 2 ;;
esac

if ! have apt-get || ! have dpkg-query; then
    python_ready || fail "Python 3.11 or newer with venv is missing. Install it with this system's own package tool."
    say "This is not Debian: install espeak-ng and PortAudio with this system's own package tool to hear a voice."
    exit 0
fi

wanted=$(missing "$1")
[ -n "$wanted" ] || { say "Debian packages: all there."; exit 0; }
packages=$(printf '%s\n' "$wanted" | awk '{ print $2 }')

run=""
if [ "$(id -u)" -ne 0 ]; then
    if have sudo; then
        run=sudo
    elif [ "$1" = visit ] && python_ready; then
        say "Not root, and no sudo: the visit goes on without" $packages "."
        exit 0
    else
        fail "Missing:" $packages "- become root or install sudo, then run this again."
    fi
fi

say "Installing these Debian packages:"
printf '%s\n' "$wanted" | while read -r _ package reason; do say "  $package: $reason"; done
install() {
    $run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1
}
if ! install; then
    $run apt-get update -qq >/dev/null 2>&1
    install || true
fi
left=$(missing "$1")
[ -n "$left" ] || exit 0
needed=$(printf '%s\n' "$left" | awk '$1 == "needed" { print $2 }')
[ -z "$needed" ] || fail "These packages cannot be installed:" $needed "- check the network and the package sources."
say "Going on without" $(printf '%s\n' "$left" | awk '{ print $2 }') "- the visit is written, not spoken."
