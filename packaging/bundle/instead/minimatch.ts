/** Instead of the package `minimatch`: oclif compares the names of plugins with it. */
export const minimatch = (): boolean => false;
