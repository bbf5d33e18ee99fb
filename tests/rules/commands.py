#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every command and option that the program knows is in its man page and in the completion of each shell,
and those name no option that it does not know."""
import re

import tree


def main():
    driver = tree.ROOT / "compiler/driver"
    source = tree.read(driver / "arguments.cpp")
    options = set(re.findall(r'add_(?:option|flag)\("(--[a-z-]+)"', source)) | {"--help"}
    commands = set(re.findall(r'\badd\(\w+, "([a-z]+)"', source)) | set(re.findall(r'add_subcommand\("([a-z]+)"', source))
    findings = []
    pages = [driver / "polc.1", driver / "completion/polc.bash", driver / "completion/_polc", driver / "completion/polc.fish"]
    for page in pages:
        text = tree.read(page).replace("\\-", "-")
        if page.suffix == ".fish":
            text = re.sub(r"^(complete .*) -l ([a-z-]+)", r"\1 --\2", text, flags=re.M)
        words = set(re.findall(r"--[a-z][a-z-]*", text))
        findings += [f"{tree.name(page)}: does not name {option}" for option in sorted(options - words)]
        findings += [f"{tree.name(page)}: names {word}, which the program does not know" for word in sorted(words - options)]
        findings += [f"{tree.name(page)}: does not name the command {command}"
                     for command in sorted(commands) if not re.search(rf"\b{command}\b", text)]
    print(f"{len(commands)} commands, {len(options)} options")
    tree.end(commands and options, findings)


if __name__ == "__main__":
    main()
