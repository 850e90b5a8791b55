import assert from 'node:assert/strict';
import { readJob } from '../../../src/retention/read-job.ts';
import type { CleanerRun, JobRun, LookbackRun, RolloverRun } from '../../../src/retention/runs.ts';
import type { Container } from '../../../src/kubernetes/types.ts';
import type { ValueSources } from '../../../src/retention/job-environment.ts';

const URL = 'http://elasticsearch:9200';
const NOTHING: ValueSources = { configMap: () => undefined, secret: () => undefined };

function read(container: Partial<Container>, sources = NOTHING): JobRun | undefined {
  const containers = [{ name: 'c', image: 'jaegertracing/jaeger-es-index-cleaner:1.62.0', ...container }];
  const spec = { schedule: '55 23 * * *', jobTemplate: { spec: { template: { spec: { containers } } } } };
  return readJob({ metadata: { name: 'j', namespace: 'n' }, spec }, sources);
}

function cleaner(container: Partial<Container>, sources = NOTHING): CleanerRun {
  const run = read({ args: ['7', URL], ...container }, sources);
  assert.equal(run?.kind, 'cleaner');
  return run;
}

const rollover = (container: Partial<Container>): RolloverRun | LookbackRun =>
  read({ image: 'jaegertracing/jaeger-es-rollover:1.62.0', ...container }) as RolloverRun | LookbackRun;

const env = (variables: Readonly<Record<string, string>>): Partial<Container> => ({
  env: Object.entries(variables).map(([name, value]) => ({ name, value })),
});

