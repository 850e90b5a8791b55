import { buildBundle } from './bundle.ts';

/** `npm run build`, behind the type checker and oclif's manifest. */
await buildBundle();
