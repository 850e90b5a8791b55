import { stepsToCreate, type InstallOptions } from '../../src/install/index.ts';

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

/** What is made where nothing is there yet. */
export const manifestsOf = (options: InstallOptions, createNamespace = false): readonly object[] =>
  stepsToCreate(options, createNamespace).steps.map((step) => (step.type === 'apply' ? step.manifest : step));
