import assert from 'node:assert/strict';
import { targets } from '../../packaging/targets.ts';
import { describeKrew } from '../support/krew-tests.ts';

/** With archives of all platforms. */
describeKrew(targets, async (krew) => assert.match(await krew.run('kubectl', 'plugin', 'list'), /kubectl-jaeger/));
