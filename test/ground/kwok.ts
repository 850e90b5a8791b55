import { goPart } from './go-part.ts';
import { binaryImage } from './image.ts';
import { releaseManifest } from './parts.ts';

const KWOK_VERSION = '0.8.0';
const module = 'sigs.k8s.io/kwok';

export const kwokImage = binaryImage(
  `registry.k8s.io/kwok/kwok:v${KWOK_VERSION}`,
  goPart('kwok', { module: 'kwok', binaries: { kwok: `${module}/cmd/kwok` } }),
  'kwok',
);

/** How a played Node gets Ready and a played Pod runs, ends and goes, as kwok's release has it: each at once. */
export const kwokStages = releaseManifest('kwok-stages', {
  module: 'kwok',
  path: module,
  version: KWOK_VERSION,
  folder: 'kustomize/stage/fast',
});
