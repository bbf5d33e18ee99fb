// SPDX-License-Identifier: Apache-2.0
// Letters to words. Reserved words are not known here: compiler/parse/filter.cpp maps words to the tokens below
// by keywords.tsv, one column a language, and finds NOTE and MARK, which take letters as they are. The text arrives with full-width marks, digits and letters already plain.
lexer grammar PolicyLexer;

tokens {
  NAME, UNIT, NOTE, MARK,

  // Sentences.
  IF, UNLESS, EXCEPT, EXCEPTED, AND, OR, NOT, NO, ANY, OF, FOR, FROM, STARTING, UNTIL, IN, INSIDE, EVER, SINCE,
  BETWEEN, BEFORE, AFTER, PAST, PRIOR, LATER, EARLIER, THROUGH, ON, EACH_OF, IS, IS_NOT, HAS, WHERE, WHOEVER, TO,
  MUST, MUST_NOT, MAY, SHOULD, SHOULD_NOT, IN_PRINCIPLE, IN_PRINCIPLE_NOT, NEED_NOT, NEED_ONLY,
  AT_LEAST, AT_MOST, MORE_THAN, FEWER_THAN, EXACTLY, ONCE, TWICE, TIMES, PER, EVERY, DAILY, WEEKLY, AT_ONCE, THEN,
  CHOSEN_BY, OTHERWISE, ONE_OF, AND_THE_LIKE, HIGHEST, LOWEST, APPLIES, STRICTER,
  ONLY_FOR, ONLY_IF, NOTHING_ELSE, NO_BAN, NO_IMPOSE, DECIDES, DECIDES_OTHERS, NOTWITHSTANDING, BY, BECAUSE, YES,

  // First words of a sentence, and words of the header.
  VOCABULARY, POLICY, UNDER, USES, IN_FORCE, TIME_ZONE, SUPERSEDES, AMENDS, LAPSES, SUPPOSES, OVER, SOURCE,
  ARTICLE, ARTICLES, LIMITS, PARAMETER, TEST, WAIVE, GIVEN, NO_REPORT, EXPECT, BREACH,

  // Vocabularies.
  SCALE, ENTITY, EVENT, MEASURE, LIST, UNIT_IS, AUTHORITY, ALSO, KEY, PERSONAL, OPTIONAL, ALWAYS, AS, YES_OR_NO,
  COUNTING, COUNTING_TOTAL, CORRECTIONS_SUBTRACT, CORRECTIONS_IGNORED, PART_OF, LOCATED_BY,
  LASTING, SHOWN_BY, ATTESTED, REPORTED, RULES_OUT, COUNTS_AS, OPPOSITE_OF, PRESUPPOSES, REPEATED
}

STRING : '"' ~["\r\n]* '"'
       | '\u201c' ~[\u201d\r\n]* '\u201d'
       | '\u300c' ~[\u300d\r\n]* '\u300d'
       | '\u300a' ~[\u300b\r\n]* '\u300b' ;
DATE   : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT? '-' DIGIT DIGIT?
       | DIGIT DIGIT DIGIT DIGIT '\u5e74' DIGIT DIGIT? '\u6708' DIGIT DIGIT? '\u65e5' ;
TIME   : DIGIT DIGIT? ':' DIGIT DIGIT
       | DIGIT DIGIT? [\u65f6\u6642\u70b9\u9ede] (DIGIT DIGIT? '\u5206')? ;
NUMBER : DIGIT+ ('.' DIGIT+)? ;

POSSESSIVE  : ['\u2019] 's' ;
LATIN_WORD  : LETTER (LETTER | DIGIT | [_\u00b2] | '-')* ;
// U+0001 stands for every Han character that no rule here names, see compiler/parse/raw_words.cpp.
HAN_WORD    : [\u0001\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]+ ;
UNIT_SYMBOL : '%' | '\u2030' | '\u2103' | [\u00b0\u00ba] [CFcf] | '\u33a1' ;

COMMA      : ',' ;
LIST_COMMA : '\u3001' ;
COLON      : ':' ;
STOP       : [.;\u3002] ;
LP         : '(' ;
RP         : ')' ;
SLASH      : '/' ;
LESS       : '<' ;
MINUS      : '-' | '\u2212' ;
TILDE      : '~' | '\u301c' ;

NEW_LINE : '\r'? '\n' | '\r' ;
BLANKS   : [ \t\f\u00a0\u2002-\u200b\ufeff]+ -> skip ;
COMMENT  : '#' ~[\r\n]* -> skip ;
STRANGE  : . ;

fragment DIGIT  : [0-9] ;
fragment LETTER : [A-Za-z\u00aa\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff] ;
