/** For bash 3.2 and newer: the words are put together again that it takes apart at `=` and `:`, and nothing of an answer is evaluated. */
export const BASH = `# bash completion for kubectl-jaeger
_kubectl_jaeger() {
  local rest=\${COMP_LINE:0:COMP_POINT} piece blanks cur line last words=() lines=() n=-1 i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blanks=\${rest%%[![:space:]]*}
    rest=\${rest#"$blanks"}
    piece=\${COMP_WORDS[i]}
    if ((i == COMP_CWORD)); then piece=$rest; fi
    rest=\${rest#"$piece"}
    if ((n < 0)) || [[ -n $blanks ]]; then words[++n]=$piece; else words[n]+=$piece; fi
  done
  for ((i = 0; i <= n; i++)); do
    case \${words[i]} in
      \\'*\\' | \\"*\\") words[i]=\${words[i]:1:\${#words[i]}-2} ;;
      '~/'*) words[i]=$HOME/\${words[i]:2} ;;
      *) words[i]=\${words[i]//\\\\/} ;;
    esac
  done
  while IFS= read -r line; do lines+=("$line"); done < <("\${words[@]:0:1}" __complete "\${words[@]:1}" 2>/dev/null)
  last=$((\${#lines[@]} - 1))
  if ((last < 0)) || [[ ! \${lines[last]} =~ ^:[0-9]+$ ]]; then return; fi
  local directive=\${lines[last]#:}
  unset "lines[last]"
  cur=\${words[n]}
  if [[ $cur == -*=* ]]; then cur=\${cur#*=}; fi
  COMPREPLY=()
  if ((directive & 16)); then
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$cur")
    return
  fi
  if type compopt &>/dev/null; then
    if ((directive & 2)); then compopt -o nospace; fi
    if ((directive & 4)); then compopt +o default; fi
  fi
  _kubectl_jaeger_offer "$cur"
}

# What stands before the last colon is there already, and is no part of the word that bash replaces.
_kubectl_jaeger_offer() {
  local cur=$1 done= line word width=0 tab=$'\\t' quoted
  if [[ $COMP_WORDBREAKS == *:* ]]; then done=\${cur%"\${cur##*:}"}; fi
  for line in "\${lines[@]}"; do
    word=\${line%%"$tab"*}
    if [[ $word == "$cur"* ]]; then
      if ((\${#word} > width)); then width=\${#word}; fi
      COMPREPLY+=("$line")
    fi
  done
  for ((i = 0; i < \${#COMPREPLY[@]}; i++)); do
    line=\${COMPREPLY[i]}
    word=\${line%%"$tab"*}
    printf -v quoted %q "\${word#"$done"}"
    if ((\${#COMPREPLY[@]} > 1 && COMP_TYPE != 37 && COMP_TYPE != 42)) && [[ $line == *"$tab"* ]]; then
      printf -v line "%-\${width}s  (%s)" "$quoted" "\${line#*"$tab"}"
      if ((COLUMNS > 8 && \${#line} >= COLUMNS)); then line=\${line:0:COLUMNS - 3}…; fi
      COMPREPLY[i]=$line
    else
      COMPREPLY[i]=$quoted
    fi
  done
}


complete -o default -F _kubectl_jaeger kubectl-jaeger
`;
