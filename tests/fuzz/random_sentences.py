#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws sentences at random from grammar/PolicyParser.g4, only with tokens that the language has (grammar/keywords.tsv).

    random_sentences.py en|zh COUNT SEED        one a line: entry, tokens, and the same sentence as text, parted by tabs

The entry is the rule that the sentence was drawn from. sentences.cpp reads the lines: it parses the tokens under exact
ambiguity detection, and sends the text through the whole token filter, which must give the tokens back."""
import pathlib
import random
import re
import sys

GRAMMAR = pathlib.Path(__file__).resolve().parents[2] / "grammar"
ENTRIES = {  # entry: the part of a file it stands in, and how often it is drawn
    "statement": ("article", 6), "normStatement": ("article", 8), "limit": ("limits", 3), "testStep": ("test", 2),
    "normStep": ("test", 1), "headerLine": ("header", 1), "vocabularyItem": ("vocabulary", 1),
    "attributeLine": ("vocabulary", 1), "waiverLine": ("article", 1), "vocabularyLine": ("", 1), "policyLine": ("", 1),
    "articleLine": ("article", 1)}
PLACES = {  # where a word of that place counts
    "sentence": None, "number": None, "line": None, "header": "header", "header-line": "header", "limits": "limits",
    "vocabulary": "vocabulary", "vocabulary-line": "vocabulary", "type": "vocabulary", "property": "vocabulary",
    "test": "test", "test-line": "test"}
MAY_BE_MARKED = ("statement", "normStatement", "limit", "headerLine")  # blocks.cpp takes a mark before these
DEEPEST, LONGEST = 26, 45
MARKS = {"COMMA": ",，", "LIST_COMMA": "、", "COLON": ":：", "LP": "(（", "RP": ")）", "SLASH": "/", "LESS": "<＜",
         "MINUS": "-", "THROUGH": "~～"}
WORDS = {  # spellings of the tokens that are no reserved words
    "en": {"NAME": ["person", "high-risk person", "new case", "Arrival", "home quarantine", "Guangxi", "risk", "région"],
           "STRING": ['"A"', '“return to work”'], "NUMBER": ["14", "2.5", "1"], "DATE": ["2020-02-24", "2022-1-9"],
           "TIME": ["20:00", "8:30"], "UNIT": ["days", "hour", "weeks"], "POSSESSIVE": ["'s", "’s"],
           "MARK": ["[GX-1-1]", "[A.1,GX-40-2 , b_3]", "【GX-1】"]},
    "zh": {"NAME": ["人员", "高风險人员", "新增病例", "PCR检测", "居家隔离", "浦北县", "風险"], "STRING": ["“甲县”", "「乙」", '"A"'],
           "NUMBER": ["14", "2.5", "１"], "DATE": ["2020-02-24", "2020年2月24日"], "TIME": ["20:00", "20时", "8時30分"],
           "UNIT": ["天", "小时", "個月"], "ARTICLE": ["第"],
           "MARK": ["【GX-1-1】", "［ＧＸ-1，GX-40-2、甲3］", "[GX-1]"]}}


class DeadEnd(Exception):
    """The rule cannot be drawn with the tokens that there are, or not in the depth that is left."""


def parse_alternatives(tokens, at):
    alternatives = [[]]
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "|":
            alternatives.append([])
            at += 1
            continue
        if tokens[at] == "(":
            item, at = parse_alternatives(tokens, at + 1)
        else:
            item = tokens[at]
        at += 1
        if at < len(tokens) and tokens[at] in "?*+":
            item = (tokens[at], item)
            at += 1
        alternatives[-1].append(item)
    return ("|", alternatives), at


def read_grammar():
    text = re.sub(r"//[^\n]*|#\s*\w+|options\s*\{[^}]*\}|\w+\+?=", "", (GRAMMAR / "PolicyParser.g4").read_text(encoding="utf-8"))
    rules = {}
    for part in text.split(";"):
        found = re.match(r"\s*(\w+)\s*:(.*)", part, re.S)
        if found:
            rules[found[1]] = parse_alternatives(re.findall(r"\w+|[()|?*+]", found[2]), 0)[0]
    return rules


def read_words(language):
    """token -> [(place, spelling)] of one language"""
    words = {}
    column = 2 if language == "en" else 3
    for line in (GRAMMAR / "keywords.tsv").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if line.startswith("#") or len(columns) <= column or columns[1] not in PLACES or not columns[0].isidentifier():
            continue
        words.setdefault(columns[0], []).extend((columns[1], word) for word in columns[column].split("|") if word)
    return words


class Drawing:
    def __init__(self, language, rules, words):
        self.language, self.rules, self.words = language, rules, words
        self.part = ""

    def spellings(self, token):
        own = [word for place, word in self.words.get(token, ()) if PLACES[place] in (None, self.part)]
        return own + WORDS[self.language].get(token, []) + list(MARKS.get(token, ""))

    def draw(self, item, depth):
        if depth > DEEPEST:
            raise DeadEnd
        if isinstance(item, str):
            if item in self.rules:
                return self.draw(self.rules[item], depth + 1)
            if item != "EOF" and not self.spellings(item):
                raise DeadEnd
            return [] if item == "EOF" else [item]
        kind, inside = item
        if kind == "|":
            for alternative in random.sample(inside, len(inside)):
                try:
                    return [token for part in alternative for token in self.draw(part, depth + 1)]
                except DeadEnd:
                    pass
            raise DeadEnd
        count = 0 if kind in "?*" and random.random() < (0.72 if depth > 9 else 0.5) else 1
        if kind in "*+" and random.random() < 0.2:
            count += 1
        tokens = []
        for _ in range(count):
            try:
                tokens += self.draw(inside, depth + 1)
            except DeadEnd:
                if kind == "+":
                    raise
        return tokens

    def spell(self, token, before):
        """A word that is read back as this token behind that one: a unit is one behind a number only, and Chinese cuts
        the counter 人 off 人员."""
        choice = self.spellings(token)
        if token == "UNIT" and before not in ("NUMBER", "PER", "EVERY", "ANY"):
            choice = ["℃", "%"]
        if token == "NAME" and before == "NUMBER":
            choice = [name for name in choice if not name.startswith("人")]
        return random.choice(choice)

    def can_be_written(self, tokens):
        """The grammar is one for both languages; these orders exist in the other one only."""
        pairs = list(zip(tokens, tokens[1:]))
        if self.language == "en":  # neighbours become one name or one modal; `article` opens a sentence only
            must_have = [a for a, b in pairs if b == "HAS" and a.startswith(("MUST", "MAY", "SHOULD", "NEED"))]
            return ("NAME", "NAME") not in pairs and not must_have and "ARTICLE" not in tokens[1:]
        ranges = [c for a, b, c in zip(tokens, tokens[1:], tokens[2:]) if a in ("NUMBER", "UNIT") and b == "UNTIL"]
        return ("ANY", "UNIT") not in pairs and "NUMBER" not in ranges  # 7 至 14 is a range

    def text(self, tokens):
        """Chinese leaves out spaces where it may: round reserved words of two characters or more, numbers and marks."""
        pieces = [(token, self.spell(token, before)) for before, token in zip([""] + tokens, tokens)]
        text = ""
        loose = True  # whether what was written last can be followed without a space
        for token, piece in pieces:
            chinese = self.language == "zh"
            mark = token in MARKS or token in ("STRING", "MARK")
            free = chinese and (mark or len(piece) > 1 and token != "NAME" and not piece[0].isdigit())
            if text and not (token == "POSSESSIVE" and not chinese) and not (free and loose and random.random() < 0.5):
                text += " "
            text += piece
            loose = free or chinese and token == "NAME"
        return text


def main():
    language, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    random.seed(seed)
    drawing = Drawing(language, read_grammar(), read_words(language))
    entries = [entry for entry, (_, often) in ENTRIES.items() for _ in range(often)]
    while count > 0:
        entry = random.choice(entries)
        drawing.part = ENTRIES[entry][0]
        try:
            tokens = drawing.draw(entry, 0)
        except DeadEnd:
            continue
        if entry in MAY_BE_MARKED and random.random() < 0.2:
            tokens.insert(0, "MARK")
        if len(tokens) > LONGEST or not drawing.can_be_written(tokens):
            continue
        print(entry, " ".join(tokens), drawing.text(tokens), sep="\t")
        count -= 1


if __name__ == "__main__":
    main()
