export { renderInstalled, renderNotes } from './installed-view.ts';
export type { InstallOptions } from './options.ts';
export { planInstall, stepsToCreate } from './plan-install.ts';
export { readManifest } from './read-manifest.ts';
export { hasReacted, madeFor } from './reaction.ts';
export { installRights } from './rights.ts';
export { checkOptions } from './wishes.ts';
export { SETTINGS, SWITCHES, type SettingName, type SwitchName } from './settings.ts';
