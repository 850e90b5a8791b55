import { formatAge, type Column, type ViewOptions } from '../terminal/index.ts';

interface Named {
  readonly namespace: string;
  readonly name: string;
}

interface Aged {
  readonly createdAt: string | undefined;
}

/** What is in another namespace than the instance says in which. */
export const nameColumn = (instance: Named): Column<Named> => [
  'NAME',
  ({ namespace, name }) => (namespace === instance.namespace ? name : `${namespace}/${name}`),
];

export const ageColumn = ({ now }: ViewOptions): Column<Aged> => ['AGE', ({ createdAt }) => formatAge(createdAt, now)];
