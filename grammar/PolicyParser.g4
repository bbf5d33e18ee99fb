// SPDX-License-Identifier: Apache-2.0
// Words to sentences, the same rules for English and Chinese. Some tokens exist in one language only (keywords.tsv).
//
// Sentences are parsed one at a time, so that a mistake costs one sentence; compiler/parse/blocks.cpp puts them
// together as follows, where a note may stand between any two sentences:
//   file       : (vocabulary | policy)+
//   vocabulary : vocabularyLine (vocabularyItem attributeLine*)*      attributes under an entity or an event only
//   policy     : policyLine headerLine* (article | test | waiverLine)*    a MARK may stand before a headerLine,
//   article    : articleLine (statement | normStatement)* (limitsLine limit*)?    a statement, a limit and their notes
//   test       : testLine (testStep | normStep)+
//
// Nothing here may be ambiguous: tests/fuzz draws sentences from this file and parses them under exact ambiguity
// detection. Two things keep it so: a condition has a verb or a quantifier, and `and` never mixes with `or` without
// brackets. Lists are written first element first, so that no choice needs the whole list to be read ahead.
parser grammar PolicyParser;

options { tokenVocab = PolicyLexer; }

// ==== names and amounts =============================================================================================

name    : text=(NAME | STRING) ;
pair    : primary=name (SLASH other=name)? ;
label   : primary=name (SLASH other=name)? (ALSO also+=name ((COMMA | LIST_COMMA) also+=name)*)? ;
operand : first=name links+=link* (PER per=name)? ;
link    : OF name            # ofLink
        | POSSESSIVE name    # possessiveLink
        ;
names   : operand (joints+=(OR | LIST_COMMA) operand)* ;

quantity       : number=NUMBER unit=UNIT? ;
signedQuantity : minus=MINUS? quantity ;
amount   : quantity    # amountInFigures
         | name        # amountByName
         ;
bound    : kind=(AT_LEAST | AT_MOST | MORE_THAN | FEWER_THAN | EXACTLY) ;
value    : signedQuantity                   # quantityValue
         | quantity OF operand              # shareValue
         | operand POSSESSIVE quantity      # shareOfOwnerValue
         | operand                          # operandValue
         ;
range_   : BETWEEN low=amount AND high=amount         # rangeBetween
         | first=quantity THROUGH last=quantity       # rangeThrough
         ;

moment : date=DATE time=TIME? ;
anchor : moment                                     # momentAnchor
       | operand                                    # eventAnchor
       | quantity side=(AFTER | BEFORE) operand     # offsetAnchor
       | operand side=(PAST | PRIOR) quantity       # offsetBehindAnchor
       ;

// `daily`, `every 3 days`: how often something is reported or done.
rhythm : calendar=(DAILY | WEEKLY)               # calendarRhythm
       | EVERY number=NUMBER? unit=UNIT          # everyRhythm
       ;

// ==== vocabularies ==================================================================================================

vocabularyLine : VOCABULARY label EOF ;

vocabularyItem
  : SCALE label (OF of+=name ((COMMA | LIST_COMMA) of+=name)*)? COLON classes+=pair (LESS classes+=pair)* EOF   # scale
  | ENTITY label EOF                                                                                          # entity
  | EVENT label OF of=name (COMMA reporting)? EOF                                                             # event
  | MEASURE label (OF of+=name ((COMMA | LIST_COMMA) of+=name)*)? (COMMA measureProperty)* EOF                # measure
  | LIST label OF of=name (COMMA FOR guards=name)? COLON items+=pair ((COMMA | LIST_COMMA) items+=pair)*
      open=AND_THE_LIKE? EOF                                                                                  # list
  | UNIT_IS label COLON quantity EOF                                                                          # unitDeclaration
  | AUTHORITY label (UNDER under=name)? (OVER over=name)? EOF                                                 # authority
  ;

reporting     : REPORTED rhythm (FROM from=moment STARTING?)? (UNTIL until=moment)? ;
attributeLine : label COLON attributeType (COMMA attributeProperty)* EOF ;
attributeType
  : YES_OR_NO                                                           # yesNoType
  | ONE_OF values+=pair ((COMMA | LIST_COMMA) values+=pair)*            # enumerationType
  | ALWAYS                                                              # alwaysType
  | UNIT                                                                # unitType
  | name                                                                # namedType
  ;
