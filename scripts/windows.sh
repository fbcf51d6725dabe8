#!/usr/bin/env bash
# Cross-builds the Windows package and runs it under wine on the demonstration data.
#
#   scripts/windows.sh            build, try, zip
#   scripts/windows.sh --try DIR  only try the relator.exe of a folder
#
# CARGO_TARGET_DIR says where to build, as for cargo; the zip is written to windows/ below it.
#
# Needs: rustup target add x86_64-pc-windows-gnu; Debian gcc-mingw-w64-x86-64, zip, and for the
# trial wine64. What is missing is said aloud and ends the script with 1: nothing is skipped in
# silence. Beside the main road: it compiles everything once more (about eleven minutes).
#
# Not tried anywhere: a real Windows, a real Word or Excel that holds a file open, network and
# OneDrive folders, antivirus programs, code signing.
set -euo pipefail
cd "$(dirname "$0")/.."

target=x86_64-pc-windows-gnu
built=${CARGO_TARGET_DIR:-target}
missing=0

say() { printf '\n== %s\n' "$*"; }

lacks() {
    say "MISSING: $*"
    missing=1
}

find_wine() {
    local candidate
    for candidate in wine64 wine /usr/lib/wine/wine64 /usr/lib/wine/wine; do
        if command -v "$candidate" >/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

build() {
    local folder=$1
    say "building relator.exe"
    cargo build --locked --release --target "$target"
    mkdir -p "$folder"
    cp "$built/$target/release/relator.exe" scripts/windows/* LICENSE-MIT LICENSE-APACHE "$folder/"
}

# Rust's standard library takes ProcessPrng from a library that wine 8 does not have and that
# Windows 10 and 11 have. This stands in for it, in the trial only, never in the package.
stand_in() {
    local folder=$1
    cat >"$folder/prng.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return SystemFunction036(data, (ULONG)length);
}
C
    x86_64-w64-mingw32-gcc -shared -o "$folder/bcryptprimitives.dll" "$folder/prng.c" -ladvapi32
}

# The program under wine, in the folder of the trial.
under_wine() { (cd "$trial" && "$wine" relator.exe "$@"); }

# Runs the main job under wine and here, and compares everything but the fichas byte for byte.
try_it() {
    local folder=$1
    trial=$(mktemp -d)
    export WINEPREFIX="$trial/prefix" WINEARCH=win64 WINEDEBUG=-all
    trap 'rm -rf "$trial"' EXIT
    cp "$folder/relator.exe" "$trial/"
    cp -r templates inputs "$trial/"
    stand_in "$trial"
    say "preparing wine"
    "$wine" wineboot -i >/dev/null 2>&1 || true

    say "relator.exe --version, validar, generar --todas"
    under_wine --version
    under_wine validar -q || test $? -eq 1
    under_wine generar --todas || test $? -eq 1

    say "exit codes: a wrong option is 2"
    local code=0
    under_wine generar --tods || code=$?
    test "$code" -eq 2

    say "the same here"
    cargo run --locked --quiet --release -- generar --todas --salida "$trial/here" || test $? -eq 1
    local different=0 same=0 document name
    for document in "$trial"/here/reunion-*/{informe-*,estado.*,datos/*,revision/*}; do
        name=${document#"$trial/here/"}
        if cmp -s "$document" "$trial/output/$name"; then
            same=$((same + 1))
        else
            printf 'DIFFERENT  %s\n' "$name"
            different=1
        fi
    done
    say "$same files are the same"
    if [ "$different" -ne 0 ]; then
        say "some documents differ between Windows and here; explain it before a release"
        return 1
    fi
}

pack() {
    local folder=$1
    rm -f "$folder.zip"
    (cd "$(dirname "$folder")" && zip -q -X -r "$(basename "$folder").zip" "$(basename "$folder")")
    say "$folder.zip"
    sha256sum "$folder.zip" "$folder/relator.exe"
}

command -v x86_64-w64-mingw32-gcc >/dev/null || lacks "gcc-mingw-w64-x86-64 (apt-get install gcc-mingw-w64-x86-64)"
wine=$(find_wine)
[ -n "$wine" ] || lacks "wine64 (apt-get install wine64): the package cannot be tried here"

if [ "${1:-}" = --try ]; then
    [ "$missing" -eq 0 ] || exit 1
    try_it "${2:?a folder with relator.exe}"
    exit
fi

rustup target list --installed 2>/dev/null | grep -q "$target" || lacks "rustup target add $target"
command -v zip >/dev/null || lacks "zip (apt-get install zip)"
command -v x86_64-w64-mingw32-gcc >/dev/null || exit 1
rustup target list --installed 2>/dev/null | grep -q "$target" || exit 1

package=$built/windows/relator
rm -rf "$package"
build "$package"
[ -z "$wine" ] || try_it "$package"
! command -v zip >/dev/null || pack "$package"
[ "$missing" -eq 0 ] || say "done, but not everything: see MISSING above"
exit "$missing"