describe('the CronJob of an index cleaner', () => {
  it('has what the tool takes where nothing is said', () => {
    const { settings, problem, url, version } = cleaner({});
    const types = ['span', 'service', 'dependencies', 'sampling'];
    const defaults = {
      days: 7,
      prefix: '',
      separator: '-',
      isRollover: false,
      isArchive: false,
      cutoff: 'calendar',
      types,
    };
    assert.deepEqual(settings, defaults);
    assert.deepEqual([problem, url, version], [undefined, URL, '1.62.0']);
  });

  it('goes by a flag, else by a variable that is not empty', () => {
    const variables = env({ INDEX_PREFIX: 'foo', INDEX_DATE_SEPARATOR: '', ROLLOVER: 'T' });
    assert.equal(cleaner(variables).settings?.prefix, 'foo');
    assert.equal(cleaner(variables).settings?.separator, '-');
    assert.equal(cleaner(variables).settings?.isRollover, true);
    const { settings } = cleaner({
      ...variables,
      args: ['--index-prefix=', '7', '--index-date-separator', '', URL, '--rollover=false'],
    });
    assert.deepEqual([settings?.prefix, settings?.separator, settings?.isRollover], ['', '', false]);
  });

  for (const [text, expected] of [
    ['true', true],
    ['1', true],
    ['TRUE', true],
    ['t', true],
    ['yes', false],
    ['on', false],
    ['tRuE', false],
  ] as const)
    it(`takes ROLLOVER=${text} for ${expected}`, () => {
      assert.equal(cleaner(env({ ROLLOVER: text })).settings?.isRollover, expected);
    });

  it('is given arguments by its command as well, and variables in them', () => {
    const command = ['/go/bin/es-index-cleaner', '$(DAYS)'];
    assert.equal(cleaner({ command, args: [URL], ...env({ DAYS: '3' }) }).settings?.days, 3);
    assert.equal(cleaner({ args: ['1', 'http://$(HOST):9200'], ...env({ HOST: 'es' }) }).url, 'http://es:9200');
    assert.equal(cleaner({ args: ['1', 'http://$$(HOST):9200'] }).url, 'http://$(HOST):9200');
  });

  it('counts days below zero after two dashes alone', () => {
    assert.equal(cleaner({ args: ['--', '-1', URL] }).settings?.days, -1);
    assert.match(cleaner({ args: ['-1', URL] }).problem?.text ?? '', /does not know the flag -1/);
  });

  it('cannot be read where a shell starts it', () => {
    const { settings, problem } = cleaner({ command: ['sh', '-c', `es-index-cleaner 7 ${URL}`], args: [] });
    assert.equal(settings, undefined);
    assert.deepEqual(problem, { kind: 'unknown', text: 'it is started by sh' });
  });

  it('is known by its program where the image has another name', () => {
    assert.equal(
      read({ image: 'mirror/tools:1', command: ['/es-index-cleaner', '7', URL], args: [] })?.kind,
      'cleaner',
    );
    assert.equal(read({ image: 'busybox', args: [] }), undefined);
  });

  it('reads ConfigMaps and Secrets, and says which it could not', () => {
    const from: Partial<Container> = {
      envFrom: [{ configMapRef: { name: 'a' } }, { prefix: 'INDEX_', secretRef: { name: 'b' } }],
    };
    const sources = { configMap: () => ({ ROLLOVER: 'true' }), secret: () => ({ PREFIX: 'foo' }) };
    assert.deepEqual(cleaner(from, sources).settings, { ...cleaner({}).settings, isRollover: true, prefix: 'foo' });
    const { settings, problem } = cleaner(from, { ...sources, secret: () => undefined });
    assert.equal(settings, undefined);
    assert.deepEqual(problem, {
      kind: 'unknown',
      text: '--index-prefix may come from secrets/b, which could not be read',
    });
    const key = { name: 'ARCHIVE', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } };
    assert.match(cleaner({ env: [key] }).problem?.text ?? '', /--archive may come from secrets\/s/);
    assert.equal(cleaner({ env: [key] }, { ...sources, secret: () => ({ k: 'true' }) }).settings?.isArchive, true);
    // What is not asked for may be a secret.
    assert.ok(cleaner({ env: [{ ...key, name: 'ES_PASSWORD' }] }).settings);
  });

  it('does not read the prefix that the chart writes', () => {
    const run = cleaner(env({ ES_INDEX_PREFIX: 'foo' }));
    assert.deepEqual([run.settings?.prefix, run.ignoredPrefix], ['', 'foo']);
  });

  for (const [image, gates, cutoff] of [
    ['1.62.0', [], 'calendar'],
    ['1.62.0-debug', [], 'calendar'],
    ['v1.76.0', [], 'calendar'],
    ['1.76.0', ['--feature-gates=es.index.relativeTimeIndexDeletion'], 'relative'],
    ['1.76.0', ['--feature-gates', '+es.index.relativeTimeIndexDeletion'], 'relative'],
    ['1.76.0', ['--feature-gates=-es.index.relativeTimeIndexDeletion'], 'calendar'],
    ['2.13.0', [], 'calendar'],
    ['2.19.1', [], 'calendar'],
    ['2.20.0', [], 'relative'],
    ['2.20.0', ['--feature-gates=-es.index.relativeTimeIndexDeletion'], 'calendar'],
    ['2.21.0', ['--feature-gates=-jaeger.es.index.relativeTimeIndexDeletion'], 'calendar'],
    ['2', [], 'either'],
    ['1', [], 'calendar'],
    ['latest', [], 'either'],
    ['main-20261123', [], 'either'],
    ['20261123', [], 'either'],
    ['latest', ['--feature-gates=es.index.relativeTimeIndexDeletion'], 'relative'],
  ] as const)
    it(`${image} ${gates.join(' ')}: ${cutoff}`, () => {
      const run = cleaner({
        image: `r:5000/jaegertracing/jaeger-es-index-cleaner:${image}`,
        args: ['7', ...gates, URL],
      });
      assert.equal(run.settings?.cutoff, cutoff);
    });

  it('has a rule by its tag, whoever built it', () => {
    const images = { 'jaeger-es-index-cleaner-rhel8:1.65.0-4': 'calendar', 'jaeger-es-index-cleaner': 'either' };
    for (const [image, cutoff] of Object.entries(images)) assert.equal(cleaner({ image }).settings?.cutoff, cutoff);
    assert.equal(cleaner({ image: `jaeger-es-index-cleaner@sha256:${'0'.repeat(64)}` }).settings?.cutoff, 'either');
  });

  it('knows the types of its version', () => {
    const types = (tag: string, flags: readonly string[] = []): readonly string[] | undefined =>
      cleaner({ image: `jaeger-es-index-cleaner:${tag}`, args: ['7', ...flags, URL] }).settings?.types;
    assert.deepEqual(types('1.54.0'), ['span', 'service', 'dependencies']);
    assert.deepEqual(types('1.55.0'), ['span', 'service', 'dependencies', 'sampling']);
    assert.deepEqual(types('1.30.0', ['--rollover']), ['span', 'service']);
    assert.deepEqual(types('2.1.0'), ['span', 'service', 'dependencies', 'sampling']);
  });

  for (const [args, kind, text] of [
    [['7'], 'fails', /a number of days and one URL/],
    [['7', URL, 'more'], 'fails', /a number of days and one URL/],
    [['x', URL], 'fails', /x is no number of days/],
    [['1.5', URL], 'fails', /1.5 is no number of days/],
    [['7', `${URL}/`], 'fails', /ends in a slash/],
    [['7', `${URL}/es`], 'unknown', /has a path/],
    [['7', ''], 'fails', /the URL is empty/],
    [['7', 'elasticsearch:9200'], 'fails', /no scheme/],
    [['7', `${URL},http://b:9200`], 'fails', /several URLs/],
    [['7', URL, '--nonesuch'], 'fails', /--nonesuch/],
    [['7', URL, '--rollover=yes'], 'fails', /--rollover has no value/],
    [['7', URL, '--index-prefix'], 'fails', /--index-prefix has no value/],
    [['7', URL, '--help'], 'fails', /prints its help/],
    [['7', URL, '--feature-gates=es.index.relativeTimeIndexDeletion'], 'fails', /--feature-gates/],
    [['7', URL, '--es.tls.ca=/ca'], 'fails', /TLS is not enabled/],
    [['7', URL, '--index-prefix=a,b'], 'fails', /a list is no prefix/],
    [['7', URL, '--index-prefix=a?'], 'fails', /cannot stand in a URL/],
    [['7', URL, '--index-prefix=a('], 'fails', /no regular expression/],
    [['7', URL, '--index-date-separator=(?i)-'], 'unknown', /not worked out/],
  ] as const)
    it(`${kind === 'fails' ? 'fails' : 'is not known'} with ${args.join(' ')}`, () => {
      const { problem } = cleaner({ args });
      assert.equal(problem?.kind, kind);
      assert.match(problem?.text ?? '', text);
    });

  it('never tells user and password of its URL', () => {
    const run = cleaner({ args: ['7', 'https://elastic:s3cret@es:9200'] });
    assert.deepEqual([run.url, run.hasCredentialsInUrl, run.problem], ['https://es:9200', true, undefined]);
    assert.doesNotMatch(JSON.stringify(cleaner({ args: ['7', 'elastic:s3cret@es:9200'] })), /s3cret/);
  });

  it('is not worked out for the Python of 1.25 and before', () => {
    const { settings, problem } = cleaner({ image: 'jaeger-es-index-cleaner:1.25.0' });
    assert.deepEqual([settings, problem?.kind], [undefined, 'unknown']);
    assert.ok(cleaner({ image: 'jaeger-es-index-cleaner:1.26.0' }).settings);
  });
});

