import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The file that a command's name means: on PATH, but never by way of the working directory (as Go's programs since 1.19).
 * On Windows that is left to the system.
 */
export function findExecutable(command: string, path: string): string | undefined {
  if (process.platform === 'win32') return command;
  if (isAbsolute(command)) return isExecutable(command) ? command : undefined;
  const directories = path.split(delimiter).filter(isAbsolute);
  return directories.map((directory) => join(directory, command)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
