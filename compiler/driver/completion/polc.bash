# SPDX-License-Identifier: Apache-2.0
# Completion of polc for bash.
_polc() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-} options
  [ "$command" = facts ] && command="facts ${COMP_WORDS[2]:-}"
  COMPREPLY=()
  case $before in
    --lang) COMPREPLY=($(compgen -W "en zh" -- "$word")); return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
    --format)
      case $command in
        check) options="text json sarif junit github" ;;
        eval) options="text json csv" ;;
        sources | explain) options="text json html" ;;
        test) options="text json junit" ;;
        *) options="text json" ;;
      esac
      COMPREPLY=($(compgen -W "$options" -- "$word"))
      return
      ;;
    --fail-on) COMPREPLY=($(compgen -W "error warning note" -- "$word")); return ;;
    --only) COMPREPLY=($(compgen -W "classes measures violations unknowns" -- "$word")); return ;;
    --to) [ "$command" = compile ] && COMPREPLY=($(compgen -W "ast core plan" -- "$word")); return ;;
    --engine) COMPREPLY=($(compgen -W "interpreter vector native auto" -- "$word")); return ;;
    --on | --where | --limit | --threads | --subject | --class | --measure | --article | --require-rules | --require-conditions) return ;;
  esac
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W "check eval test compile fmt sources facts explain --help --version" -- "$word"))
    return
  elif [ "$COMP_CWORD" = 2 ] && [ "${COMP_WORDS[1]}" = facts ]; then
    COMPREPLY=($(compgen -W "import check snapshot" -- "$word"))
    return
  fi
  options="--path --lang --color --time --help"
  case $command in
    check) options+=" --format --fail-on --no-proof --on --from --to --cache --no-cache --witness --emit-smt" ;;
    test) options+=" --format --coverage --require-rules --require-conditions" ;;
    eval) options+=" --format --facts --add --map --on --from --to --where --only --each --totals --summary --show-personal --limit --engine --threads --profile" ;;
    compile) options+=" --to" ;;
    "facts import") options+=" --format --facts --map --from --replace" ;;
    "facts check") options+=" --format --facts --map --show-personal --limit" ;;
    "facts snapshot") options+=" --facts --add --map --out" ;;
    fmt) options="--lang --prose --path --check --stdout --color --time --help" ;;
    sources) options+=" --format --norms" ;;
    explain) options+=" --format --facts --add --map --on --subject --class --measure --violation --article --show-personal" ;;
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) compopt -o default ;;
  esac
}
complete -F _polc polc
