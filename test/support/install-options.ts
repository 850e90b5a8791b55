import type { InstallOptions } from '../../src/install/index.ts';

/** Choices for an instance called `jaeger`, none but those that are given. */
export const optionsOf = (more: Partial<InstallOptions> = {}): InstallOptions => ({
  name: 'jaeger',
  settings: {},
  switches: {},
  ingressHosts: [],
  images: [],
  set: [],
  ...more,
});
