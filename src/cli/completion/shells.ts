import { BASH } from './bash.ts';

/** By which kubectl, and oc, ask their plugin. It calls the program itself: one start of kubectl less, and none is needed for oc. */
const KUBECTL = `#!/usr/bin/env sh
exec kubectl-jaeger __complete "$@" 2>/dev/null
`;

const ZSH = `#compdef kubectl-jaeger
_kubectl-jaeger() {
  local line last directive
  local -a given lines offers space
  given=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
  given=("\${(@)given/#\\~\\//$HOME/}")
  lines=("\${(@f)$("\${(Q)words[1]}" __complete "\${given[@]}" 2>/dev/null)}")
  last=\${lines[-1]}
  [[ $last == :<-> ]] || return 1
  directive=\${last#:}
  lines[-1]=()
  [[ $PREFIX == -*=* ]] && compset -P '*='
  if ((directive & 16)); then
    _files -/
    return
  fi
  for line in "\${lines[@]}"; do
    [[ -z $line ]] && continue
    offers+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${\${line#*$'\\t'}//:/\\\\:}")
    [[ $line == *$'\\t'* ]] || offers[-1]=\${line//:/\\\\:}
  done
  ((directive & 2)) && space=(-S '')
  if ((\${#offers} > 0)); then
    _describe -V kubectl-jaeger offers "\${space[@]}"
  elif ((!(directive & 4))); then
    _files
  fi
}

if [[ \${funcstack[1]} == _kubectl-jaeger ]]; then
  _kubectl-jaeger "$@"
else
  compdef _kubectl-jaeger kubectl-jaeger
fi
`;

const FISH = `# fish completion for kubectl-jaeger
function __kubectl_jaeger_complete
    set -l given (commandline -opc)
    set -l word (commandline -ct)
    set -l lines ($given[1] __complete $given[2..-1] "$word" 2>/dev/null)
    set -l last $lines[-1]
    string match -qr '^:\\d+$' -- "$last"; or return
    set -l directive (string sub -s 2 -- $last)
    set -e lines[-1]
    set -l before (string match -r -- '^-[^=]*=' "$word")
    set -l value (string sub -s (math (string length -- "$before") + 1) -- "$word")
    if test (math "floor($directive / 16) % 2") -eq 1
        printf '%s\\n' "$before"(__fish_complete_directories "$value")
    else if test (math "floor($directive / 4) % 2") -eq 0; and not set -q lines[1]
        printf '%s\\n' "$before"(__fish_complete_path "$value")
    else if set -q lines[1]
        printf '%s\\n' "$before"$lines
    end
end

complete -c kubectl-jaeger -f -a '(__kubectl_jaeger_complete)'
`;

const POWERSHELL = `# PowerShell completion for kubectl-jaeger
Register-ArgumentCompleter -Native -CommandName 'kubectl-jaeger', 'kubectl-jaeger.exe' -ScriptBlock {
  param($typed, $line, $cursor)
  $given = @($line.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { "$_" })
  $program = $given[0]
  $words = @($given | Select-Object -Skip 1)
  if ($typed -eq '') {
    # Before 7.3, an empty argument has to be quoted twice to arrive.
    $isStandard = $PSNativeCommandArgumentPassing -and "$PSNativeCommandArgumentPassing" -ne 'Legacy'
    $words += if ($isStandard) { '' } else { '""' }
  }
  $answer = @(& $program __complete @words 2>$null)
  if ($answer.Count -eq 0 -or $answer[-1] -notmatch '^:\\d+$') { return }
  $before = if ($typed -match '^-[^=]*=') { $Matches[0] } else { '' }
  $answer | Select-Object -SkipLast 1 | ForEach-Object {
    $word, $means = $_ -split "\`t", 2
    if (-not $means) { $means = $word }
    [System.Management.Automation.CompletionResult]::new("$before$word", $word, 'ParameterValue', $means)
  }
}
`;

export const SHELLS = ['kubectl', 'bash', 'zsh', 'fish', 'powershell'] as const;

/** Shell → the script by which it asks the program; of kubectl, the program that kubectl runs. */
export const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  kubectl: KUBECTL,
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
