import { Command } from '@oclif/core';
import type { Scope } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import type { OutputFormat } from './flags.ts';
import { connect } from './wiring.ts';

interface ScopeChoice {
  readonly namespace?: string | undefined;
  readonly 'all-namespaces': boolean;
}

/** What every command does the same way: reach the cluster, settle where to look, print one result. */
export abstract class JaegerCommand extends Command {
  /** Does `work` with the cluster that the flags name, and lets go of it whatever happens. */
  protected async withCluster<T>(
    flags: { readonly kubeconfig?: string | undefined; readonly context?: string | undefined },
    work: (cluster: Cluster) => Promise<T>,
  ): Promise<T> {
    const cluster = await connect(flags, this.config.version);
    try {
      return await work(cluster);
    } finally {
      cluster.close();
    }
  }

  /** `-A` beats `-n`, and without either the context decides, as in kubectl. */
  protected scopeOf(flags: ScopeChoice, cluster: Cluster): Scope {
    return flags['all-namespaces'] ? {} : { namespace: flags.namespace || cluster.target.namespace };
  }

  /** The result, and nothing else, goes to stdout. */
  protected print<R>(report: R, format: OutputFormat, render: (report: R) => string): void {
    process.stdout.write(format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : render(report));
  }
}
