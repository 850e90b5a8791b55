import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBundle, bundleFolder } from './bundle.ts';
import { packagesInside } from './contents.ts';
import { noticeOf } from './notice.ts';

/** `npm run build`, behind the type checker and oclif's manifest. */
await writeFile(join(bundleFolder, 'NOTICE'), noticeOf(packagesInside(await buildBundle())));
