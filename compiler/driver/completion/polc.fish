# SPDX-License-Identifier: Apache-2.0
# Completion of polc for fish.
function __polc_in -a command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and string match -qr "^$command( |\$)" -- "$words[2..]"
end

complete -c polc -n __fish_use_subcommand -f -a check -d 'what names, types and structure tell'
complete -c polc -n __fish_use_subcommand -f -a eval -d 'classes, measures due and violations on the facts'
complete -c polc -n __fish_use_subcommand -f -a test -d 'run the test blocks'
complete -c polc -n __fish_use_subcommand -f -a compile -d 'print what a policy becomes'
complete -c polc -n __fish_use_subcommand -f -a facts -d 'bring in and check facts'
complete -c polc -n __fish_use_subcommand -f -a explain -d 'what a finding means and how to mend it'
complete -c polc -n __fish_use_subcommand -l version -d 'print the version'
complete -c polc -l help -s h -d 'print what a command takes'
complete -c polc -n '__polc_in facts; and not __polc_in "facts (import|check)"' -f -a 'import check'

set -l reads '__polc_in "(check|eval|test|compile|facts)"'
complete -c polc -n $reads -l path -r -a '(__fish_complete_directories)' -d 'where vocabularies and superiors are looked for'
complete -c polc -n '__polc_in "(check|eval|test|compile|facts|explain)"' -l lang -x -a 'en zh' -d 'language of what is printed'
complete -c polc -n $reads -l color -x -a 'auto always never'
complete -c polc -n $reads -l time -d 'print the time of each phase'
complete -c polc -n '__polc_in check' -l format -x -a 'text json sarif junit github'
complete -c polc -n '__polc_in check' -l fail-on -x -a 'error warning note' -d 'the mildest finding that fails'
complete -c polc -n '__polc_in eval' -l format -x -a 'text json csv'
complete -c polc -n '__polc_in "(test|facts)"' -l format -x -a 'text json'
complete -c polc -n '__polc_in "(eval|facts)"' -l facts -r -d 'a SQLite file, or a folder of CSV files'
complete -c polc -n '__polc_in "(eval|facts)"' -l map -r -d 'which table and column holds what'
complete -c polc -n '__polc_in "(eval|facts check)"' -l show-personal -d 'show personal keys'
complete -c polc -n '__polc_in "(eval|facts check)"' -l limit -x -d 'rows shown of each kind, 0 for all'
complete -c polc -n '__polc_in eval' -l on -x -d 'the day, or a moment'
complete -c polc -n '__polc_in eval' -l from -x -d 'the first day'
complete -c polc -n '__polc_in eval' -l to -x -d 'the last day'
complete -c polc -n '__polc_in eval' -l where -x -d 'only subjects with this value'
complete -c polc -n '__polc_in eval' -l only -x -a 'classes measures violations unknowns'
complete -c polc -n '__polc_in eval' -l each -d 'every change of every subject'
complete -c polc -n '__polc_in eval' -l totals -d 'the totals alone'
complete -c polc -n '__polc_in "facts import"' -l from -r -d 'a CSV file or a folder of them'
complete -c polc -n '__polc_in "facts import"' -l replace -d 'replace the SQLite file'
complete -c polc -n '__polc_in compile' -l to -x -a 'ast core'
