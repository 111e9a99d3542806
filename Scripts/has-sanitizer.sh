#!/bin/sh
# Whether this toolchain links AddressSanitizer.
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
echo 'print(1)' > "$folder/one.swift"
swiftc -sanitize=address -o "$folder/one" "$folder/one.swift" 2>/dev/null && "$folder/one" >/dev/null 2>&1
