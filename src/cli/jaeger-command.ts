import { Command } from '@oclif/core';
import type { Scope } from '../jaeger/index.ts';
import { isJaegerError, JaegerError } from '../errors/index.ts';
import type { Cluster } from '../kubernetes/ports.ts';
import { inOclifWords } from './command-line.ts';
import { clusterChoice, globalFlags, type GlobalFlags } from './global-flags.ts';
import { interruption, takeForTheEnd } from './interruption.ts';
import { escapeText } from '../terminal/index.ts';
import { formatNext, formatReport, type OutputChoice, type Views } from './output.ts';
import { rightsInWords, type CommandRights } from './rights.ts';
import { connect, connectElasticsearch } from './wiring.ts';

interface ScopeChoice {
  readonly namespace?: string | undefined;
  readonly 'all-namespaces'?: boolean;
}

/** What every command does the same way: take kubectl's flags, reach the cluster, settle where to look, print one result. */
export abstract class JaegerCommand extends Command {
  static override baseFlags = globalFlags;

  /** What it asks of the API server: said here once, for help, hints, docs/rbac.md and the ready Roles. */
  static readonly needs: CommandRights;

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

  /** For commands that ask span stores. */
  protected readonly connectElasticsearch = connectElasticsearch;

  /** Ctrl-C, as the failure that it is for a command that has an end of its own. */
  protected readonly interruption = interruption;

  /** For commands that go on until Ctrl-C, which then ends them with 0: the signal that says so. */
  protected endsByInterruption(): AbortSignal {
    takeForTheEnd();
    return interruption;
  }

  /** `-A` beats `-n`, and without either the context decides, as in kubectl. */
  protected scopeOf(flags: ScopeChoice, cluster: Cluster): Scope {
    return flags['all-namespaces'] ? {} : { namespace: flags.namespace || cluster.target.namespace };
  }

  /** The result, and nothing else, goes to stdout. */
  protected async print<R>(report: R, choice: OutputChoice, views: Views<R>): Promise<void> {
    process.stdout.write(await formatReport(report, choice, views));
  }

  /** A word about a table that is empty, where kubectl has one: documents and names need none. */
  protected note(text: string, { output }: Pick<OutputChoice, 'output'>): void {
    if (output === 'table' || output === 'wide') process.stderr.write(`${escapeText(text)}\n`);
  }

  /** The same for a report that comes in the place of an earlier one. */
  protected async printNext<R>(report: R, choice: OutputChoice, views: Views<R>): Promise<void> {
    process.stdout.write(await formatNext(report, choice, views));
  }

  /** Whoever lacks one right may lack the others as well: all of them are told at once. */
  protected override catch(error: Error): Promise<unknown> {
    const own = !isJaegerError(error) && isJaegerError(error.cause) ? error.cause : error;
    return super.catch(isForbidden(own) ? withNeeds(own, this.ctor) : own);
  }
}

const isForbidden = (error: unknown): error is JaegerError => isJaegerError(error) && error.code === 'FORBIDDEN';

function withNeeds(error: JaegerError, { id, needs }: { id: string; needs?: CommandRights }): JaegerError {
  const words = rightsInWords(needs?.rights ?? []).join('; ');
  return new JaegerError(error.code, error.message, {
    prefix: error.prefix,
    hints: [...error.hints, `all that "${id.replaceAll(':', ' ')}" needs: ${words}`],
    cause: error,
  });
}
