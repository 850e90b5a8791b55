type Debug = (() => void) & { readonly enabled: boolean; readonly extend: () => Debug };

/** Instead of the package `debug`, which oclif writes its own progress to. */
const debug: Debug = Object.assign(() => undefined, { enabled: false, extend: () => debug });

// oxlint-disable-next-line import/no-default-export -- as the package has it
export default (): Debug => debug;
