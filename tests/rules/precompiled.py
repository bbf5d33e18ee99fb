#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a file names of the precompiled headers (compiler/precompile.cmake) it includes, itself or by a header of ours: a build
without the precompiled header finds everything too."""
import functools
import re

import tree

NAMES = {
    "algorithm": r"std::(?:sort|stable_sort|find|find_if|find_if_not|any_of|all_of|none_of|count|count_if|copy|copy_n|copy_if|fill|"
                 r"fill_n|transform|reverse|unique|remove|remove_if|replace|rotate|equal|mismatch|is_sorted|lower_bound|upper_bound|"
                 r"equal_range|binary_search|merge|set_union|set_intersection|set_difference|includes|max_element|min_element|"
                 r"minmax_element|clamp|partition|stable_partition|nth_element|partial_sort|next_permutation|adjacent_find|generate|"
                 r"search|lexicographical_compare|sample|shuffle|ranges::\w+)\s*[(<]",
    "array": r"std::(?:array\s*[<{]|to_array\b)",
    "compare": r"std::(?:strong_ordering|weak_ordering|partial_ordering|three_way_comparable)\b",
    "cstdint": r"std::u?int(?:_fast|_least)?(?:8|16|32|64)_t\b",
    "filesystem": r"std::filesystem::",
    "functional": r"std::(?:function\s*<|less\s*<|greater\s*<|equal_to\s*<|invoke\b|plus\s*<|hash\s*<|bind_front\b|reference_wrapper\b|not_fn\b)",
    "limits": r"std::numeric_limits\b",
    "map": r"std::(?:map|multimap)\s*<",
    "memory": r"std::(?:unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared|make_unique_for_overwrite|addressof)\b",
    "numeric": r"std::(?:accumulate|partial_sum|iota|gcd|lcm|inner_product|reduce)\s*[(<]",
    "optional": r"std::(?:optional|nullopt|make_optional|bad_optional_access)\b",
    "set": r"std::(?:set|multiset)\s*<",
    "span": r"std::(?:span\s*[<(]|as_bytes\b|as_writable_bytes\b)",
    "string": r"std::(?:string\b|to_string\b|getline\b|stoul\b|stoull\b|stoi\b|stod\b)",
    "string_view": r"std::string_view\b",
    "tuple": r"std::(?:tuple\b|tie\s*\(|make_tuple\b|apply\s*\(|forward_as_tuple\b|tuple_size)",
    "utility": r"std::(?:move\s*\(|pair\b|swap\s*\(|exchange\s*\(|forward\s*<|make_pair\b|in_place\b|in_place_type\b|index_sequence\b|declval\b|as_const\b)",
    "variant": r"std::(?:variant\b|visit\b|get_if\b|holds_alternative\b|monostate\b)",
    "vector": r"std::vector\b",
}
# A header that promises these names as well.
ALSO = {"string_view": {"string"}, "utility": {"algorithm", "map", "memory", "optional", "set", "string", "tuple", "variant", "vector"},
        "compare": {"array", "map", "memory", "optional", "set", "span", "string", "string_view", "tuple", "utility", "variant", "vector"},
        "string": {"fstream", "sstream", "iostream", "filesystem"}, "cstdint": {"cinttypes"}}
FOLDERS = {"compiler/core/core.h": (r"\bcore::", "compiler/core/"), "compiler/diagnostics/sink.h": (r"\bdiag::", "compiler/diagnostics/"),
           "runtime/facts/fact_base.h": (r"\bfacts::", "runtime/facts/")}
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^">]+)[">]', re.M)


def place(path, target):
    beside = path.parent / target
    return beside if beside.is_file() else tree.ROOT / target


@functools.cache
def included(path):
    """The headers that a file reads, our own followed."""
    found, open_paths, seen = set(), [path], set()
    while open_paths:
        at = open_paths.pop()
        if at in seen or not at.is_file():
            continue
        seen.add(at)
        for bracket, target in INCLUDE.findall(tree.read(at)):
            found.add(target)
            if bracket == '"':
                open_paths.append(place(at, target))
    return found | {tree.name(at) for at in seen if at != path}


def check(path):
    text = COMMENT_OR_TEXT.sub(" ", tree.read(path))
    there = included(path)
    for header, names in NAMES.items():
        use = re.search(names, text)
        if use and header not in there and not ALSO.get(header, set()) & there:
            yield f"{tree.name(path)}: {use.group().strip()} without <{header}>"
    if "using namespace polc" in text:
        return
    for header, (names, folder) in FOLDERS.items():
        if re.search(names, text) and not any(one.startswith(folder) for one in there | {tree.name(path)}):
            yield f"{tree.name(path)}: {names} without a header of {folder}"


def main():
    findings, looked_at = [], 0
    for under in ("compiler", "runtime", "tests", "examples"):
        for path in tree.files(".cpp", ".h", under=under):
            looked_at += 1
            findings += check(path)
    tree.end(looked_at, findings)


if __name__ == "__main__":
    main()
