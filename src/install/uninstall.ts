/** What `uninstall` takes of this room: the rest of it, which is large, is not loaded for that. */
export { planUninstall, type Uninstallation } from './uninstall-plan.ts';
export { expectedOf } from './uninstall-steps.ts';
export { uninstallRights } from './uninstall-rights.ts';
export { settleUninstall } from './uninstall-settle.ts';
export { renderGoing, renderGone } from './uninstall-view.ts';
