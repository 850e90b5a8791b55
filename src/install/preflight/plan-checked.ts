import { isJaegerError, JaegerError, type ErrorCode } from '../../errors/index.ts';
import type { Target } from '../../kubernetes/ports.ts';
import { isDone, type Plan } from '../../plan/index.ts';
import { planInstall, type InstallRequest } from '../plan-install.ts';
import type { PreflightRequest } from './facts.ts';
import type { PreflightSource } from './gather.ts';
import { preflight } from './preflight.ts';
import type { Check, CheckId, PreflightReport } from './report.ts';

/**
 * The plan of an installation in a cluster in which it would come up, with what is not as it should be among its notes; both are asked for
 * at once. Throws what the first failed check says; where nothing is to be done, nothing can fail.
 */
export async function planChecked(
  cluster: PreflightSource & { readonly target: Target },
  request: InstallRequest & PreflightRequest,
  signal: AbortSignal,
): Promise<Plan> {
  const [plan, report] = [planInstall(cluster, request, signal), preflight(cluster, request, signal)];
  const [planned] = await Promise.allSettled([plan, report]);
  const isUsage = planned.status === 'rejected' && isJaegerError(planned.reason) && planned.reason.code === 'USAGE';
  if (isUsage || (planned.status === 'fulfilled' && isDone(planned.value))) return plan;
  refuseFailed(await report);
  const { notes, ...rest } = await plan;
  return { ...rest, notes: [...notes, ...notesOf(await report)] };
}

/** Of what has a code of its own. */
const CODES: Readonly<Partial<Record<CheckId, ErrorCode>>> = {
  namespace: 'NOT_FOUND',
  crd: 'NO_SUCH_KIND',
  rights: 'FORBIDDEN',
};

function refuseFailed({ checks }: PreflightReport): void {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const [first] = failed;
  if (first === undefined) return;
  const code = CODES[first.id] ?? 'UNFIT';
  const lines = failed.map(({ id, evidence }) => `${id}: ${evidence}`);
  throw new JaegerError(
    code,
    failed.length === 1 ? `preflight, ${lines[0]}` : ['preflight:', ...lines.map((line) => `  ${line}`)].join('\n'),
    {
      hints: [
        ...failed.flatMap(({ next }) => next),
        ...(code === 'UNFIT'
          ? ['nothing has been changed; --preflight shows all checks, --no-preflight goes on without']
          : []),
      ],
    },
  );
}

function notesOf({ checks }: PreflightReport): readonly string[] {
  const warnings = checks.filter(({ verdict, unknown }) => verdict === 'warning' && !unknown);
  const unknown = checks.filter((check) => check.unknown).map(({ id }) => id);
  return [
    ...warnings.map(noteOf),
    ...(unknown.length === 0
      ? []
      : [`preflight could not look at ${unknown.join(', ')}; with --preflight it says why`]),
  ];
}

const noteOf = ({ id, evidence, next: [next] }: Check): string =>
  `preflight, ${id}: ${evidence}${next === undefined ? '' : `; ${next}`}`;