attributeProperty
  : flag=(KEY | PERSONAL | OPTIONAL | COUNTING | COUNTING_TOTAL | CORRECTIONS_SUBTRACT | CORRECTIONS_IGNORED
         | PART_OF | LOCATED_BY | ATTESTED)     # flagProperty
  | BY name                          # judgedBy
  | AS operand                       # derivedProperty
  ;
measureProperty
  : LASTING unit=UNIT                # lastingUnit
  | LASTING name                     # lastingName
  | ON name                          # onScale
  | TO name                          # recipientKind
  | BY name                          # byAuthority
  | SHOWN_BY name                    # shownBy
  | ATTESTED                         # attested
  | RULES_OUT name                   # rulesOut
  | COUNTS_AS name                   # countsAs
  | OPPOSITE_OF name                 # oppositeOf
  | PRESUPPOSES name                 # presupposes
  | REPEATED                         # repeated
  ;

// ==== the frame of a policy =========================================================================================

policyLine : POLICY label EOF ;

headerLine
  : BY COLON? name EOF                                                                                      # byHeader
  | kind=(UNDER | USES | SUPERSEDES | AMENDS | OVER) COLON? name ((COMMA | LIST_COMMA) name)* EOF           # namesHeader
  | IN_FORCE FROM from=moment STARTING? (UNTIL until=moment)? EOF                                           # inForceFirst
  | FROM from=moment STARTING? (UNTIL until=moment)? IN_FORCE EOF                                           # inForceLast
  | TIME_ZONE COLON? zone=STRING EOF                                                                        # timeZoneHeader
  | SOURCE COLON? name (COMMA date=DATE)? (COMMA detail=STRING)? (COMMA extent)? EOF                        # sourceHeader
  | LAPSES IF condition EOF                                                                                 # lapsesHeader
  | SUPPOSES condition EOF                                                                                  # supposesHeader
  ;

// Which articles the source has: `articles 0 to 54 and 60`, `第0条至第54条、第60条`.
extent  : (ARTICLES | ARTICLE) stretch ((COMMA | LIST_COMMA | AND) ARTICLE? stretch)* ;
stretch : first=NUMBER ((TO | UNTIL | THROUGH) ARTICLE? last=NUMBER)? ;

articleLine : ARTICLE number=NUMBER title=STRING? EOF ;
limitsLine  : LIMITS EOF ;
testLine    : TEST title=STRING EOF ;
waiverLine  : WAIVE finding=STRING UNTIL date=DATE (BY name)? BECAUSE reason=STRING EOF ;

// ==== sentences of an article =======================================================================================

// A sentence with a modal word is a `normStatement`, all others are a `statement`; blocks.cpp looks for the word.
normStatement : norm EOF ;
statement
  : parameter EOF    # parameterStatement
  | combine EOF      # combineStatement
  | classify EOF     # classifyStatement
  | plainRule EOF    # ruleStatement
  ;

parameter        : PARAMETER label COLON firstVersion ((COMMA | LIST_COMMA) laterVersion)* ;
firstVersion     : quantity (FROM moment STARTING?)? ;
laterVersion     : quantity FROM moment STARTING? ;

combine  : order=(HIGHEST | LOWEST) scale=name APPLIES (FOR sort=name)?     # combineFirst
         | scale=name (FOR sort=name)? APPLIES order=(HIGHEST | LOWEST)     # combineLast
         ;
classify : classified IS names (COMMA? IF condition)? (COMMA? otherwise=OTHERWISE)? (COMMA? exemption)* ;
// The comma behind a condition keeps `is` out of it.
classified : phrase COMMA?                           # phraseClassified
           | phrase COMMA? IF condition COMMA        # conditionClassified
           | whoever COMMA?                          # whoeverClassified
           ;

norm : subject modal before HAS? heads timings tail                                     # deonticNorm
     | (forClause (COMMA? IF condition)? COMMA?)? modal before HAS? heads timings tail  # unaddressedNorm
     ;
