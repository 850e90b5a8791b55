import { spawn } from 'node:child_process';
import { mayOpenBrowser } from './wiring.ts';

/** The program that shows a URL to the user; it gets the URL as one argument, and no shell sees it. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/**
 * Opens the URL where somebody sits who can see it: on a terminal of this machine, unless BROWSER says `none`. `wanted`
 * leaves that to us when it is undefined. Resolves to why it did not work, if it did not.
 */
export function openBrowser(url: string, wanted: boolean | undefined): Promise<string | undefined> {
  if (!(wanted ?? mayOpenBrowser())) return Promise.resolve(undefined);
  const [program = 'xdg-open', ...args] = OPENERS[process.platform] ?? [];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
    child.once('error', ({ message }) => resolve(message));
    child.once('spawn', () => {
      child.unref();
      resolve(undefined);
    });
  });
}
