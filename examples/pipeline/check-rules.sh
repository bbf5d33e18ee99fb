#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks the rules as they will be committed: what is staged, not what lies in the folder. A commit with errors or
# warnings is refused. As .git/hooks/pre-commit it needs nothing but polc on the search path.
set -eu
staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
git ls-files -z --cached -- '*.pol' | git checkout-index -z --stdin --prefix="$staged/"
[ -d "$staged/rules" ] || exit 0
cd "$staged"
polc check rules --fail-on warning
