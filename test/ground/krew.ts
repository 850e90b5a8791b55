import { goPart } from './go-part.ts';

/** krew as kubectl finds it, and what the reviewers of its index run on a manifest. */
export const krew = goPart('krew', {
  module: 'krew',
  binaries: {
    'kubectl-krew': 'sigs.k8s.io/krew/cmd/krew',
    'validate-krew-manifest': 'sigs.k8s.io/krew/cmd/validate-krew-manifest',
  },
});
