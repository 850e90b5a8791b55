const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** RFC 1123 as Kubernetes takes it for names of namespaces and of some objects, and for each part of the others. */
export const isLabel = (text: string): boolean => LABEL.test(text);

/** The same for names of all other objects, of which each has a longest. */
export const isSubdomain = (text: string, longest: number): boolean =>
  text.length <= longest && text.split('.').every(isLabel);

/** The v1 operator makes labels of a name: longer ones never come up (jaeger-operator 1.65). */
export const LONGEST_NAME = 63;

export const isInstanceName = (text: string): boolean => isSubdomain(text, LONGEST_NAME);
