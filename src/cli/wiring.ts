import { escapeText } from '../terminal/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';

interface ClusterChoice {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}

/** The composition root: the only place that reaches implementations, and only when a command asks for one. */
export async function connect(choice: ClusterChoice, version: string): Promise<Cluster> {
  const { leaveModelsOut } = await import('../kubernetes/without-models.ts');
  leaveModelsOut();
  const { connectCluster } = await import('../kubernetes/connect.ts');
  const userAgent = `kubectl-jaeger/v${version} (${process.platform}/${process.arch})`;
  return connectCluster({ ...choice, environment: process.env['KUBECONFIG'] }, { userAgent, onWarning: showWarning });
}

/** As kubectl shows what the API server warns of. */
function showWarning(text: string): void {
  process.stderr.write(`Warning: ${escapeText(text)}\n`);
}
