import { homedir } from 'node:os';

/** Instead of oclif's questions to the system, some of which start programs; nothing here is shown or used. */
export const getHomeDir = homedir;
export const getPlatform = (): Promise<string> => Promise.resolve(process.platform);
export const getShell = (): Promise<string> => Promise.resolve('unknown');
