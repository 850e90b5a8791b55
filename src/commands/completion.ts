import { Args } from '@oclif/core';
import { SCRIPTS, SHELLS } from '../cli/completion/shells.ts';
import { JaegerCommand } from '../cli/jaeger-command.ts';

export default class Completion extends JaegerCommand {
  static override summary = 'Print what completes command lines at the Tab key, for kubectl or for a shell';

  static override description =
    'For `kubectl jaeger` and `oc jaeger`, in every shell whose own completion of kubectl is set up: put the program that `completion kubectl` prints on PATH, ' +
    'as kubectl_complete-jaeger (kubectl 1.26 and newer; the npm package brings it along). The others are for the name kubectl-jaeger. ' +
    'Names of instances, namespaces, workloads and contexts come from the cluster that the line names, within a second or not at all: ' +
    'KUBECTL_JAEGER_COMPLETION_TIMEOUT says how long, e.g. 2s.';

  static override examples = [
    {
      description: 'For kubectl, beside what krew has installed',
      command:
        'd="${KREW_ROOT:-$HOME/.krew}/bin"; <%= config.bin %> completion kubectl > "$d/kubectl_complete-jaeger" && chmod +x "$d/kubectl_complete-jaeger"',
    },
    { description: 'For kubectl-jaeger in this bash', command: 'source <(<%= config.bin %> completion bash)' },
    {
      description: 'The same in zsh, for good',
      command: '<%= config.bin %> completion zsh > "${fpath[1]}/_kubectl-jaeger"',
    },
    {
      description: 'In fish',
      command: '<%= config.bin %> completion fish > ~/.config/fish/completions/kubectl-jaeger.fish',
    },
    {
      description: 'In PowerShell',
      command: '<%= config.bin %> completion powershell | Out-String | Invoke-Expression',
    },
  ];

  static override args = {
    shell: Args.string({ description: 'for whom', options: [...SHELLS], required: true, ignoreStdin: true }),
  };

  static override needs = { role: 'viewer', rights: [] } as const;

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const shell = SHELLS.find((one) => one === args.shell);
    if (shell !== undefined) process.stdout.write(SCRIPTS[shell]);
  }
}
