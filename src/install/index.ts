export { manifestsOf, planInstall, type InstallRequest } from './plan-install.ts';
export { readManifest } from './read-manifest.ts';
export { SETTINGS, SWITCHES, type Setting, type SettingName, type SwitchName } from './settings.ts';
export type { InstallOptions } from './options.ts';