plainRule : heads timings tail ;
modal : kind=(MUST | MUST_NOT | MAY | SHOULD | SHOULD_NOT | IN_PRINCIPLE | IN_PRINCIPLE_NOT | NEED_NOT | NEED_ONLY) ;

// Whom the sentence is about.
subject   : phrase (COMMA? IF condition)? COMMA?    # phraseSubject
          | whoever COMMA?                          # whoeverSubject
          ;
phrase    : names (whereBracket | WHERE atom)? ;
whereBracket : WHERE? LP condition RP ;
whoever   : WHOEVER condition POSSESSIVE name (joints+=(OR | LIST_COMMA) name)* ;
forClause : FOR phrase     # forPhrase
          | FOR whoever    # forWhoever
          ;

// Between the modal and what it requires; Chinese puts nearly everything here.
before : (early COMMA?)* ((deadline | frequency) COMMA? (early COMMA?)*)? ;
early  : FOR names whereBracket?    # earlyFor
       | FOR whoever                # earlyForWhoever
       | recipients                 # earlyRecipients
       | timing                     # earlyTiming
       ;
recipients : TO name ((joints+=OR | joints+=AND) TO name)* ;

// What is required. Joined by one word only; mixing takes two sentences.
heads    : first=head (alsoHead+ | orHead+ | thenHead+)? ;
alsoHead : (AND | LIST_COMMA | COMMA) head ;
orHead   : OR head ;
thenHead : THEN head ;
head  : operand headAmount? recipients?                 # namedHead
      | bound quantity operand                          # countedHead
      ;
headAmount : quantity         # flatAmount
           | bound value      # boundAmount
           | range_           # rangeAmount
           ;

timings   : timing* (frequency timing*)? (deadline timing*)? ;
timing    : FROM anchor STARTING?    # fromTiming
          | UNTIL anchor             # untilTiming
          | ON operand               # onTiming
          | AT_ONCE                  # atOnceTiming
          ;
deadline  : IN quantity (relation=(OF | AFTER | BEFORE) operand)?     # withinDeadline
          | IN name                                                   # withinNameDeadline
          | operand side=(PAST | PRIOR) quantity INSIDE               # insideBesideDeadline
          | quantity INSIDE                                           # insideDeadline
          | operand side=(LATER | EARLIER)                            # besideEventDeadline
          | moment side=(LATER | EARLIER)                             # besideMomentDeadline
          | side=(BEFORE | AFTER) anchor                              # besideDeadline
          ;
frequency : times (rhythm | (PER | ANY) number=NUMBER? unit=UNIT)     # timesFirst
          | (rhythm | PER number=NUMBER? unit=UNIT) times?            # rhythmFirst
          ;
times     : bound? (number=NUMBER TIMES | once=ONCE | twice=TWICE) ;

tail : (COMMA? forClause)? (COMMA? IF condition)? (COMMA? otherwise=OTHERWISE)?
       (COMMA? (exemption | CHOSEN_BY chosenBy+=name))* (COMMA (timing | deadline | frequency))* ;

exemption : UNLESS condition                                                   # unlessExemption
          | UNLESS STRICTER                                                    # stricterExemption
          | EXCEPT phrase EXCEPTED?                                            # exceptPhrase
          | EXCEPT whoever EXCEPTED?                                           # exceptWhoever
          | EXCEPT IF condition                                                # exceptIf
          | NOTWITHSTANDING ARTICLE? number=NUMBER (OF policy=name)?           # notwithstanding
          ;

// ==== conditions ====================================================================================================

condition : first=part (andPart+ | orPart+)? ;
andPart   : COMMA? AND part ;
orPart    : COMMA? OR part ;
part      : LP condition RP         # bracketed
          | NOT LP condition RP     # negated
          | atom                    # bare
          ;
atom       : exists        # existsAtom
           | comparison    # comparisonAtom
           ;

// An open `where` takes one part and must be the end of its condition; from_tree_conditions.cpp sees to the second.
exists     : lead? HAS? quantifier names existsTail? ;
existsTail : whereBracket period?       # bracketThenPeriod
           | period whereBracket?       # periodThenBracket
           | period? WHERE atom         # openWhere
           ;
