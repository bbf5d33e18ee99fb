# SPDX-License-Identifier: Apache-2.0
polc_fuzz(text SOURCES text.cpp LINKS polc::diagnostics)
polc_fuzz(value SOURCES value.cpp LINKS polc::value)
polc_fuzz(facts SOURCES facts.cpp LINKS polc::facts)
polc_fuzz(parse SOURCES parse.cpp LINKS polc::parse)
polc_fuzz(format SOURCES format.cpp LINKS polc::format)

# Sentences drawn at random from the grammar: none may be ambiguous, each comes back from its own text
# and from what polc fmt makes of it.
add_executable(sentences sentences.cpp)
target_link_libraries(sentences PRIVATE polc_options polc::format polc::parse polc::grammar polc::value)
foreach(language IN ITEMS en zh)
  add_test(NAME fuzz.sentences_${language}
           COMMAND sh -c "'${Python3_EXECUTABLE}' random_sentences.py ${language} 3000 1 | '$<TARGET_FILE:sentences>' ${language}"
           WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set_tests_properties(fuzz.sentences_${language} PROPERTIES LABELS fuzz COST 100 TIMEOUT 300)
endforeach()
