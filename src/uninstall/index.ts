export { planUninstall, type Uninstallation } from './plan-uninstall.ts';
export { expectedOf } from './steps.ts';
export { uninstallRights } from './rights.ts';
export { settleUninstall } from './settle-uninstall.ts';
export { renderGoing, renderGone } from './uninstall-view.ts';
