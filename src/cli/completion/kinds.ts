/** What can be offered for a word that no definition lists: `nothing` is free text. */
export type Kind =
  | 'nothing'
  | 'file'
  | 'directory'
  | 'context'
  | 'cluster'
  | 'user'
  | 'namespace'
  | 'instance'
  | 'placed-instance'
  | 'placed-pod'
  | 'storage-class'
  | 'workload';

export type LiveKind = Exclude<Kind, 'nothing' | 'file' | 'directory'>;

/** What a flag takes, by the word for it in its help. What is not here is free text. */
export const KIND_OF_VALUE: Readonly<Partial<Record<string, Kind>>> = {
  FILE: 'file',
  DIR: 'directory',
  CONTEXT: 'context',
  CLUSTER: 'cluster',
  USER: 'user',
  NAMESPACE: 'namespace',
  '[NAMESPACE/]NAME': 'placed-instance',
  '[NAMESPACE/]POD': 'placed-pod',
  CLASS: 'storage-class',
};

/** The same for arguments, by their names. */
export const KIND_OF_ARGUMENT: Readonly<Partial<Record<string, Kind>>> = { name: 'instance', workload: 'workload' };
