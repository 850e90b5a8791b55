/** Instead of oclif's search for sources of TypeScript. */
export const tsPath = (_root: string, path: string): Promise<string> => Promise.resolve(path);
