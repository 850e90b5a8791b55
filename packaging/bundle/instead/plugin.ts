/** Instead of oclif's reader of plugins, which is exported and never made: what there is to load comes with the bundle. */
export const Plugin = undefined;
