import { Command } from '@oclif/core';
import type { Scope } from '../jaeger/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { inOclifWords } from './command-line.ts';
import type { OutputFormat } from './flags.ts';
import { clusterChoice, globalFlags, type GlobalFlags } from './global-flags.ts';
import { interruption } from './interruption.ts';
import { connect } from './wiring.ts';

interface ScopeChoice {
  readonly namespace?: string | undefined;
  readonly 'all-namespaces': boolean;
}

/** What every command does the same way: take kubectl's flags, reach the cluster, settle where to look, print one result. */
export abstract class JaegerCommand extends Command {
  static override baseFlags = globalFlags;

  /** The command line is read as kubectl reads one, not as oclif would. */
  protected override async init(): Promise<void> {
    this.argv = inOclifWords(this.argv, { ...this.ctor.baseFlags, ...this.ctor.flags });
    await super.init();
  }

  /** Does `work` with the cluster that the flags name, and lets go of it whatever happens. */
  protected async withCluster<T>(flags: GlobalFlags, work: (cluster: Cluster) => Promise<T>): Promise<T> {
    const cluster = await connect(clusterChoice(flags), {
      version: this.config.version,
      verbosity: flags.v,
      signal: interruption,
    });
    const close = (): void => cluster.close();
    interruption.addEventListener('abort', close, { once: true });
    try {
      return await work(cluster);
    } finally {
      interruption.removeEventListener('abort', close);
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