describe('the CronJob of es-rollover', () => {
  it('rolls over', () => {
    const run = rollover({
      args: ['rollover', URL],
      ...env({ CONDITIONS: '{"max_age": "1d"}', SKIP_DEPENDENCIES: 'true' }),
    });
    const settings = {
      prefix: '',
      isArchive: false,
      skipsDependencies: true,
      hasSampling: false,
      conditions: { max_age: '1d' },
    };
    assert.deepEqual([run.kind, run.settings, run.problem], ['rollover', settings, undefined]);
    assert.deepEqual((rollover({ args: ['rollover', URL] }) as RolloverRun).settings?.conditions, { max_age: '2d' });
    assert.match(
      rollover({ args: ['rollover', URL], ...env({ CONDITIONS: '{' }) }).problem?.text ?? '',
      /no JSON object/,
    );
  });

  it('looks back', () => {
    const run = rollover({
      args: ['lookback', URL],
      ...env({ UNIT: 'hours', UNIT_COUNT: '168', INDEX_PREFIX: 'foo' }),
    });
    assert.deepEqual(
      [run.kind, run.settings && { ...run.settings }],
      [
        'lookback',
        { prefix: 'foo', isArchive: false, skipsDependencies: false, hasSampling: false, unit: 'hours', count: 168 },
      ],
    );
    const counts = { '010': 8, x: 0, '-2': -2 };
    for (const [text, count] of Object.entries(counts)) {
      const counted = rollover({ args: ['lookback', URL], ...env({ UNIT_COUNT: text }) }) as LookbackRun;
      assert.equal(counted.settings?.count, count, text);
    }
  });

  it('is none of these when it makes the first indices', () => {
    assert.equal(rollover({ args: ['init', URL] }), undefined);
    assert.match(rollover({ args: ['turnover', URL] }).problem?.text ?? '', /no action turnover/);
    assert.match(rollover({ args: ['lookback'] }).problem?.text ?? '', /one URL/);
  });
});