lead       : period operand?     # periodLead
           | operand period?     # operandLead
           ;
quantifier : NO                  # noneQuantifier
           | ANY                 # anyQuantifier
           | bound quantity      # countQuantifier
           | range_              # rangeQuantifier
           ;

comparison : lead IS? bound value                                                                    # boundComparison
           | lead IS? range_                                                                         # rangeComparison
           | lead IS dayTimes                                                                        # timeComparison
           | lead verb=(IS | IS_NOT)? ONE_OF item ((OR | COMMA | LIST_COMMA) item)* open=AND_THE_LIKE?    # oneOfComparison
           | lead verb=(IS | IS_NOT) item ((OR | LIST_COMMA) item)* open=AND_THE_LIKE?                   # itemComparison
           | lead verb=(IS | IS_NOT) IN name                                                         # listComparison
           | lead verb=(IS | IS_NOT) side=(BEFORE | AFTER) anchor                                    # orderComparison
           ;
item       : operand              # operandItem
           | signedQuantity       # quantityItem
           | moment               # momentItem
           | truth=(YES | NO | ANY | IS)    # truthItem
           ;
dayTimes   : BETWEEN from=TIME AND to=TIME     # betweenTimes
           | from=TIME (UNTIL | THROUGH) to=TIME   # timesThrough
           ;

period : IN quantity (relation=(OF | AFTER | BEFORE) operand)?     # windowPeriod
       | IN name                                                   # namedWindowPeriod
       | operand side=(PAST | PRIOR) amount INSIDE                 # insideBesidePeriod
       | amount INSIDE                                             # insidePeriod
       | EACH_OF amount                                            # eachOfPeriod
       | EVER                                                      # everPeriod
       | SINCE anchor                                              # sincePeriod
       | BETWEEN from=moment AND to=moment                         # betweenPeriod
       | from=moment (UNTIL | THROUGH) to=moment                   # throughPeriod
       | dayTimes                                                  # timesPeriod
       | side=(BEFORE | AFTER) anchor                              # besidePeriod
       | ON anchor                                                 # onPeriod
       | operand side=(LATER | EARLIER)                            # besideEventPeriod
       | moment side=(LATER | EARLIER)                             # besideMomentPeriod
       | calendar=(DAILY | WEEKLY)                                 # calendarPeriod
       ;

// ==== limits on lower authorities ===================================================================================

limit : (FOR names whereBracket? COMMA?)? limitCore tail EOF    # limitOnMeasures
      | authorities=names DECIDES_OTHERS EOF                    # generalDelegation
      ;
limitCore
  : (NO | NO_IMPOSE) names timings              # noImposeLimit
  | NO_BAN names timings                        # noBanLimit
  | NOTHING_ELSE ON? names timings              # closedListLimit
  | authorities=names? DECIDES heads timings    # decidesLimit
  | head timings                                # amountLimit
  | names ONLY_FOR phrase                       # onlyForLimit
  | names ONLY_IF condition                     # onlyIfLimit
  ;

// ==== tests =========================================================================================================

testStep
  : GIVEN fact EOF                       # givenStep
  | ON moment EOF                        # onStep
  | EXPECT negated=NOT? expectation EOF  # expectStep
  ;
normStep : EXPECT negated=NOT? norm EOF ;
fact
  : kind=NAME key=STRING? (OF owner=STRING)? assignments?             # factOfKind
  | owner=STRING POSSESSIVE kind=NAME assignments?                    # factOfOwner
  | NO_REPORT event=NAME (OF owner=STRING)? period?                   # noReport
  | owner=STRING POSSESSIVE NO_REPORT event=NAME period?              # noReportOfOwner
  ;
assignments : COLON assignment ((COMMA | LIST_COMMA) assignment)* ;
assignment  : name IS item ;
expectation
  : none=(NO | ANY)? BREACH (OF? ARTICLE? number=NUMBER (OF policy=name)?)? (COLON kind=STRING)?   # breachExpected
  | operand verb=(IS | IS_NOT) item                                                               # valueExpected
  | plainRule                                                                                     # ruleExpected
  ;
