#!/usr/bin/env bash
# What is done once for a release, on Linux, with the very Cargo.lock of this commit: licences and
# sources are checked, the list of components is written, and the program is built twice, in two
# folders of other names, which must give the same bytes.
#
#   scripts/release.sh [FOLDER]        default: dist
#
# Writes relator, relator.cdx.json (CycloneDX 1.5), the source archive and SHA256SUMS.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$(realpath -m "${1:-dist}")
say() { printf '\n== %s\n' "$*"; }

if [ -n "$(git status --porcelain)" ]; then
    echo "uncommitted changes: a release is made of a commit" >&2
    exit 1
fi
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
mkdir -p "$out"

say "licences, bans and sources"
if cargo deny --version >/dev/null 2>&1; then
    cargo deny --locked check licenses bans sources
    cargo deny --locked check advisories || echo "ADVISORIES: read them before releasing" >&2
else
    echo "SKIPPED: cargo-deny is not installed (cargo install --locked cargo-deny)" >&2
fi

say "the list of components"
cargo run --locked --release --quiet --example sbom >"$out/relator.cdx.json"

say "two builds from two folders"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git archive --format=tar --prefix="relator-$version/" HEAD | gzip -n >"$out/relator-$version.tar.gz"
home=${CARGO_HOME:-$HOME/.cargo}
for folder in one/here two/a-longer-name; do
    mkdir -p "$work/$folder"
    tar -xzf "$out/relator-$version.tar.gz" -C "$work/$folder" --strip-components=1
    # The folders would stand in the messages of panics.
    RUSTFLAGS="--remap-path-prefix=$work/$folder=/relator --remap-path-prefix=$home=/cargo" \
        cargo build --locked --release --manifest-path "$work/$folder/Cargo.toml" \
        --target-dir "$work/$folder/target" --bin relator
done
cmp "$work/one/here/target/release/relator" "$work/two/a-longer-name/target/release/relator"
cp "$work/one/here/target/release/relator" "$out/relator"
(cd "$out" && sha256sum relator relator.cdx.json "relator-$version.tar.gz" >SHA256SUMS && cat SHA256SUMS)
say "both builds have the same bytes: $out"
