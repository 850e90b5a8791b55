import type { OperatorName } from '../../jaeger/index.ts';
import type { Event, Lease, MutatingWebhookConfiguration, Pod, Workload } from '../../kubernetes/types.ts';

/** What is asked for because something looks wrong: nothing of it for an instance that looks well. */
export interface Evidence {
  readonly events: readonly Event[];
  /** By `logId`; a log that could not be read is not there. */
  readonly logs: ReadonlyMap<string, string>;
  /** Undefined where there was no reason to look at it. */
  readonly operator: OperatorEvidence | undefined;
}

/** What there is to know about the operator of an instance, as far as it may be read. */
export interface OperatorEvidence {
  /** Undefined: neither the resource nor a webhook says which it is. */
  readonly name: OperatorName | undefined;
  readonly deployment: Workload | undefined;
  readonly pods: readonly Pod[];
  readonly lease: Lease | undefined;
  /** Those of its configurations; none where the operator has no webhooks, as before 1.31. */
  readonly webhooks: readonly OperatorWebhook[];
  /** Resources that could not be read. */
  readonly unread: readonly string[];
}

type Webhook = NonNullable<MutatingWebhookConfiguration['webhooks']>[number];

export interface OperatorWebhook extends Webhook {
  /** The name of the configuration that it stands in. */
  readonly configuration: string;
}

export const NOTHING: Evidence = { events: [], logs: new Map(), operator: undefined };
